"""What a system refused, and whether the SUT said so."""

from __future__ import annotations

from syncproof.datatypes import Property
from syncproof.laws.groups import Link, Spot
from syncproof.laws.scope import Scope
from syncproof.laws.timeline import Life, Timeline
from syncproof.laws.values import refuses, same
from syncproof.ledger import Refused, Value


def refused(timeline: Timeline, link: Link, writer: Spot) -> Refused | bool:
    """Return why a spot's present value cannot be on its partner: the refusal seen since it was edited, or the declared one."""
    partner = link.partner(writer)
    value, declared = writer.value(), link.declared(partner)
    seen = _seen(timeline, partner.life.key, declared, value, since=writer.life.changed(writer.property))
    return seen or refuses(declared, value)


def refused_creation(timeline: Timeline, scope: Scope, life: Life) -> tuple[str, int] | None:
    """Return the source property that keeps a record from being created in the target, and the refusal's line or -1."""
    for row in scope.rows:
        value, declared = life.value(row.source), scope.target_property(row)
        seen = _seen(timeline, (*scope.target, ""), declared, value, since=life.changed(row.source))
        if seen or refuses(declared, value):
            return row.source, seen.line if seen else -1
    return None


def reported(timeline: Timeline, lives: tuple[Life, ...], properties: set[str], since: int) -> bool:
    """Tell whether the SUT reported one of the records after a line, for one of the properties or for none in particular."""
    return any(
        report.line > since
        and report.ref.system in {"", life.key[0]}
        and report.ref.datatype in {"", life.key[1]}
        and report.property in {"", *properties}
        for life in lives
        for report in timeline.reported.get(life.record, ())
    )


def _seen(timeline: Timeline, key: tuple[str, str, str], declared: Property, value: Value, since: int) -> Refused | None:
    """A SUT may send a value as it read it or as the target will store it."""
    sent = (value, declared.stored(value))
    return next(
        (
            event
            for event in timeline.refused.get(key, ())
            if event.line > since and event.property == declared.name and any(same(event.value, one) for one in sent)
        ),
        None,
    )
