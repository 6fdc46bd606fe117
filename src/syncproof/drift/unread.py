"""Lines that nobody can read in one of two documents, each with what is missing where the line stands.

A cell that breaks, a sentence that is garbled, or a table that is lost makes lines unreadable, and what they said is
gone: that is one edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from syncproof.checklist import Oddity
from syncproof.checklist.oddity import doubts
from syncproof.drift.difference import Difference, Passage
from syncproof.drift.parts import ComparedSection, Left, Part, PartPlaces, Place, described


def unreadable(
    before: tuple[Oddity, ...], after: tuple[Oddity, ...], old: Passage, new: Passage
) -> Iterator[Difference]:
    """Yield what can be read in one document only; `old` and `new` are the part that the oddities belong to."""
    for oddity in _beyond(doubts(after), doubts(before)):
        yield _added([oddity], old, new.file, [])
    for oddity in _beyond(doubts(before), doubts(after)):
        yield _removed([oddity], old.file, new, [])


def unreadable_within(
    one: ComparedSection, two: ComparedSection, left: Left, places: tuple[PartPlaces, PartPlaces]
) -> Iterator[Difference]:
    """Yield what can be read in one of two sections only; what is told with that is taken out of what is left."""
    before, after = one.section.oddities, two.section.oddities
    for place, found in _by_place(_beyond(doubts(after), doubts(before)), places[1], two).items():
        missing = left.take_gone(each for each in left.gone if places[0].of(each) == place)
        yield _added(found, one.passage(missing[0] if missing else None), two.checklist.file, missing)
    groups = _by_place(_beyond(doubts(before), doubts(after)), places[0], one)
    is_one = len(groups) == len({places[1].of(each) for each in left.come}) == 1
    for place, found in groups.items():
        # Of what was accepted nobody knows where in the section the doubts stood.
        come = left.take_come(each for each in left.come if is_one or places[1].of(each) == place)
        yield _removed(found, one.checklist.file, two.passage(come[0] if come else None), come)


def _by_place(found: Iterable[Oddity], places: PartPlaces, side: ComparedSection) -> Mapping[Place, list[Oddity]]:
    """Return oddities by their places; one about the section as a whole stands for itself."""
    groups: dict[Place, list[Oddity]] = {}
    for each in found:
        is_whole = each.line == side.section.line
        groups.setdefault(("section", each.mark) if is_whole else places.at(each.line), []).append(each)
    return groups


def _added(found: Sequence[Oddity], old: Passage, file: str, missing: Sequence[Part]) -> Difference:
    first = found[0]
    text = f"what nobody can read: {first.what}{_more(found)}"
    text += f"; {described(missing)} {'is' if len(missing) == 1 else 'are'} gone with that" if missing else ""
    return Difference("drift", "unreadable", "added", text, old, Passage(file, first.line, first.what))


def _removed(found: Sequence[Oddity], file: str, new: Passage, come: Sequence[Part]) -> Difference:
    first = found[0]
    text = f"what nobody could read is gone: {first.what}{_more(found)}"
    text += f"; {described(come)} {'is' if len(come) == 1 else 'are'} new in that place" if come else ""
    return Difference("drift", "unreadable", "removed", text, Passage(file, first.line, first.what), new)


def _more(found: Sequence[Oddity]) -> str:
    """Return the further lines; of what was accepted nobody knows them."""
    lines = sorted({each.line for each in found} - {found[0].line})
    return f" (and at line {', '.join(map(str, lines))})" if lines else ""


def _beyond(some: Iterable[Oddity], others: Iterable[Oddity]) -> Iterator[Oddity]:
    left = Counter(each.mark for each in others)
    for each in some:
        left[each.mark] -= 1
        if left[each.mark] < 0:
            yield each
