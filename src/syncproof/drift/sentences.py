"""Compares the sentences of two sections: another promise, the words of conditions, what has to be connected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from syncproof.checklist import Section, Sentence
from syncproof.checklist.kinds import DECIDING
from syncproof.drift.difference import Difference, How, Passage, What
from syncproof.drift.meaning import words_of
from syncproof.drift.parts import ComparedSection, listed, words_apart


def sentences_alone(section: Section, other: Section) -> list[Sentence]:
    """Return the sentences of which another section has none of their kind, or fewer."""
    there = _by_kind(other)
    return [each for kind, group in _by_kind(section).items() for each in group[len(there.get(kind, ())) :]]


def promises(gone: Sequence[Sentence], come: Sequence[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Return the sentence that decides what is created and that took the place of another one, if that is clear."""
    was, is_ = ([each for each in some if each.kind in DECIDING] for some in (gone, come))
    return list(zip(was, is_, strict=True)) if len(was) == len(is_) == 1 else []


def another_promise(one: ComparedSection, two: ComparedSection, was: Sentence, is_: Sentence) -> Difference:
    """Return the drift of a promise that another one took the place of."""
    text = f"the promise is another: {was.kind} became {is_.kind}"
    return of_sentence(was.kind, "sentence", "changed", text, one.passage(was), two.passage(is_))


def of_both(one: ComparedSection, two: ComparedSection) -> Iterator[Difference]:
    """Yield what differs between sentences of the kinds that both sections have."""
    before, after = _by_kind(one.section), _by_kind(two.section)
    for kind in before.keys() & after.keys():
        yield from _same_kind(one, two, before[kind], after[kind])


def of_sentence(kind: str, what: What, how: How, text: str, old: Passage, new: Passage) -> Difference:
    """Return the drift of a sentence of a kind."""
    return Difference("drift", what, how, text, old, new, kind=kind)


def _same_kind(
    one: ComparedSection, two: ComparedSection, before: Sequence[Sentence], after: Sequence[Sentence]
) -> Iterator[Difference]:
    """Yield what differs between sentences of one kind: the words of conditions, the datatypes that are connected."""
    said = {words_of(each, one.checklist) for each in before} & {words_of(each, two.checklist) for each in after}
    was = [each for each in before if words_of(each, one.checklist) not in said]
    is_ = [each for each in after if words_of(each, two.checklist) not in said]
    # That one section has more of the kind is told of the sentence which the other lacks.
    fewer, more = (max(one - other, 0) for one, other in ((len(before), len(after)), (len(after), len(before))))
    was, is_ = was[: max(len(was) - fewer, 0)], is_[: max(len(is_) - more, 0)]
    for each, other in zip(was, is_, strict=False):
        if each.connected or other.connected:
            text = f"connected to {listed(other.connected)}, which was {listed(each.connected)}"
            yield of_sentence(each.kind, "connected", "changed", text, one.passage(each), two.passage(other))
        else:
            text = f"the condition is another: {words_apart(each.words, other.words)}"
            yield of_sentence(each.kind, "condition", "changed", text, one.passage(each), two.passage(other))
    for each in was[len(is_) :]:
        text = f"one of two sentences {each.kind} is another now"
        yield of_sentence(each.kind, "condition", "removed", text, one.passage(each), two.passage(after[0]))
    for each in is_[len(was) :]:
        text = f"one of two sentences {each.kind} is another now"
        yield of_sentence(each.kind, "condition", "added", text, one.passage(before[0]), two.passage(each))


def _by_kind(section: Section) -> Mapping[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = defaultdict(list)
    for each in section.sentences:
        found[each.kind].append(each)
    return found
