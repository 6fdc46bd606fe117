"""No lost edit: at every rest the value that all sides share is one that the users' edits allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted
from syncproof.laws.words import pair_named, spot_named
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.standing import Policy, Standing


def lost_edits(standing: Standing, policy: Policy) -> Iterator[Finding]:
    """Find the edit that a rest lost; without an edit, the value that was reverted."""
    if not standing.agrees() or not (standing.edits or standing.base):
        return
    winners = standing.winners(policy)
    allowed = {edit.spot: edit.value for edit in winners} if winners else dict(standing.base or {})
    if any(standing.holds(spot, value) for spot, value in allowed.items()):
        return
    link = standing.living()[0]
    saw = quoted(standing.values.get(link.source))
    expected = " or ".join(dict.fromkeys(quoted(value) for value in allowed.values()))
    if winners:
        told = ", then ".join(f"{spot_named(edit.spot)} became {quoted(edit.value)}" for edit in standing.edits)
        text = f"{pair_named(link.pair)} lost an edit: {told}; expected {expected} on all sides, saw {saw}"
    else:
        spot = spot_named(link.source)
        text = f"{pair_named(link.pair)}: nobody edited {spot}; expected {expected}, saw {saw}"
    yield Finding("no-lost-edit", text, (*(edit.line for edit in standing.edits), *_writes(standing), standing.line))


def _writes(standing: Standing) -> list[int]:
    """Return the lines of the SUT's last writes on each spot since the edits."""
    since = standing.edits[0].line if standing.edits else -1
    last = (
        next(
            (
                change.line
                for change in reversed(spot.life.held.get(spot.property, ()))
                if change.line <= standing.line and change.by is By.SUT
            ),
            -1,
        )
        for spot in standing.group.spots()
    )
    return sorted({line for line in last if line > since})
