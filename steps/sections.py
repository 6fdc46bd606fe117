"""The sections that a scenario plays: its own, the others that the SUT syncs, and those that the SUT declines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from syncproof.checklist import Checklist, End, Row, Section
from syncproof.errors import HarnessBroke, NotOffered, PromiseBroken
from syncproof.stories.doubts import doubt

_ALIKE = 0.8
"""No two sections' names are as much alike; 1 is the same."""


class Sections:
    """The sections in play: those that the SUT syncs and has not declined; iterating yields these."""

    def __init__(self, checklist: Checklist, own: str) -> None:
        self.checklist = checklist
        self.own = next(one for one in checklist.sections if one.slug == own)
        self._synced: tuple[Section, ...] = (self.own,)
        self._declined: dict[Section, str] = {}

    def __iter__(self) -> Iterator[Section]:
        return iter(self._synced)

    def choose(self, these: tuple[Section, ...], *, declines: bool, way_back: bool = False) -> None:
        """Choose the sections that the SUT syncs: these, or else all that share a datatype with the scenario's own.

        Other sections hold no records unless a scenario says so, and would cost every pass their time. A section whose
        table has no row says nothing to sync, and of a doubtful section nobody can say what a sync owes. A SUT that
        cannot say which sections it `declines` gets one section.
        """
        ends = {self.own.source, self.own.target}
        needed = set(self._connected_to())
        related = tuple(
            one
            for one in self.checklist.sections
            if one in these or one.slug in needed or (not these and {one.source, one.target} & ends)
        )
        full = tuple(self._one_of_copies(related, these if way_back else ()))
        self._synced = full if declines else (self.own,)
        self._declined = {
            one: self._doubt(one) or self._left_out(one, declines=declines)
            for one in related
            if one not in self._synced
        }

    def _connected_to(self) -> Iterator[str]:
        """Yield the sections that records of the own one are connected to, and what it takes to make pairs of those."""
        waiting, seen = list(self.own.connections), {self.own.slug}
        while waiting:
            connection = waiting.pop()
            section = next((one for one in self.checklist.sections if one.slug == connection.section), None)
            if section is None or section.slug in seen:
                continue
            seen.add(section.slug)
            yield section.slug
            if not (section.creates or section.criteria):
                waiting += section.connections[:1]

    def _one_of_copies(self, related: Iterable[Section], together: Collection[Section]) -> Iterator[Section]:
        """Yield the sections beyond doubt; of sections that stand twice one, the story's own if it can be.

        Each copy is put to the test alone: a sync that is given both would have to make two counterparts. So is each
        of two sections of which one begins where the other ends: what the sync makes would be a source itself. A story
        that is about both asks for both `together`.
        """
        seen = [self.own]
        for one in related:
            is_apart = any(
                one.is_of_same_two(other) or (one.is_chained_to(other) and not (one in together and other in together))
                for other in seen
            )
            if not self._doubt(one) and (one == self.own or not is_apart):
                seen.append(one)
                yield one

    def _left_out(self, section: Section, *, declines: bool) -> str:
        """Return why a section beyond doubt is not among those that the SUT syncs."""
        if not declines:
            return "the sync cannot decline sections, so it gets one at a time"
        beside = (self.own, *self._synced)
        other = next(each for each in beside if section.is_of_same_two(each) or section.is_chained_to(each))
        both = f"pairs the same two datatypes as {other.label}"
        if section.is_chained_to(other):
            begins = section.source == other.target
            both = f"{'begins' if begins else 'ends'} where {other.label} {'ends' if begins else 'begins'}"
        return f"{section.label} {both}, and a sync gets only one of two such sections"

    def _doubt(self, section: Section) -> str:
        """Return why no sync is given a section, '' where one is."""
        return doubt(self.checklist, section) or ("" if section.rows else "its table has no row")

    def decline(self, slug: str, reason: str) -> None:
        """Expect nothing of a section that the sync does not do. Raises NotOffered for the story's own section.

        A section that the sync does not know may be another document's; PromiseBroken where the name is likely a slip.
        """
        if slug in {"", self.own.slug}:
            what = f"the sync says that it does not do {slug or 'this checklist'}"
            raise NotOffered(f"{what}: {reason}", kind=what)
        slugs = [one.slug for one in self.checklist.sections]
        if slug not in slugs and (meant := get_close_matches(slug, slugs, 1, _ALIKE)):
            raise PromiseBroken(f"the sync declines a section that there is not: {slug}", expected=meant[0])
        self._declined.update({one: reason for one in self._synced if one.slug == slug})
        self._synced = tuple(one for one in self._synced if one.slug != slug)

    def end(self, system: str, datatype: str = "") -> End:
        """Return the own section's end in a system, or that of another section by its datatype."""
        for section in (self.own, *self._synced, *self._declined):
            for end in (section.source, section.target):
                if end.system == system and datatype in {"", end.datatype}:
                    return end
        raise HarnessBroke(f"no section of {self.checklist.title} has {datatype or 'an end'} in {system}")

    def of(self, end: End) -> Section:
        """Return the section that a story means by a datatype: the scenario's own where that has the datatype.

        Raises NotOffered where the sync declines the section.
        """
        for one in (self.own, *self._synced):
            if end in (one.source, one.target):
                return one
        declined, reason = next((one, why) for one, why in self._declined.items() if end in (one.source, one.target))
        what = f"the sync says that it does not do {declined.slug}, which this story needs"
        raise NotOffered(f"{what}: {reason}", kind=what)

    def check_synced(self, section: Section) -> None:
        """Raise NotOffered where the sync does not do a section that a story needs."""
        if section in self._declined:
            what = f"this story needs a pair of {section.label}, and no sync makes one here"
            raise NotOffered(f"{what}: {self._declined[section]}", kind=what)

    def other(self, end: End) -> End:
        """Return the end across."""
        section = self.of(end)
        return section.target if end == section.source else section.source

    def row(self, label: str, section: Section | None = None) -> Row:
        """Return the row of the table that a label names."""
        for row in (section or self.own).kept_rows:
            if row.label == label:
                return row
        raise HarnessBroke(f"{self.own.title}: no property {label} in its table")

    def sentence(self, kind: str) -> str:
        """Return the document's sentence of a kind, '' where the section has none."""
        return next((sentence.text for sentence in self.own.sentences if sentence.kind == kind), "")
