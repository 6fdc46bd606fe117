"""Parts of a section, sentences and the lines of tables, in the order of documents; and where parts stand in another.

A part that only one of two sections has stands between two that both have. What is gone and what came there belong
together: one edit of a person made the one the other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from syncproof.checklist import Checklist, Criterion, Row, Section, Sentence
from syncproof.checklist.oddity import doubts
from syncproof.drift.difference import Passage
from syncproof.drift.meaning import paths, rows_of_document
from syncproof.quoting import look_alike, quoted_apart

Line: TypeAlias = Row | Criterion
Part: TypeAlias = Sentence | Line
Place: TypeAlias = tuple[Hashable, Hashable]
"""The part before, and the part after, which both sections have; None for the begin and the end."""
_LONGEST = 200
"""Characters of a text of which code points are shown."""
_MOST = 3
"""So many parts are named."""


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One of two sections that are compared, in its document."""

    section: Section
    checklist: Checklist

    def passage(self, part: Part | Section | None = None) -> Passage:
        """Return where a part stands, or the section."""
        part = part or self.section
        words = {Sentence: "text", Section: "title"}.get(type(part), "")
        return Passage(self.checklist.file, part.line, getattr(part, words) if words else str(part))

    def lines(self, what: str) -> Sequence[Line]:
        """Return the rows, or the criteria."""
        return self.section.criteria if what == "criterion" else rows_of_document(self.section)

    def announcement(self, kind: str) -> Passage:
        """Return the sentence that announces a table, or the heading."""
        return self.passage(next((each for each in self.section.sentences if each.kind == kind), None))

    @property
    def caveat(self) -> str:
        """The words to add where something is missing here: a line that nobody can read may hold that."""
        found = doubts((*self.section.oddities, *self.checklist.oddities))
        first = next((each for each in found if not each.is_contradiction), None)
        return f"; it may stand in what nobody can read at {self.checklist.file}:{first.line}" if first else ""


def parts(section: Section) -> Iterator[Part]:
    """Yield the parts of a section; the lines of a table follow the sentence that announces the table."""
    tables: dict[str, Iterable[Line]] = {"merge-criteria": section.criteria, "properties": rows_of_document(section)}
    for each in section.sentences:
        yield each
        yield from tables.pop(each.kind, ())
    for lines in tables.values():
        yield from lines


def described(found: Sequence[Part]) -> str:
    """Return what parts are, the first of them by name."""
    names = [f"{noun(each)} {each.kind if isinstance(each, Sentence) else each}" for each in found[:_MOST]]
    return f"the {', the '.join(names)}{f' and {len(found) - _MOST} more' if len(found) > _MOST else ''}"


def apart(was: str, is_: str) -> tuple[str, str]:
    """Return two texts as differences tell them: with code points where they look alike, as of a blank of no width."""
    if was == is_ or not look_alike((was, is_)):
        return was, is_
    one, other = quoted_apart((was, is_), _LONGEST)
    return one, other


def words_apart(was: str, is_: str) -> str:
    """Return what the words of a condition became."""
    one, other = apart(was, is_)
    return f'"{was}" became "{is_}"' if one == was else f"{one} became {other}"


def listed(names: Sequence[str]) -> str:
    """Return the names of datatypes as differences list them."""
    return ", ".join(names) or "nothing"


def is_line(part: Part) -> TypeGuard[Line]:
    """Whether a part is a line of a table."""
    return not isinstance(part, Sentence)


def noun(part: Part) -> str:
    """Return what a part is called."""
    return {Sentence: "sentence", Row: "row"}.get(type(part), "criterion")


class PartPlaces:
    """The places in a section, between parts that the other section has, too."""

    def __init__(self, section: Section, alone: Collection[int]) -> None:
        """`alone` are the parts that the other section has not, by their `id`."""
        self._parts = list(parts(section))
        self._alone = alone

    def of(self, part: Part) -> Place:
        """Return the place of a part."""
        at = next(index for index, each in enumerate(self._parts) if each is part)
        return self._around(self._parts[:at], self._parts[at:])

    def at(self, line: int) -> Place:
        """Return the place of a line of the document that is no part."""
        before = [each for each in self._parts if each.line <= line]
        return self._around(before, [each for each in self._parts if each.line > line])

    def _around(self, before: Sequence[Part], after: Sequence[Part]) -> Place:
        first = next((identity(each) for each in reversed(before) if id(each) not in self._alone), None)
        return first, next((identity(each) for each in after if id(each) not in self._alone), None)


def identity(part: Part) -> Hashable:
    """Return what a part has in common with the same part of another section."""
    return (noun(part), part.kind) if isinstance(part, Sentence) else (noun(part), *paths(part))


@dataclass(slots=True)
class Left:
    """The parts that only one of two sections has, and that no difference tells yet."""

    gone: list[Part]
    come: list[Part]

    def take_gone(self, found: Iterable[Part]) -> list[Part]:
        """Take parts out of what is gone, and return those that were there."""
        taken, self.gone = _taken(self.gone, found)
        return taken

    def take_come(self, found: Iterable[Part]) -> list[Part]:
        """Take parts out of what came, and return those that were there."""
        taken, self.come = _taken(self.come, found)
        return taken


def _taken(some: Sequence[Part], found: Iterable[Part]) -> tuple[list[Part], list[Part]]:
    ids = set(map(id, found))
    return [each for each in some if id(each) in ids], [each for each in some if id(each) not in ids]
