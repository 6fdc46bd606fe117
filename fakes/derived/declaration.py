"""The declarations of systems that have no fake: all that documents say of their datatypes and properties.

A property is all that a table has under one path, be it a table of properties or of merge criteria. Properties that
rows join hold values of one type, since each value goes from one to the other, or is compared with the other: the
documented type where the rows agree, text where they do not. A source that brings what a known system takes in one form
alone, such as email addresses, takes no other either. A datatype insists on the text of its first row, if every
section can keep that promise: records without one can hardly be told from each other. It insists as well on what the
fake across needs for each of its records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from syncproof.datatypes import Datatype, form_of, is_own_id, is_too_deep
from syncproof.fakes.derived.form import is_second, second
from syncproof.fakes.derived.properties import (
    TEXTS,
    TYPES_OF_FORMS,
    connection_to,
    property_of,
    type_of,
    type_of_property,
)

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, End, Section

Path: TypeAlias = "tuple[End, str]"
"""A property of a datatype."""


def declared_by(
    checklists: Iterable[Checklist], known: Mapping[str, Mapping[str, Datatype]]
) -> Mapping[str, Mapping[str, Datatype]]:
    """Return the datatypes of each system of the checklists that is not known, by system and name."""
    sections = [section for checklist in checklists for section in checklist.sections]
    types = _types(sections, known)
    insisted = _insisted(sections, known, types)
    found: dict[str, dict[str, Datatype]] = {}
    for section in sections:
        for end in (section.source, section.target):
            if end.system not in known:
                datatype = found.setdefault(end.system, {}).setdefault(end.datatype, Datatype(end.datatype, {}))
                found[end.system][end.datatype] = _with_properties(datatype, end, section, types, insisted.get(end, ()))
        for end in section.connected_ends.values():
            if end.system not in known:
                bare = Datatype(end.datatype, {}, copies=True, derived=True)
                found.setdefault(end.system, {}).setdefault(end.datatype, bare)
    return found


def _with_properties(
    datatype: Datatype, end: End, section: Section, types: Mapping[Path, str], insisted: tuple[str, ...]
) -> Datatype:
    properties = dict(datatype.properties)
    for name in _names(section, end):
        if name not in properties:
            properties[name] = property_of(name, types[end, name], mandatory=name in insisted)
    for connection in section.connections if end == section.source else ():
        properties[connection.property] = connection_to(connection.property)
    minimal = tuple(name for name in insisted if name in properties)
    agreed = (section.source, section.source_lists), (section.target, section.target_lists)
    lists = dict.fromkeys([*datatype.lists, *(name for its, names in agreed if its == end for name in names)])
    for name in [each for each in properties if not is_second(each)]:
        if (list_ := _list_of(name, lists)) and second(name, list_) not in properties:
            twin = second(name, list_)
            properties[twin] = property_of(twin, types.get((end, name), "string"), mandatory=False)
    numbered = datatype.numbered or any(row.type == "integer" for row in section.id_rows if end == section.source)
    found = replace(datatype, properties=properties, minimal=minimal, copies=True, derived=True, lists=tuple(lists))
    return replace(found, numbered=numbered)


def _list_of(name: str, lists: Iterable[str]) -> str:
    """Return the list in which a property is, '' for none, or for several."""
    around = [each for each in lists if name.startswith(f"{each}.")]
    return around[0] if len(around) == 1 else ""


def _names(section: Section, end: End) -> list[str]:
    """Return the properties that a section's tables have of an end; both, where both ends are one datatype.

    What is too deep is none of them: a record with such a value could not be read as JSON.
    """
    return [
        name
        for source, target in _joined(section)
        for name, its in ((source, section.source), (target, section.target))
        if its == end and not is_own_id(name) and not is_too_deep(name)
    ] + [name for its, name in _asked(section) if its == end and not is_too_deep(name)]


def _joined(section: Section) -> list[tuple[str, str]]:
    """Return the pairs of properties that a section carries from one to the other, or compares."""
    rows = [(row.source, row.target) for row in section.all_rows]
    return rows + [(each.source, each.target) for each in section.criteria]


def _asked(section: Section) -> Mapping[Path, str]:
    """Return the properties that a section's condition, or what a row depends on, asks for, with their types."""
    asked: dict[Path, str] = {}
    for row in section.all_rows:
        for end, qualifiers in ((section.source, row.source_qualifiers), (section.target, row.target_qualifiers)):
            asked |= {(end, each.path): "string" for each in qualifiers if each.path and not is_own_id(each.path)}
    if section.predicate:
        asked[section.source, section.predicate.property] = type_of(section.predicate.value)
    return asked


def _types(sections: Sequence[Section], known: Mapping[str, Mapping[str, Datatype]]) -> Mapping[Path, str]:
    """Return the type of each property: that of all rows which join it to others, text where these do not agree.

    What a known system says of a property that is joined to them counts more than what documents say.
    """
    group: dict[Path, set[Path]] = {}
    declared: dict[Path, set[str]] = {}
    documented: dict[Path, set[str]] = {}
    for section in sections:
        for paths, said in _said(section, known):
            derived = [path for path in paths if path[0].system not in known]
            joined = set().union(*(group.get(path, {path}) for path in derived))
            group.update(dict.fromkeys(joined, joined))
            for path in derived:
                declared.setdefault(path, set()).update(said)
        for row in section.all_rows:
            for path in ((section.source, row.source), (section.target, row.target)):
                documented.setdefault(path, set()).add(row.type)
    for section in sections:
        for path, type_ in _asked(section).items():
            if path not in group:
                group[path] = {path}
                documented[path] = {type_}
    types: dict[Path, str] = {}
    for path, joined in group.items():
        said = set().union(*(declared.get(each, set()) for each in joined))
        said = said or set().union(*(documented.get(each, set()) for each in joined))
        types[path] = next(iter(said)) if len(said) == 1 else "string"
    return types


def _said(section: Section, known: Mapping[str, Mapping[str, Datatype]]) -> Iterator[tuple[list[Path], set[str]]]:
    """Yield the properties that a section joins, with the types that are known of them.

    An id goes to its target alone: one id can go to a text and to a number.
    """
    is_brought = section.source.system not in known
    of_ids = {(row.source, row.target): row.type for row in section.id_rows}
    matched = {(each.source, each.target) for each in section.criteria if each.is_of_id}
    for source, target in _joined(section):
        paths = [(section.source, source), (section.target, target)]
        if (source, target) in of_ids:
            yield paths[1:], {"integer" if of_ids[source, target] == "integer" else "string"}
        elif (source, target) in matched:
            yield [path for path in paths if not is_own_id(path[1])], {"string"}
        else:
            yield paths, {type_ for path in paths if (type_ := _declared_type(path, known, as_form=is_brought))}


def _declared_type(path: Path, known: Mapping[str, Mapping[str, Datatype]], *, as_form: bool) -> str:
    """Return the type of a known system's property, or its form where it has one; '' where no such system has it."""
    end, name = path
    datatype = known.get(end.system, {}).get(end.datatype)
    declared = datatype.properties.get(name) if datatype else None
    if declared is None:
        return ""
    form = form_of(declared) if as_form else None
    return TYPES_OF_FORMS[form] if form else type_of_property(declared)


def _insisted(
    sections: Sequence[Section], known: Mapping[str, Mapping[str, Datatype]], types: Mapping[Path, str]
) -> Mapping[End, tuple[str, ...]]:
    """Return the properties without which no record of a datatype is made: a text, and what a known target needs."""
    tables = [section for section in sections if section.rows]
    insisted: dict[End, tuple[str, ...]] = {}
    for section in tables:
        first = section.rows[0]
        for end, name in ((section.source, first.source), (section.target, first.target)):
            if end.system not in known and types[end, name] in TEXTS:
                insisted.setdefault(end, (name,))
    for section in tables:
        if section.source.system not in known and (needed := _needed(section, known)):
            insisted[section.source] = tuple(dict.fromkeys((*insisted.get(section.source, ()), *needed)))
    while broken := {section.target for section in tables if not _is_fed(section, insisted)}:
        for end in broken:
            del insisted[end]
    return insisted


def _needed(section: Section, known: Mapping[str, Mapping[str, Datatype]]) -> list[str]:
    """Return the source properties that bring what a known system needs for a record of the target."""
    datatype = known.get(section.target.system, {}).get(section.target.datatype)
    return [row.source for row in section.rows if datatype and row.target in datatype.minimal]


def _is_fed(section: Section, insisted: Mapping[End, tuple[str, ...]]) -> bool:
    """Whether what a section's target insists on comes from what its source insists on, or is not insisted on."""
    given = insisted.get(section.source, ())
    fed = {row.target for row in section.rows if row.source in given}
    return fed.issuperset(insisted.get(section.target, ()))
