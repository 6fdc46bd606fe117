"""Events of a run that stopped before any story was judged: all its reports are made from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.report.exit_code import ExitCode
from syncproof.report.run_events import COMPLETE, EVENTS, INTERRUPTED
from syncproof.run.provenance import provenance_without_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from syncproof.report.provenance_rows import NotPlayedRow
    from syncproof.report.run_events import BeganRow, RunEvent
    from syncproof.run.plan import RunRequest


def events_of_stopped(request: RunRequest, started: datetime, why: Sequence[tuple[str, ExitCode]]) -> list[RunEvent]:
    """Return the events of a run of nothing, with the reasons and the exit code that each of them leads to."""
    lost: list[NotPlayedRow] = [{"what": text, "exit": code.value} for text, code in why]
    began: BeganRow = {
        "event": "began",
        "schema": EVENTS,
        "run": {**provenance_without_plan(request, started), "not_played": lost},
        "require_complete": request.require_complete,
        "capabilities": [],
        "documents": [],
        "planned": [],
    }
    interrupted = any(code is ExitCode.INTERRUPTED for _, code in why)
    return [began, {"event": "ended", "how": INTERRUPTED if interrupted else COMPLETE}]
