"""No lost edit: at every rest the value that all sides share is one that the users' edits allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted, quoted_apart
from syncproof.laws.words import pair_named, spot_named
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Policy
    from syncproof.laws.at_rest import AtRest


def lost_edits(state: AtRest, policy: Policy) -> Iterator[Finding]:
    """Find the edit that is lost at a rest; where no user edited, the value that changed all the same."""
    if not state.agrees() or not (state.edits or state.base):
        return
    winners = state.winners(policy)
    allowed = {edit.spot: edit.value for edit in winners} if winners else dict(state.base or {})
    if any(state.holds(spot, value) for spot, value in allowed.items()):
        return
    edge = state.living()[0]
    saw, *wanted = quoted_apart([state.values.get(edge.source), *allowed.values()])
    expected = " or ".join(dict.fromkeys(wanted))
    if winners:
        history = ", then ".join(f"{spot_named(edit.spot)} became {quoted(edit.value)}" for edit in state.edits)
        text = f"{pair_named(edge.pair)} lost an edit: {history}; expected {expected} on all sides, saw {saw}"
    else:
        spot = spot_named(edge.source)
        text = f"{pair_named(edge.pair)}: nobody edited {spot}; expected {expected}, saw {saw}"
    about = f"{'lost' if winners else 'changed without an edit'}, {spot_named(edge.source)}"
    yield Finding("no-lost-edit", text, (*(edit.line for edit in state.edits), *_writes(state), state.line), about)


def _writes(state: AtRest) -> list[int]:
    """Return the line of the SUT's last write on each spot since the first edit, in order."""
    since = state.edits[0].line if state.edits else -1
    last = (
        next(
            (
                change.line
                for change in reversed(spot.life.held.get(spot.property, ()))
                if change.line <= state.line and change.by is By.SUT
            ),
            -1,
        )
        for spot in state.group.spots()
    )
    return sorted({line for line in last if line > since})
