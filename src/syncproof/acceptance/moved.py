"""Sections under the names that they have now: of datatypes with another name, and of copies with another number.

Both are known by what they say, as in a check, and so are their files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.acceptance.conditions import Conditions
from syncproof.acceptance.former import renamed_back
from syncproof.acceptance.places import CopyPlaces
from syncproof.acceptance.retired import retiring
from syncproof.drift.datatypes import RenamedDatatypes
from syncproof.drift.matching import in_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncproof.acceptance.former import Former
    from syncproof.acceptance.retired import RetiredSection
    from syncproof.checklist import Checklist
    from syncproof.checklist.set_aside import SetAside


class Moved:
    """The sections that have other files in a new generation: of renamed datatypes, and of copies in another place."""

    def __init__(
        self, old: Checklist, new: Checklist, retired: Sequence[RetiredSection] = (), former: Former | None = None
    ) -> None:
        olds, news = in_step(old, new), in_step(new, old)
        numbered = zip(old.sections, olds.sections, strict=True)
        had = {stepped.slug: former[each.slug] for each, stepped in numbered if former and each.slug in former}
        self.datatypes = RenamedDatatypes(olds, news, renamed_back(had, olds, news))
        self._old = self.datatypes.of(old)
        stepped = in_step(self._old, new)
        live = {each.slug for each in old.sections}
        retired = [each for each in retired if each.slug not in live]  # after a breakdown, one can be both
        places = None
        if retired or any(each.copy > 1 for each in (*old.sections, *new.sections)):
            places = CopyPlaces(stepped, in_step(new, stepped), retired)
        self._places = places.of_old if places else {}
        placed = self._placed()
        self._conditions = Conditions(placed, new)
        self.checklist = self._conditions.checklist
        """The accepted document, each section with the datatypes, the words, and each copy with the number, of now."""
        numbered = zip(old.sections, placed.sections, strict=True)
        self._slugs = {one.slug: other.slug for one, other in numbered if one.slug != other.slug}
        slugs = {each.slug for each in new.sections}
        said = zip(placed.sections, stepped.sections, strict=True)
        gone = [retiring(each, other, stepped) for each, other in said if each.slug not in slugs]
        self.retired = (*gone, *(places.retired.values() if places else ()))
        """The sections that the new generation has not, under the names that they have now."""
        if places:
            self._slugs |= {one.slug: other.slug for one, other in places.retired.items()}
            self._slugs |= {one.slug: other.slug for one, other in places.returned.items()}

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
