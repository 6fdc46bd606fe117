"""What every driver can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

from syncproof.sut.protocol import PassEnd


class Driver(Protocol):
    """One SUT, through one scenario after the other."""

    outside: bool
    """Whether the SUT is another process: it needs the systems on ports."""

    @property
    def reports(self) -> bool:
        """Whether it can tell what the SUT reports."""

    @property
    def declines(self) -> bool:
        """Whether the SUT can be told of several sections, since it can say which it does not do."""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Start a scenario: the SUT forgets all, and is told what to sync and where, as `SYNCPROOF_…` names it."""

    def run_pass(self) -> PassEnd:
        """Let the SUT do one pass."""

    def restart(self) -> None:
        """End the SUT and start it again over the state that it kept. Raises NotOffered where it cannot be."""

    def tail(self) -> tuple[str, ...]:
        """Return what helps to see why a scenario failed: the SUT's last words, what is odd about what it did."""

    def close(self) -> None:
        """Leave nothing running."""


class SystemsView(Protocol):
    """What a driver of another process may know of the systems, and when it lets them answer: else they never do."""

    def requests(self) -> tuple[int, int]:
        """Return how many requests the SUT has made in this scenario, and how many of them were writes."""

    def answering(self) -> AbstractContextManager[None]:
        """Let the systems answer; who asks before or after waits."""

    def hang_up(self) -> None:
        """Let the systems hang up on all who wait: they are gone, or are to forget what they asked for."""

    def let_in_one(self) -> None:
        """Let who has waited longest be answered, and nobody else."""

    def late(self, seconds: float) -> tuple[str, ...]:
        """Return what is asked for within some seconds while nobody is answered, such as `POST /1/cards`."""


MakeDriver: TypeAlias = Callable[[Callable[[float], None]], Driver]
"""Makes a driver, given what lets time pass (seconds)."""
