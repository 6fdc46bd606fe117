"""The process reaper: starts the SUT for the harness, outlives the harness for a moment, and leaves nothing running.

The reaper imports nothing of syncproof, so that it starts in milliseconds. It reads orders from its standard input, a
line of JSON each. When its input ends, however the harness died, the reaper kills all that it started, removes the
folder that it was given, and ends.

    {"start": [program, argument, …], "cwd": folder, "environ": {…}, "out": file, "err": file}
                      answered {"pid": 7} or {"error": why}
    {"signal": 15}    sends a signal to the program and all that it started
    {"sweep": true}   kills the program and all that it left behind, answered {"swept": how many those were}

When the program ends, the reaper prints {"ended": 7, "code": 0}; the code is negative for a signal.
"""

from __future__ import annotations

import ctypes
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_SUBREAPER = 36
"""`PR_SET_CHILD_SUBREAPER` of Linux: a process whose parent ended becomes our child, whatever session it moved to."""
_TRIES = 50
"""How often all children are killed at the end: each death may make us the parent of more."""


class ProcessReaper:
    """Keeps one program at a time, with all that the program starts."""

    def __init__(self) -> None:
        self.program: subprocess.Popen[bytes] | None = None
        self.group = 0

    def obey(self, order: dict[str, Any]) -> None:
        """Start, signal or sweep, as an order says."""
        if "start" in order:
            self.start(order)
        elif "signal" in order:
            self.signal(order["signal"])
        else:
            _answer({"swept": self.sweep()})

    def start(self, order: dict[str, Any]) -> None:
        """Start a program in a process group of its own, and answer its id, or why it cannot be started."""
        self.sweep()
        try:
            with Path(order["out"]).open("ab") as out, Path(order["err"]).open("ab") as err:
                self.program = subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
                    order["start"],
                    cwd=order.get("cwd"),
                    env=order["environ"],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=err,
                    start_new_session=True,
                )
        except OSError as error:
            _answer({"error": f"{error.strerror}: {error.filename}"})
            return
        self.group = self.program.pid
        _answer({"pid": self.group})

    def signal(self, number: int) -> None:
        """Send a signal to the program and its group."""
        if self.group:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, number)

    def reap(self) -> None:
        """Reap the processes that ended, and report the end of the program."""
        if self.program and self.program.poll() is not None:
            ended, self.program = self.program, None
            _answer({"ended": ended.pid, "code": ended.returncode})
        for child in _children():
            if not self.program or child != self.program.pid:
                with suppress(ChildProcessError):
                    os.waitpid(child, os.WNOHANG)

    def sweep(self) -> int:
        """Kill the program and all that it left running; return how many those were, as far as the system tells."""
        self.reap()
        left = len(_children()) - bool(self.program)
        self.signal(signal.SIGKILL)
        if self.program:
            self.program.wait()
        self.program, self.group = None, 0
        for _ in range(_TRIES):
            children = _children()
            if not children:
                break
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            for child in children:
                with suppress(ChildProcessError):
                    os.waitpid(child, 0)
        return max(left, 0)


def _children() -> list[int]:
    """Return the ids of our child processes; none where the system does not tell."""
    try:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(number) for number in listed.split()]


def _answer(line: dict[str, Any]) -> None:
    with suppress(OSError):
        os.write(1, f"{json.dumps(line)}\n".encode())


def _serve(reaper: ProcessReaper) -> None:
    wakes, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(0, selectors.EVENT_READ)
        selector.register(wakes, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fd == wakes:
                    with suppress(BlockingIOError):
                        os.read(wakes, 4096)
                    reaper.reap()
                    continue
                data = os.read(0, 1 << 16)
                if not data:
                    return
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    reaper.obey(json.loads(line))


def main(folder: str) -> None:
    """Obey orders until the harness is gone."""
    # Ctrl-C goes to the whole process group, and is meant for the harness. SIG_IGN would be inherited by the SUT, so
    # use a handler that does nothing.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    reaper = ProcessReaper()
    try:
        _serve(reaper)
    finally:
        reaper.sweep()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
