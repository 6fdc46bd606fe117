"""Agreement: a pair's mapped properties are equal at rest. In order: what a refusal parts is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.datatypes import as_it_is
from syncproof.laws.refusals import refused, reported
from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted, same
from syncproof.laws.words import pair_named, spot_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.groups import Link, Spot
    from syncproof.laws.standing import Policy, Standing
    from syncproof.laws.timeline import Timeline


def agreement(standing: Standing, timeline: Timeline, policy: Policy) -> Iterator[Finding]:
    """Find where a pair's values differ at the last rest, unless a side refuses what should stand."""
    for link in standing.living():
        if link.agree(standing.values.get(link.source), standing.values.get(link.target)):
            continue
        refusing = next(
            (side for side in (link.source, link.target) if _cannot_be_carried(standing, timeline, policy, link, side)),
            None,
        )
        if refusing is None:
            yield Finding("agreement", f"{pair_named(link.pair)} {_differ(link)}", _lines(link, standing))
        elif not _reported(timeline, link, refusing):
            partner = link.partner(refusing)
            text = (
                f"{pair_named(link.pair)} {_differ(link)}; "
                f"{partner.life.key[0]} refuses {quoted(refusing.value())} as {partner.property}; "
                "expected a report of it, saw none"
            )
            yield Finding("in-order", text, _lines(link, standing))


def _cannot_be_carried(standing: Standing, timeline: Timeline, policy: Policy, link: Link, writer: Spot) -> bool:
    """Whether a spot's value may stand, but its partner refuses it."""
    winners = standing.winners(policy)
    value = writer.value()
    kept = (link.declared(writer).stored, as_it_is)
    may_stand = any(same(keep(edit.value), value) for edit in winners for keep in kept)
    return may_stand and bool(refused(timeline, link, writer))


def _reported(timeline: Timeline, link: Link, writer: Spot) -> bool:
    lives = (link.source.life, link.target.life)
    return reported(timeline, lives, {link.row.source, link.row.target}, since=writer.life.changed(writer.property))


def _differ(link: Link) -> str:
    one, other = (f"{spot_named(spot)} is {quoted(spot.value())}" for spot in (link.source, link.target))
    return f"disagree: {one}, {other}"


def _lines(link: Link, standing: Standing) -> tuple[int, ...]:
    changes = sorted(spot.life.changed(spot.property) for spot in (link.source, link.target))
    return (*dict.fromkeys(changes), standing.line)
