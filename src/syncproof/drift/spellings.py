"""Spellings of sentences that say the same: the case of a condition, and the datatypes that a sentence lists."""

from __future__ import annotations

from collections.abc import Iterator

from syncproof.checklist import Checklist, End, Section, Sentence
from syncproof.checklist.names import squeezed
from syncproof.drift.difference import Difference
from syncproof.drift.meaning import spelt_by_roles, with_names, words_of
from syncproof.drift.parts import ComparedSection, apart, listed, words_apart


def spellings(one: ComparedSection, two: ComparedSection) -> Iterator[Difference]:
    """Yield a notice for each sentence that is spelt otherwise, or lists the same datatypes in another order."""
    headings = _Headings(one.checklist, two.checklist)
    for was in one.section.sentences:
        said = was.kind, words_of(was, one.checklist)
        is_ = next((each for each in two.section.sentences if (each.kind, words_of(each, two.checklist)) == said), None)
        if is_ is None:
            continue
        passages = one.passage(was), two.passage(is_)
        if list(map(squeezed, was.connected)) != list(map(squeezed, is_.connected)):
            text = f"{_connected(was, is_)}: the order changes nothing"
            yield Difference("notice", "order", "moved", text, *passages, kind=was.kind)
        pairs = zip(*(sorted(each.connected, key=squeezed) for each in (was, is_)), strict=True)
        if any(name != other and not headings.have(name, other) for name, other in pairs):
            text = f"{_connected(was, is_)}: spelt otherwise"
            yield Difference("notice", "spelling", "changed", text, *passages, kind=was.kind)
        if headings.words(was.words, one.checklist) != headings.words(is_.words, two.checklist):
            text = f"the condition is spelt otherwise: {words_apart(was.words, is_.words)}"
            yield Difference("notice", "spelling", "changed", text, *passages, kind=was.kind)


def _connected(was: Sentence, is_: Sentence) -> str:
    before, now = apart(listed(was.connected), listed(is_.connected))
    return f"connected to {now}, which was {before}"


class _Headings:
    """The datatypes in the headings of two documents: what is spelt otherwise there is a difference of the headings."""

    def __init__(self, old: Checklist, new: Checklist) -> None:
        self._old, self._new = ({end.datatype for each in one.sections for end in _ends(each)} for one in (old, new))
        self._folded = {name: squeezed(name) for name in self._old ^ self._new}

    def have(self, was: str, is_: str) -> bool:
        """Whether headings had the one spelling, and have the other."""
        return was in self._old and is_ in self._new

    def words(self, words: str, checklist: Checklist) -> str:
        """Return the words of a condition as they are compared; they begin with a small letter, or with a capital."""
        spelt = with_names(spelt_by_roles(words, checklist), self._folded)
        return spelt[:1].lower() + spelt[1:]


def _ends(section: Section) -> tuple[End, End]:
    return section.source, section.target
