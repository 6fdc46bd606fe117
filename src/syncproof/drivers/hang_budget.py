"""The budget of hangs and failed starts in a run: a SUT that always hangs is reported a few times, not 300."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from syncproof.errors import NotOffered, PromiseBroken, SutMissing

MOST = 3
"""The hanging passes, or failed starts, after which the rest of a run is not played."""


class HangBudget:
    """Counts hangs through a run. A scenario in which no pass hangs restores the whole budget."""

    def __init__(self) -> None:
        self._hung = self._hung_here = self._missing = self._futile = 0

    @contextmanager
    def beginning(self) -> Iterator[None]:
        """Begin a scenario. Raises NotOffered where the budget is spent."""
        if not self._hung_here:
            self._hung = 0
        self._hung_here = 0
        if self._hung >= MOST:
            raise NotOffered(
                f"not played: the sync hung {MOST} times before, see the stories above"
                "\n  do       --pass-timeout gives it longer, --only plays one story"
            )
        if self._futile >= MOST * MOST:
            raise NotOffered(f"not played: the sync did not run in {MOST} stories before, see those above")
        if self._missing >= MOST:
            raise NotOffered(f"not played: the sync could not be started {MOST} times before, see the stories above")
        try:
            yield
        except SutMissing:
            self._missing += 1
            raise
        self._missing = 0

    def ran(self, *, futile: bool) -> None:
        """Note a pass; a pass that failed and asked nothing of any system is futile."""
        self._futile = self._futile + 1 if futile else 0

    def hung(self, seconds: float) -> None:
        """Note a pass that hung. Raises PromiseBroken at the last hang that a scenario may have."""
        self._hung += 1
        self._hung_here += 1
        if self._hung_here >= MOST:
            raise PromiseBroken(
                "the sync hangs",
                expected=f"a pass that ends within {seconds:g} s (--pass-timeout)",
                saw=f"{MOST} passes that ran out of time",
            )
