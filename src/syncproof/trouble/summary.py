"""The summary of a sweep, from the tallies of its stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from syncproof import __version__
from syncproof.report import sweep_file, sweep_fold
from syncproof.report.run_events import INTERRUPTED
from syncproof.report.sweep_rows import SCHEMA, SweepSummary
from syncproof.run.provenance import sut_row, time_of

if TYPE_CHECKING:
    from syncproof.report.sweep_rows import SweptStoryRow
    from syncproof.trouble.plan import PlannedSweep, SweepRequest
    from syncproof.trouble.tally import StoryTally


def summary_of(
    request: SweepRequest,
    planned: PlannedSweep,
    rows: Sequence[SweptStoryRow],
    started: datetime,
    seconds: float,
    ended: str,
) -> SweepSummary:
    """Return the summary of a sweep that started at a time, took so many seconds, and ended in one of `ENDS`."""
    head = _head(request, started) | {
        "seconds": round(seconds, 3),
        "documents": planned.documents,
        **({"shard": request.shard} if request.shard else {}),
        "ended": ended,
        "planned": planned.planned,
        **({"open": planned.open} if planned.open else {}),
    }
    return sweep_file.with_results(head, rows)


def summary_of_nothing(request: SweepRequest, started: datetime) -> SweepSummary:
    """Return the summary of a sweep that has begun and has not ended: whatever ends the process, nothing was shown."""
    nothing = {"seconds": 0.0, "documents": [], "ended": INTERRUPTED, "planned": []}
    return sweep_file.with_results(_head(request, started) | nothing, [])


def _head(request: SweepRequest, started: datetime) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "version": __version__,
        "started": time_of(started),
        "seed": request.seed,
        "sut": sut_row(request.sut),
        "selection": {
            "sections": list(request.sections),
            "stories": list(request.stories),
            "faults": list(request.faults),
        },
    }


def rows_of(tallies: Sequence[StoryTally], request: SweepRequest, where: Sequence[str] = ()) -> list[SweptStoryRow]:
    """Return the tallies of stories for reports; `where` are the words that name the features again."""
    return [each.row(request.sut, request.seed, where) for each in tallies]


def with_commands(rows: Sequence[SweptStoryRow], commands: Sequence[str]) -> list[SweptStoryRow]:
    """Return rows whose smallest failures, in the order of `sweep_fold.failures`, are played again by commands."""
    saved = sweep_fold.failures(rows)
    again = {_which(failure): command for failure, command in zip(saved, commands, strict=True)}
    return [
        {**row, "failures": [{**each, "again": again.get(_which(each), each["again"])} for each in row["failures"]]}
        for row in rows
    ]


def _which(failure: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a failure of a row
    return tuple(failure[key] for key in ("document", "section", "story", "rule", "verdict", "strike", "site", "where"))
