"""A family of documents whose systems were renamed: which accepted document each of them is, one to one.

The system that kept its name decides, then a name that other documents show to be renamed, then what the documents
say. The best matches are made first, since each of them shows renames, and leaves fewer to choose from. Of those that
are left, sections of datatypes that were renamed at once count as the sections that they were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from syncproof.checklist import Checklist, Criterion, Row
from syncproof.checklist.names import shared, squeezed
from syncproof.drift.datatypes import Pair, RenamedDatatypes
from syncproof.drift.matching import in_step
from syncproof.drift.meaning import digest, rows_of_document

Ends: TypeAlias = tuple[str, str]
"""The names of a document's two systems, however they are spelt."""
_Match: TypeAlias = tuple[Ends, Ends]
"""A document and an accepted one."""
_ALIKE = 0.5
"""The part of all sections that two documents must share, where only one of their systems has the same name."""


def ends(checklist: Checklist) -> Ends:
    """Return the names of a document's systems."""
    return squeezed(checklist.source), squeezed(checklist.target)


class Family:
    """Documents of systems that no accepted document has, and accepted documents that no other document is."""

    def __init__(self, documents: Iterable[Checklist], accepted: Iterable[Checklist]) -> None:
        self._open = {ends(each): _Member(each) for each in documents}
        self._free = {ends(each): _Member(each) for each in accepted}
        self._renamed: set[tuple[str, str]] = set()
        """Names of a system, the old one first."""
        self._datatypes_too = False
        """Whether sections of renamed datatypes count as those that they were."""
        self._shares: dict[_Match, float] = {}
        """The part of all sections that two documents share, where such sections count, as far as somebody asked."""

    def matched(self) -> Mapping[Ends, Checklist]:
        """Return the accepted document of each document of which it is beyond doubt; the others stay open."""
        found: dict[Ends, Checklist] = {}
        for self._datatypes_too in (False, True):
            while best := self._best():
                for new, old in best:
                    found[new] = self._free.pop(old).checklist
                    del self._open[new]
                    self._renamed |= {(was, is_) for was, is_ in zip(old, new, strict=True) if was != is_}
        return found

    def like(self, document: Checklist) -> tuple[Checklist, ...]:
        """Return the accepted documents that one of the documents could be."""
        new, self._datatypes_too = ends(document), True
        return tuple(each.checklist for old, each in self._free.items() if self._names(new, old) is not None)

    def nearest(self, document: Checklist) -> Checklist | None:
        """Return the accepted document that one of the documents is nearest to; None where none is near.

        Near is one whose systems are called alike, or one with a section of the same datatypes and a system of the
        same name, or with most of all sections.
        """
        new, self._datatypes_too = ends(document), True
        found = {old: self._nearness(new, old) for old in self._free}
        best = max(filter(found.__getitem__, found), key=lambda each: found[each] or (), default=None)
        return self._free[best].checklist if best else None

    def _nearness(self, new: Ends, old: Ends) -> tuple[float, ...]:
        """Return how near two documents are, to be compared; () where they are not."""
        is_alike, share, count = self._is_called_alike((new, old)), self._share(new, old), self._same_names(new, old)
        return (is_alike, share, count) if is_alike or share > (0 if count else _ALIKE) else ()

    def _best(self) -> list[_Match]:
        """Return the matches beyond doubt that have the most names in common."""
        names = {
            (new, old): count
            for new in self._open
            for old in self._free
            if (count := self._names(new, old)) is not None
        }
        most_of_new, most_of_old = _highest(names, 0), _highest(names, 1)
        by_new: dict[Ends, list[_Match]] = defaultdict(list)
        by_old: dict[Ends, list[_Match]] = defaultdict(list)
        for (new, old), count in names.items():
            if count == most_of_new[new] == most_of_old[old]:
                by_new[new].append((new, old))
                by_old[old].append((new, old))
        chosen = set(self._beyond_doubt(by_old.values()))
        found = [match for match in self._beyond_doubt(by_new.values()) if match in chosen]
        most = max((names[match] for match in found), default=0)
        return [match for match in found if names[match] == most]

    def _names(self, new: Ends, old: Ends) -> int | None:
        """Return how many systems have the same name in both, or one that was renamed; None for unlike documents."""
        count = self._same_names(new, old)
        if count == len(new):
            return count
        share = self._share(new, old)
        is_like = share > _ALIKE if count else share == 1 and len(self._open[new].pairs) > 1
        return count if is_like else None

    def _same_names(self, new: Ends, old: Ends) -> int:
        return sum(one == two or (one, two) in self._renamed for one, two in zip(old, new, strict=True))

    def _share(self, new: Ends, old: Ends) -> float:
        """Return which part of all sections two documents share."""
        document, accepted = self._open[new], self._free[old]
        share = _shared(document.pairs, accepted.pairs)
        # Where no section stayed, nothing tells renames from another document.
        if not self._datatypes_too or not 0 < share <= _ALIKE or not self._same_names(new, old):
            return share
        if (new, old) not in self._shares:
            if _most_shared(document, accepted) <= _ALIKE:
                return share
            self._shares[new, old] = _shared(*_pairs_of_now(document.checklist, accepted.checklist))
        return self._shares[new, old]

    def _beyond_doubt(self, groups: Iterable[list[_Match]]) -> Iterator[_Match]:
        """Yield the only match of each group, or what alone says the same, or what alone has names that are alike."""
        for group in groups:
            for left in (group, filter(self._says_the_same, group), filter(self._is_called_alike, group)):
                if len(found := list(left)) == 1:
                    yield found[0]
                    break

    def _says_the_same(self, match: _Match) -> bool:
        new, old = match
        return self._open[new].digest == self._free[old].digest

    def _is_called_alike(self, match: _Match) -> bool:
        """Whether each name is that of the other document, or was, or begins with that, or that with it."""
        new, old = match
        one, two = self._free[old].checklist, self._open[new].checklist
        spelt = ((one.source, two.source), (one.target, two.target))
        sides = zip(old, new, spelt, strict=True)
        return all(was == is_ or (was, is_) in self._renamed or _begins(*names) for was, is_, names in sides)


class _Member:
    """A document, and what others are compared with."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self.pairs = frozenset(section.pair for section in checklist.sections)

    @cached_property
    def properties(self) -> Mapping[Pair, frozenset[str]]:
        """The properties in the rows and criteria of each section, by the two datatypes."""
        found: dict[Pair, frozenset[str]] = {}
        for each in self.checklist.sections:
            lines: list[Row | Criterion] = [*rows_of_document(each), *each.criteria]
            names = frozenset(name for line in lines for name in (line.source, line.target))
            found[each.pair] = names | found.get(each.pair, frozenset())
        return found

    @cached_property
    def digest(self) -> str:
        """The digest of what the document means."""
        return digest(self.checklist)


def _shared(ours: frozenset[Pair], theirs: frozenset[Pair]) -> float:
    """Return which part of all sections is in both of two documents."""
    common = len(ours & theirs)
    return common / max(len(ours) + len(theirs) - common, 1)


def _most_shared(document: _Member, accepted: _Member) -> float:
    """Return which part of all sections two documents share at most, if datatypes were renamed.

    To look for the renames takes far longer, and nearly all pairs of documents have none.
    """
    ours, theirs = document.properties, accepted.properties
    come, gone = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    renamed = sum(any(_can_be(one, two, ours[one], theirs[two]) for two in gone) for one in come)
    common = len(ours) - len(come) + min(renamed, len(gone))
    return common / max(len(ours) + len(theirs) - common, 1)


def _can_be(one: Pair, two: Pair, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two sections have a datatype in common, and a property, or neither any."""
    return (one[0] == two[0] or one[1] == two[1]) and (not ours.isdisjoint(theirs) or ours == theirs)


def _pairs_of_now(document: Checklist, accepted: Checklist) -> tuple[frozenset[Pair], frozenset[Pair]]:
    """Return the pairs of datatypes of two documents, both with the names of the first."""
    old, new = in_step(accepted, document), in_step(document, accepted)
    called = RenamedDatatypes(old, new).of(old)
    return frozenset(each.pair for each in new.sections), frozenset(each.pair for each in called.sections)


def _highest(names: Mapping[_Match, int], side: int) -> Mapping[Ends, int]:
    """Return how many names each document has in common with the one that has most."""
    found: dict[Ends, int] = {}
    for match, count in names.items():
        found[match[side]] = max(count, found.get(match[side], 0))
    return found


def _begins(one: str, two: str) -> bool:
    """Whether one of two names begins with all words of the other."""
    words = one.split(), two.split()
    return 0 < shared(words) == min(map(len, words))
