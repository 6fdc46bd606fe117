"""All laws at once: a history in, what it breaks out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.agreement import agreement
from syncproof.laws.collateral import nothing_else
from syncproof.laws.counterpart import missing, surplus
from syncproof.laws.edits import lost_edits
from syncproof.laws.explanation import Explained, explain
from syncproof.laws.groups import Group, groups, links
from syncproof.laws.provenance import provenance
from syncproof.laws.quiet import no_echo, rest
from syncproof.laws.standing import Policy, standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.laws.scope import Finding, Scope
    from syncproof.laws.timeline import Timeline
    from syncproof.ledger import Event


def judge(history: Sequence[Event], scopes: Sequence[Scope], *, policy: Policy = "latest-wins") -> tuple[Finding, ...]:
    """Return what a history breaks, law by law; to be asked when the SUT is at rest, or will never be."""
    return findings(explain(history, scopes), policy=policy)


def findings(explained: Explained, *, policy: Policy = "latest-wins") -> tuple[Finding, ...]:
    """Return what an explained history breaks.

    Where it never rests, only what holds at any moment is judged: the unfinished is no second breach.
    """
    timeline, scopes, pairing = explained
    rested = not timeline.restless or (timeline.rests and timeline.rests[-1] > timeline.restless[-1])
    found = [*rest(timeline)]
    if rested:
        found += missing(timeline, pairing)
    found += surplus(timeline, pairing)
    for group in groups(links(pairing.pairs)):
        made_up = list(provenance(group))
        # A value of nobody's is the cause; that the sides differ by it would be told twice.
        found += made_up or (_values(group, timeline, policy) if rested else ())
    found += no_echo(timeline)
    found += nothing_else(timeline, scopes, pairing)
    return tuple(found)


def _values(group: Group, timeline: Timeline, policy: Policy) -> Iterator[Finding]:
    for standing in standings(group, timeline):
        if standing.line == timeline.rests[-1]:
            yield from agreement(standing, timeline, policy)
        yield from lost_edits(standing, policy)
