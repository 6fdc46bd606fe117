"""Agreement: a pair's mapped properties are equal at rest. In order: a difference due to a refusal is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.datatypes import as_it_is
from syncproof.laws.adaptation import keeps
from syncproof.laws.refusals import refused, reported
from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted, quoted_apart, same
from syncproof.laws.words import pair_named, spot_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Policy
    from syncproof.laws.at_rest import AtRest
    from syncproof.laws.groups import Edge, Spot
    from syncproof.laws.timeline import Timeline


def agreement(state: AtRest, timeline: Timeline, policy: Policy) -> Iterator[Finding]:
    """Find where a pair's values differ at the last rest, unless a side does not take the value that should stand."""
    for edge in state.living():
        if edge.agree(state.values.get(edge.source), state.values.get(edge.target)):
            continue
        refused_side = next(
            (side for side in (edge.source, edge.target) if _cannot_be_carried(state, timeline, policy, edge, side)),
            None,
        )
        if refused_side is None:
            text = f"{pair_named(edge.pair)} {_differ(edge)}"
            yield Finding("agreement", text, _lines(edge, state), _about(edge))
        elif not _reported(state, timeline, edge, refused_side):
            partner = edge.partner(refused_side)
            does = "refuses" if refused(timeline, state.group, edge, refused_side) else "does not keep"
            text = (
                f"{pair_named(edge.pair)} {_differ(edge)}; "
                f"{partner.life.key[0]} {does} {quoted(refused_side.value())} as {partner.property}; "
                "expected a report of it, saw none"
            )
            about = f"{partner.life.key[0]} refuses {partner.property}, unreported"
            yield Finding("in-order", text, _lines(edge, state), about)


def _cannot_be_carried(state: AtRest, timeline: Timeline, policy: Policy, edge: Edge, writer: Spot) -> bool:
    """Whether a spot's value may stand, but is refused by the spot's partner, or not kept as it is."""
    winners = state.winners(policy)
    value = writer.value()
    kept = (edge.declared(writer).stored, as_it_is)
    may_stand = any(same(keep(edit.value), value) for edit in winners for keep in kept)
    is_kept = keeps(edge.declared(edge.partner(writer)), value)
    return may_stand and (not is_kept or refused(timeline, state.group, edge, writer))


def _reported(state: AtRest, timeline: Timeline, edge: Edge, writer: Spot) -> bool:
    lives = (edge.source.life, edge.target.life)
    since = timeline.shown_since(writer.life, writer.property, is_shared=state.group.is_shared)
    return reported(timeline, lives, {edge.row.source, edge.row.target}, since=since)


def _differ(edge: Edge) -> str:
    ends = (edge.source, edge.target)
    shown = quoted_apart([spot.value() for spot in ends])
    return f"disagree: {', '.join(f'{spot_named(spot)} is {text}' for spot, text in zip(ends, shown, strict=True))}"


def _about(edge: Edge) -> str:
    return " and ".join(spot_named(spot) for spot in (edge.source, edge.target))


def _lines(edge: Edge, state: AtRest) -> tuple[int, ...]:
    changes = sorted(spot.life.changed(spot.property) for spot in (edge.source, edge.target))
    return (*dict.fromkeys(changes), state.line)
