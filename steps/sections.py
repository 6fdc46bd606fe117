"""The sections that a scenario plays: its own, those that the SUT is told of, and those that it declines."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from syncproof.checklist import Checklist, End, Row, Section
from syncproof.errors import HarnessBroke, NotOffered, PromiseBroken

_ALIKE = 0.8
"""No two sections' names are as much alike; 1 is the same."""


class Sections:
    """Of a checklist; iterates over those that the SUT is told of and has not declined."""

    def __init__(self, checklist: Checklist, own: str) -> None:
        self.checklist = checklist
        self.own = next(one for one in checklist.sections if one.slug == own)
        self._told: tuple[Section, ...] = (self.own,)
        self._declined: dict[Section, str] = {}

    def __iter__(self) -> Iterator[Section]:
        return iter(self._told)

    def tell(self, these: tuple[Section, ...], *, declines: bool) -> None:
        """Begin with these, or else with all that have a datatype in common with the scenario's own.

        The others cost every pass its time, and there is nothing in them, unless a scenario says so. A SUT that has
        no way to say what it does not do is told of one section.
        """
        ends = {self.own.source, self.own.target}
        related = these or tuple(one for one in self.checklist.sections if {one.source, one.target} & ends)
        self._told = related if declines else (self.own,)
        why = "it cannot decline any, so it is told of one"
        self._declined = {one: why for one in related if one not in self._told}

    def decline(self, slug: str, reason: str) -> None:
        """Expect nothing of a section that the sync says it does not do. Raises NotOffered for the story's own.

        One that it was not told of may be another document's. Raises PromiseBroken where it is likely a slip.
        """
        if slug in {"", self.own.slug}:
            raise NotOffered(f"the sync says that it does not do {slug or 'this checklist'}: {reason}")
        slugs = [one.slug for one in self.checklist.sections]
        if slug not in slugs and (meant := get_close_matches(slug, slugs, 1, _ALIKE)):
            raise PromiseBroken(f"the sync declines a section that there is not: {slug}", expected=meant[0])
        self._declined.update({one: reason for one in self._told if one.slug == slug})
        self._told = tuple(one for one in self._told if one.slug != slug)

    def end(self, system: str, datatype: str = "") -> End:
        """Return the own section's end in a system, or that of another section by its datatype."""
        for section in (self.own, *self._told, *self._declined):
            for end in (section.source, section.target):
                if end.system == system and datatype in {"", end.datatype}:
                    return end
        raise HarnessBroke(f"no section of {self.checklist.title} has {datatype or 'an end'} in {system}")

    def of(self, end: End) -> Section:
        """Return the section that is meant when a datatype is spoken of: the scenario's own where it can be.

        Raises NotOffered where the sync declines it.
        """
        for one in (self.own, *self._told):
            if end in (one.source, one.target):
                return one
        declined, reason = next((one, why) for one, why in self._declined.items() if end in (one.source, one.target))
        raise NotOffered(f"the sync says that it does not do {declined.slug}, which this story needs: {reason}")

    def other(self, end: End) -> End:
        """Return the end across."""
        section = self.of(end)
        return section.target if end == section.source else section.source

    def row(self, label: str, section: Section | None = None) -> Row:
        """Return the row of the table that a label names."""
        for row in (section or self.own).rows:
            if row.source == label:
                return row
        raise HarnessBroke(f"{self.own.title}: no property {label} in its table")

    def sentence(self, kind: str) -> str:
        """Return the document's sentence of a kind, '' where it says none."""
        return next((sentence.text for sentence in self.own.sentences if sentence.kind == kind), "")
