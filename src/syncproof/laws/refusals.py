"""What a system refused, and whether the SUT said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.values import refuses, same

if TYPE_CHECKING:
    from syncproof.datatypes import Property
    from syncproof.laws.groups import Link, Spot
    from syncproof.laws.scope import Scope
    from syncproof.laws.timeline import Life, Timeline
    from syncproof.ledger import Refused, Value


def refused(timeline: Timeline, link: Link, writer: Spot) -> bool:
    """Tell whether a spot's partner refuses its present value: as declared, or as seen since it took it."""
    partner = link.partner(writer)
    value, declared = writer.value(), link.declared(partner)
    since = writer.life.changed(writer.property)
    return refuses(declared, value) or _seen(timeline, partner.life.key, declared, value, since) is not None


def refused_creation(timeline: Timeline, scope: Scope, life: Life) -> tuple[str, int] | None:
    """Return the source property whose value the target refuses, and the refusal's line, or -1."""
    for row in scope.rows:
        value, declared = life.value(row.source), scope.target_property(row)
        seen = _seen(timeline, (*scope.target, ""), declared, value, since=life.changed(row.source))
        if seen or refuses(declared, value):
            return row.source, seen.line if seen else -1
    return None


def reported(timeline: Timeline, lives: tuple[Life, ...], properties: set[str], since: int) -> bool:
    """Tell whether the SUT reported a record after a line, for one of the properties or in general."""
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
    """Return the first refusal of a value, sent as it was read or as the target would store it."""
    sent = (value, declared.stored(value))
    return next(
        (
            event
            for event in timeline.refused.get(key, ())
            if event.line > since and event.property == declared.name and any(same(event.value, one) for one in sent)
        ),
        None,
    )
