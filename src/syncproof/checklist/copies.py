"""Doubled sections: a document can have a section twice, and the two can contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from syncproof.checklist.checklist import Section
from syncproof.checklist.dialect import fingerprint
from syncproof.checklist.kinds import DECIDING
from syncproof.checklist.oddity import Oddity


def with_copies_compared(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections, each copy with an oddity that says so, and copies that contradict each other with a doubt."""
    groups: dict[tuple[str, str], list[Section]] = defaultdict(list)
    for section in sections:
        groups[section.pair].append(section)
    return tuple(
        replace(section, oddities=(*section.oddities, *_oddities(section, groups[section.pair])))
        if len(groups[section.pair]) > 1
        else section
        for section in sections
    )


def _oddities(section: Section, copies: Sequence[Section]) -> list[Oddity]:
    found = []
    alike = [each for each in copies if _datatypes(each) == _datatypes(section)]
    first = alike[0]
    if section is first and first is not copies[0]:
        what = f"the datatypes differ from those of line {copies[0].line} in case, blanks or punctuation alone"
        found.append(Oddity(section.line, what, "read as a section of other datatypes"))
    if section is not first:
        what = f"the section stands on line {first.line} already, with {_compared(section, first)}"
        found.append(Oddity(section.line, what, f"a section of its own, copy {section.namesake}"))
    return [*found, *contradictions(section, alike)]


def contradictions(section: Section, copies: Iterable[Section]) -> Iterator[Oddity]:
    """Yield a doubt for each of the copies of a section that says otherwise of which records the sync makes a pair."""
    for other in copies:
        if other is not section and (ours := _deciding(section)) and (theirs := _deciding(other)) and ours != theirs:
            words = f"{_listed(ours)} contradicts {_listed(theirs)}"
            yield Oddity(
                section.line,
                f"the section says {_listed(ours)}, and its copy on line {other.line} says {_listed(theirs)}",
                "the document contradicts itself",
                is_doubt=True,
                mark=fingerprint(words),
                words=words,
                is_contradiction=True,
            )


def with_lines_of_contradictions(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections of which only the marks of doubts are known, with the lines of those that contradict copies."""
    found = []
    for section in sections:
        copies = [each for each in sections if _datatypes(each) == _datatypes(section)]
        known = {each.mark: each for each in contradictions(section, copies)} if section.oddities else {}
        oddities = tuple(known.get(each.mark, each) for each in section.oddities)
        found.append(replace(section, oddities=oddities) if known else section)
    return tuple(found)


def _datatypes(section: Section) -> tuple[str, str]:
    return section.source.datatype, section.target.datatype


def is_same(one: Section, other: Section) -> bool:
    """Whether two sections say the same of the same two datatypes."""
    return _content(one) == _content(other)


def _content(section: Section) -> tuple[object, ...]:
    said = tuple((each.kind, " ".join(each.words.split()).casefold(), each.connected) for each in section.sentences)
    return said, section.rows, section.criteria, tuple(each.mark for each in section.oddities if each.is_doubt)


def _compared(section: Section, first: Section) -> str:
    """Return what a copy says otherwise than the first section does."""
    if is_same(section, first):
        return "the same content"
    untyped = [[replace(row, type="") for row in each.rows] for each in (section, first)]
    rows = "no row here" if not section.all_rows else "no row there" if not first.all_rows else "other rows"
    others = {
        "other sentences": _content(section)[0] != _content(first)[0],
        rows: untyped[0] != untyped[1],
        "other types": untyped[0] == untyped[1] and section.rows != first.rows,
        "other criteria": section.criteria != first.criteria,
    }
    return " and ".join(what for what, is_other in others.items() if is_other) or "another content"


def _deciding(section: Section) -> frozenset[str]:
    return frozenset(each.kind for each in section.sentences) & DECIDING


def _listed(kinds: frozenset[str]) -> str:
    return " and ".join(sorted(kinds))
