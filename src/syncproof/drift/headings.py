"""Headings that a person changed: a section that is gone, and what came of that, are one edit.

Without a heading that can be read, the lines of a section stand below the section before, or in none; with another
heading, they are a section of other datatypes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from syncproof.checklist import Checklist, Section
from syncproof.checklist.section import SECOND
from syncproof.drift.difference import Difference
from syncproof.drift.matching import Matches
from syncproof.drift.parts import parts

_Place: TypeAlias = tuple[int | None, int | None]
"""The lines of the nearest sections before and after that both documents have."""


class Headings:
    """The headings of two documents, and the differences between the two that are one edit of a heading."""

    def __init__(self, matches: Matches, old: Checklist, new: Checklist) -> None:
        self._matches = matches
        self._old = old
        self._new = new
        self._both = {id(one): two.line for one, two in (*matches.same, *matches.turned, *matches.renamed)}

    def told_once(self, differences: Sequence[Difference]) -> list[Difference]:
        """Return differences, with one for each edit of a heading."""
        found = list(differences)
        for section in self._matches.removed:
            self._unreadable(found, section)
        for section in self._matches.removed:
            self._other(found, section)
        self._mended(found)
        return found

    def _unreadable(self, found: list[Difference], section: Section) -> None:
        """Tell a section that is gone with the lines in its place that nobody can read."""
        gone = _section(found, "removed", self._old.file, section.line)
        lost = next(
            (each for each in found if self._is_lost(each) and self._at(each.new.line) == self._of(section)), None
        )
        if gone and lost:
            text = f"the section is gone; nobody can read what stands in its place: {lost.new.words}"
            found[found.index(gone)] = replace(gone, text=text, new=lost.new)
            found.remove(lost)

    def _is_lost(self, difference: Difference) -> bool:
        """Whether lines that nobody can read stand between sections, or below all that can be read of one."""
        if (difference.what, difference.how) != ("unreadable", "added") or _tells_a_part(difference):
            return False
        section = next((each for each in self._new.sections if each.title == difference.section), None)
        return section is None or all(each.line < difference.new.line for each in parts(section))

    def _other(self, found: list[Difference], section: Section) -> None:
        """Tell a section that is gone with the one of another datatype that came in its place."""
        here = [each for each in self._matches.removed if self._of(each) == self._of(section)]
        there = [each for each in self._matches.added if self._at(each.line) == self._of(section)]
        if len(here) != 1 or len(there) != 1 or set(section.pair).isdisjoint(there[0].pair):
            return
        gone = _section(found, "removed", self._old.file, section.line)
        come = _section(found, "added", self._new.file, there[0].line)
        if gone and come:
            text = f"the section is of other datatypes, and says something else: {section.title} became {come.section}"
            found[found.index(come)] = replace(come, how="renamed", text=text, old=gone.old, slug=gone.slug)
            found.remove(gone)

    def _mended(self, found: list[Difference]) -> None:
        """Tell the one section that is new with the one place that nobody could read: of neither is there another."""
        come = [each for each in found if (each.what, each.how) == ("section", "added")]
        lost = [each for each in found if (each.what, each.how) == ("unreadable", "removed")]
        if len(come) == len(lost) == 1 and not _tells_a_part(lost[0]):
            found[found.index(come[0])] = replace(come[0], text=f"{come[0].text}; {lost[0].text}", old=lost[0].old)
            found.remove(lost[0])

    def _of(self, section: Section) -> _Place:
        at = next(index for index, each in enumerate(self._old.sections) if each is section)
        before = [self._both[id(each)] for each in self._old.sections[:at] if id(each) in self._both]
        after = [self._both[id(each)] for each in self._old.sections[at:] if id(each) in self._both]
        return next(reversed(before), None), next(iter(after), None)

    def _at(self, line: int) -> _Place:
        lines = sorted(self._both.values())
        before, after = [each for each in lines if each < line], [each for each in lines if each > line]
        return next(reversed(before), None), next(iter(after), None)


def _tells_a_part(difference: Difference) -> bool:
    """Whether a difference tells which part of a section came or is gone with what nobody can read."""
    return difference.text.endswith("with that") or SECOND in difference.text


def _section(found: Sequence[Difference], how: str, file: str, line: int) -> Difference | None:
    """Return the difference that tells that a section is gone, or is new."""
    return next(
        (
            each
            for each in found
            if (each.what, each.how) == ("section", how)
            and (each.old if how == "removed" else each.new).line == line
            and (each.old if how == "removed" else each.new).file == file
        ),
        None,
    )
