"""The sentences as CSV, a row for each, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from syncproof.report import levels
from syncproof.report.cases import NO_SECTION, NO_SENTENCE
from syncproof.report.front import partial
from syncproof.report.standing import of_sentence, of_whole
from syncproof.report.visible import visible
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.report.rows import RuleRow, Summary

_HEAD = ("document", "section", "kind", "sentence", "verdict", "stands", "rules played", "rules", "stories", "passed")
_LAST = ("known failures", "not played", "reason", "file")
_BEGINS_A_FORMULA = tuple("=+-@\t\r")
_BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets take a file without the mark for one in a code page of their system."""


def csv_of(whole: Summary) -> str:
    """Return the rows; a cell that a spreadsheet would take for a formula begins with an apostrophe.

    Of a part of the checklist, a last row says how much of the whole was played: the sentences left out have no row.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow((*_HEAD, *_LAST))
    writer.writerows([_cell(each) for each in row] for row in _rows(whole))
    return f"{_BYTE_ORDER_MARK}{text.getvalue()}"


def _rows(whole: Summary) -> Iterator[tuple[str | int, ...]]:
    for document in whole["documents"]:
        file = document.get("file", "")
        if not document["sections"]:
            yield document["title"], "", "", "", document["verdict"], document["verdict"], *[0] * 6, NO_SECTION, file
        for section in document["sections"]:
            if not section["sentences"]:
                verdict, why = section["verdict"], section.get("reason", NO_SENTENCE)
                yield document["title"], section["title"], "", "", verdict, verdict, *[0] * 6, why, file
            for sentence in section["sentences"]:
                stories = [story for rule in sentence["rules"] for story in levels.stories(rule)]
                yield (
                    document["title"],
                    section["title"],
                    sentence["kind"],
                    sentence["text"],
                    sentence["verdict"],
                    of_sentence(sentence).word,
                    sentence["played"],
                    sentence["of"],
                    len(stories),
                    sum(story["verdict"] == Verdict.PASS for story in stories),
                    sum("known" in story for story in stories),
                    sum(len(rule["unplayed"]) for rule in sentence["rules"]),
                    sentence["reason"],
                    file,
                )
    if part := partial(whole):
        counts = whole["totals"]["scenarios"]
        known = sum("known" in story for rule in _rules(whole) for story in levels.stories(rule))
        numbers = (sum(counts.values()), counts[Verdict.PASS], known, whole["totals"]["unplayed"])
        how = of_whole(whole).word
        counted = (whole["played"], whole["of"], *numbers)
        yield ("", "", "", "Part of the checklist", whole["verdict"], how, *counted, part, "")


def _rules(whole: Summary) -> Iterator[RuleRow]:
    for document in whole["documents"]:
        for section in document["sections"]:
            for sentence in section["sentences"]:
                yield from sentence["rules"]


def _cell(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = visible(str(value))
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
