"""Mentions: how the sentences and table headers of one section call its two systems, and which of them are in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from syncproof.checklist.dialect import EndNames, Recognised, called_in, in_header, in_type_header
from syncproof.checklist.document import ListTable
from syncproof.checklist.names import normalised, squeezed


class Part(NamedTuple):
    """A sentence or a table of a section; `found` is what a sentence was recognised as, None for no sentence."""

    line: int
    text: str | ListTable
    found: Recognised | None = None


class Mention(NamedTuple):
    """A name by which a sentence or a header calls the system of a side; '' for one that the document has anyway."""

    line: int
    side: int
    name: str
    text: str
    is_header: bool = False

    @property
    def where(self) -> str:
        """The kind of text in which the mention stands, in words."""
        return "table header" if self.is_header else "sentence"


class Mentions:
    """All mentions of the two systems in a section."""

    def __init__(self, parts: Iterable[Part], sides: tuple[EndNames, EndNames]) -> None:
        """Collect the mentions of `parts`, of which `sides` are the names."""
        self._sides = sides
        self.all = tuple(each for part in parts for each in _mentions(part, sides))

    def new(self) -> Iterator[Mention]:
        """Yield each name that is new and may be one of the system: a shorter one, or the only one in the section."""
        yield from (each for each in self._strange() if self._is_name(each))

    def doubtful(self) -> Iterator[Mention]:
        """Yield each name that is the system's with a word that nobody can explain, or another's."""
        yield from (each for each in self._strange() if not self._is_name(each))

    def _strange(self) -> Iterator[Mention]:
        yield from dict.fromkeys(each for each in self.all if each.name)

    def _is_name(self, mention: Mention) -> bool:
        """Whether a new name shortens one of the document's, or all sentences and headers of the section have it."""
        if self._sides[mention.side].is_shortened(mention.name):
            return True
        others = [each for each in self.all if each.side == mention.side]
        is_only = {squeezed(each.name) for each in others} == {squeezed(mention.name)}
        return is_only and {each.is_header for each in others} == {False, True}


def _mentions(part: Part, sides: tuple[EndNames, EndNames]) -> Iterator[Mention]:
    if isinstance(part.text, ListTable):
        yield from _in_headers(part.text, sides)
    elif part.found and not part.found.is_other:
        for side, names in enumerate(called_in(part.text, part.found.kind, *sides)):
            yield from (Mention(part.line, side, name, part.text) for name in names)


def _in_headers(table: ListTable, sides: tuple[EndNames, EndNames]) -> Iterator[Mention]:
    for at, cell in enumerate(table.rows[0][: len(sides) + 1] if table.rows else ()):
        text, side = normalised(cell.text), min(at, len(sides) - 1)
        name = in_header(text, sides[side]) if at < len(sides) else in_type_header(text, sides[side])
        if name is not None:
            yield Mention(cell.line, side, name, text, is_header=True)
