"""The signals that ask a command to end, as its processes take them."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))
"""Ctrl-C, SIGTERM, and SIGHUP, which Windows lacks, and which comes as soon as a terminal is closed."""
_CAN_BLOCK = hasattr(signal, "pthread_sigmask")
"""Whether this system keeps signals for later, as Windows does not."""


def note_signals(heard: list[int]) -> None:
    """Let this process note the signals that ask for its end, and go on; a signal that is ignored stays so."""
    for each in SIGNALS:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, lambda number, _: heard.append(number))


@contextmanager
def blocked() -> Iterator[None]:
    """Keep the signals until the end of a block; processes that begin there keep them until they `unblock`."""
    if not _CAN_BLOCK:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def unblock() -> None:
    """Take the signals that were kept, and those that come."""
    if _CAN_BLOCK:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
