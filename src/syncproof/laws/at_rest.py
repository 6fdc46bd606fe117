"""Which edits may win: how a group of properties stands at each rest. This is the theory of the law on lost edits.

The problem. Two users edit one property, each in another system, while the sync is away. Which value has to stand
on both sides afterwards? A sync may poll, batch and reorder, so several outcomes can be correct. And a system may say
when a record changed, but not which property, or may say nothing; then the sync cannot know which edit was the latest.

The idea. Walk through the ledger and keep what a three-way merge keeps: the *base*, which is what all sides held when
the sync last made them equal, and the *pending edits*, which are the last edit of each side since then. At each rest,
ask the policy which pending edits may win; the group must hold the value of one of them. Under `latest-wins`, an edit
wins that may beat all others. An edit may beat another edit if it was made later; if the systems' timestamps allow the
sync to believe so; if the other record was made without a value; if the other edit put the base's value back, or that
of a rest at which a side refused a value, which a sync that compares values does not see; or if no edge joins the two,
since pairs that share a record are merged in any order. A record that a user makes when others of its group are equal
already was equal to none of them: the edits that gave the others their value are pending again. Timestamps make an
interval: one moment where a system timestamps properties, until the record's last change where a system timestamps
records, any time where a system has no timestamps. A rest at which all sides agree makes a new base.

Why it is right. The test `test_edits_by_brute_force` enumerates all that a correct sync may do on every history of up
to four steps, and the law accepts exactly that. Where users themselves made both sides equal in between, the law is
lenient on purpose: the ledger does not show whether the sync looked at that moment. So is the law where the sync's own
write made all sides equal, and the answer was lost or of no use, or users had edited another pair of the group that
the sync had not looked at: the sync may not know that all were equal.

Its cost. One walk over the changes of a group; k pending edits are compared pairwise, and k is two for most groups.

An example. The base is "Ada". At 10:00 the name becomes "Ada King" in the source, at 10:05 "Ada Byron" in the target.
"Ada Byron" has to stand on both sides; "Ada" on both sides would be a lost edit. Now let a user also change the phone
in the source at 10:09. If the source timestamps records only, the sync reads 10:09 for both changes there, and
"Ada King" is accepted as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.refusals import refused_by
from syncproof.laws.values import same
from syncproof.ledger import By, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Policy
    from syncproof.laws.groups import Edge, Group, Spot
    from syncproof.laws.life import Change
    from syncproof.laws.timeline import Timeline


class SeenEdit(NamedTuple):
    """A user's last edit of a spot; a creation edits every property."""

    spot: Spot
    line: int
    at: int
    value: Value
    is_gap: bool = False
    """Whether the record was made without a value: no user gave that as a later value than a partner's."""
    is_back: bool = False
    """Whether the edit put back what the sync had given the spot since the base: a sync that compares sees no edit."""


@dataclass(frozen=True, slots=True)
class AtRest:
    """The state of a group at a rest."""

    group: Group
    line: int
    values: dict[Spot, Value]
    base: dict[Spot, Value] | None
    """The values of the spots when the sync last knew them to be equal; None if the sync never did."""
    edits: tuple[SeenEdit, ...]
    """The pending edits: the last of each spot since then, in the order of the ledger."""
    equal: int
    """The line at which the sync made all spots equal after these edits; else the line of the rest."""
    coincidences: tuple[tuple[int, dict[Spot, Value]], ...]
    """The lines at which all spots became equal in between, unknown to the sync for all that the ledger shows.

    Users made them equal, or a write of the sync's own without an answer. With the values: a sync may have missed such
    a moment, or have taken the values for the base.
    """
    uneven: tuple[tuple[int, dict[Spot, Value]], ...] = ()
    """The lines of the rests at which not all spots were equal since then, with the values: a side refused a value."""

    def living(self) -> list[Edge]:
        """Return the edges whose two records both exist."""
        return [edge for edge in self.group.edges if edge.pair.lives(self.line)]

    def agrees(self) -> bool:
        """Whether all living edges agree."""
        return all(edge.agree(self.values.get(edge.source), self.values.get(edge.target)) for edge in self.living())

    def holds(self, spot: Spot, value: Value) -> bool:
        """Whether the group holds a value that was given to one spot, up to normalisation."""
        return any(
            (
                edge.agree(value, self.values.get(edge.target))
                if spot == edge.source
                else edge.agree(self.values.get(edge.source), value)
            )
            for edge in self.group.edges_of(spot)
        ) or same(self.values.get(spot), value)

    def winners(self, policy: Policy) -> list[SeenEdit]:
        """Return the edits that may stand on all sides; empty where no user edited."""
        edits = list(self.edits)
        if len(edits) <= 1 or policy == "any":
            return edits
        if policy == "latest-wins":
            return [edit for edit in edits if self._may_beat_all(edit)]
        sources = {edge.source for edge in self.group.edges}
        favoured = [edit for edit in edits if (edit.spot in sources) == (policy == "source-wins")]
        invisible = any(edit.is_gap or self._back_at_base(edit) for edit in favoured)
        return edits if invisible or not favoured else [*favoured, *self._alone_since_coincidence(favoured)]

    def _alone_since_coincidence(self, favoured: list[SeenEdit]) -> list[SeenEdit]:
        """Return the edits since users made all spots equal, unless they conflict with a favoured edit since then."""
        line = self.coincidences[-1][0] if self.coincidences else self.line
        since = [edit for edit in self.edits if edit.line > line] or [edit for edit in self.edits if edit.line == line]
        return [] if any(edit in favoured for edit in since) else since

    def _may_beat_all(self, edit: SeenEdit) -> bool:
        """Whether an edit wins for some order of merging pairs: it may beat all others, directly or in a chain."""
        beaten = {edit}
        frontier = [edit]
        while frontier:
            winner = frontier.pop()
            fresh = {other for other in self.edits if other not in beaten and self._may_beat(winner, other)}
            beaten |= fresh
            frontier += fresh
        return len(beaten) == len(self.edits)

    def _may_beat(self, edit: SeenEdit, other: SeenEdit) -> bool:
        """Whether an edit may stand over another edit.

        An edit that reached a shared record through the sync is no older there than the sync's own write.
        """
        unrelated = not any(other.spot in {edge.source, edge.target} for edge in self.group.edges_of(edit.spot))
        return (
            edit.line > other.line
            or unrelated
            or other.is_gap
            or self._back_at_base(other)
            or self._claim(edit)[1] >= self._claim(other)[0]
        )

    def _back_at_base(self, edit: SeenEdit) -> bool:
        """Whether an edit put back a value of the base, or of a rest: a sync that compares values sees no edit."""
        known = (*self.coincidences, *self.uneven)
        bases = [self.base or {}, *(values for line, values in known if line < edit.line)]
        return edit.is_back or any(edit.spot in base and same(base[edit.spot], edit.value) for base in bases)

    def _claim(self, edit: SeenEdit) -> tuple[float, float]:
        """Return the earliest and the latest time at which the system may say that the edit was made."""
        edge = next(self.group.edges_of(edit.spot))
        scope = edge.pair.scope
        timestamped = (scope.source_type if edit.spot == edge.source else scope.target_type).timestamped
        if timestamped == "never":
            return -inf, inf
        if timestamped == "property":
            return edit.at, edit.at
        # Clocks are set back at times: a later act can bear an earlier time.
        named = [edit.at, *(at for line, at in edit.spot.life.acts if edit.line <= line <= self.equal)]
        return min(named), max(named)


def at_each_rest(group: Group, timeline: Timeline) -> Iterator[AtRest]:
    """Yield the state of a group at each rest; a rest at which the group agrees settles the edits before."""
    return _Walk(group, timeline).run()


class _Walk:
    """A walk through the changes of a group and the rests, line by line."""

    def __init__(self, group: Group, timeline: Timeline) -> None:
        self.group = group
        self.timeline = timeline
        self.values: dict[Spot, Value] = {}
        self.base: dict[Spot, Value] | None = None
        self.edits: dict[Spot, SeenEdit] = {}
        self.settled: dict[Spot, SeenEdit] = {}
        """The edits that gave the base its values: a record that joins the group later was never equal to them."""
        self.equal: int | None = None
        self.given: dict[Spot, Value] = {}
        """What the sync has given spots since the base."""
        self.left: int | None = None
        """The line at which a user first changed a value of the base."""
        self.made_equal: dict[Spot, Value] = {}
        self.heard = True
        self.coincidences: list[tuple[int, dict[Spot, Value]]] = []
        self.uneven: list[tuple[int, dict[Spot, Value]]] = []

    def run(self) -> Iterator[AtRest]:
        """Yield the state at each rest of a history."""
        changes = merge(
            *(
                [(change.line, spot, change) for change in spot.life.held.get(spot.property, ())]
                for spot in self.group.spots()
            ),
            key=lambda entry: entry[0],
        )
        rests = iter(self.timeline.rests)
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
            self.given[spot] = change.value
            # A write that makes the sides differ again ends the time at which the sync knew them to be equal.
            self.equal = (self.equal or change.line) if equal else None
            self.made_equal = dict(self.values) if equal else {}
            self.heard = change.line not in self.timeline.unanswered and self._knows_all(spot, change.line)
            return
        if self.equal is not None and self.heard:
            self._settle(self.made_equal)
        elif self.equal is not None:
            self.coincidences.append((self.equal, self.made_equal))
            self.equal = None
        self.left = change.line if self.left is None else self.left
        self.edits.pop(spot, None)
        if change.line == spot.life.born:
            self.edits = {**self.settled, **self.edits}
        is_gap = change.line == spot.life.born and change.value in {None, ""}
        is_back = spot in self.given and same(self.given[spot], change.value)
        self.edits[spot] = SeenEdit(spot, change.line, change.at, change.value, is_gap, is_back)
        if equal and self._is_base(spot, change.value) and not self.coincidences and not self._is_seen(change.line):
            self._settle(self.values)
        elif equal:
            self.coincidences.append((change.line, dict(self.values)))

    def _knows_all(self, spot: Spot, line: int) -> bool:
        """Whether the sync knows that its write of a spot made all equal, also what users edited in other pairs.

        Of a record that came back in the pass, the sync may know for which source, and not that it is another's, too.
        """
        if not self.group.is_shared:
            return True
        begun = max((each for each in self.timeline.begun if each < line), default=-1)
        near = {end for edge in self.group.edges_of(spot) for end in (edge.source, edge.target)}
        return not any(edge.target.life.born < begun < edge.pair.since for edge in self.group.edges) and all(
            edited in near and not self.timeline.is_stranger(edited.life, line) for edited in self.edits
        )

    def _is_seen(self, line: int) -> bool:
        """Whether the sync may have looked since a user changed a value of the base."""
        return self.left is not None and any(self.left < begun < line for begun in self.timeline.begun)

    def _is_base(self, spot: Spot, value: Value) -> bool:
        return self.base is not None and spot in self.base and same(self.base[spot], value)

    def _rest(self, line: int) -> Iterator[AtRest]:
        if not any(edge.pair.lives(line) for edge in self.group.edges):
            return
        state = AtRest(
            self.group,
            line,
            dict(self.values),
            self.base,
            tuple(self.edits.values()),
            line if self.equal is None else self.equal,
            tuple(self.coincidences),
            tuple(self.uneven),
        )
        yield state
        if self._all_equal(line):
            self._settle(self.values)
        elif any(
            refused_by(self.timeline, edge, spot, line) for spot in self.values for edge in self.group.edges_of(spot)
        ):
            self.uneven.append((line, dict(self.values)))

    def _settle(self, base: dict[Spot, Value]) -> None:
        known = {**self.settled, **self.edits}
        self.settled = {spot: edit for spot, edit in known.items() if same(base.get(spot), edit.value)}
        self.base, self.edits, self.equal, self.left = dict(base), {}, None, None
        self.coincidences, self.uneven, self.given = [], [], {}

    def _all_equal(self, line: int) -> bool:
        living = [edge for edge in self.group.edges if edge.pair.lives(line)]
        return bool(living) and all(
            edge.agree(self.values.get(edge.source), self.values.get(edge.target)) for edge in living
        )
