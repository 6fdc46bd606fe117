"""Properties that have to hold one value: the two of a row in a pair, or more where pairs share a record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.values import agree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.checklist import Row
    from syncproof.datatypes import Property
    from syncproof.laws.pairing import Pair
    from syncproof.laws.timeline import Life
    from syncproof.ledger import Value


class Spot(NamedTuple):
    """One property of one record."""

    life: Life
    property: str

    def value(self, line: int | None = None) -> Value:
        """Return what it holds after a line, or in the end."""
        return self.life.value(self.property, line)


@dataclass(frozen=True, slots=True)
class Link:
    """A row of a pair: two spots that have to agree."""

    pair: Pair
    row: Row
    source: Spot
    target: Spot

    @property
    def source_property(self) -> Property:
        """What the source declares of it."""
        return self.pair.scope.source_property(self.row)

    @property
    def target_property(self) -> Property:
        """What the target declares of it."""
        return self.pair.scope.target_property(self.row)

    def agree(self, of_source: Value, of_target: Value) -> bool:
        """Tell whether two values of its sides are equal up to normalisation."""
        return agree(self.source_property, self.target_property, of_source, of_target)

    def partner(self, spot: Spot) -> Spot:
        """Return the other end."""
        return self.target if spot == self.source else self.source

    def declared(self, spot: Spot) -> Property:
        """Return what the system declares of one of its ends."""
        return self.source_property if spot == self.source else self.target_property


@dataclass(frozen=True, slots=True)
class Group:
    """All spots that links join, directly or through others."""

    links: tuple[Link, ...]

    def spots(self) -> list[Spot]:
        """Return its spots, each once."""
        return list(dict.fromkeys(spot for link in self.links for spot in (link.source, link.target)))

    def links_of(self, spot: Spot) -> Iterator[Link]:
        """Iterate over the links that end in a spot."""
        return (link for link in self.links if spot in {link.source, link.target})


def links(pairs: Iterable[Pair]) -> list[Link]:
    """Return a link for each row of each pair."""
    return [
        Link(pair, row, Spot(pair.source, row.source), Spot(pair.target, row.target))
        for pair in pairs
        for row in pair.scope.rows
    ]


def groups(all_links: Iterable[Link]) -> list[Group]:
    """Return the links in groups, in the order of their first links."""
    ends: dict[Spot, list[Link]] = {}
    for link in all_links:
        ends.setdefault(link.source, []).append(link)
        ends.setdefault(link.target, []).append(link)
    seen: set[Spot] = set()
    found = []
    for spot in ends:
        if spot in seen:
            continue
        seen.add(spot)
        frontier = [spot]
        members: dict[int, Link] = {}
        while frontier:
            for link in ends[frontier.pop()]:
                members[id(link)] = link
                fresh = {link.source, link.target} - seen
                seen |= fresh
                frontier += fresh
        found.append(Group(tuple(members.values())))
    return found
