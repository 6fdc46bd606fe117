"""Rows of sections that are not played any more: kept, since the scenarios of people that wait aside speak of them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.acceptance.retired import RETIRED
from syncproof.checklist.cells import cell
from syncproof.checklist.rows import Criterion, Row, cell_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from syncproof.checklist import Checklist, Section

_BEGIN, _END = f"{RETIRED}/", ".rows"
"""The begin and the end of the names under which rows are kept beside what was rendered."""


def _is_kept_rows(name: str) -> bool:
    """Whether a text that is kept beside what was rendered is one of rows."""
    return name.endswith(_END)


def with_kept_rows(section: Section, kept: Mapping[str, str]) -> Section | None:
    """Return a section with the rows with which it was last played; None for one that was played until now."""
    text = kept.get(_name(section.slug))
    if text is None:
        return None
    found = json.loads(text)
    rows = [(cell(source), cell(target)) for source, target in found["rows"]]
    criteria = [(cell(source), cell(target)) for source, target in found["criteria"]]
    return replace(
        section,
        rows=tuple(Row(one.path, two.path, "", "document", one.qualifiers, two.qualifiers) for one, two in rows),
        criteria=tuple(Criterion(one.path, two.path, one.qualifiers, two.qualifiers) for one, two in criteria),
        untested=(),
        untested_criteria=(),
    )


def kept_rows(
    before: Checklist, now: Checklist, rendered: Container[str], kept: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the texts of rows to keep from now on: of sections that were played with some, and are not now."""
    played = {_name(each.slug) for each in now.sections if each.all_rows and f"{each.slug}.feature" in rendered}
    were = [each for each in before.sections if each.all_rows and f"{each.slug}.feature" in kept]
    texts = {_name(each.slug): _text(each) for each in were}
    texts |= {name: text for name, text in kept.items() if _is_kept_rows(name)}
    return {name: text for name, text in texts.items() if name not in played}


def _name(slug: str) -> str:
    return f"{_BEGIN}{slug}{_END}"


def _text(section: Section) -> str:
    found = {
        what: [
            [cell_of(each.source, each.source_qualifiers), cell_of(each.target, each.target_qualifiers)]
            for each in lines
        ]
        for what, lines in (("rows", section.all_rows), ("criteria", section.all_criteria))
    }
    return json.dumps(found, ensure_ascii=False)
