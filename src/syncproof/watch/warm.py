"""The warm process: it has imported and read all that a play takes, and each play is a copy of it.

A play begins at once that way, and leaves nothing behind: the next one is as fresh as the first. Where a process
cannot copy itself, it plays once, and the next one is warmed meanwhile.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing.connection import Connection
from socket import SHUT_RDWR, socketpair
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncproof.watch.said import Job, Message, Rehearsal

# All of syncproof is imported where its mistakes are caught: somebody may be editing it.
# ruff: noqa: PLC0415 - as above

COPIES_ITSELF = sys.platform == "linux"
"""Elsewhere, libraries of the system do not survive it."""
_INTERRUPTED = 130
_START = "from syncproof.watch.warm import serve; serve(*__import__('sys').argv[1:])"
_OURS = ("run.hooks", "run.lookup", "run.plan", "run.play", "report.text", "report.progress")
"""What the first play needs; what else it loads, it tells."""


class WarmProcess:
    """A process that plays one job at a time; what it and its plays say is told in a thread of its own."""

    def __init__(self, play: str, tell: Callable[[WarmProcess, Message], None]) -> None:
        """Start the process; `play` names the module whose `play` plays a job."""
        ours, its = socketpair()
        with its:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                # Without -P, a `json.py` in the user's folder would take the place of Python's own.
                [sys.executable, "-P", "-c", _START, str(its.fileno()), play],
                stdin=subprocess.DEVNULL,
                pass_fds=[its.fileno()],
            )
        self._socket = ours
        self._connection = Connection(os.dup(ours.fileno()))
        self._tell = tell
        threading.Thread(target=self._listen, daemon=True).start()

    def send(self, message: object) -> None:
        """Send a message; to a process that is gone, nobody can."""
        try:
            self._connection.send(message)
        except OSError:
            return

    def end(self) -> None:
        """End the process as soon as it plays nothing."""
        with suppress(OSError):  # it is gone already
            self._socket.shutdown(SHUT_RDWR)  # to close it would not wake the thread that reads
        self._socket.close()

    def _listen(self) -> None:
        from syncproof.watch.said import Lost

        while True:
            try:
                message = self._connection.recv()
            except (EOFError, OSError):
                break
            self._tell(self, message)
        self._process.wait()
        self._tell(self, Lost(""))


def serve(descriptor: str, play: str) -> None:
    """Get warm, and play each job that comes, until nobody is there to send one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the play, and for the watcher
    from syncproof.watch.said import Job, Lost, Rehearsal

    watcher = Connection(int(descriptor))
    try:
        _get_warm()
        played = partial(_played, import_module(play).play, watcher)
    except Exception:  # noqa: BLE001 - whatever somebody has just written into a step
        watcher.send(Lost(_last_of(traceback.format_exc())))
        return
    while True:
        try:
            message = watcher.recv()
        except (EOFError, OSError):
            return
        if isinstance(message, Job):
            _play(watcher, partial(played, message))
        elif isinstance(message, Rehearsal):
            _rehearse(message)


def _play(watcher: Connection, played: Callable[[], int]) -> None:
    """Have a job played in a copy of this process, and tell how it ended."""
    from syncproof.watch.said import PlayEnded

    if not COPIES_ITSELF:
        watcher.send(PlayEnded(played()))
        raise SystemExit
    if (process := os.fork()) == 0:
        code = 4
        try:
            code = played()
        except SystemExit:
            code = _INTERRUPTED
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(process, 0)
    try:
        watcher.send(PlayEnded(os.waitstatus_to_exitcode(status)))
    except OSError:
        return


def _played(play: Callable[[Connection, Job], int], watcher: Connection, job: Job) -> int:
    from syncproof.watch.said import Loaded

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_INTERRUPTED))  # until a run takes it for an interruption
    try:
        return play(watcher, job)
    finally:
        with suppress(OSError):
            watcher.send(Loaded(tuple(sys.modules)))


def _get_warm() -> None:
    for name in _OURS:
        import_module(f"syncproof.{name}")
    from syncproof.run.vocabulary import own_vocabulary

    own_vocabulary()
    _share()


def _rehearse(rehearsal: Rehearsal) -> None:
    """Plan everything: features, steps and templates are remembered by their texts, and what they hold is not."""
    from syncproof.run.documents import private_folder
    from syncproof.run.plan import RunRequest, plan
    from syncproof.stories.choice import Choice

    for name in rehearsal.modules:
        if name not in sys.modules:
            with suppress(ImportError):
                import_module(name)
    # Whatever is wrong, a play will say so.
    with suppress(Exception), private_folder(outside=False) as unseen:
        plan(RunRequest(rehearsal.documents, rehearsal.features, Choice((), (), ()), unseen=unseen))
    _share()


def _share() -> None:
    gc.collect()
    gc.freeze()  # what all copies share, none looks through


def _last_of(trace: str) -> str:
    """Return the lines of a traceback that tell of the mistake: the place, the line, and what is wrong with it."""
    lines = trace.rstrip().splitlines()
    last = max(number for number, line in enumerate(lines) if line.startswith('  File "'))
    return "\n".join(lines[last:])
