"""Contradictions between copies of a section: each is told with the edit of a copy that brought or ended it.

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
    """The copies of one section in one of two documents, and the sections of that document by their lines."""

    file: str
    lines: Sequence[int]
    starts: Sequence[int]
    """The lines of all sections of the document."""

    def copy(self, line: int) -> int | None:
        """Return the line of the copy in which a line stands; None where another section has it."""
        start = max((each for each in self.starts if each <= line), default=None)
        return start if start in self.lines else None


def told_with_edits(differences: Sequence[Difference], old: Checklist, new: Checklist) -> list[Difference]:
    """Return differences of which no contradiction stands alone, if an edit of one of the copies is told."""
    found = list(differences)
    for how, checklist in (("removed", old), ("added", new)):
        for copies in _doubled(checklist):
            told = [each for each in found if _is_about(each, how, copies)]
            edit = next((each for each in found if told and _is_edit(each, how, copies)), None)
            if edit:
                # The copy that was edited says of itself what the others say of it.
                own = [each for each in told if _at(each, how) == copies.copy(_at(edit, how))] or told
                texts = dict.fromkeys(each.text for each in own)
                found[found.index(edit)] = replace(edit, text="; ".join([edit.text, *texts]))
                found = [each for each in found if each not in told]
    return found


def _doubled(checklist: Checklist) -> Iterator[_Copies]:
    """Yield the copies of each section that a document has several times."""
    starts = [each.line for each in checklist.sections]
    for pair in dict.fromkeys(each.pair for each in checklist.sections):
        lines = [each.line for each in checklist.sections if each.pair == pair]
        if len(lines) > 1:
            yield _Copies(checklist.file, lines, starts)


def _is_about(difference: Difference, how: str, copies: _Copies) -> bool:
    """Whether a difference tells a contradiction of a copy, which only one of two documents has."""
    return (difference.what, difference.how) == ("contradiction", how) and _at(difference, how) in copies.lines


def _is_edit(difference: Difference, how: str, copies: _Copies) -> bool:
    """Whether a difference can be the edit for which a copy contradicts another one, or no longer does."""
    if copies.copy(_at(difference, how)) is None:
        return False
    return difference.what in {"section", "unreadable"} or difference.kind in DECIDING


def _at(difference: Difference, how: str) -> int:
    return (difference.old if how == "removed" else difference.new).line
