"""One run of the documents of a folder that were played apart: the events of all, each document under its own name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from syncproof.checklist import accepted
from syncproof.report.exit_code import ExitCode
from syncproof.report.run_events import ENDS, INTERRUPTED, known_failure, known_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from syncproof.report.provenance_rows import FileRow, NotPlayedRow
    from syncproof.report.run_events import BeganRow, ChecklistRow, EndedRow, KnownRow, RunEvent
    from syncproof.run.many_documents import PlayedDocument
    from syncproof.verdict.baseline import KnownFailure

NOT_PLAYED = "not played"
"""The name of a system that stands for those of a document which nobody could play."""


def as_one(
    played: Sequence[PlayedDocument],
    known: Sequence[KnownFailure] | None,
    features: Path,
    in_vain: Iterable[str] = (),
) -> list[RunEvent]:
    """Return the events of one run of the documents that were played, in the order of their paths.

    `known` are the entries of a baseline, `features` is the folder of the accepted documents, and `in_vain` are the
    texts of the choice that chose nothing in any document.
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
    lines = "".join(f"{each}\n" for each in digests)
    began: BeganRow = {
        **all_began[0],
        "run": {
            **all_began[0]["run"],
            "documents": [row for each in in_order for row in _files(each)],
            "features": hashlib.sha256(lines.encode()).hexdigest(),
        },
        "documents": [*(row for each in all_began for row in each["documents"]), *map(_not_played, lost)],
        "planned": [row for each in all_began for row in each["planned"]],
    }
    lost_rows: list[NotPlayedRow] = [{"what": each.name, "exit": each.code.value} for each in lost]
    in_vain_rows: list[NotPlayedRow] = [
        {"what": f"no document has what {text} asks for", "exit": ExitCode.BAD_INPUT.value} for text in in_vain
    ]
    if lost_rows or in_vain_rows:
        began["run"]["not_played"] = [*lost_rows, *in_vain_rows]
    if known is not None:
        began["baseline"] = _baseline(played, all_began, known, features)
    hows = [cast("EndedRow", part[-1])["how"] for part in parts]
    hows += [INTERRUPTED for each in played if each.is_interrupted]
    end: EndedRow = {"event": "ended", "how": max(hows, key=ENDS.index)}
    return [began, *(event for part in parts for event in part[1:-1]), end]


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
    began: BeganRow = {
        **_began(played.events),
        "documents": [{**row, "name": played.name} for row in _began(played.events)["documents"]],
        "planned": [{**row, "document": played.name} for row in _began(played.events)["planned"]],
    }
    if "baseline" in began:
        began["baseline"] = [
            {**row, "section": f"{played.name}/{row['section'].partition('/')[2]}"} for row in began["baseline"]
        ]
    yield began
    for event in played.events[1:]:
        yield {**event, "document": played.name} if event["event"] == "judged" else event


def _baseline(
    played: Sequence[PlayedDocument], all_began: Sequence[BeganRow], known: Sequence[KnownFailure], features: Path
) -> list[KnownRow]:
    """Return the entries of a baseline: those of a document as its own run has them.

    An entry of a document that the folder lacks names no scenario, unless the document is an accepted one.
    """
    judged = {known_failure(row).key: row["judged"] for began in all_began for row in began.get("baseline", ())}
    names = {each.name for each in played}

    def is_gone(entry: KnownFailure) -> bool:
        name = entry.section.partition("/")[0]
        return name not in names and not (features / name / accepted.FILE).is_file()

    return [known_row(each, judged=judged.get(each.key, is_gone(each))) for each in known]


def _began(events: Sequence[RunEvent]) -> BeganRow:
    return cast("BeganRow", events[0])
