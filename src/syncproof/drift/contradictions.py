"""Contradictions between copies of a section: each is a part of the edit of a copy that caused or ended it.

Copies contradict each other by what each of them says, so that no edit is about a contradiction alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from syncproof.checklist import Checklist
from syncproof.checklist.kinds import DECIDING
from syncproof.drift.difference import Difference


class _Copies(NamedTuple):
    """The copies of one section in one of two documents."""

    lines: Sequence[int]
    """The lines of their headings."""
    headings: Sequence[int]
    """The lines of the headings of all sections."""

    def copy(self, line: int) -> int | None:
        """Return the line of the heading of the copy that a line is in; None where another section has the line."""
        heading = max((each for each in self.headings if each <= line), default=None)
        return heading if heading in self.lines else None


def joined_to_edits(differences: Sequence[Difference], old: Checklist, new: Checklist) -> list[Difference]:
    """Return differences in which the edit of a copy says which contradictions it caused or ended.

    A contradiction without such an edit stays a difference of its own.
    """
    found = list(differences)
    for how, checklist in (("removed", old), ("added", new)):
        for copies in _doubled(checklist):
            contradictions = [each for each in found if _is_contradiction(each, how, copies)]
            edit = next((each for each in found if contradictions and _is_edit(each, how, copies)), None)
            if edit:
                # Of two copies that contradict each other, each says so: the one that was edited is enough.
                edited = copies.copy(_at(edit, how))
                own = [each for each in contradictions if _at(each, how) == edited] or contradictions
                texts = dict.fromkeys(each.text for each in own)
                found[found.index(edit)] = replace(edit, text="; ".join([edit.text, *texts]))
                found = [each for each in found if each not in contradictions]
    return found


def _doubled(checklist: Checklist) -> Iterator[_Copies]:
    """Yield the copies of each section that a document has several times."""
    headings = [each.line for each in checklist.sections]
    for pair in dict.fromkeys(each.pair for each in checklist.sections):
        lines = [each.line for each in checklist.sections if each.pair == pair]
        if len(lines) > 1:
            yield _Copies(lines, headings)


def _is_contradiction(difference: Difference, how: str, copies: _Copies) -> bool:
    """Whether a difference is a contradiction of one of the copies, which only one of two documents has."""
    return (difference.what, difference.how) == ("contradiction", how) and _at(difference, how) in copies.lines


def _is_edit(difference: Difference, how: str, copies: _Copies) -> bool:
    """Whether a difference can be the edit for which a copy contradicts another one, or no longer does."""
    if copies.copy(_at(difference, how)) is None:
        return False
    decides = difference.what == "sentence" and difference.kind in DECIDING
    return decides or difference.what in {"section", "unreadable"}


def _at(difference: Difference, how: str) -> int:
    return (difference.old if how == "removed" else difference.new).line
