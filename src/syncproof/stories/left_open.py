"""Reasons for which a document leaves a promise open, each with the line and with whose decision that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.names import squeezed
from syncproof.checklist.oddity import doubts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Checklist, Section, Sentence

AUTHORS = "whoever writes the document decides"
"""What is said where nobody but the author of a document can mend what stands there."""


def unmatched(checklist: Checklist, section: Section, sentence: Sentence) -> str:
    """Return why nobody can say which records match, at the line of the sentence on criteria, if there is one."""
    criteria = next((each for each in section.sentences if each.kind == "merge-criteria"), None)
    what = "the table of merge criteria has no row" if criteria else "the section names no merge criteria"
    line = (criteria or sentence).line
    return f"{what}, so nothing says which two records match: {checklist.file}:{line} ({AUTHORS})"


def unlisted(checklist: Checklist, section: Section) -> str:
    """Return why a section has no row to carry, with the line, and with what to do about that."""
    sentence = next((each for each in section.sentences if each.kind == "properties"), None)
    if not sentence:
        what = "no sentence of the section says which properties are synchronized"
        return f"{what}: {checklist.file}:{section.line} ({AUTHORS})"
    what = "the document's table is empty, and the property agreement has no row"
    cure = "agree on rows: [[section.agreement]] in the checklist.toml that `syncproof accept` writes"
    return f"{what}: {checklist.file}:{sentence.line} ({cure})"


def unmade(checklist: Checklist, section: Section, name: str) -> tuple[str, ...]:
    """Return why the sections of a connected datatype make no pair for a story to connect to, with their lines."""
    own = [each for each in checklist.sections if squeezed(each.source.datatype) == squeezed(name)]
    return tuple(f"the section on line {each.line} {why}" for each in own for why in _whys(each, section))


def _whys(section: Section, other: Section) -> Iterator[str]:
    connects = "create-if-connected" in section.kinds
    if section.pair == other.pair:
        yield f"is this one, and no match{' or connection' if connects else ''} can make a first pair"
    elif section.is_chained_to(other):
        yield "begins or ends at a datatype of this one"
    elif doubts(section.oddities):
        yield "has a line that leaves open what is promised"
    elif "condition" in section.kinds and section.predicate is None:
        yield "has a condition whose meaning nobody agreed on"
    elif not section.rows:
        yield "has no row that a story can carry"
    elif not section.creates:
        creates = "creates only what is connected to what has no pair either" if connects else "creates nothing"
        yield f"{creates}, and has no merge criterion that a story can meet"
