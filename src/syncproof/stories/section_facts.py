"""The facts of a section, from its rows and from what both systems declare of its datatypes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from syncproof.checklist import Checklist, End, Row, Section
from syncproof.checklist.carried import KINDS_OF_TYPES, takes_words, tells_apart
from syncproof.checklist.checklist import system_word
from syncproof.checklist.circles import comes_round, way_back
from syncproof.checklist.declared import Declared
from syncproof.checklist.rows import shares
from syncproof.checklist.testable import is_clear
from syncproof.datatypes import Datatype, Property, is_own_id
from syncproof.datatypes.nouns import one_record, within
from syncproof.stories.cast import cast
from syncproof.stories.dependence import held
from syncproof.stories.facts import Companion, SectionFacts
from syncproof.stories.near_values import NEARNESS, TIMES, edges, ornate_value
from syncproof.stories.odd_values import altered_value, can_be_emptied, refused_value, refuses_emptiness


class _Sides(NamedTuple):
    """A row: its label, and what both systems declare of it, by the systems' names."""

    label: str
    source: Property
    target: Property


def section_facts(checklist: Checklist, section: Section, declared: Declared) -> SectionFacts:
    """Return the facts of a section of a checklist whose systems, datatypes and properties are declared."""
    source, target = (_datatype(declared, end) for end in (section.source, section.target))
    rows = [_Sides(row.source, source.properties[row.source], target.properties[row.target]) for row in section.rows]
    labels = tuple(row.label for row in rows)
    kinds = tuple(NEARNESS)
    ends = ((system_word(section.source.system), source), (system_word(section.target.system), target))
    record, other, stranger = cast(checklist, source)
    dependents = [row for row in section.dependents if can_be_held(section, row, source, target)]
    return SectionFacts(
        title=section.title,
        source=system_word(section.source.system),
        target=system_word(section.target.system),
        source_type=section.source.datatype,
        target_type=section.target.datatype,
        noun=one_record(within(section.source.datatype)),
        meaning=target.meaning,
        record=record,
        other=other,
        stranger=stranger,
        labels=labels,
        unshared=tuple(row.label for row in section.rows if not _matters_elsewhere(section, row)),
        fan_out=tuple(_fan(section, is_out=True)),
        fan_in=tuple(_fan(section, is_out=False)),
        fed_in=tuple(row.label for row in section.branches if row.source not in {each.source for each in section.rows}),
        dependents=tuple((row.label, row.having) for row in dependents),
        independents=tuple(_independents(section, dependents)),
        typed_dependents=tuple((row.label, row.having) for row in dependents if has_type(row, target)),
        ids=tuple(row.label for row in section.id_rows),
        typed=tuple(
            row.label
            for row in (*section.rows, *section.branches, *section.id_rows)
            if has_type(row, target) and not _is_emptied(section, row)
        ),
        main=_telling(rows),
        second=next((label for label in labels if label != _telling(rows)), ""),
        last=next(reversed(labels), ""),
        traded=_telling(
            [row for row in rows if not ({row.source.name} & _unique(source) or {row.target.name} & _unique(target))]
        ),
        contestable=tuple(row.label for row in rows if "boolean" not in {row.source.kind, row.target.kind}),
        moments=tuple(row.label for row in rows if _is_moment(row)),
        cleared=tuple(
            (label, system)
            for label, system, _, here, across in _ways(section, rows)
            if can_be_emptied(here) and can_be_emptied(across)
        ),
        not_cleared=tuple(
            (label, system, other_system)
            for label, system, other_system, here, across in _ways(section, rows)
            if can_be_emptied(here) and refuses_emptiness(across)
        ),
        altered=tuple(
            (label, system)
            for label, system, _, here, across in _ways(section, rows)
            if altered_value(here, across) is not None
        ),
        refused=tuple(
            (label, system, other_system)
            for label, system, other_system, here, across in _ways(section, rows)
            if refused_value(here, across) is not None
        ),
        paged=source.paged,
        near=tuple(zip_longest(kinds[::2], kinds[1::2], fillvalue=kinds[0])),
        times=tuple(TIMES),
        ornate=next((row.label for row in rows if ornate_value(row.source, row.target)), ""),
        edges=tuple((row.label, edge) for row in rows if _is_moment(row) for edge in edges(row.source, row.target)),
        archived=tuple(name for name, datatype in ends if datatype.archives),
        moved=tuple((place, name) for name, datatype in ends for place in datatype.moves),
        copied=tuple(name for name, datatype in ends if datatype.copies),
        authors=tuple(name for name, datatype in ends if datatype.shows_author),
        by_time=tuple(name for name, datatype in ends if datatype.timestamped == "record"),
        both_say_when="never" not in {source.timestamped, target.timestamped},
        counterparts=tuple(
            dict.fromkeys(
                one.target.datatype
                for one in checklist.sections
                if one.source == section.source
                and one.target.system == section.target.system
                and one.creates_all
                and is_clear(one)
                and not one.is_chained_to(section)
            )
        ),
        goes_back=section.creates_all and _goes_back(checklist, section),
        companions=tuple(_companions(checklist, section, declared)),
        identity=_identity(section, target),
        matches=tuple(dict.fromkeys((each.source, each.target) for each in section.criteria)),
        unmatched=next(
            (
                row.label
                for row in rows
                if (row.source.kind, row.target.kind) == ("text", "text")
                and takes_words(row.source)
                and takes_words(row.target)
                and not any(
                    {each.source, each.target} & {row.source.name, row.target.name} for each in section.criteria
                )
            ),
            "",
        ),
        creates=section.creates,
        condition=str(section.predicate or ""),
        unconditional=next(
            (
                row.label
                for row in rows
                if "boolean" not in {row.source.kind, row.target.kind}
                and not (section.predicate and section.predicate.property == row.label)
            ),
            "",
        ),
        connected=tuple(each.datatype for each in section.connections if each.property in source.properties),
        elsewhere=tuple(each.datatype for each in section.connections if not each.section),
        unlinked=tuple(
            (each.datatype, system_word(one.source.system))
            for each in section.connections
            for one in checklist.sections
            if one.slug == each.section and not one.creates
        ),
        can_lack_matches=any(not each.is_of_id for each in section.criteria)
        and not any(
            datatype.properties[name].mandatory
            for each in section.criteria
            for datatype, name in ((source, each.source), (target, each.target))
            if not is_own_id(name)
        ),
    )


def _matters_elsewhere(section: Section, row: Row) -> bool:
    """Whether a change of what a row joins changes more than that: another row shares it, or depends on it."""
    asked = [(each.path, row.source) for other in section.dependents for each in other.source_qualifiers]
    asked += [(each.path, row.target) for other in section.dependents for each in other.target_qualifiers]
    return any(shares(row, each) for each in section.branches) or any(path == name for path, name in asked)


def _fan(section: Section, *, is_out: bool) -> Iterator[str]:
    """Yield the rows of which several have one source, or one target."""
    rows = (*section.rows, *section.branches)
    shared = Counter(row.source if is_out else row.target for row in rows)
    yield from (row.label for row in rows if shared[row.source if is_out else row.target] > 1)


def _independents(section: Section, dependents: Iterable[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows that depend on something, seen from each system across from which no other row feeds them."""
    source, target = system_word(section.source.system), system_word(section.target.system)
    rows = (*section.rows, *section.branches)
    for row in dependents:
        if row.target not in {each.target for each in rows}:
            yield row.label, source, target, row.having
        if row.source not in {each.source for each in rows}:
            yield row.label, target, source, row.having


def can_be_held(section: Section, row: Row, source: Datatype, target: Datatype) -> bool:
    """Whether stories can make a pair to which a row applies, and another to which it does not."""
    return all(held(section, row, source, target, applies=applies) for applies in (True, False))


def _datatype(declared: Declared, end: End) -> Datatype:
    return declared[end.system][end.datatype]


def _is_moment(row: _Sides) -> bool:
    return "moment" in {row.source.kind, row.target.kind}


def _telling(rows: list[_Sides]) -> str:
    """Return the label by which records are told from each other: the first of texts, else the first of numbers."""
    kinds = {row.source.kind: row.label for row in reversed(rows) if tells_apart(row.source, row.target)}
    return kinds.get("text") or kinds.get("number") or next((row.label for row in rows), "")


def _unique(datatype: Datatype) -> set[str]:
    """Return the properties of which a system keeps one record per value."""
    return {name for name, each in datatype.properties.items() if each.unique or name == datatype.identity}


def has_type(row: Row, target: Datatype) -> bool:
    """Whether a value can be of a row's documented type: a derived property holds what all rows that join it allow."""
    kinds = KINDS_OF_TYPES.get(row.type, ())
    declared = target.properties[row.target]
    has_fractions = row.type == "integer" and declared.kind == "number" and declared.refusal(0.5) is None
    return bool(kinds) and not has_fractions and (not target.derived or declared.kind in kinds)


def _is_emptied(section: Section, row: Row) -> bool:
    """Whether a record that meets the section's condition holds nothing in a row's property."""
    predicate = section.predicate
    return predicate is not None and predicate.property == row.source and predicate.operator == "is not set"


def _ways(section: Section, rows: list[_Sides]) -> Iterator[tuple[str, str, str, Property, Property]]:
    """Yield each row twice: seen from the source, then from the target."""
    source, target = system_word(section.source.system), system_word(section.target.system)
    for row in rows:
        yield row.label, source, target, row.source, row.target
        yield row.label, target, source, row.target, row.source


def _identity(section: Section, target: Datatype) -> str:
    """Return the label of the property by which the target tells records apart, '' where the table has none."""
    return next((row.source for row in section.rows if row.target == target.identity), "")


def _companions(checklist: Checklist, section: Section, declared: Declared) -> Iterator[Companion]:
    target = _datatype(declared, section.target)
    identity = _identity(section, target)
    seen = {section.source}
    for one in checklist.sections:
        is_beside = one.target == section.target and not one.is_chained_to(section)
        if is_beside and one.source not in seen and one.creates_all and is_clear(one):
            seen.add(one.source)
            datatype = one.source.datatype
            shares = identity != "" and _identity(one, target) == identity
            # A name of its own: two records of one name could not be told apart where their counterparts are.
            own = cast(checklist, _datatype(declared, section.source))
            record = next(name for name in cast(checklist, _datatype(declared, one.source)) if name != own[0])
            yield Companion(datatype, system_word(one.source.system), one_record(within(datatype)), record, shares)


def _goes_back(checklist: Checklist, section: Section) -> bool:
    """Whether other sections lead back; over several, what they carry has to come round to where it came from."""
    way = way_back(section, [each for each in checklist.sections if each.creates_all and each.rows])
    return bool(way) and (way[0].leads_back(section) or comes_round(section, way))
