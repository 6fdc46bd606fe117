"""How long a SUT that does not do anything is put up with: one that hangs is told so once, not three hundred times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from syncproof.errors import NotOffered, PromiseBroken, SutMissing

MOST = 3
"""So many passes that hang, or starts that fail, are enough."""


class Patience:
    """Counts through a run. A scenario in which nothing hangs makes all good again."""

    def __init__(self) -> None:
        self._hung = self._hung_here = self._missing = self._futile = 0

    @contextmanager
    def beginning(self) -> Iterator[None]:
        """Let a scenario begin. Raises NotOffered where it makes no sense any more."""
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
        """Note a pass; one that failed and asked nothing of any system is futile."""
        self._futile = self._futile + 1 if futile else 0

    def hung(self, seconds: float) -> None:
        """Note a pass that hung. Raises PromiseBroken where it is one too many for a scenario."""
        self._hung += 1
        self._hung_here += 1
        if self._hung_here >= MOST:
            raise PromiseBroken(
                "the sync hangs",
                expected=f"a pass that ends within {seconds:g} s (--pass-timeout)",
                saw=f"{MOST} passes that did not",
            )
