"""Names that accepted documents have for systems and datatypes: headings may have them still."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from syncproof.checklist.checklist import Checklist
from syncproof.checklist.headings import KnownSide, KnownSides, TitleEnds, pairs_in
from syncproof.checklist.names import before_datatype, squeezed


class KnownNames:
    """The names of systems in the titles and headings of accepted documents, and of their datatypes, squeezed."""

    def __init__(self, accepted: Iterable[Checklist] = ()) -> None:
        """Each of the `accepted` is asked for its headings once, and not for each document that is read."""
        self._by_ends: dict[tuple[str, ...], KnownSides] = {}
        self._all = _nothing()
        self._former: dict[tuple[str, ...], set[str]] = {}
        for each in accepted:
            ends = TitleEnds(each.source, each.target)
            self._former.setdefault(_key(ends), set()).update(_former_sources(each))
            own = self._by_ends.setdefault(_key(ends), _nothing())
            for pair in (ends, *_in_headings(each)):
                for side, every, name in zip(own, self._all, pair, strict=True):
                    side.names.add(squeezed(name))
                    every.names.add(squeezed(name))
            for section in each.sections:
                for side, end in zip(own, section.document_ends, strict=True):
                    side.datatypes.add(squeezed(end.datatype))

    def has(self, ends: TitleEnds) -> bool:
        """Whether an accepted document leads from one of two systems to the other."""
        return _key(ends) in self._by_ends

    def of(self, ends: TitleEnds) -> KnownSides:
        """Return what is known of a document of two systems: of a new one, the names that any document has."""
        return self._by_ends.get(_key(ends), self._all)

    def sources(self, ends: TitleEnds) -> Collection[str]:
        """Return the names that the source of a document has, or had; of a new document, that of any document."""
        former = [self._former[_key(ends)]] if self.has(ends) else self._former.values()
        return self.of(ends).source.names.union(*former) - {""}


def _nothing() -> KnownSides:
    return KnownSides(KnownSide(set(), set()), KnownSide(set(), set()))


def _key(ends: TitleEnds) -> tuple[str, ...]:
    return tuple(map(squeezed, ends))


def _former_sources(checklist: Checklist) -> Iterator[str]:
    """Yield the names, squeezed, that the source of an accepted document can have had."""
    for title in checklist.former:
        words = title.split()[:-1]
        yield from (squeezed(" ".join(words[:at])) for at, word in enumerate(words) if word == "to")


def _in_headings(checklist: Checklist) -> Iterator[tuple[str, str]]:
    """Yield the two systems as the heading of each section spells them, '' where it does not name one."""
    for section in checklist.sections:
        datatypes = [{squeezed(end.datatype)} for end in section.document_ends]
        for pair in pairs_in(section.title):
            source, target = map(before_datatype, pair, datatypes)
            if source and target:
                yield source.system, target.system
                break
