"""Lets a service's requests through one by one, so that a pass is seen to end before the next pass has begun."""

from __future__ import annotations

import time
from collections.abc import Callable

from syncproof.drivers.asking import Late, Meanwhile
from syncproof.drivers.driver import SystemsView
from syncproof.sut.protocol import Status

_LOOK = 0.001
"""Seconds between two looks."""
_SILENT = 0.005
"""Seconds until a waiting request is let in, of a service that answers nothing while it waits."""
_BUSY = 2.0
"""Seconds that a busy machine may need for an answer, of a service that may well answer while it waits."""


class OneByOne:
    """Asks a service how many passes have ended, and lets in one request after the other while none has."""

    def __init__(self, systems: SystemsView, seconds: float) -> None:
        self._systems = systems
        self._seconds = seconds
        self._answers: bool | None = None
        """Whether the service answers while its own request waits; None until that is known."""
        self._has_let_in = False

    @property
    def hanging_up(self) -> Meanwhile:
        """Hang up on requests that wait while a service is to end its pass, and on none that comes afterwards."""
        return Meanwhile(self._systems.hang_up, lambda: _SILENT, self._waits)

    @property
    def letting_in(self) -> Meanwhile:
        """Let waiting requests in, one after the other, while a service does what may have to wait for its pass."""
        return Meanwhile(self._systems.let_in_one, ripe=self._waits)

    def pass_ended(self, look: Callable[[Meanwhile], Status], until: float) -> Status:
        """Return the service's status when a pass has ended, and no request was let in since. Raises Late, Silent."""
        meanwhile = Meanwhile(self._let_in, self._pause, self._waits)
        first: int | None = None
        while True:
            # A request that waits before the service says that no pass has ended belongs to this pass.
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
                self._systems.let_in_one()
            elif not waits:
                time.sleep(_LOOK)

    def _waits(self) -> bool:
        return bool(self._systems.late(0))

    def _pause(self) -> float:
        return _SILENT if self._answers is False else _BUSY

    def _let_in(self) -> None:
        self._has_let_in = True
        if self._answers is None:
            self._answers = False
        self._systems.let_in_one()

    def _is_sure(self, *, known: bool) -> bool:
        """Whether the pass that ended is the one whose requests were let in: another may have begun by then."""
        return not self._has_let_in or (known and not self._answers)

    def no_end(self, first: int, passes: int | None) -> Late:
        """Return the error that no pass ended within the seconds that a pass may take."""
        within = f"within {self._seconds:g} s (--pass-timeout)"
        return Late(f"no two passes ended {within}: passes was {first}, and is {passes}")
