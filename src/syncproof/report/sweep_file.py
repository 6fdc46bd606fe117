"""The JSON of a sweep: made of the stories that were swept, and read again, held against its published schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from syncproof import __version__
from syncproof.errors import BadInput
from syncproof.inputs import text_of
from syncproof.report import sweep_fold
from syncproof.report.completeness import overall
from syncproof.report.schemas import misfit
from syncproof.report.sweep_rows import SCHEMA
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from syncproof.report.sweep_rows import SweepSummary, SweptStoryRow

_KIND = "the JSON of a sweep (syncproof sweep --json F)"
_LARGEST = 1 << 28
"""Bytes of a sweep's JSON."""


def with_results(head: dict[str, Any], swept: Sequence[SweptStoryRow]) -> SweepSummary:
    """Return the summary of a sweep, given its provenance and its plan, and the stories that were swept."""
    rows = sweep_fold.in_order(head["planned"], swept)
    counted = sweep_fold.totals(head["planned"], rows, bounded=False)
    return cast(
        "SweepSummary",
        {
            **head,
            "swept": rows,
            "verdict": overall([sweep_fold.verdict_of(counted), *(Verdict.NONE for _ in head.get("open", ()))]).value,
            "totals": counted,
            "rules": sweep_fold.rules(rows, sweep_fold.in_part(head["planned"], rows)),
            "strikes": sweep_fold.strikes(rows),
            "failures": sweep_fold.failures(rows),
        },
    )


def as_json(summary: SweepSummary) -> str:
    """Return a summary as JSON."""
    return json.dumps(summary, indent=1, ensure_ascii=False) + "\n"


def is_sweep(path: Path) -> bool:
    """Whether a file holds the JSON of a sweep, sound or not. Raises BadInput where it cannot be read."""
    try:
        whole = json.loads(text_of(path, _KIND, largest=_LARGEST))
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and whole.get("schema") == SCHEMA


def load(path: Path) -> SweepSummary:
    """Return the sweep of a file. Raises BadInput for any other file, and for one that contradicts itself."""
    do = f"name {_KIND}, as it was written"
    try:
        whole = json.loads(text_of(path, _KIND, largest=_LARGEST))
    except (ValueError, RecursionError) as error:
        raise BadInput(f"not {_KIND}", where=str(path), do=do) from error
    if not isinstance(whole, dict) or whole.get("schema") != SCHEMA:
        raise BadInput(f"not {_KIND}: its schema is not {SCHEMA}", where=str(path), do=do)
    if why := misfit(whole, SCHEMA):
        raise BadInput(f"not {_KIND}: {why}", where=str(path), do=do)
    if whole["version"] != __version__:
        raise BadInput(
            f"written by syncproof {whole['version']}, and this is {__version__}",
            where=str(path),
            do=f"sweep again, or use syncproof {whole['version']}",
        )
    planned, swept = ([sweep_fold.place_of(row) for row in whole[key]] for key in ("planned", "swept"))
    if len(set(swept)) != len(swept) or not set(swept) <= set(planned):
        raise BadInput("a story was swept twice, or without a plan", where=str(path), do=do)
    head = {
        key: whole[key] for key in whole if key not in {"swept", "verdict", "totals", "rules", "strikes", "failures"}
    }
    for row in whole["swept"]:
        if why := sweep_fold.contradiction(row):
            raise BadInput(f"contradicts itself: {row['story']}: {why}", where=str(path), do=do)
    if with_results(head, whole["swept"]) != whole:
        raise BadInput("contradicts itself: its totals are not those of its stories", where=str(path), do=do)
    found: SweepSummary = whole
    return found
