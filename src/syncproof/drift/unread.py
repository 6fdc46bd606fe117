"""Lines that nobody can read in one of two documents, each with what is missing where the line stands.

A cell that breaks, a sentence that is garbled, or a table that is lost makes lines unreadable, and what they said is
gone: that is one edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from syncproof.checklist import Checklist, Oddity, Sentence
from syncproof.checklist.oddity import doubts
from syncproof.checklist.resolve import NO_SECTION, OTHER_WAY
from syncproof.checklist.section import SECOND
from syncproof.drift.difference import Difference, Passage, What
from syncproof.drift.parts import ComparedSection, Left, Part, PartPlaces, Place, described


def unreadable(old: Checklist, new: Checklist, was: Passage, is_: Passage) -> Iterator[Difference]:
    """Yield what can be read in one document only, outside of its sections; `was` and `is_` are the two titles."""
    for found in _runs(_beyond(doubts(new.oddities), doubts(old.oddities)), new):
        yield _added(found, was, new.file, [], [])
    for found in _runs(_beyond(doubts(old.oddities), doubts(new.oddities)), old):
        yield _removed(found, old.file, is_, [], [])


def _runs(found: Iterable[Oddity], checklist: Checklist) -> Iterator[list[Oddity]]:
    """Yield oddities that stand together: no section is between them, and no heading that could be one."""
    groups: dict[tuple[int, int], list[Oddity]] = {}
    headings = 0
    for each in sorted(found, key=lambda one: one.line):
        headings += each.what.startswith((NO_SECTION, OTHER_WAY))
        before = sum(section.line < each.line for section in checklist.sections)
        groups.setdefault((before, headings), []).append(each)
    yield from groups.values()


def unreadable_within(
    one: ComparedSection, two: ComparedSection, left: Left, places: tuple[PartPlaces, PartPlaces]
) -> Iterator[Difference]:
    """Yield what can be read in one of two sections only; what is told with that is taken out of what is left."""
    before, after = one.section.oddities, two.section.oddities
    both = one.section.kinds & two.section.kinds
    for place, found in _by_place(_beyond(doubts(after), doubts(before)), places[1], two).items():
        lines = {each.line for each in found}
        missing = left.take_gone(each for each in left.gone if places[0].of(each) == place)
        come = left.take_come(each for each in left.come if places[1].of(each) == place or each.line in lines)
        was = one.passage(missing[0] if missing else _first(one, come))
        yield _added(found, was, two.checklist.file, missing, [each for each in come if not _is_second(each, both)])
    groups = _by_place(_beyond(doubts(before), doubts(after)), places[0], one)
    is_one = len(groups) == len({places[1].of(each) for each in left.come}) == 1
    for place, found in groups.items():
        # Of what was accepted nobody knows where in the section the doubts stood.
        come = left.take_come(each for each in left.come if is_one or places[1].of(each) == place)
        gone = left.take_gone(each for each in left.gone if places[0].of(each) == place or _is_second(each, both))
        now = two.passage(come[0] if come else _first(two, gone))
        yield _removed(found, one.checklist.file, now, come, [each for each in gone if not _is_second(each, both)])


def _is_second(part: Part, kinds: frozenset[str]) -> bool:
    """Whether a part that only one of two sections has is the second sentence of its kind."""
    return isinstance(part, Sentence) and part.kind in kinds


def _first(side: ComparedSection, found: Sequence[Part]) -> Sentence | None:
    """Return the sentence of a section that the other one says twice."""
    kinds = [each.kind for each in found if isinstance(each, Sentence)]
    return next((each for each in side.section.sentences if each.kind in kinds), None)


def _by_place(found: Iterable[Oddity], places: PartPlaces, side: ComparedSection) -> Mapping[Place, list[Oddity]]:
    """Return oddities by their places; one about the section as a whole stands for itself."""
    groups: dict[Place, list[Oddity]] = {}
    for each in found:
        is_whole = each.line == side.section.line
        groups.setdefault(("section", each.mark) if is_whole else places.at(each.line), []).append(each)
    return groups


def _added(
    found: Sequence[Oddity], old: Passage, file: str, missing: Sequence[Part], come: Sequence[Part]
) -> Difference:
    first = found[0]
    how = "the document contradicts itself" if first.is_contradiction else "what nobody can read"
    how = "what leaves the promise open" if SECOND in first.words else how
    text = f"{how}: {first.what}{_more(found)}{_with(come, 'new')}{_with(missing, 'gone')}"
    return Difference("drift", _what(first), "added", text, old, Passage(file, first.line, first.what))


def _what(oddity: Oddity) -> What:
    """Return what a doubt is: copies that contradict each other can be read."""
    return "contradiction" if oddity.is_contradiction else "unreadable"


def _with(some: Sequence[Part], word: str) -> str:
    return f"; {described(some)} {'is' if len(some) == 1 else 'are'} {word} with that" if some else ""


def _removed(
    found: Sequence[Oddity], file: str, new: Passage, come: Sequence[Part], gone: Sequence[Part]
) -> Difference:
    first = found[0]
    is_told = (
        "the document contradicts itself no longer" if first.is_contradiction else "what nobody could read is gone"
    )
    is_told = "what left the promise open is gone" if SECOND in first.words else is_told
    text = f"{is_told}: {first.what}{_more(found)}{_with(come, 'new')}{_with(gone, 'gone')}"
    return Difference("drift", _what(first), "removed", text, Passage(file, first.line, first.what), new)


def _more(found: Sequence[Oddity]) -> str:
    """Return the further lines; of what was accepted nobody knows them."""
    lines = sorted({each.line for each in found} - {found[0].line})
    return f" (and at line {', '.join(map(str, lines))})" if lines else ""


def _beyond(some: Iterable[Oddity], others: Iterable[Oddity]) -> Iterator[Oddity]:
    """Yield what only one of two sections has."""
    left = Counter(each.mark for each in _each_way_once(others))
    for each in _each_way_once(some):
        left[each.mark] -= 1
        if left[each.mark] < 0:
            yield each


def _each_way_once(oddities: Iterable[Oddity]) -> Iterator[Oddity]:
    """Yield oddities, of several contradictions of one kind the first: how copies contradict counts, not how many."""
    marks = set()
    for each in oddities:
        if not each.is_contradiction or each.mark not in marks:
            yield each
        if each.is_contradiction:
            marks.add(each.mark)
