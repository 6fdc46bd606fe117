"""How a pass of a service is let through one request at a time, so that it is seen to end before the next has begun."""

from __future__ import annotations

import time
from collections.abc import Callable

from syncproof.drivers.asking import Late, Meanwhile
from syncproof.drivers.driver import SystemsView
from syncproof.sut.protocol import Status

_LOOK = 0.001
"""Seconds between two looks."""
_SILENT = 0.005
"""Seconds until one that answers nobody while it waits is let in."""
_BUSY = 2.0
"""Seconds for which a busy machine may keep one from an answer that is not known to answer nobody while it waits."""


class Stepping:
    """Asks a service how many passes have ended, and lets in one request after the other while none has."""

    def __init__(self, watch: SystemsView, seconds: float) -> None:
        self._watch = watch
        self._seconds = seconds
        self._answers: bool | None = None
        """Whether it answers while it waits itself, as soon as that is known."""
        self._has_let_in = False

    @property
    def hanging_up(self) -> Meanwhile:
        """Hang up on who waits while a service is to end what it has under way, and on nobody who comes afterwards."""
        return Meanwhile(self._watch.hang_up, lambda: _SILENT, self._waits)

    @property
    def letting_in(self) -> Meanwhile:
        """Let in who waits, one after the other, while a service does something that may have to wait for its pass."""
        return Meanwhile(self._watch.let_in_one, ripe=self._waits)

    def pass_ended(self, look: Callable[[Meanwhile], Status], until: float) -> Status:
        """Return what the service says when a pass has ended, and nobody was let in since. Raises Late, Silent."""
        meanwhile = Meanwhile(self._let_in, self._patience, self._waits)
        first: int | None = None
        while True:
            # Who waits before it says that no pass has ended is not of the next one yet.
            waits, self._has_let_in = self._waits(), False
            known = self._answers is not None
            status = look(meanwhile)
            if waits and not self._has_let_in:
                self._answers = True
            passes = status.passes or 0
            if first is None or (passes > first and not self._is_sure(known=known)):
                first = passes
            elif passes > first:
                return status
            if time.monotonic() >= until:
                raise self.no_end(first, passes)
            if waits and not self._has_let_in:
                self._watch.let_in_one()
            elif not waits:
                time.sleep(_LOOK)

    def _waits(self) -> bool:
        return bool(self._watch.late(0))

    def _patience(self) -> float:
        return _SILENT if self._answers is False else _BUSY

    def _let_in(self) -> None:
        self._has_let_in = True
        if self._answers is None:
            self._answers = False
        self._watch.let_in_one()

    def _is_sure(self, *, known: bool) -> bool:
        """Whether the pass that it says has ended is the one that was let in: it may have begun another by then."""
        return not self._has_let_in or (known and not self._answers)

    def no_end(self, first: int, passes: int | None) -> Late:
        """Say that no pass ended in the seconds that it has for it."""
        within = f"within {self._seconds:g} s (--pass-timeout)"
        return Late(f"it ended no two passes {within}: passes was {first}, and is {passes}")
