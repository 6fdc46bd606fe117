"""The summary of a sweep, from the tallies of its stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from syncproof import __version__
from syncproof.report.sweep_rows import SCHEMA, FailureRow, SweepSummary
from syncproof.run.provenance import sut_row
from syncproof.trouble import tally
from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.trouble.plan import SweepRequest
    from syncproof.trouble.tally import Cause, SmallestFailure, StoryTally


def summary_of(
    request: SweepRequest,
    tallies: Sequence[StoryTally],
    started: datetime,
    seconds: float,
    scripts: Sequence[Path] = (),
) -> SweepSummary:
    """Return the summary of a sweep that started at a time and took so many seconds.

    `scripts` are the saved counterexamples of the failures, in their order.
    """
    found = tally.rows(tallies)
    cells, tried, impossible = (
        sum(getattr(each, name) for each in tallies) for name in ("cells", "tried", "impossible")
    )
    return {
        "schema": SCHEMA,
        "version": __version__,
        "started": started.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seed": request.seed,
        "sut": sut_row(request.sut),
        "selection": {
            "sections": list(request.sections),
            "stories": list(request.stories),
            "faults": list(request.faults),
        },
        "shard": request.shard,
        "verdict": worst(Verdict(row["verdict"]) for row in found).value,
        "stories": len(tallies),
        "sites": sum(each.sites for each in tallies),
        "cells": cells,
        "tried": tried,
        "impossible": impossible,
        "left_out": cells - tried - impossible,
        "requests": sum(each.requests for each in tallies),
        "seconds": round(seconds, 3),
        "rules": found,
        "failures": [_failure(each, script) for each, script in zip_longest(tally.failures(tallies), scripts)],
    }


def _failure(pair: tuple[Cause, SmallestFailure], script: Path | None) -> FailureRow:
    row = tally.failure_row(*pair)
    if script:
        row["again"] = f"syncproof replay {script}"
    return row
