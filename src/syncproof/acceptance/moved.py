"""Sections under the names that they have now: of datatypes with another name, and of copies that changed places.

Both are known by what they say, as in a check, and so are their files.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from syncproof.acceptance.conditions import Conditions
from syncproof.drift.datatypes import RenamedDatatypes
from syncproof.drift.matching import in_step, paired_copies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncproof.checklist import Checklist
    from syncproof.checklist.set_aside import SetAside


class Moved:
    """The sections that have other files in a new generation: of renamed datatypes, and of copies in another place."""

    def __init__(self, old: Checklist, new: Checklist) -> None:
        self.datatypes = RenamedDatatypes(in_step(old, new), in_step(new, old))
        self._old = self.datatypes.of(old)
        self._places: dict[int, tuple[int, int]] = {}
        if any(each.copy > 1 for each in (*old.sections, *new.sections)):
            self._match(new)
        placed = self._placed()
        self._conditions = Conditions(placed, new)
        self.checklist = self._conditions.checklist
        """The accepted document, each section with the datatypes, the words, and each copy with the number, of now."""
        numbered = zip(old.sections, placed.sections, strict=True)
        self._slugs = {one.slug: other.slug for one, other in numbered if one.slug != other.slug}

    def _placed(self) -> Checklist:
        return replace(
            self._old,
            sections=tuple(
                replace(each, copy=self._places[index][0], namesake=self._places[index][1])
                if index in self._places
                else each
                for index, each in enumerate(self._old.sections)
            ),
        )

    def texts(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the texts of a folder under the names that they have now; none takes the name of another."""
        staying = {name for name in texts if self._name(name) == name}
        return {name if (renamed := self._name(name)) in staying else renamed: text for name, text in texts.items()}

    def aside(self, agreements: Iterable[SetAside]) -> tuple[SetAside, ...]:
        """Return agreements that were set aside, each about the section under the name of now, in the words of now."""
        return tuple(
            self._conditions.aside(
                replace(each, feature=self._name(each.feature), words=tuple(map(self.datatypes.said, each.words)))
            )
            for each in agreements
        )

    def _name(self, name: str) -> str:
        folder, slash, file = name.rpartition("/")
        section, dot, rest = file.partition(".")
        return f"{folder}{slash}{self._slugs.get(section, section)}{dot}{rest}"

    def _match(self, new: Checklist) -> None:
        old = in_step(self._old, new)
        new = in_step(new, old)
        index_of = {id(each): index for index, each in enumerate(old.sections)}
        pairs = paired_copies(old, new)
        self._places = {index_of[id(one)]: (other.copy, other.namesake) for one, other in pairs}
        # A copy that is gone gives its number to whoever has the number now, and takes a free one.
        for index, each in enumerate(old.sections):
            if index not in self._places and any(one.pair == each.pair for one, _ in pairs):
                taken = {self._places[other][0] for other in self._places if old.sections[other].pair == each.pair}
                self._places[index] = (next(number for number in count(1) if number not in taken), each.namesake)
