"""Each command line in a process of its own, whose CPU time and memory the operating system limits, and measures.

The processes are copies of a small one, which has imported the command line and nothing of pytest's.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

SECONDS = 5
"""Of CPU time: what a hostile input may cost."""
MEMORY = 300 << 20
"""Bytes: what a process with a hostile input may hold at once."""
_ADDRESSES = 4 << 30
"""Bytes of addresses, so that a growth without end ends before this machine suffers."""
_LOADED = ("run.hooks", "run.lookup", "run.plan", "run.play", "report.text", "acceptance.accept", "drift.check")
"""What most command lines load: each would take its time for that."""
_PATIENCE = 120
"""Seconds after which a process that does nothing is taken for one that waits for ever."""


class Ended(NamedTuple):
    """How a command line ended; `code` is negative where a signal ended the process, such as that of a limit."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int

    @property
    def troubles(self) -> list[str]:
        """What a hostile input must not bring about, and did."""
        return [
            *([f"ended with {self.code}"] if self.code not in range(5) else []),
            *(["a traceback"] if "Traceback" in self.out + self.err else []),
            *([f"{self.seconds:.1f} s of CPU time"] if self.seconds > SECONDS else []),
            *([f"{self.memory >> 20} MB"] if self.memory > MEMORY else []),
            *(["a long line"] if max(map(len, self.err.splitlines()), default=0) > 700 else []),
        ]


class Confinement:
    """The small process; it bears one command line at a time."""

    def __init__(self) -> None:
        root = str(Path(__file__).parents[3])
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": root},
        )

    def run(self, words: Sequence[str], folder: Path, environ: Mapping[str, str] | None = None) -> Ended:
        """Run a command line in a folder, with variables beside those of this process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([list(words), str(folder), dict(environ or {})]) + "\n")
        self._process.stdin.flush()
        return Ended(*json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _serve() -> None:
    for line in sys.stdin:
        words, folder, environ = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = os.fork()
            if child == 0:
                _become(words, folder, environ, (out.fileno(), err.fileno()))
            _, status, used = os.wait4(child, 0)
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)  # whatever it has started and not ended
            out.seek(0)
            err.seek(0)
            said, complaint = (each.read().decode("utf-8", "replace") for each in (out, err))
        seconds = used.ru_utime + used.ru_stime
        ended = Ended(os.waitstatus_to_exitcode(status), said, complaint, seconds, used.ru_maxrss * 1024)
        sys.stdout.write(json.dumps(ended) + "\n")
        sys.stdout.flush()


def _become(words: list[str], folder: str, environ: dict[str, str], outputs: tuple[int, int]) -> NoReturn:
    code = 99
    try:
        os.setsid()
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        for number, output in enumerate(outputs, start=1):
            os.dup2(output, number)
        os.chdir(folder)
        for name, value in environ.items():
            os.environ[name] = value
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 2))
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        signal.alarm(_PATIENCE)
        code = main(words)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    from syncproof.cli import main

    for module in _LOADED:
        import_module(f"syncproof.{module}")
    gc.freeze()
    _serve()
