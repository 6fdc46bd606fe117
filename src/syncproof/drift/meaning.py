"""The meaning of a checklist: what it obliges a sync to, whoever the systems are called and however it is laid out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TypeAlias, TypeVar

from syncproof.checklist import Checklist, Criterion, Row, Section, Sentence
from syncproof.checklist.names import normalised, squeezed
from syncproof.checklist.oddity import doubts

Paths: TypeAlias = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""The identity of a row or a criterion: both paths, and the qualifiers of both."""
_Line = TypeVar("_Line", Row, Criterion)


def paths(row: Row | Criterion) -> Paths:
    """Return the identity of a row or a criterion."""
    return (
        row.source,
        row.target,
        tuple(sorted(map(str, row.source_qualifiers))),
        tuple(sorted(map(str, row.target_qualifiers))),
    )


def rows_of_document(section: Section) -> tuple[Row, ...]:
    """Return the rows that the document itself says; those of the agreement are no part of its meaning."""
    return tuple(row for row in section.rows if row.origin == "document")


def once(lines: Sequence[_Line]) -> tuple[_Line, ...]:
    """Return the lines of a table, of several that say the same the first: to say a line twice obliges to nothing."""
    found: dict[tuple[Paths, str], _Line] = {}
    for each in lines:
        found.setdefault(said_by(each), each)
    return tuple(found.values())


def said_by(line: Row | Criterion) -> tuple[Paths, str]:
    """Return what a line of a table says: both paths with their qualifiers, and the type of a row."""
    return paths(line), line.type if isinstance(line, Row) else ""


def words_of(sentence: Sentence, checklist: Checklist) -> str:
    """Return what a sentence says beside its kind, the systems by their roles, so that a rename changes nothing."""
    if sentence.connected:
        return " ".join(sorted(map(squeezed, sentence.connected)))
    return by_roles(sentence.words, checklist)


def by_roles(words: str, checklist: Checklist) -> str:
    """Return the words of a condition, the systems by their roles; a system on both sides is the source."""
    return spelt_by_roles(normalised(words).casefold(), checklist)


def spelt_by_roles(words: str, checklist: Checklist) -> str:
    """Return the words of a condition as they are spelt, the systems by their roles."""
    if not words:
        return ""
    roles: dict[str, str] = {}
    for section in checklist.sections:
        source, target = _names_of_heading(section)
        roles |= {target: "<target>", source: "<source>"}
    known = {squeezed(checklist.source), squeezed(checklist.target)}
    roles = {name: role for name, role in roles.items() if squeezed(name) not in known}
    roles |= {checklist.target: "<target>", checklist.source: "<source>"}
    return with_names(normalised(words), roles)


def _names_of_heading(section: Section) -> tuple[str, str]:
    """Return how a heading calls the systems, which the title may call otherwise; '' where the heading names none."""
    source, target = (f" {normalised(end.datatype)}".casefold() for end in (section.source, section.target))
    heading = f" {normalised(section.title)}".casefold()
    first, is_read, second = heading.partition(f"{source} to ")
    second = f" {second}"
    if not is_read or not second.endswith(target):
        return "", ""
    return first.strip(), second.removesuffix(target).strip()


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return a text with other names, each once; of two that begin at one place, the longest."""
    known = {squeezed(name): other for name, other in names.items() if name}
    if not known:
        return text
    longest_first = sorted(known, key=len, reverse=True)
    pattern = _any_of(tuple(longest_first))
    return pattern.sub(lambda found: known[longest_first[(found.lastindex or 1) - 1]], text)


@lru_cache(maxsize=1024)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"({called(each).pattern})" for each in names), re.IGNORECASE)


@lru_cache(maxsize=1024)
def called(letters: str) -> re.Pattern[str]:
    """Return the pattern of a name, with any blanks and punctuation within."""
    return re.compile(r"\b" + r"[\W_]*".join(map(re.escape, letters)) + r"\b", re.IGNORECASE)


def order_that_counts(rows: Iterable[Row | Criterion]) -> Mapping[tuple[str, str], Sequence[Paths]]:
    """Return the rows that share a property, in their order: of several that feed one property, the order decides."""
    groups: dict[tuple[str, str], list[Paths]] = defaultdict(list)
    for row in rows:
        groups["source", row.source].append(paths(row))
        groups["target", row.target].append(paths(row))
    return {key: group for key, group in groups.items() if len(group) > 1}


def content(section: Section, checklist: Checklist) -> str:
    """Return what a section says, in a form that is equal for sections that say the same."""
    rows = once(rows_of_document(section))
    said = {
        "sentences": sorted([each.kind, words_of(each, checklist)] for each in section.sentences),
        "rows": sorted([*paths(row), row.type] for row in rows),
        "order": sorted([*key, group] for key, group in order_that_counts(rows).items()),
        "criteria": sorted(map(paths, once(section.criteria))),
        # That copies contradict each other follows from what each of them says.
        "doubts": sorted(each.mark for each in doubts(section.oddities) if not each.is_contradiction),
    }
    return json.dumps(said, ensure_ascii=False)


def is_mostly_the_same(section: Section, other: Section) -> bool:
    """Whether half of the rows and criteria of each of two sections, or more, have a property of the other one's."""
    ours: list[Row | Criterion] = [*rows_of_document(section), *section.criteria]
    theirs: list[Row | Criterion] = [*rows_of_document(other), *other.criteria]
    return _have_half(ours, theirs) and _have_half(theirs, ours)


def _have_half(some: Sequence[Row | Criterion], others: Sequence[Row | Criterion]) -> bool:
    sources, targets = {each.source for each in others}, {each.target for each in others}
    return 2 * sum(each.source in sources or each.target in targets for each in some) >= len(some)


def digest(checklist: Checklist) -> str:
    """Return the digest of what a document means: equal for two documents between which nothing drifts.

    Names of systems, order and identical copies of a section, a row or a criterion have no part in it.
    """
    sections = sorted({(*section.pair, content(section, checklist)) for section in checklist.sections})
    said = [sections, sorted(each.mark for each in doubts(checklist.oddities))]
    return sha256(json.dumps(said, ensure_ascii=False).encode(errors="surrogatepass")).hexdigest()
