"""Merge criteria that no story can test, each with the reason; all others stay with their section."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from syncproof.checklist.carried import unheld
from syncproof.checklist.cells import in_brackets, too_deep, unsure
from syncproof.checklist.checklist import End, Section
from syncproof.checklist.declared import Declared
from syncproof.checklist.rows import Criterion, UntestedCriterion, joined
from syncproof.datatypes import Form, is_own_id


@dataclass(frozen=True, slots=True)
class Carried:
    """The properties that the rows and conditions of a document speak of."""

    all: frozenset[tuple[End, str]]
    of_two_values: frozenset[tuple[End, str]]
    """Those that hold a yes or no."""


def carried(sections: Sequence[Section]) -> Carried:
    """Return the properties of which a document says more than that they are compared."""
    asked = {(each.source, each.predicate.property) for each in sections if each.predicate}
    for section in sections:
        for row in section.all_rows:
            asked |= {(section.source, path) for path in (row.source, *(each.path for each in row.source_qualifiers))}
            asked |= {(section.target, path) for path in (row.target, *(each.path for each in row.target_qualifiers))}
    return Carried(frozenset(asked), _yes_or_no(sections))


def _yes_or_no(sections: Sequence[Section]) -> frozenset[tuple[End, str]]:
    """Return the properties that hold a yes or no: all rows that join them, directly or through others, say so."""
    rows = [
        ({(section.source, row.source), (section.target, row.target)}, row.type)
        for section in sections
        for row in section.all_rows
    ]
    others = {path for paths, type_ in rows if type_ != "boolean" for path in paths}
    while joined_ := {path for paths, _ in rows if not paths.isdisjoint(others) for path in paths} - others:
        others |= joined_
    return frozenset(path for paths, _ in rows for path in paths) - others


def untested_criteria(
    section: Section,
    own: Declared,
    forms: Mapping[tuple[End, str], Form],
    known: Carried,
) -> Iterator[UntestedCriterion]:
    """Yield the criteria of a section that no story can test; `known` is of the whole document."""
    for each in section.all_criteria:
        paths = each.source, each.target
        if each.source_qualifiers or each.target_qualifiers:
            yield UntestedCriterion(each, "the match has a condition of its own")
        elif why := too_deep(paths) or unsure(paths):
            yield UntestedCriterion(each, why)
        elif placeholder := next(filter(in_brackets, paths), ""):
            yield UntestedCriterion(each, f"a story takes {placeholder} for a placeholder")
        elif each.is_of_id:
            if why := _unbrought(section, each, own, known):
                yield UntestedCriterion(each, why)
        elif any(path in known.of_two_values for path in zip((section.source, section.target), paths, strict=True)):
            cure = "correct the type in its row if it holds something else"
            yield UntestedCriterion(each, f"a yes or no is alike in half of all records ({cure})")
        elif why := unheld(section, each, own, forms):
            yield UntestedCriterion(each, why)


def _unbrought(section: Section, criterion: Criterion, own: Declared, known: Carried) -> str:
    """Return why no user can bring the id of a record to the property across, '' where one can."""
    ends = (section.source, criterion.source), (section.target, criterion.target)
    across = next(((end, name) for end, name in ends if not is_own_id(name)), None)
    why = "a system sets the id of a record itself"
    if across is None:
        return why
    end, name = across
    if end.system in own:
        return f"{why}, and no story brings it into {end}"
    return f"{why}, and the document says more of {name} than that it is to match" if across in known.all else ""


def without_evened(section: Section, sections: Iterable[Section]) -> Section:
    """Return a section without the criteria that cannot be told from others of the same target.

    A record that matches in one of these alone holds something else in the others. Where another section creates a
    counterpart of that record, and joins such properties, a sync itself makes them equal before it looks for a match.
    """
    rivals = [each for each in section.criteria if len(_sources(section, each.target)) > 1]
    evened = _evened(section, sections) if rivals else frozenset()
    left_out = [each for each in rivals if each.source in evened and each.source != _kept(section, each, evened)]
    if not left_out:
        return section
    return replace(
        section,
        criteria=tuple(each for each in section.criteria if each not in left_out),
        untested_criteria=(
            *section.untested_criteria,
            *(
                UntestedCriterion(each, f"the rows of another section keep {each.source} equal to others")
                for each in dict.fromkeys(left_out)
            ),
        ),
    )


def _sources(section: Section, target: str) -> list[str]:
    """Return the properties of the source that criteria compare with a property of the target."""
    return list(dict.fromkeys(each.source for each in section.criteria if each.target == target))


def _kept(section: Section, criterion: Criterion, evened: Container[str]) -> str:
    """Return the property whose criterion is left where sections make all that are compared with one target equal."""
    sources = _sources(section, criterion.target)
    return sources[0] if all(each in evened for each in sources) else ""


def _evened(section: Section, sections: Iterable[Section]) -> frozenset[str]:
    """Return the properties of the source that other sections, of which a sync is given both, keep equal to others."""
    beside = (
        each
        for each in sections
        if each.source == section.source
        and each.creates
        and not (each.is_of_same_two(section) or each.is_chained_to(section))
    )
    groups = ({row.source for row in group} for each in beside for group in joined(each.carried_rows))
    return frozenset(name for group in groups if len(group) > 1 for name in group)
