"""One run of the documents of a folder that were played apart: the events of all, each document under its own name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from syncproof.report.run_events import COMPLETE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.report.rows import FileRow
    from syncproof.report.run_events import BeganRow, ChecklistRow, RunEvent
    from syncproof.run.many_documents import PlayedDocument

NOT_PLAYED = "not played"
"""The name of a system that stands for those of a document which nobody could play."""


def as_one(played: Sequence[PlayedDocument]) -> list[RunEvent]:
    """Return the events of one run of the documents that were played, in the order of their paths.

    What could not be played comes last, as a document without a section, of which nothing was shown. What has nothing
    of what was chosen is a file of the run, as in a run of several documents that are played together.
    """
    in_order = sorted(played, key=lambda each: each.path)
    parts = [tuple(_named(each)) for each in in_order if each.events]
    if not parts:
        return []
    all_began = [_began(part) for part in parts]
    lost = [each for each in in_order if each.problem and each.is_chosen]
    digests = [*(each["run"]["features"] for each in all_began), *(hashlib.sha256().hexdigest() for _ in lost)]
    features = "".join(f"{each}\n" for each in digests)
    began: BeganRow = {
        **all_began[0],
        "run": {
            **all_began[0]["run"],
            "documents": [row for each in in_order for row in _files(each)],
            "features": hashlib.sha256(features.encode()).hexdigest(),
        },
        "documents": [*(row for each in all_began for row in each["documents"]), *map(_not_played, lost)],
        "planned": [row for each in all_began for row in each["planned"]],
    }
    ends = [part[-1] for part in parts]
    return [began, *(event for part in parts for event in part[1:-1]), max(ends, key=_is_cut_short)]


def _files(played: PlayedDocument) -> Iterator[FileRow]:
    """Yield the file of a document under its name, unless nobody can read the file."""
    if played.events:
        for row in _began(played.events)["run"]["documents"]:
            yield {**row, "id": played.name}
    elif digest := played.digest():
        yield {"id": played.name, "file": str(played.path), "sha256": digest}


def _not_played(played: PlayedDocument) -> ChecklistRow:
    """Return the row of a document that has no events, under the reason."""
    return {
        "title": f"not played: {'; '.join(played.reasons)}",
        "source": NOT_PLAYED,
        "target": "",
        "generated": "",
        "sections": [],
        "file": str(played.path),
        "name": played.name,
    }


def _named(played: PlayedDocument) -> Iterator[RunEvent]:
    """Yield the events of the run of one document, with the document's own name for that of its systems."""
    began = _began(played.events)
    yield {
        **began,
        "documents": [{**row, "name": played.name} for row in began["documents"]],
        "planned": [{**row, "document": played.name} for row in began["planned"]],
    }
    for event in played.events[1:]:
        yield {**event, "document": played.name} if event["event"] == "judged" else event


def _is_cut_short(event: RunEvent) -> bool:
    return event["event"] == "ended" and event["how"] != COMPLETE


def _began(events: Sequence[RunEvent]) -> BeganRow:
    return cast("BeganRow", events[0])
