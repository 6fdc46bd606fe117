"""The shards of one sweep made one: whole only if every planned story is in exactly one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from syncproof.errors import BadInput
from syncproof.report.run_events import ENDS
from syncproof.report.sweep_file import with_results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from syncproof.report.sweep_rows import SweepSummary

_NOUNS = {
    "version": "version of syncproof",
    "seed": "seed",
    "sut": "sync",
    "selection": "choice",
    "documents": "documents",
    "planned": "plan",
}
"""What shards of one sweep have in common, by the keys of their JSON; machine and time may differ."""


def merged(shards: Sequence[tuple[Path, SweepSummary]]) -> SweepSummary:
    """Return the sweep of its shards, each with its file; stories of a shard that is missing were not swept.

    Raises BadInput for a whole sweep, for shards of different sweeps, and for a shard that is given twice.
    """
    (first, one), *_ = shards
    numbers: dict[str, Path] = {}
    for path, each in shards:
        if "shard" not in each:
            do = "merge the files of syncproof sweep --shard I/N"
            raise BadInput("a whole sweep, not a shard", where=str(path), do=do)
        if each["shard"] in numbers:
            what = f"shard {each['shard']} is given twice: {numbers[each['shard']]} and {path}"
            raise BadInput(what, do="name one of the two")
        numbers[each["shard"]] = path
        if differs := _difference(one, each):
            raise BadInput(
                f"a shard of another sweep than {first}: not the same {differs}",
                where=str(path),
                do="merge the shards of one sweep, which differ only in --shard",
            )
    head: dict[str, Any] = {key: value for key, value in one.items() if key in {"schema", "open", *_NOUNS}}
    head["planned"] = [{**each, "shard": 1} for each in one["planned"]]
    parts = [each for _, each in shards]
    head["started"] = min(each["started"] for each in parts)
    head["seconds"] = round(sum(each["seconds"] for each in parts), 3)
    head["ended"] = max((each["ended"] for each in parts), key=ENDS.index)
    return with_results(head, [row for each in parts for row in each["swept"]])


def _difference(one: SweepSummary, other: SweepSummary) -> str:
    """Return what tells two shards apart that are not of one sweep, '' for two of one."""
    mine, yours = one.get("shard", ""), other.get("shard", "")
    if mine.partition("/")[2] != yours.partition("/")[2]:
        return "number of shards"
    parts: tuple[dict[str, Any], dict[str, Any]] = ({**one}, {**other})
    known = [{key: _known_by(part, key) for key in _NOUNS} for part in parts]
    return next((noun for key, noun in _NOUNS.items() if known[0][key] != known[1][key]), "")


def _known_by(part: dict[str, Any], key: str) -> Any:  # noqa: ANN401 - any part of a sweep
    """Return a part of a provenance; a file is known by its digest, wherever it lies."""
    return [(each["id"], each["sha256"]) for each in part[key]] if key == "documents" else part[key]
