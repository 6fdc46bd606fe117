"""The excerpt of a ledger that tells a failure: what is broken, the requests that met trouble, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.ledger import Call
from syncproof.report.event import as_text
from syncproof.report.failure import each_once
from syncproof.run.refusals import refusals_shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.errors import PromiseBroken
    from syncproof.ledger import Event
    from syncproof.steps.stage import Stage
    from syncproof.steps.world import World

_EVENTS = 6
"""How many lines of the ledger are shown of what is broken, the latest."""


class Met(NamedTuple):
    """Trouble that met a request: the plain name of the trouble, and the place in the ledger before the request."""

    trouble: str
    rule: str
    line: int
    at_request: bool = True
    """Whether a request was met, and not a write to the sync's state."""


def excerpt(stage: Stage, world: World, broken: PromiseBroken, met: Sequence[Met]) -> tuple[str, ...]:
    """Return the ledger lines that matter of a story that failed on a stage, without credentials."""
    lines = _lines(world.ledger[:], broken.lines, met)
    refused = (f"refused: {text}" for text in each_once(refusals_shown(world, broken)))
    return tuple(map(stage.hide, (*lines, *refused)))


def request_of(ledger: Sequence[Event], met: Met) -> Call | None:
    """Return the request that met trouble, None where the trouble met a write to the sync's state."""
    if not met.at_request:
        return None
    return next((each for each in ledger[met.line :] if isinstance(each, Call)), None)


def _lines(ledger: Sequence[Event], broken: Sequence[int], met: Sequence[Met]) -> Iterator[str]:
    """Yield the lines of the ledger that show what is broken, and those of the requests that met trouble."""
    troubled = {call.line: each for each in met if (call := request_of(ledger, each)) is not None}
    for line in sorted({*sorted(broken)[-_EVENTS:], *list(troubled)[-_EVENTS:]}):
        event = ledger[line]
        if isinstance(event, Call) and line in troubled:
            yield f"{line} {_trouble(ledger, event, troubled[line])}"
        else:
            yield as_text(event)


def _trouble(ledger: Sequence[Event], call: Call, met: Met) -> str:
    path = call.path.partition("?")[0]
    asked = [each for each in ledger[call.line + 1 :] if isinstance(each, Call) and each.method == call.method]
    tried = any((each.system, each.path.partition("?")[0]) == (call.system, path) for each in asked)
    then = "tried again" if tried else "never tried again"
    return f"{call.status or 'no answer'} on {call.method} {path} to {call.system} ({met.trouble}), {then}"
