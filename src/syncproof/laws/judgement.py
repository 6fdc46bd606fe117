"""All laws at once: a history goes in, the findings against it come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.agreement import agreement
from syncproof.laws.at_rest import at_each_rest
from syncproof.laws.collateral import nothing_else
from syncproof.laws.counterpart import missing, surplus
from syncproof.laws.edits import lost_edits
from syncproof.laws.explanation import Explained, explain
from syncproof.laws.groups import Group, edges, groups
from syncproof.laws.linking import linking
from syncproof.laws.losses import unreported_losses
from syncproof.laws.own_ids import wrong_ids
from syncproof.laws.provenance import provenance
from syncproof.laws.quiet import no_echo, rest
from syncproof.laws.values import same
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.checklist import Policy
    from syncproof.laws.scope import Finding, Scope
    from syncproof.laws.timeline import Timeline
    from syncproof.ledger import Event


def judge(history: Sequence[Event], scopes: Sequence[Scope], *, policy: Policy = "latest-wins") -> tuple[Finding, ...]:
    """Return what a history breaks, law by law. Call this when the SUT is at rest, or was given up as never at rest."""
    return findings(explain(history, scopes, policy))


def findings(explained: Explained) -> tuple[Finding, ...]:
    """Return what an explained history breaks.

    Where the SUT never comes to rest, only those laws are judged that hold at any moment: unfinished work is no second
    breach.
    """
    timeline, scopes, pairing, policy = explained
    rested = not timeline.restless or (timeline.rests and timeline.rests[-1] > timeline.restless[-1])
    found = [*rest(timeline)]
    if rested:
        found += missing(timeline, pairing)
    found += surplus(timeline, pairing)
    found += linking(timeline, scopes, pairing)
    for group in groups([*edges(pairing.pairs), *edges(pairing.perhaps, perhaps=True)]):
        if _is_as_created(group):
            continue
        made_up = list(provenance(group))
        # A made-up value explains why the sides differ: report the cause, not the symptom as well.
        found += made_up or (_values(group, timeline, policy) if rested else ())
        found += unreported_losses(group, timeline)
    if rested:
        found += wrong_ids(pairing.pairs, timeline)
    found += no_echo(timeline)
    found += nothing_else(timeline, scopes, pairing)
    return tuple(found)


def _is_as_created(group: Group) -> bool:
    """Whether two properties hold what the first was created with: most do, and no law of values is broken there."""
    edge, *others = group.edges
    changes = [spot.life.held.get(spot.property, []) for spot in (edge.source, edge.target)]
    if others or any(len(each) != 1 for each in changes):
        return False
    first, second = sorted((each[0] for each in changes), key=lambda change: change.line)
    return first.by is not By.SUT and same(first.value, second.value)


def _values(group: Group, timeline: Timeline, policy: Policy) -> Iterator[Finding]:
    for state in at_each_rest(group, timeline):
        if state.line == timeline.rests[-1]:
            yield from agreement(state, timeline, policy)
        yield from lost_edits(state, policy)
