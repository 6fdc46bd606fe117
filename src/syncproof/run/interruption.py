"""Ctrl-C, SIGTERM and SIGHUP during a run: the first ends the playing, and what was judged is kept."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from syncproof.processes.signals import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def others_as_ctrl_c() -> Iterator[None]:
    """Let SIGTERM and SIGHUP do what Ctrl-C does in a block, in the main thread, where nothing else is to happen."""
    main = threading.current_thread() is threading.main_thread()
    others = [each for each in SIGNALS if main and signal.getsignal(each) is signal.SIG_DFL]
    for each in others:
        signal.signal(each, signal.default_int_handler)
    try:
        yield
    finally:
        for each in others:
            signal.signal(each, signal.SIG_DFL)


class Interruption:
    """Notes that somebody interrupts a run, and raises KeyboardInterrupt in the main thread.

    A second Ctrl-C raises KeyboardInterrupt again, out of whatever still tidies up. A further SIGTERM is ignored,
    and so is a SIGHUP: programs such as `timeout` send two of them at once.
    """

    def __init__(self) -> None:
        self.came = False
        """Whether somebody has interrupted the run."""
        self.again = False
        """Whether somebody has pressed Ctrl-C a second time."""
        self._held = False
        self._noted = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals for the time of a block, in the main thread; a signal that is ignored stays so."""
        if threading.current_thread() is not threading.main_thread():
            yield  # only the main thread may set how signals are handled
            return
        before = {each: signal.getsignal(each) for each in SIGNALS}
        taken = [each for each, handler in before.items() if handler is not signal.SIG_IGN]
        for each in taken:
            signal.signal(each, self._hear)
        try:
            yield
        finally:
            for each in taken:
                signal.signal(each, before[each])

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a block end before a signal that comes meanwhile raises KeyboardInterrupt."""
        came, self._held = self.came, True
        try:
            yield
        finally:
            self._held = False
        if self.came and not came and not self._noted:
            raise KeyboardInterrupt

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Let a block see for itself that the first signal `came`; a second Ctrl-C raises KeyboardInterrupt."""
        before, self._noted = self._noted, True
        try:
            yield
        finally:
            self._noted = before

    def note(self) -> None:
        """Take a KeyboardInterrupt that no signal to this process raised: it came to a worker."""
        self.came = True

    def stop_raising(self) -> None:
        """Let all that is left end: an interruption is only noted from now on."""
        self._held = True

    def _hear(self, number: int, _: object) -> None:
        if self.came and number != signal.SIGINT:
            return
        self.again = self.came
        self.came = True
        if not self._held and (self.again or not self._noted):
            raise KeyboardInterrupt
