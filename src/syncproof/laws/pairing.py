"""The pairing of a history: its pairs, and the records that are left over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.laws.life import Life
    from syncproof.laws.matches import Doubt
    from syncproof.laws.scope import Scope


@dataclass(frozen=True, slots=True)
class Pair:
    """A source record and its counterpart, a pair since a ledger line."""

    scope: Scope
    source: Life
    target: Life
    since: int

    @property
    def until(self) -> int | None:
        """The line at which the first of the two records was deleted; None while both exist."""
        ends = (self.source.stay(self.scope.source_place).until, self.target.stay(self.scope.place).until)
        return min((end for end in ends if end is not None), default=None)

    def lives(self, line: int) -> bool:
        """Whether both records exist, as a pair, after a line."""
        return self.since <= line and ((until := self.until) is None or line < until)


@dataclass(frozen=True, slots=True)
class Surplus:
    """A record that the SUT created in a section's target and place, and that is no source record's counterpart."""

    scope: Scope
    target: Life
    like: Life | None
    """The source record that explains the surplus record's values, but has another counterpart; else None."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """An explanation of a history: its pairs, and what is left over on either side."""

    pairs: tuple[Pair, ...]
    alone: tuple[tuple[Scope, Life], ...]
    """Source records, deleted or not, without a counterpart."""
    surplus: tuple[Surplus, ...]
    doubts: tuple[Doubt, ...] = ()
    """The source records of which nobody can say which record is meant."""

    @property
    def perhaps(self) -> tuple[Pair, ...]:
        """The pairs that the SUT may have made without a word, of records that matched for a while.

        Nothing is owed to them, and what was written by them is no breach.
        """
        return tuple(
            Pair(doubt.scope, doubt.source, target, doubt.since)
            for doubt in self.doubts
            if not doubt.is_open
            for target in doubt.targets
        )

    def __getitem__(self, section: str) -> Mapping[str, str]:
        """Return a section's pairs as source record id to target record id, pairs with a deleted side included."""
        return {pair.source.record: pair.target.record for pair in self.pairs if pair.scope.name == section}
