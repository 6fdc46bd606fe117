"""Predicates about properties that a document names nowhere: legal, since a condition can be about any, and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from syncproof.checklist.checklist import Checklist, End, Section
from syncproof.checklist.declared import Declared
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.rows import Criterion, Row
from syncproof.datatypes import is_own_id
from syncproof.errors import nearest


def with_unnamed_told(checklist: Checklist, section: Section, own: Declared) -> Section:
    """Return a section that says where its predicate is about a property that the document names nowhere.

    `own` are the systems that have a fake of their own, of which the properties are known.
    """
    predicate = section.predicate
    if predicate is None or section.source.system in own or is_own_id(predicate.property):
        return section
    named = dict.fromkeys(_named(checklist, section.source))
    if predicate.property in named:
        return section
    near = nearest(predicate.property, named)
    likely = f", the nearest is {near}" if near else ""
    what = f"the agreed predicate is about {predicate.property}, which the document names nowhere{likely}"
    made = f"taken for a property of {section.source} that the condition alone is about"
    line = next((each.line for each in section.sentences if each.kind == "condition"), section.line)
    oddity = Oddity(line, what, f"{made} ({predicate.where})" if predicate.where else made, is_agreed=True)
    return section if oddity in section.oddities else replace(section, oddities=(*section.oddities, oddity))


def _named(checklist: Checklist, end: End) -> Iterator[str]:
    """Yield the properties that the tables of a document name of a datatype, each as often as they do."""
    for section in checklist.sections:
        pairs: list[Row | Criterion] = [*section.all_rows, *section.all_criteria]
        for each in pairs:
            if section.source == end:
                yield from (each.source, *(asked.path for asked in each.source_qualifiers))
            if section.target == end:
                yield from (each.target, *(asked.path for asked in each.target_qualifiers))
