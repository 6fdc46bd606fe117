"""Candidates: source records that need a counterpart, and which of them could be each created record's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncproof.laws.life import Life
    from syncproof.laws.scope import Scope


@dataclass(frozen=True, slots=True, eq=False)
class SourceRecord:
    """A source record in a section: a record that should have a counterpart."""

    scope: Scope
    life: Life

    @property
    def exists(self) -> bool:
        """Whether nobody has deleted the source."""
        return self.life.stay(self.scope.source_place).until is None

    @property
    def is_written(self) -> bool:
        """Whether the SUT wrote to the source as to one of a pair."""
        return any(change.by is By.SUT for held in self.life.held.values() for change in held)

    @property
    def is_owed(self) -> bool:
        """Whether the source is owed a counterpart, if the SUT could see the source."""
        return self.exists and self.life.by is By.USER and self.scope.creates and self.scope.predicate is None


@dataclass(slots=True)
class Component:
    """A connected component: sources and created records that could only be each other's, and each edge's misfits."""

    sources: list[SourceRecord] = field(default_factory=list)
    created: list[Life] = field(default_factory=list)
    misfits: dict[tuple[SourceRecord, Life], int] = field(default_factory=dict)


def components(sources: Iterable[SourceRecord], candidates: dict[Life, dict[SourceRecord, int]]) -> list[Component]:
    """Return the connected components of the candidates, each in the order of creation."""
    wanted: dict[SourceRecord, list[Life]] = {source: [] for source in sources}
    for life, like in candidates.items():
        for source in like:
            wanted[source].append(life)
    seen: set[Life] = set()
    found = []
    for first in candidates:
        if first in seen:
            continue
        seen.add(first)
        part, frontier = [first], [first]
        while frontier:
            near = dict.fromkeys(life for source in candidates[frontier.pop()] for life in wanted[source])
            fresh = [life for life in near if life not in seen]
            seen.update(fresh)
            part += fresh
            frontier += fresh
        created = sorted(part, key=lambda life: life.born)
        members = dict.fromkeys(source for life in created for source in candidates[life])
        counts = {(source, life): count for life in created for source, count in candidates[life].items()}
        found.append(Component(sorted(members, key=lambda source: source.life.born), created, counts))
    return found
