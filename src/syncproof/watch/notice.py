"""Notices that something may have changed in some folders. What it was, a look at the files says."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_STEP = 20
"""Milliseconds without a further change after which a save has ended: editors write in several steps."""
_LONGEST = 200
"""Milliseconds after which a change is told even while others follow."""
_ANYWAY = 2_000
"""Milliseconds between two looks when nothing is noticed: some file systems tell of no change."""


class Notice:
    """Calls back, in a thread of its own, when something happens in the folders that it follows."""

    def __init__(self, stirred: Callable[[], None]) -> None:
        self._stirred = stirred
        self._followed: dict[Path, int] = {}
        self._stop = threading.Event()

    def follow(self, folders: Iterable[Path]) -> None:
        """Follow folders from now on, and no others; of one that is gone, the nearest above tells of its return."""
        there = {each: each.stat().st_ino for each in map(_nearest, folders)}
        if there == self._followed:
            return
        self.close()
        self._followed, self._stop = there, threading.Event()
        threading.Thread(target=self._tell, args=(tuple(there), self._stop), daemon=True).start()

    def close(self) -> None:
        """Follow nothing more."""
        self._stop.set()

    def _tell(self, folders: tuple[Path, ...], stop: threading.Event) -> None:
        changes = watch(
            *folders,
            watch_filter=None,
            debounce=_LONGEST,
            step=_STEP,
            stop_event=stop,
            rust_timeout=_ANYWAY,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=False,
        )
        try:
            for _ in changes:
                self._stirred()
        except FileNotFoundError:  # a folder went before it was followed: the look finds the nearest above
            self._stirred()


def _nearest(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.is_dir())
