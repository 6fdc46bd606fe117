"""Places of copies: which copy of the next generation each accepted section is, and each retired one.

A copy is known by what it says. One that has no place in the next generation takes a number that no other copy has.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING, TypeAlias

from syncproof.acceptance.retired import by_itself
from syncproof.drift.matching import paired_copies
from syncproof.drift.meaning import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.acceptance.retired import RetiredSection
    from syncproof.checklist import Checklist, Section

_Pairs: TypeAlias = "Sequence[tuple[Section, Section]]"


class CopyPlaces:
    """The places of the sections of an accepted document, and of the retired ones, in the next generation."""

    def __init__(self, old: Checklist, new: Checklist, retired: Sequence[RetiredSection]) -> None:
        self._old, self._new = _by_themselves(old), _by_themselves(new)
        index_of = {id(each): index for index, each in enumerate(self._old.sections)}
        returned = dict(self._returned(paired_copies(self._old, self._new), retired))
        taken = set(map(id, returned.values()))
        left = [each for each in self._new.sections if id(each) not in taken]
        pairs = paired_copies(self._old, replace(self._new, sections=tuple(left)))
        taken |= {id(other) for _, other in pairs}
        left = [each for each in left if id(each) not in taken]
        returned |= _changed([each for each in retired if each not in returned], left)
        self.returned = returned
        """The section of the next generation that each retired one is."""
        self.of_old = {index_of[id(one)]: (other.copy, other.namesake) for one, other in pairs}
        """The number among its two datatypes, and among its namesakes, of each accepted section by its index."""
        self.retired = self._numbered([each for each in retired if each not in returned])
        """Those that stay retired, each as it was and with the number that it has now."""

    def _returned(self, pairs: _Pairs, retired: Sequence[RetiredSection]) -> Iterator[tuple[RetiredSection, Section]]:
        """Yield the retired sections that say what one of the next generation says, and no accepted one."""
        olds = {id(other): one for one, other in pairs}
        free, come = sorted(retired, key=lambda each: each.copy), []
        for section in self._new.sections if free else ():
            said, old = content(section, self._new), olds.get(id(section))
            if not old or content(old, self._old) != said:
                come.append((section, said))
        for is_same_number in (True, False):  # of copies that say the same, each is the one that had its number
            for section, said in tuple(come):
                same = [each for each in free if (each.pair, each.said) == (section.pair, said)]
                if is_same_number:
                    same = [each for each in same if each.copy == section.copy]
                if same:
                    free.remove(same[0])
                    come.remove((section, said))
                    yield same[0], section

    def _numbered(self, retired: Sequence[RetiredSection]) -> dict[RetiredSection, RetiredSection]:
        """Give each copy that is gone, now or earlier, its own number again, or a free one."""
        taken = {(each.pair, each.copy) for each in self._new.sections}
        for index, each in enumerate(self._old.sections):
            if index not in self.of_old:
                number = _free(taken, each.pair, each.copy)
                self.of_old[index] = (number, each.namesake)
        return {each: each.with_number(_free(taken, each.pair, each.copy)) for each in retired}


def _free(taken: set[tuple[tuple[str, str], int]], pair: tuple[str, str], own: int) -> int:
    """Take a number of two datatypes: one's own, or the first that no copy has."""
    number = next(each for each in chain([own], count(1)) if (pair, each) not in taken)
    taken.add((pair, number))
    return number


def _changed(retired: Sequence[RetiredSection], come: Sequence[Section]) -> dict[RetiredSection, Section]:
    """Return which retired section is a new one that says something else: where only one can be meant, and is."""
    found: dict[RetiredSection, Section] = {}
    for pair in dict.fromkeys(each.pair for each in retired):
        ones = [each for each in retired if each.pair == pair]
        others = [each for each in come if each.pair == pair]
        if len(ones) == len(others) == 1:
            found[ones[0]] = others[0]
    return found


def _by_themselves(checklist: Checklist) -> Checklist:
    """Return a document whose copies say nothing of each other: that they contradict each other, both say."""
    return replace(checklist, sections=tuple(map(by_itself, checklist.sections)))
