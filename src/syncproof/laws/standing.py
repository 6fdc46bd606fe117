"""How the edits of a group stand at each rest: which are pending, and which of them may win."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from syncproof.laws.values import same
from syncproof.ledger import By, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.groups import Group, Link, Spot
    from syncproof.laws.timeline import Change, Timeline

Policy: TypeAlias = Literal["latest-wins", "source-wins", "target-wins", "any"]


class Edit(NamedTuple):
    """A user's last edit of a spot; a creation edits every property."""

    spot: Spot
    line: int
    at: int
    value: Value


@dataclass(frozen=True, slots=True)
class Standing:
    """A group at a rest."""

    group: Group
    line: int
    values: dict[Spot, Value]
    base: dict[Spot, Value] | None
    """What the spots held when the sync last knew them to be equal; None if it never did."""
    edits: tuple[Edit, ...]
    """The last edit of each spot since then, first edit first."""
    equal: int
    """The line at which the sync made all equal after these edits; the rest's own line if it did not."""
    coincided: bool
    """Whether users made all equal in between, which a sync that looks only now and then may have missed."""

    def living(self) -> list[Link]:
        """Return the links whose both ends are there."""
        return [link for link in self.group.links if link.pair.lives(self.line)]

    def agrees(self) -> bool:
        """Tell whether all living links agree."""
        return all(link.agree(self.values.get(link.source), self.values.get(link.target)) for link in self.living())

    def holds(self, spot: Spot, value: Value) -> bool:
        """Tell whether the group's present value is a value of one spot, up to normalisation."""
        return any(
            (
                link.agree(value, self.values.get(link.target))
                if spot == link.source
                else link.agree(self.values.get(link.source), value)
            )
            for link in self.group.links_of(spot)
        ) or same(self.values.get(spot), value)

    def winners(self, policy: Policy) -> list[Edit]:
        """Return the edits that may stand on all sides; empty if nobody edited."""
        edits = list(self.edits)
        if len(edits) <= 1 or policy == "any":
            return edits
        if policy == "latest-wins":
            return [edit for edit in edits if self._may_beat_all(edit)]
        sources = {link.source for link in self.group.links}
        favoured = [edit for edit in edits if (edit.spot in sources) == (policy == "source-wins")]
        invisible = any(self._back_at_base(edit) for edit in favoured)
        return edits if invisible or not favoured else [*favoured, *([edits[-1]] if self.coincided else [])]

    def _may_beat_all(self, edit: Edit) -> bool:
        """Tell whether it wins if pairs are merged in some order: it may beat all, or those who may."""
        beaten = {edit}
        frontier = [edit]
        while frontier:
            winner = frontier.pop()
            fresh = {other for other in self.edits if other not in beaten and self._may_beat(winner, other)}
            beaten |= fresh
            frontier += fresh
        return len(beaten) == len(self.edits)

    def _may_beat(self, edit: Edit, other: Edit) -> bool:
        """Tell whether an edit may stand over another one.

        One that reached a shared record through the sync is no older there than the sync's own write.
        """
        strangers = not any(other.spot in {link.source, link.target} for link in self.group.links_of(edit.spot))
        return (
            edit.line > other.line
            or strangers
            or self._back_at_base(other)
            or self._claim(edit)[1] >= self._claim(other)[0]
        )

    def _back_at_base(self, edit: Edit) -> bool:
        """Tell whether it was changed back: a sync that compares values sees no edit."""
        return self.base is not None and edit.spot in self.base and same(self.base[edit.spot], edit.value)

    def _claim(self, edit: Edit) -> tuple[float, float]:
        """Return the earliest and the latest time at which the system may say that the edit was made."""
        link = next(self.group.links_of(edit.spot))
        scope = link.pair.scope
        tells = (scope.source_type if edit.spot == link.source else scope.target_type).tells_when
        if tells == "never":
            return -inf, inf
        if tells == "property":
            return edit.at, edit.at
        return edit.at, max(
            (at for line, at in edit.spot.life.acts if edit.line <= line <= self.equal), default=edit.at
        )


def standings(group: Group, timeline: Timeline) -> Iterator[Standing]:
    """Yield how a group stands at each rest; a rest at which it agrees settles the edits before it."""
    return _Walk(group).run(timeline)


class _Walk:
    """Through a group's changes and the rests, line by line."""

    def __init__(self, group: Group) -> None:
        self.group = group
        self.values: dict[Spot, Value] = {}
        self.base: dict[Spot, Value] | None = None
        self.edits: dict[Spot, Edit] = {}
        self.equal: int | None = None
        self.made_equal: dict[Spot, Value] = {}
        self.coincided = False

    def run(self, timeline: Timeline) -> Iterator[Standing]:
        """Walk."""
        changes = merge(
            *(
                [(change.line, spot, change) for change in spot.life.held.get(spot.property, ())]
                for spot in self.group.spots()
            ),
            key=lambda entry: entry[0],
        )
        rests = iter(timeline.rests)
        rest = next(rests, None)
        for line, spot, change in changes:
            while rest is not None and rest < line:
                yield from self._rest(rest)
                rest = next(rests, None)
            self._change(spot, change)
        while rest is not None:
            yield from self._rest(rest)
            rest = next(rests, None)

    def _change(self, spot: Spot, change: Change) -> None:
        self.values[spot] = change.value
        equal = self._all_equal(change.line)
        if change.by is By.SUT:
            # A write that parts the sides again takes back what the sync knew.
            self.equal = (self.equal or change.line) if equal else None
            self.made_equal = dict(self.values) if equal else {}
            return
        if self.equal is not None:
            self._settle(self.made_equal)
        self.edits.pop(spot, None)
        self.edits[spot] = Edit(spot, change.line, change.at, change.value)
        if equal and self.base is not None and spot in self.base and same(self.base[spot], change.value):
            self._settle(self.base)
        else:
            self.coincided = self.coincided or equal

    def _rest(self, line: int) -> Iterator[Standing]:
        if not any(link.pair.lives(line) for link in self.group.links):
            return
        standing = Standing(
            self.group,
            line,
            dict(self.values),
            self.base,
            tuple(self.edits.values()),
            line if self.equal is None else self.equal,
            self.coincided,
        )
        yield standing
        if self._all_equal(line):
            self._settle(self.values)

    def _settle(self, base: dict[Spot, Value]) -> None:
        self.base, self.edits, self.equal, self.coincided = dict(base), {}, None, False

    def _all_equal(self, line: int) -> bool:
        living = [link for link in self.group.links if link.pair.lives(line)]
        return bool(living) and all(
            link.agree(self.values.get(link.source), self.values.get(link.target)) for link in living
        )
