"""Which rows of its tables a story can test. The others stay in the checklist, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from syncproof.checklist.checklist import Checklist, ConnectedDatatype, Row, Section, Untested, UntestedCriterion
from syncproof.checklist.names import squeezed

_OWN = "id"


def in_brackets(name: str) -> bool:
    """Whether a part of a name is in angle brackets, which stand for a column of examples in a story."""
    _, opened, rest = name.partition("<")
    return bool(opened) and rest.find(">") > 0


def testable(checklist: Checklist) -> Checklist:
    """Return a checklist in which each section has the rows apart that no story can test."""
    found = replace(checklist, sections=tuple(map(_section, checklist.sections)))
    return replace(found, sections=tuple(_with_connections(found, each) for each in found.sections))


def _section(section: Section) -> Section:
    untested, untested_criteria = tuple(_untested(section.all_rows)), tuple(_untested_criteria(section))
    if untested == section.untested and untested_criteria == section.untested_criteria:
        return section
    left_out = {id(each.row) for each in untested} | {id(each.criterion) for each in untested_criteria}
    return replace(
        section,
        rows=tuple(row for row in section.all_rows if id(row) not in left_out),
        untested=untested,
        criteria=tuple(each for each in section.all_criteria if id(each) not in left_out),
        untested_criteria=untested_criteria,
    )


def _with_connections(checklist: Checklist, section: Section) -> Section:
    """Return a section with those connections of which a story can be told: to what another section creates."""
    found: dict[str, ConnectedDatatype] = {}
    for name in (name for sentence in section.sentences for name in sentence.connected):
        for each in checklist.sections:
            if squeezed(each.source.datatype) == squeezed(name) and _is_made(each):
                found.setdefault(each.source.datatype, ConnectedDatatype(each.source.datatype, each.slug))
    connections = tuple(found.values())
    return section if connections == section.connections else replace(section, connections=connections)


def _is_made(section: Section) -> bool:
    """Whether stories can have records of a section's source synchronized."""
    is_clear = not any(oddity.is_doubt for oddity in section.oddities)
    is_agreed = "condition" not in section.kinds or section.predicate is not None
    return bool(section.rows) and section.creates and section.copy == 1 and is_clear and is_agreed


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


def _untested_criteria(section: Section) -> Iterator[UntestedCriterion]:
    yes_or_no = {name for row in section.all_rows if row.type == "boolean" for name in (row.source, row.target)}
    for each in section.all_criteria:
        paths = each.source, each.target
        if each.source_qualifiers or each.target_qualifiers:
            yield UntestedCriterion(each, "the match has a condition of its own")
        elif _OWN in {path.casefold() for path in paths}:
            yield UntestedCriterion(each, "a system sets the id of a record itself")
        elif placeholder := next(filter(in_brackets, paths), ""):
            yield UntestedCriterion(each, f"a story takes {placeholder} for a placeholder")
        elif not yes_or_no.isdisjoint(paths):
            yield UntestedCriterion(each, "a yes or no is alike in half of all records")
