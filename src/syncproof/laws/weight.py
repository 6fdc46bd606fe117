"""The weight of two records as a pair: the breaches that the two would be judged for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.agreement import agreement
from syncproof.laws.at_rest import at_each_rest
from syncproof.laws.collateral import late_writes
from syncproof.laws.edits import lost_edits
from syncproof.laws.groups import edges, groups
from syncproof.laws.own_ids import wrong_ids
from syncproof.laws.provenance import made_up

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from syncproof.checklist import Policy
    from syncproof.laws.groups import Group, Spot
    from syncproof.laws.pairing import Pair
    from syncproof.laws.scope import EndInPlace
    from syncproof.laws.timeline import Timeline

_BREACH = 10
_DOUBT = 1
"""What weighs less than a breach: of a partner in another section may be the edit that a pair seems to lose, and the
value that the sync seems to have made up."""


def weight(
    pair: Pair, beside: Sequence[Pair], timeline: Timeline, policy: Policy, shared: Container[EndInPlace]
) -> int:
    """Return the weight of a pair's breaches, 0 for none.

    `beside`: the pairs that have the same target record; `shared`: the datatypes that stand in two sections, each in
    its place.
    """
    is_shared = any(end in shared for end in pair.scope.ends)
    found = _BREACH * (late_writes(pair, beside, timeline) + sum(1 for _ in wrong_ids([pair], timeline)))
    for group in groups(edges([pair, *beside])):
        found += sum(_DOUBT if _end(group, spot) in shared else _BREACH for spot, _ in made_up(group))
        for state in at_each_rest(group, timeline):
            found += (_DOUBT if is_shared else _BREACH) * sum(1 for _ in lost_edits(state, policy))
            if state.line == timeline.rests[-1]:
                found += _BREACH * sum(1 for _ in agreement(state, timeline, policy))
    return found


def _end(group: Group, spot: Spot) -> EndInPlace:
    edge = next(group.edges_of(spot))
    return edge.pair.scope.ends[spot == edge.target]
