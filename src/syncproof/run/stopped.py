"""Events of a run that stopped before any story was judged: all its reports are made from them."""

from __future__ import annotations

import hashlib
import platform
from typing import TYPE_CHECKING

from syncproof import __version__
from syncproof.report.exit_code import ExitCode
from syncproof.report.run_events import COMPLETE, EVENTS, INTERRUPTED
from syncproof.run.provenance import provenance_without_plan, time_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from syncproof.report.provenance_rows import NotPlayedRow, RunRow
    from syncproof.report.run_events import BeganRow, RunEvent
    from syncproof.run.plan import RunRequest

_UNKNOWN = "unknown"
BEGAN = ("the run began, and did not end", ExitCode.INTERRUPTED)
"""Why nothing is judged in the reports of a run that has begun."""


def events_of_stopped(request: RunRequest, started: datetime, why: Sequence[tuple[str, ExitCode]]) -> list[RunEvent]:
    """Return the events of a run of nothing, with the reasons and the exit code that each of them leads to."""
    return events_of_nothing(provenance_without_plan(request, started), why, require_complete=request.require_complete)


def events_of_nothing(
    run: RunRow, why: Sequence[tuple[str, ExitCode]], *, require_complete: bool = False
) -> list[RunEvent]:
    """Return the events of a run of nothing with this provenance, as `events_of_stopped`."""
    lost: list[NotPlayedRow] = [{"what": text, "exit": code.value} for text, code in why]
    began: BeganRow = {
        "event": "began",
        "schema": EVENTS,
        "run": {**run, "not_played": lost},
        "require_complete": require_complete,
        "capabilities": [],
        "documents": [],
        "planned": [],
    }
    interrupted = any(code is ExitCode.INTERRUPTED for _, code in why)
    return [began, {"event": "ended", "how": INTERRUPTED if interrupted else COMPLETE}]


def of_unread_run(started: datetime) -> RunRow:
    """Return the provenance of a run of which nothing could be read; the time is that of the command that tried."""
    return {
        "version": __version__,
        "started": time_of(started),
        "seed": 0,
        "selection": {"sections": [], "levels": [], "only": []},
        "sut": {"kind": "driver", "name": _UNKNOWN, "options": []},
        "capabilities": [],
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "documents": [],
        "features": hashlib.sha256().hexdigest(),
    }
