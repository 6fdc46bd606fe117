"""Groups of properties that have to hold one value: two for a row of a pair, more where pairs share a record.

In graph terms: a property of a record is a vertex, a row of a pair an edge, a group a connected component.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.adaptation import adaptations
from syncproof.laws.dependence import applies
from syncproof.laws.values import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.checklist import Row
    from syncproof.datatypes import Property
    from syncproof.laws.life import Life
    from syncproof.laws.pairing import Pair
    from syncproof.ledger import Value


class Spot(NamedTuple):
    """A property of a record."""

    life: Life
    property: str

    def value(self, line: int | None = None) -> Value:
        """Return what the property holds after a line, or in the end."""
        return self.life.value(self.property, line)


@dataclass(frozen=True, slots=True)
class Edge:
    """A row of a pair: two spots that have to agree."""

    pair: Pair
    row: Row
    source: Spot
    target: Spot
    at_times: bool = False
    """Whether the row has applied at times only, or the two may be no pair: nobody can say what a sync owes."""

    @property
    def source_property(self) -> Property:
        """The source's declaration of the row's property."""
        return self.pair.scope.source_property(self.row)

    @property
    def target_property(self) -> Property:
        """The target's declaration of the row's property."""
        return self.pair.scope.target_property(self.row)

    def agree(self, of_source: Value, of_target: Value) -> bool:
        """Whether a source value and a target value are equal, up to what either side makes of the other's value."""
        source, target = self.source_property, self.target_property
        return (
            same(of_source, of_target)
            or same(target.stored(of_source), of_target)
            or same(source.stored(of_target), of_source)
            or of_target in adaptations(target, of_source)
            or of_source in adaptations(source, of_target)
        )

    def partner(self, spot: Spot) -> Spot:
        """Return the other end of the edge."""
        return self.target if spot == self.source else self.source

    def declared(self, spot: Spot) -> Property:
        """Return what the system of one end declares of the property."""
        return self.source_property if spot == self.source else self.target_property


@dataclass(frozen=True, slots=True)
class Group:
    """A connected component: all edges between spots that are joined, directly or through others."""

    edges: tuple[Edge, ...]

    @property
    def is_shared(self) -> bool:
        """Whether pairs share a record."""
        return len({id(edge.pair) for edge in self.edges}) > 1

    @property
    def fans(self) -> bool:
        """Whether rows of one pair share a property."""
        return len(self.edges) > len({id(edge.pair) for edge in self.edges})

    def spots(self) -> list[Spot]:
        """Return the spots of the group, each once."""
        return list(dict.fromkeys(spot for edge in self.edges for spot in (edge.source, edge.target)))

    def edges_of(self, spot: Spot) -> Iterator[Edge]:
        """Iterate over the edges that end in a spot."""
        return (edge for edge in self.edges if spot in {edge.source, edge.target})


def edges(pairs: Iterable[Pair], *, perhaps: bool = False) -> list[Edge]:
    """Return an edge for each row of each pair, unless the row has never applied to the pair.

    `perhaps`: nobody can say whether they are pairs.
    """
    return [
        Edge(
            pair,
            row,
            Spot(pair.source, row.source),
            Spot(pair.target, row.target),
            at_times=perhaps or applied is None,
        )
        for pair in pairs
        for row in pair.scope.rows
        if (applied := not row.qualifiers or applies(row, pair.source, pair.target)) is not False
    ]


def groups(all_edges: Iterable[Edge]) -> list[Group]:
    """Return the connected components, in the order of their first edges, without those of which nothing is owed."""
    ends: dict[Spot, list[Edge]] = {}
    for edge in all_edges:
        ends.setdefault(edge.source, []).append(edge)
        ends.setdefault(edge.target, []).append(edge)
    seen: set[Spot] = set()
    found = []
    for spot in ends:
        if spot in seen:
            continue
        seen.add(spot)
        frontier = [spot]
        members: dict[int, Edge] = {}
        while frontier:
            for edge in ends[frontier.pop()]:
                members[id(edge)] = edge
                fresh = {edge.source, edge.target} - seen
                seen |= fresh
                frontier += fresh
        if not any(edge.at_times for edge in members.values()):
            found.append(Group(tuple(members.values())))
    return found
