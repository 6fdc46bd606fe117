"""A watched folder: the files that change there in a SUT's passes, and never while the SUT has nothing to do.

The folder is that in which the SUT starts, and other programs may write there, too. No test tool without rights of its
own can see which process wrote a file. What a SUT writes changes in its passes alone; what others write changes whether
there is a pass or not. Passes follow each other closely, so others may write in many passes and in no gap by chance:
before a file is named, the folder is watched without a pass for as long as such a chance would need to be ruled out.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_FEW = 4
"""A file that changes in one of so many passes is not the state of a sync, which changes in every pass with work."""
_TURNS = 4
"""A file that changes in passes by chance has changed again, in all likelihood, after so many times the mean time."""
_LONGEST = 5.0
"""Seconds for which the folder is watched without a pass, at most."""
_GLANCE = 0.05
_OUTPUT = (1, 2)


class WatchedFolder:
    """The folder in which a SUT starts. `clock` gives seconds, and `wait` lets some of them pass."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path = path
        self._clock = clock
        self._wait = wait
        self._seen = self._files()
        self._changed_in_pass: Counter[str] = Counter()
        self._changed_else: set[str] = set()
        self._passes = 0
        self._seconds = 0.0
        """How long all passes took."""
        self._kept: set[str] = set()
        """The files that did not change in a time without a pass that was long enough."""

    @contextmanager
    def during_pass(self) -> Iterator[None]:
        """Watch which files change during a pass of a SUT that the harness runs, and which since the last."""
        before = self._between()
        began = self._clock()
        try:
            yield
        finally:
            self._seconds += self._clock() - began
            self._seen = self._files()
            self._passes += 1
            self._changed_in_pass.update(_changed(before, self._seen))

    def of_sut(self) -> list[str]:
        """Return the files that changed in many passes and never else: at most three. May take some seconds, once."""
        asked = self._likely() - self._kept
        until = self._clock() + min(_LONGEST, max(map(self._long_enough, asked), default=0.0))
        while asked & self._likely() and self._clock() < until:
            self._wait(_GLANCE)
            self._seen = self._between()
        self._kept |= asked & self._likely()
        return sorted(self._likely())[:3]

    def _likely(self) -> set[str]:
        often = {name for name, count in self._changed_in_pass.items() if count > 1 and count * _FEW > self._passes}
        return often - self._changed_else

    def _long_enough(self, name: str) -> float:
        """Return the seconds after which a file that changes by chance has changed again."""
        return _TURNS * self._seconds / self._changed_in_pass[name]

    def _between(self) -> dict[str, int]:
        """Return when each file was changed, and note which changed since the last look."""
        now = self._files()
        self._changed_else |= _changed(self._seen, now)
        return now

    def _files(self) -> dict[str, int]:
        """Return when each file was changed, but not the file into which this run itself is printed."""
        output = [status for stream in _OUTPUT if (status := _stat(stream))]
        with suppress(OSError), os.scandir(self._path) as entries:
            found = {each.name: each.stat() for each in entries if each.is_file()}
            return {
                name: status.st_mtime_ns
                for name, status in found.items()
                if not any(os.path.samestat(status, one) for one in output)
            }
        return {}


def _changed(before: Mapping[str, int], after: Mapping[str, int]) -> set[str]:
    return {name for name, at in after.items() if before.get(name) != at}


def _stat(stream: int) -> os.stat_result | None:
    try:
        return os.fstat(stream)
    except OSError:
        return None  # the stream is closed
