"""Rows and criteria that no story can put to the test, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.fakes import FAKES
from syncproof.stories.section_facts import can_be_held

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncproof.checklist import Checklist, Criterion, Row, Section, Sentence


def untested(checklist: Checklist, section: Section) -> str:
    """Return why rows of a section's table cannot be put to the test, with the line of each; '' where all rows can."""
    why_not = [
        (f"{each.why}, so no story can test the row yet", each.row)
        for each in section.untested
        if not _is_repeated(section, each.row)
    ]
    apart = "no pair can be made to which the row applies, and another to which not"
    return _grouped(checklist, [*why_not, *((apart, row) for row in unheld(section))])


def untested_criterion(checklist: Checklist, section: Section) -> str:
    """Return why criteria cannot be put to the test, with the line of each; '' where all can."""
    cannot = "so no story can test the criterion yet"
    return _grouped(checklist, [(f"{each.why}, {cannot}", each.criterion) for each in section.untested_criteria])


def unheld(section: Section) -> list[Row]:
    """Return the rows with qualifiers that no story can make apply, or not apply."""
    if not section.dependents:
        return []
    source, target = (FAKES.declared[end.system][end.datatype] for end in (section.source, section.target))
    return [row for row in section.dependents if not can_be_held(section, row, source, target)]


def all_of(whys: Iterable[str]) -> str:
    """Return several reasons as one text, each once."""
    return "; ".join(dict.fromkeys(whys))


def place(checklist: Checklist, promise: Sentence | Row | Criterion) -> str:
    """Return the file and the line of a promise."""
    return f"{checklist.file}:{promise.line}"


def _grouped(checklist: Checklist, whys: Iterable[tuple[str, Row | Criterion]]) -> str:
    """Return why rows or criteria cannot be put to the test: each reason once, with all that it holds for."""
    found: dict[str, list[str]] = {}
    for why, each in whys:
        found.setdefault(why, []).append(f"{each}: {place(checklist, each)}")
    return all_of(f"{why}: {', '.join(each)}" for why, each in found.items())


def _is_repeated(section: Section, row: Row) -> bool:
    """Whether the table has the same row before, of which stories are told: there is nothing more to show."""
    return any(each == row and each.line < row.line for each in section.all_rows)
