"""Refusals: which values a system refused, and whether the SUT reported that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.values import refuses, same

if TYPE_CHECKING:
    from syncproof.datatypes import Property
    from syncproof.laws.groups import Edge, Group, Spot
    from syncproof.laws.life import Life
    from syncproof.laws.scope import Scope
    from syncproof.laws.timeline import Timeline
    from syncproof.ledger import Refused, Value


def refused(timeline: Timeline, group: Group, edge: Edge, writer: Spot) -> bool:
    """Whether a spot's partner refuses the spot's value: by declaration, or by a refusal since the last change."""
    partner = edge.partner(writer)
    value, declared = writer.value(), edge.declared(partner)
    since = timeline.shown_since(writer.life, writer.property, is_shared=group.is_shared)
    return refuses(declared, value) or _seen(timeline, partner.life.key, declared, value, since) is not None


def refused_by(timeline: Timeline, edge: Edge, writer: Spot, line: int) -> bool:
    """Whether a spot's partner refuses what the spot holds after a line: by declaration, or by a refusal before."""
    partner = edge.partner(writer)
    value, declared = writer.value(line), edge.declared(partner)
    seen = _seen(timeline, partner.life.key, declared, value, since=-1)
    return refuses(declared, value) or (seen is not None and seen.line < line)


def refused_creation(timeline: Timeline, scope: Scope, life: Life) -> tuple[str, int] | None:
    """Return the source property whose value the target refuses, and the line of the refusal, or -1."""
    for row in scope.rows:
        value, declared = life.value(row.source), scope.target_property(row)
        seen = _seen(timeline, (*scope.target, ""), declared, value, since=timeline.shown_since(life, row.source))
        if seen or refuses(declared, value):
            return row.source, seen.line if seen else -1
    return None


def creation_reported(timeline: Timeline, scope: Scope, life: Life, name: str) -> bool:
    """Whether the SUT reported that the target refuses a source property's value, so that there is no counterpart."""
    targets = {row.target for row in scope.rows if row.source == name}
    return reported(timeline, (life,), {name, *targets}, since=timeline.shown_since(life, name))


def reported(timeline: Timeline, lives: tuple[Life, ...], properties: set[str], since: int) -> bool:
    """Whether the SUT reported a record after a line, for one of the properties or as a whole."""
    return any(
        report.line > since
        and report.ref.system in {"", life.key[0]}
        and report.ref.datatype in {"", life.key[1]}
        and report.property in {"", *properties}
        for life in lives
        for report in timeline.reported.get(life.record, ())
    )


def _seen(
    timeline: Timeline, key: tuple[str, str, str], declared: Property, value: Value, since: int
) -> Refused | None:
    """Return the first refusal of a value, sent as the value was read or as the target would store that."""
    sent = (value, declared.stored(value))
    return next(
        (
            event
            for event in timeline.refused.get(key, ())
            if event.line > since and event.property == declared.name and any(same(event.value, each) for each in sent)
        ),
        None,
    )
