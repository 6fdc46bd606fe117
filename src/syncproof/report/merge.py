"""The shards of one run made one: complete only if every planned story is in exactly one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from syncproof.errors import BadInput
from syncproof.report.fold import joined
from syncproof.report.report_file import as_written, no_shard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from syncproof.report.provenance_rows import FileRow, RunRow
    from syncproof.report.rows import Summary
    from syncproof.report.run_events import BeganRow, RunEvent

_NOUNS = {
    "version": "version of syncproof",
    "seed": "seed",
    "seeds": "seeds",
    "repeat": "number of plays",
    "selection": "choice",
    "sut": "sync",
    "capabilities": "capabilities of the fake Trello",
    "documents": "documents",
    "features": "features",
    "baseline": "baseline",
    "last_failed": "file of --last-failed",
    "sweep": "file of --swept",
    "ci_run": "run of the CI system",
}
"""What shards of one run have in common, by the keys of their provenance; machine and time may differ."""


def merged(shards: Sequence[tuple[Path, Sequence[RunEvent]]]) -> Summary:
    """Return the summary of a run, given the events of its shards, each with its file.

    Stories of a shard that is missing were not played. Raises BadInput for a report that is not one of a shard, for
    shards of different runs, and for a shard that is given twice.
    """
    began = [(path, cast("BeganRow", events[0])) for path, events in shards]
    (first, one), *others = began
    numbers: dict[str, Path] = {}
    for path, each in began:
        shard = each["run"].get("shard", "")
        if not shard:
            raise no_shard(path)
        if shard in numbers:
            raise BadInput(f"shard {shard} is given twice: {numbers[shard]} and {path}", do="name one of the two")
        numbers[shard] = path
    for path, each in others:
        if differs := _difference(one, each):
            raise BadInput(
                f"a shard of another run than {first}: {differs}",
                where=str(path),
                do="merge the shards of one run, which differ only in --shard",
            )
    with as_written(first):
        return joined(sorted((events for _, events in shards), key=_number))


def _number(events: Sequence[RunEvent]) -> int:
    return int(cast("BeganRow", events[0])["run"]["shard"].partition("/")[0])


def _difference(one: BeganRow, other: BeganRow) -> str:
    """Return what tells two shards apart that are not of one run, '' for two of one."""
    mine, yours = one["run"], other["run"]
    counts = [each["shard"].partition("/")[2] for each in (mine, yours)]
    if counts[0] != counts[1]:
        return f"not the same number of shards ({counts[1]}, not {counts[0]})"
    for key, noun in _NOUNS.items():
        before, after = _known_by(mine, key), _known_by(yours, key)
        if before != after:
            plain = key in {"version", "seed", "seeds", "repeat", "ci_run"} and None not in {before, after}
            return f"not the same {noun}" + (f" ({after}, not {before})" if plain else "")
    planned = [(each["planned"], _promised(each), each["require_complete"], each.get("sweep")) for each in (one, other)]
    return "" if planned[0] == planned[1] else "not the same plan"


def _promised(began: BeganRow) -> list[dict[str, Any]]:
    """Return the documents of a shard, wherever each of them lies."""
    return [{key: value for key, value in each.items() if key != "file"} for each in began["documents"]]


def _known_by(run: RunRow, key: str) -> Any:  # noqa: ANN401 - any part of a provenance
    """Return a part of a provenance; a file is known by its digest, wherever it lies."""
    value = cast("dict[str, Any]", run).get(key)
    if key == "documents":
        return [(each["id"], each["sha256"]) for each in cast("list[FileRow]", value)]
    return value["sha256"] if key in {"baseline", "last_failed", "sweep"} and value else value
