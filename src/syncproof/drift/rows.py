"""The report about drift as JSON has it: the contract `syncproof-drift/1`, see its schema beside this file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from syncproof.checklist import Checklist
from syncproof.drift.difference import Difference, Passage
from syncproof.drift.report import Compared, DriftVerdict, RefusedDocument, exit_code
from syncproof.drift.waves import waves

SCHEMA = "syncproof-drift/1"
Command = Literal["check", "diff"]


class PassageRow(TypedDict):
    """Words of a document, or of the accepted checklist, and where they stand."""

    file: str
    line: int
    words: str


class DifferenceRow(TypedDict):
    """A difference, with both passages; `effect` is what it does to the features, where there are any."""

    level: str
    what: str
    how: str
    text: str
    old: PassageRow
    new: PassageRow
    section: NotRequired[str]
    kind: NotRequired[str]
    property: NotRequired[str]
    effect: NotRequired[str]


class OddityRow(TypedDict):
    """An oddity of the new document; a doubt leaves open what is promised."""

    line: int
    what: str
    made: str
    doubt: bool


class GenerationRow(TypedDict):
    """One of the two documents that are compared."""

    file: str
    title: str
    generated: str


class ComparedRow(TypedDict):
    """A document; one that was refused has nothing but the reason."""

    file: str
    verdict: DriftVerdict
    refused: NotRequired[str]
    old: NotRequired[GenerationRow]
    new: NotRequired[GenerationRow]
    meaning: NotRequired[str]
    seen: NotRequired[str]
    differences: NotRequired[list[DifferenceRow]]
    oddities: NotRequired[list[OddityRow]]


class RenameRow(TypedDict):
    """A system that several documents have under another name."""

    old: str
    new: str
    documents: int


class DriftRow(TypedDict):
    """The whole report."""

    schema: str
    command: Command
    exit: int
    totals: dict[str, int]
    documents: list[ComparedRow]
    renames: NotRequired[list[RenameRow]]


def whole(command: Command, documents: Sequence[Compared]) -> DriftRow:
    """Return the report about documents."""
    counted = Counter(each.verdict for each in documents)
    row: DriftRow = {
        "schema": SCHEMA,
        "command": command,
        "exit": exit_code(documents),
        "totals": {verdict: counted[verdict] for verdict in ("same", "notice", "seen", "drift", "refused")},
        "documents": list(map(_document, documents)),
    }
    if found := waves(documents):
        row["renames"] = [{"old": each.old, "new": each.new, "documents": each.documents} for each in found]
    return row


def as_json(row: DriftRow) -> str:
    """Return the report as JSON."""
    return json.dumps(row, ensure_ascii=False, indent=2) + "\n"


def _document(compared: Compared) -> ComparedRow:
    row: ComparedRow = {"file": compared.file, "verdict": compared.verdict}
    if isinstance(compared, RefusedDocument):
        row["refused"] = compared.why
        if compared.oddities:
            row["oddities"] = _oddities(compared)
        return row
    row["old"], row["new"] = _generation(compared.old), _generation(compared.new)
    row["meaning"] = compared.digest
    if compared.seen is not None:
        row["seen"] = compared.seen
    row["differences"] = list(map(_difference, compared.differences))
    row["oddities"] = _oddities(compared)
    return row


def _oddities(compared: Compared) -> list[OddityRow]:
    return [
        {"line": each.line, "what": each.what, "made": each.made, "doubt": each.is_doubt} for each in compared.oddities
    ]


def _generation(checklist: Checklist) -> GenerationRow:
    return {"file": checklist.file, "title": checklist.title, "generated": checklist.generated}


def _difference(difference: Difference) -> DifferenceRow:
    row: DifferenceRow = {
        "level": difference.level,
        "what": difference.what,
        "how": difference.how,
        "text": difference.text,
        "old": _passage(difference.old),
        "new": _passage(difference.new),
    }
    if difference.section:
        row["section"] = difference.section
    if difference.kind:
        row["kind"] = difference.kind
    if difference.label:
        row["property"] = difference.label
    if difference.effect:
        row["effect"] = difference.effect
    return row


def _passage(passage: Passage) -> PassageRow:
    return {"file": passage.file, "line": passage.line, "words": passage.words}
