"""In order: what a sync cuts off a value is lost, and is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.laws.adaptation import is_cut
from syncproof.laws.refusals import reported
from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted, refuses
from syncproof.laws.words import pair_named, spot_named
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.groups import Edge, Group, Spot
    from syncproof.laws.life import Change
    from syncproof.laws.timeline import Timeline


class _Loss(NamedTuple):
    """A write of the SUT that cut a value: the value, where it stood, and the write."""

    edge: Edge
    whole: Change
    at: Spot
    write: Change


def unreported_losses(group: Group, timeline: Timeline) -> Iterator[Finding]:
    """Find each value that the SUT cut to make a system take it, or cut where it stood, and did not report."""
    for loss in _losses(group):
        edge = loss.edge
        lives = (edge.source.life, edge.target.life)
        if reported(timeline, lives, {edge.row.source, edge.row.target}, since=loss.whole.line):
            continue
        text = (
            f"{pair_named(edge.pair)}: the sync cut {quoted(loss.whole.value)} to {quoted(loss.write.value)} "
            f"in {spot_named(loss.at)}; expected a report of it, saw none"
        )
        about = f"{spot_named(loss.at)} cut, unreported"
        yield Finding("in-order", text, (loss.whole.line, loss.write.line), about)


def _losses(group: Group) -> Iterator[_Loss]:
    for edge in group.edges:
        for spot in (edge.source, edge.target):
            partner, before = edge.partner(spot), None
            for change in spot.life.held.get(spot.property, ()):
                if change.by is By.SUT:
                    whole = _before(partner, change)
                    if whole and refuses(edge.declared(spot), whole.value) and _cuts(edge, spot, whole, change):
                        yield _Loss(edge, whole, spot, change)
                    elif before and before.by is not By.SUT and _cuts(edge, partner, before, change):
                        yield _Loss(edge, before, spot, change)
                before = change


def _cuts(edge: Edge, of: Spot, whole: Change, change: Change) -> bool:
    return is_cut(edge.declared(of), whole.value, change.value)


def _before(spot: Spot, change: Change) -> Change | None:
    """Return what a property held when another was written."""
    held = spot.life.held.get(spot.property, ())
    return next((each for each in reversed(held) if each.line < change.line), None)
