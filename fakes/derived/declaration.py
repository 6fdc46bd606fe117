"""The declarations of systems that have no fake: all that documents say of their datatypes and properties.

A property is all that a table has under one path, be it a table of properties or of merge criteria. Properties that
rows join hold values of one type, since each value goes from one to the other, or is compared with the other: the
documented type where the rows agree, text where they do not. A datatype insists on the text of its first row, if every
section can keep that promise: records without one can hardly be told from each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from syncproof.datatypes import Datatype
from syncproof.fakes.derived.properties import connection_to, property_of, type_of

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, End, Row, Section

Path: TypeAlias = "tuple[End, str]"
"""A property of a datatype."""
_ID = "id"
"""The property that a system sets itself."""


def declared_by(
    checklists: Iterable[Checklist], known: Mapping[str, Mapping[str, Datatype]]
) -> Mapping[str, Mapping[str, Datatype]]:
    """Return the datatypes of each system of the checklists that is not known, by system and name."""
    sections = [section for checklist in checklists for section in checklist.sections]
    types = _types(sections)
    insisted = _insisted(sections, known, types)
    found: dict[str, dict[str, Datatype]] = {}
    for section in sections:
        for end in (section.source, section.target):
            if end.system not in known:
                datatype = found.setdefault(end.system, {}).setdefault(end.datatype, Datatype(end.datatype, {}))
                found[end.system][end.datatype] = _with_properties(datatype, end, section, types, insisted.get(end, ""))
    return found


def _with_properties(
    datatype: Datatype, end: End, section: Section, types: Mapping[Path, str], insisted: str
) -> Datatype:
    properties = dict(datatype.properties)
    for name in _names(section, end):
        if name not in properties:
            properties[name] = property_of(name, types[end, name], mandatory=name == insisted)
    for connection in section.connections if end == section.source else ():
        properties[connection.property] = connection_to(connection.property)
    minimal = (insisted,) if insisted in properties else ()
    return replace(datatype, properties=properties, minimal=minimal, copies=True, derived=True)


def _names(section: Section, end: End) -> list[str]:
    """Return the properties that a section's tables have of an end; both, where both ends are one datatype."""
    return [
        name
        for source, target in _joined(section)
        for name, its in ((source, section.source), (target, section.target))
        if its == end
    ] + [name for its, name in _asked(section) if its == end]


def _joined(section: Section) -> list[tuple[str, str]]:
    """Return the pairs of properties that a section carries from one to the other, or compares."""
    rows = [(row.source, row.target) for row in section.all_rows]
    return rows + [(each.source, each.target) for each in section.criteria]


def _asked(section: Section) -> Mapping[Path, str]:
    """Return the properties that a section's condition, or what a row depends on, asks for, with their types."""
    asked: dict[Path, str] = {}
    for row in section.all_rows:
        for end, qualifiers in ((section.source, row.source_qualifiers), (section.target, row.target_qualifiers)):
            asked |= {(end, each.path): "string" for each in qualifiers if each.path.casefold() not in {"", _ID}}
    if section.predicate:
        asked[section.source, section.predicate.property] = type_of(section.predicate.value)
    return asked


def _types(sections: Sequence[Section]) -> Mapping[Path, str]:
    """Return the type of each property: that of all rows which join it to others, text where these do not agree."""
    group: dict[Path, set[Path]] = {}
    documented: dict[Path, set[str]] = {}
    for section in sections:
        for source, target in _joined(section):
            ends = ((section.source, source), (section.target, target))
            joined = set().union(*(group.get(path, {path}) for path in ends))
            group.update(dict.fromkeys(joined, joined))
        for asked, type_ in _asked(section).items():
            if asked not in group:
                group[asked] = {asked}
                documented[asked] = {type_}
        for row in section.all_rows:
            documented.setdefault((section.target, row.target), set()).add(row.type)
    types: dict[Path, str] = {}
    for path, joined in group.items():
        said = set().union(*(documented.get(each, set()) for each in joined))
        types[path] = next(iter(said)) if len(said) == 1 else "string"
    return types


def _insisted(sections: Sequence[Section], known: Collection[str], types: Mapping[Path, str]) -> Mapping[End, str]:
    """Return the property without which no record of a datatype is made, where there is one."""
    tables = [section for section in sections if section.rows]
    insisted: dict[End, str] = {}
    for section in tables:
        first = section.rows[0]
        for end, name in ((section.source, first.source), (section.target, first.target)):
            if end.system not in known and types[end, name] == "string":
                insisted.setdefault(end, name)
    while broken := {section.target for section in tables if not _is_fed(section, insisted)}:
        for end in broken:
            del insisted[end]
    return insisted


def _is_fed(section: Section, insisted: Mapping[End, str]) -> bool:
    """Whether what a section's target insists on comes from what its source insists on, or is not insisted on."""
    wanted = insisted.get(section.target)
    return wanted is None or any(_feeds(row, wanted, insisted.get(section.source)) for row in section.rows)


def _feeds(row: Row, wanted: str, given: str | None) -> bool:
    return row.target == wanted and row.source == given
