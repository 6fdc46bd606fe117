"""Provenance: the SUT never writes a value that its partner's property never held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.adaptation import adaptations
from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted_apart, same, unfilled
from syncproof.laws.words import pair_named, spot_named
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.groups import Group, Spot
    from syncproof.laws.life import Change
    from syncproof.ledger import Value

_SHOWN = 3
"""The latest values that a finding names."""


def provenance(group: Group) -> Iterator[Finding]:
    """Find each value, written or given at creation, that no partner of the property had held by then."""
    for spot, change in made_up(group):
        edge = next(group.edges_of(spot))
        before = [old for old in _partners_changes(group, spot) if old.line < change.line]
        wrote, held = _told_apart(change.value, [old.value for old in before])
        text = (
            f"{pair_named(edge.pair)}: the sync wrote {wrote} as {spot_named(spot)}; "
            f"expected a value of {spot_named(edge.partner(spot))}, which had held {held}"
        )
        causes = [old.line for old in before]
        yield Finding("provenance", text, (*causes[-1:], change.line), spot_named(spot))


def _told_apart(written: Value, held: list[Value]) -> tuple[str, str]:
    """Return how a finding names a value and what was held: the latest few, the last of which was to be carried."""
    latest = list(dict.fromkeys(reversed(held)))
    wrote, *named = quoted_apart([written, *latest[:_SHOWN]])
    left = len(latest) - _SHOWN
    others = [f"{left} {'other' if left == 1 else 'others'}"] if left > 0 else []
    return wrote, " and ".join([*others, *reversed(named)]) or "nothing"


def made_up(group: Group) -> Iterator[tuple[Spot, Change]]:
    """Yield the changes by which the SUT made up a value."""
    for spot in group.spots():
        for change in spot.life.held.get(spot.property, ()):
            if (
                change.by is By.SUT
                and not (change.line == spot.life.born and unfilled(change.value))
                and not _held(group, spot, change)
            ):
                yield spot, change


def _held(group: Group, spot: Spot, change: Change) -> bool:
    """Whether a partner had held the value, or one that may be adapted so for the written side's system.

    Properties of one pair that rows join to each other hold one value, and a sync may write any of them first.
    """
    declared = next(group.edges_of(spot)).declared(spot)
    lives = [each.life for edge in group.edges_of(spot) for each in (edge.source, edge.target)]
    joined = [each for each in group.spots() if each != spot and each.life in lives] if group.fans else ()
    return any(
        same(old.value, change.value)
        or same(declared.stored(old.value), change.value)
        or change.value in adaptations(declared, old.value)
        for each in (*_partners(group, spot), *joined)
        for old in each.life.held.get(each.property, ())
        if old.line < change.line
    )


def _partners_changes(group: Group, spot: Spot) -> list[Change]:
    return sorted(
        change for partner in _partners(group, spot) for change in partner.life.held.get(partner.property, ())
    )


def _partners(group: Group, spot: Spot) -> list[Spot]:
    return list(dict.fromkeys(edge.partner(spot) for edge in group.edges_of(spot)))
