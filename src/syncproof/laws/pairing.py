"""Who is whom: pairs, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.laws.scope import Scope
    from syncproof.laws.timeline import Life


@dataclass(frozen=True, slots=True)
class Pair:
    """A source record and its counterpart, joined since a ledger line."""

    scope: Scope
    source: Life
    target: Life
    since: int

    @property
    def until(self) -> int | None:
        """The line from which one of the two is gone; None while both are there."""
        ends = (self.source.stay("").until, self.target.stay(self.scope.place).until)
        return min((end for end in ends if end is not None), default=None)

    def lives(self, line: int) -> bool:
        """Tell whether both are there, joined, after a line."""
        return self.since <= line and ((until := self.until) is None or line < until)


@dataclass(frozen=True, slots=True)
class Surplus:
    """A record that the SUT created in a section's target and place, and that is nobody's counterpart."""

    scope: Scope
    target: Life
    like: Life | None
    """The source record that it could have been made for, but that has another counterpart."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """The explanation of a history: its pairs, and what is left over on either side."""

    pairs: tuple[Pair, ...]
    alone: tuple[tuple[Scope, Life], ...]
    """Source records, gone or not, that no counterpart was made for."""
    surplus: tuple[Surplus, ...]

    def __getitem__(self, section: str) -> Mapping[str, str]:
        """Return a section's pairs, source record id to target record id, those with a deleted side too."""
        return {pair.source.record: pair.target.record for pair in self.pairs if pair.scope.name == section}
