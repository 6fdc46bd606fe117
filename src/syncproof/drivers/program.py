"""The SUT as a program: started, watched and ended through the process reaper, its output kept in files."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from syncproof.drivers import process_reaper
from syncproof.errors import HarnessBroke, SutMissing
from syncproof.sut.masking import masked

GRACE = 2.0
"""Seconds that a program has to end after SIGTERM."""
LARGEST = 16 << 20
"""Bytes that a program may print in a pass."""
_SOON = 5.0
"""Seconds within which a program that asks something is known to have started, even on a busy machine."""
_LOOK = 0.01
"""Seconds between two looks at how much the program printed."""
_TAIL = 4096
"""Bytes at the end of the output that are searched for last words."""
_NO_REAPER = "the process that starts the SUT is gone: was it killed?"
_REPORT = re.compile(r'\s*\{.*"report"\s*:')
_SHELLS = {126: " (as shells say of what cannot be executed)", 127: " (as shells say of what was not found)"}


@contextmanager
def outlived(folder: str) -> Iterator[None]:
    """Remove a folder after this, however this process ends."""
    process = _reaper(folder)
    try:
        yield
    finally:
        _dismiss(process)


def _reaper(folder: str) -> subprocess.Popen[bytes]:
    # Isolated, so that the user's environment does not change the reaper's Python.
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-I", "-S", process_reaper.__file__, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )


def _dismiss(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):  # it was killed
        cast("IO[bytes]", process.stdin).close()
    process.wait()
    cast("IO[bytes]", process.stdout).close()


class Ended(NamedTuple):
    """How a program ended, or why the harness ended it, as a predicate; `code` is negative for a signal."""

    code: int
    why: str

    def __str__(self) -> str:
        return self.why or ending(self.code)


def ending(code: int) -> str:
    """Return how a program with an exit code ended, as a predicate."""
    if code < 0:
        names = {int(each): f", {each.name}" for each in signal.Signals}
        return f"was ended by signal {-code}{names.get(-code, '')} ({signal.strsignal(-code)})"
    return f"ended with exit code {code}{_SHELLS.get(code, '')}"


class Program:
    """Runs one program at a time, in the folder `home`, None for the current one. Thread-safe is `kill_at_once` alone.

    `folder` is removed with the harness, if `ours`.
    """

    def __init__(self, command: Sequence[str], folder: Path, *, ours: bool = True, home: str | None = None) -> None:
        self._command = list(command)
        self._home = home
        self.out, self.err = folder / "out.txt", folder / "err.txt"
        for file in (self.out, self.err):
            file.touch(mode=0o600)
        self._read = self._counted = 0
        self._rest = b""
        self._ended: dict[int, int] = {}
        self._killed: Ended | None = None
        self.pid = 0
        self._runs = threading.Event()
        self.left = 0
        """How many processes the program had left running when it was last killed, as far as the system tells."""
        self._reaper = _reaper(str(folder) if ours else "")

    @property
    def descriptor(self) -> int:
        """The file descriptor that becomes readable when the program ends."""
        return cast("IO[bytes]", self._reaper.stdout).fileno()

    def start(self, environ: Mapping[str, str]) -> None:
        """Start the program. Raises SutMissing where the system cannot."""
        self._ended.clear()
        self._killed = None
        self.out.parent.mkdir(mode=0o700, exist_ok=True)  # what a program did to the folder is not the next one's fault
        files = {"out": str(self.out), "err": str(self.err)}
        self._order(start=self._command, cwd=self._home, environ=dict(environ), **files)
        answer = self._answer("pid", "error")
        if "error" in answer:
            raise SutMissing(f"the SUT cannot be started: {answer['error']}\n  do       try it by hand: {self.name}")
        self.pid = answer["pid"]
        self._runs.set()

    @property
    def name(self) -> str:
        """The command, as a shell takes it, without what looks like a secret."""
        return masked(shlex.join(self._command), os.environ)

    def ended(self, seconds: float | None = 0.0) -> Ended | None:
        """Wait so many seconds for the end, None: as long as it takes; return how the program ended, None if it runs.

        A program that prints too much is killed.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while self._killed is None:
            left = _LOOK if until is None else until - time.monotonic()
            if self._hears(max(0.0, min(left, _LOOK))):
                self._line()
            if self.pid in self._ended:
                return Ended(self._ended[self.pid], "")
            if self._flooded():
                self.kill(f"printed more than {LARGEST >> 20} MB in one pass, and was ended")
            elif until is not None and time.monotonic() >= until:
                return None
        return self._killed

    def end(self) -> None:
        """Ask the program to end, with SIGTERM, and then kill it with all that it started."""
        if self.pid and self.ended() is None:
            self._order(signal=int(signal.SIGTERM))
            self.ended(GRACE)
        self.kill()

    def kill(self, why: str = "") -> None:
        """Kill the program with all that it started; none of those processes is left when this returns."""
        if self.pid:
            self._runs.clear()
            self._order(sweep=True)
            self.left = self._answer("swept")["swept"]
            self._killed = Ended(self._ended.get(self.pid, -signal.SIGKILL), why)
            self.pid = 0

    def kill_at_once(self) -> None:
        """Send SIGKILL to the program and its group, from any thread; `kill` then ends what is left."""
        self._runs.wait(_SOON)
        if pid := self.pid:  # 0 is the group of this process
            with suppress(ProcessLookupError):  # the program has ended meanwhile
                os.killpg(pid, signal.SIGKILL)

    def close(self) -> None:
        """End the reaper, which kills the program with all that it started."""
        _dismiss(self._reaper)

    def lines(self, *, all_of_it: bool = False) -> list[str]:
        """Return the lines on standard output since the last call: whole lines, unless `all_of_it`."""
        if not self.out.exists():
            return []
        with self.out.open("rb") as file:
            file.seek(self._read)
            printed = file.read(LARGEST)
        if not all_of_it:
            printed = printed[: printed.rfind(b"\n") + 1]
        self._read += len(printed)
        # Not splitlines: it splits at other characters too, which JSON may hold.
        lines = printed.decode("utf-8", "replace").split("\n")
        return [line.removesuffix("\r") for line in (lines if lines[-1] else lines[:-1])]

    def first_line(self) -> str:
        """Return the first line on standard output since it was last emptied, '' as long as there is none."""
        if not self.out.exists():
            return ""
        with self.out.open("rb") as file:
            line = file.readline(_TAIL)
        return line.decode("utf-8", "replace").rstrip() if line.endswith(b"\n") else ""

    def printed(self) -> str:
        """Return the whole output since it was last emptied."""
        there = [file for file in (self.out, self.err) if file.exists()]
        return "".join(file.read_bytes()[:LARGEST].decode("utf-8", "replace") for file in there)

    def forget(self) -> None:
        """Empty the files with the output."""
        for file in (self.out, self.err):
            if file.exists():
                os.truncate(file, 0)
        self._read = self._counted = 0

    def count(self) -> None:
        """Count the output anew from here on."""
        self._counted = self._printed()

    def last_words(self, most: int = 6) -> list[str]:
        """Return the last lines of standard error, or else of standard output."""
        for file in (self.err, self.out):
            if not file.exists():
                continue  # the sync has removed the folder, and so its own words
            with file.open("rb") as stream:
                stream.seek(max(0, file.stat().st_size - _TAIL))
                text = stream.read().decode("utf-8", "replace")
            if file.stat().st_size > _TAIL:
                # The first word may be the end of a credential, which nothing would recognize.
                text = re.sub(r"\A\S*", "", text)
            # Reports are left out: they are read elsewhere.
            if lines := [line.rstrip() for line in text.splitlines() if line.strip() and not _REPORT.match(line)]:
                return lines[-most:]
        return []

    def _printed(self) -> int:
        return sum(file.stat().st_size for file in (self.out, self.err) if file.exists())

    def _flooded(self) -> bool:
        return self._printed() - self._counted > LARGEST

    def _order(self, **order: object) -> None:
        orders = cast("IO[bytes]", self._reaper.stdin)
        try:
            orders.write(f"{json.dumps(order)}\n".encode())
            orders.flush()
        except OSError as error:
            raise HarnessBroke(_NO_REAPER) from error

    def _hears(self, seconds: float) -> bool:
        return b"\n" in self._rest or bool(select.select([self.descriptor], [], [], seconds)[0])

    def _answer(self, *kinds: str) -> dict[str, Any]:
        """Return the reaper's answer to an order; the end of a program may be reported before."""
        while not (line := self._line()).keys() & set(kinds):
            pass
        return line

    def _line(self) -> dict[str, Any]:
        """Return the reaper's next line, and remember the end of a program where the line reports one."""
        while b"\n" not in self._rest:
            read = os.read(self.descriptor, 1 << 16)
            if not read:
                raise HarnessBroke(_NO_REAPER)
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        if "ended" in answer:
            self._ended[answer["ended"]] = answer["code"]
        return answer
