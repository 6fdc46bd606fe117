"""The checklist: a dataflow document as frozen values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from syncproof.checklist.kinds import CREATING
from syncproof.checklist.names import squeezed
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.predicate import Predicate
from syncproof.checklist.rows import Criterion, Row, Untested, UntestedCriterion

UNNAMED = "unnamed"
"""The part of a file name that stands for a name without letters and digits."""
_LONGEST = 60
"""Characters of a name that a file name shows: two names and a suffix have to fit into one."""
_MANY_PARTS = re.compile(r"(^|-)to(-|$)|-[0-9]+$")
"""A datatype that a section's name would mix up with the `to` between two datatypes, or with the number of a copy."""


def system_word(name: str) -> str:
    """Return a system's name as a sentence says it; a document can leave out the name."""
    return name or "the system without a name"


@lru_cache(maxsize=4096)  # scenarios ask again and again for the names of a document's sections
def slug(text: str) -> str:
    """Return text as the part of a file name: `Customers (human data)` becomes `customers-human-data`.

    A name that is too long, or has letters that a file name does not show, ends in a digest, so that no two names
    are one.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    is_whole = len(plain) <= _LONGEST and plain.replace("-", "") == squeezed(text)
    return plain or UNNAMED if is_whole else _with_digest(plain or UNNAMED, text)


def _with_digest(plain: str, text: str) -> str:
    digest = sha256(squeezed(text).encode(errors="surrogatepass")).hexdigest()[:8]
    return f"{plain[:_LONGEST].strip('-')}-{digest}"


@lru_cache(maxsize=4096)
def _between_names(datatype: str) -> str:
    """Return a datatype as the part of a section's name: with a digest, where it looks like more parts than one."""
    plain = slug(datatype)
    return _with_digest(plain, datatype) if _MANY_PARTS.search(plain) else plain


@dataclass(frozen=True, slots=True)
class End:
    """An end of a section: a datatype in a system, by the document's names."""

    system: str
    datatype: str

    def __str__(self) -> str:
        return f"{self.system} {self.datatype}".strip()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A promise; `line` is where the document makes the promise, 0 where that is not known."""

    kind: str
    text: str
    line: int = 0
    words: str = ""
    """The free text of a condition."""
    connected: tuple[str, ...] = ()
    """The source datatypes of `create-if-connected`."""


@dataclass(frozen=True, slots=True)
class ConnectedDatatype:
    """A connection to a record of the source's side that is synchronized: a record that has one is created."""

    datatype: str
    section: str = ""
    """The slug of the section that has the datatype as its source; '' where another document synchronizes it."""
    system: str = ""
    """Where a run plays the datatype; '' for the system of the section that is connected to it."""

    @property
    def property(self) -> str:
        """The property that holds the id of the connected record."""
        return f"@{self.datatype}"


@dataclass(frozen=True, slots=True)
class Section:
    """A source datatype and a target datatype, with the promises and the property table of the two."""

    title: str
    source: End
    target: End
    sentences: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    line: int = 0
    criteria: tuple[Criterion, ...] = ()
    copy: int = 1
    """The how-manieth section of these two datatypes; a document can have a section twice."""
    namesake: int = 1
    """The how-manieth section of these two datatypes in this very spelling."""
    oddities: tuple[Oddity, ...] = ()
    untested: tuple[Untested, ...] = ()
    """The rows of the table that no story can test."""
    branches: tuple[Row, ...] = ()
    """The rows that have their source, or their target, in common with one of `rows`: all of them hold one value."""
    dependents: tuple[Row, ...] = ()
    """The rows with qualifiers: each applies to those records only that hold what the row depends on."""
    id_rows: tuple[Row, ...] = ()
    """The rows whose source is the record's own id, which the target holds from its creation on, and no user edits."""

    untested_criteria: tuple[UntestedCriterion, ...] = ()
    """The criteria that are not among `criteria`, since no story can test them."""

    predicate: Predicate | None = None
    """What the installation agreed that the condition means."""
    source_lists: tuple[str, ...] = ()
    """The paths of which the installation agreed that the source has a list there; so is `target_lists`."""
    target_lists: tuple[str, ...] = ()
    connections: tuple[ConnectedDatatype, ...] = ()
    """Those of the connected datatypes of which stories can be told."""
    named: tuple[End, End] | None = None
    """Source and target as the document names them, where a run plays them by other names."""

    @property
    def document_ends(self) -> tuple[End, End]:
        """Source and target as the document names them."""
        return self.named or (self.source, self.target)

    @property
    def all_criteria(self) -> tuple[Criterion, ...]:
        """All criteria; those that no story can test come last."""
        return (*self.criteria, *(each.criterion for each in self.untested_criteria))

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the section's sentences."""
        return frozenset(sentence.kind for sentence in self.sentences)

    @property
    def creates(self) -> bool:
        """Whether the sync owes a counterpart to source records that no record matches."""
        return not CREATING.isdisjoint(self.kinds)

    @property
    def creates_all(self) -> bool:
        """Whether the sync owes a counterpart to every source record that no record matches."""
        return self.creates and self.predicate is None

    @property
    def carried_rows(self) -> tuple[Row, ...]:
        """The rows that a sync carries both ways, in the order of the table."""
        return tuple(sorted((*self.rows, *self.branches, *self.dependents), key=lambda row: row.line))

    @property
    def kept_rows(self) -> tuple[Row, ...]:
        """The rows that a sync is asked to keep, in the order of the table: an id goes to the target alone."""
        return tuple(sorted((*self.carried_rows, *self.id_rows), key=lambda row: row.line))

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the table."""
        untested = (each.row for each in self.untested)
        return tuple(sorted((*self.kept_rows, *untested), key=lambda row: row.line))

    @property
    def paths(self) -> tuple[frozenset[str], frozenset[str]]:
        """The properties that the tables name: those of the source, and those of the target."""
        named: list[Row | Criterion] = [*self.all_rows, *self.all_criteria]
        return frozenset(each.source for each in named), frozenset(each.target for each in named)

    @property
    def slug(self) -> str:
        """The section's name in files and reports, such as `contact-to-members`, or `contact-to-members-2`."""
        name = f"{_between_names(self.source.datatype)}-to-{_between_names(self.target.datatype)}"
        return name if self.copy == 1 else f"{name}-{self.copy}"

    @property
    def label(self) -> str:
        """The title, and of a copy the number, as reports show both."""
        return self.title if self.namesake == 1 else f"{self.title} (copy {self.namesake})"

    @property
    def chosen_by(self) -> str:
        """The words by which a run chooses the section; a choice by title looks at no capital letters."""
        return self.label if self.copy == self.namesake else self.slug

    @property
    def connected_ends(self) -> Mapping[ConnectedDatatype, End]:
        """Where the records are that those of the source can be connected to."""
        return {each: End(each.system or self.source.system, each.datatype) for each in self.connections}

    def is_of_same_two(self, other: Section) -> bool:
        """Whether another section pairs the same two datatypes."""
        return (self.source, self.target) == (other.source, other.target)

    def leads_back(self, other: Section) -> bool:
        """Whether one of two sections begins where the other ends, and ends where the other begins."""
        return (self.source, self.target) == (other.target, other.source)

    def is_chained_to(self, other: Section) -> bool:
        """Whether one of two sections begins where the other ends, as only sections of one system can."""
        return self.target == other.source or other.target == self.source

    @property
    def pair(self) -> tuple[str, str]:
        """The two datatypes, however they are spelt; with `copy`, the identity of the section in its document."""
        return squeezed(self.source.datatype), squeezed(self.target.datatype)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A whole document; `file` names the document in errors."""

    title: str
    source: str
    target: str
    generated: str
    sections: tuple[Section, ...]
    file: str = ""
    line: int = 0
    """The line of the title."""
    oddities: tuple[Oddity, ...] = ()
    """Those that belong to no section."""
    former: tuple[str, ...] = ()
    """The titles that an accepted document had before its systems were renamed."""
    name: str = ""
    """The name after the document's file in a run of a folder, where several documents can have the same systems."""

    @property
    def slug(self) -> str:
        """The document's name in reports; that of its systems, `customerp-trello`, is its folder under `features/`."""
        return self.name or self._systems

    @property
    def label(self) -> str:
        """The title, with a name that the systems do not say, as reports show both."""
        return self.title if self.slug == self._systems else f"{self.title} ({self.name})"

    @property
    def _systems(self) -> str:
        return f"{slug(self.source)}-{slug(self.target)}"

    @property
    def all_oddities(self) -> tuple[Oddity, ...]:
        """The oddities of the document and of its sections, in the order of lines."""
        found = (*self.oddities, *(each for section in self.sections for each in section.oddities))
        return tuple(sorted(found, key=lambda each: each.line))


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return sections, each with the how-manieth of its two datatypes it is."""
    seen: Counter[tuple[str, str]] = Counter()
    spelt: Counter[tuple[End, End]] = Counter()
    found = []
    for each in sections:
        seen[each.pair] += 1
        spelt[each.document_ends] += 1
        copy, namesake = seen[each.pair], spelt[each.document_ends]
        is_numbered = (copy, namesake) == (each.copy, each.namesake)
        found.append(each if is_numbered else replace(each, copy=copy, namesake=namesake))
    return tuple(found)
