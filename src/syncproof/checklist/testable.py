"""Which rows of a table a story can test. The others stay in the checklist, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from syncproof.checklist.checklist import Checklist, Row, Section, Untested

_OWN = "id"


def in_brackets(name: str) -> bool:
    """Whether a part of a name is in angle brackets, which stand for a column of examples in a story."""
    _, opened, rest = name.partition("<")
    return bool(opened) and rest.find(">") > 0


def testable(checklist: Checklist) -> Checklist:
    """Return a checklist in which each section has the rows apart that no story can test."""
    return replace(checklist, sections=tuple(map(_section, checklist.sections)))


def _section(section: Section) -> Section:
    untested = tuple(_untested(section.all_rows))
    if untested == section.untested:
        return section
    left_out = {id(each.row) for each in untested}
    return replace(section, rows=tuple(row for row in section.all_rows if id(row) not in left_out), untested=untested)


def _untested(rows: tuple[Row, ...]) -> Iterator[Untested]:
    sources: set[str] = set()
    targets: set[str] = set()
    for row in rows:
        if row.source_qualifiers or row.target_qualifiers:
            yield Untested(row, "the row has a condition of its own")
        elif _OWN in {row.source.casefold(), row.target.casefold()}:
            yield Untested(row, "a system sets the id of a record itself")
        elif in_brackets(row.source):
            yield Untested(row, f"a story takes {row.source} for a placeholder")
        elif row.source in sources:
            yield Untested(row, f"{row.source} goes to another property already")
        elif row.target in targets:
            yield Untested(row, f"another property goes to {row.target} already")
        else:
            sources.add(row.source)
            targets.add(row.target)
