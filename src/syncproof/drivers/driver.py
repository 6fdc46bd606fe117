"""What every driver can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, TypeAlias

from syncproof.ledger import Ref


class Said(NamedTuple):
    """What the SUT reported of a record that it could not sync."""

    ref: Ref
    property: str
    reason: str


class PassEnd(NamedTuple):
    """How a pass ended; `problem` is '' where the SUT says that it is complete."""

    problem: str
    said: tuple[Said, ...]


class Driver(Protocol):
    """One SUT, through one scenario after the other."""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Start a scenario: the SUT forgets all, and is told what to sync and where, as `SYNCPROOF_…` names it."""

    def run_pass(self) -> PassEnd:
        """Let the SUT do one pass."""

    def restart(self) -> None:
        """End the SUT and start it again over the state that it kept."""


MakeDriver: TypeAlias = Callable[[Callable[[float], None]], Driver]
"""Makes a driver, given what lets time pass (seconds)."""
