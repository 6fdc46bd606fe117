"""Datatypes with another name: sections that say the same of one datatype and of another show a rename.

So do other sections that connect to the one no longer, and to the other now, where the two have rows in common. A
datatype is renamed in the whole document: in each of its sections, and wherever another section connects to the
datatype. In a document in which the old name still stands, only the section that says the same has another datatype.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from syncproof.checklist import Checklist, Section, Sentence
from syncproof.checklist.names import normalised, squeezed
from syncproof.drift.connections import connected_anew, one_to_one
from syncproof.drift.meaning import called, content, is_mostly_the_same, rows_of_document

Pair: TypeAlias = tuple[str, str]
Names: TypeAlias = Mapping[tuple[int, str], str]
"""Names of today by the side, 0 for the source, and the old name as it is compared."""


class RenamedDatatypes:
    """The datatypes that have another name in a document than in an older one of the same systems."""

    def __init__(self, old: Checklist, new: Checklist, known: Mapping[Pair, Names] | None = None) -> None:
        """Find them by what sections say; `known` are names that are found otherwise."""
        self.old = old
        self._new = new
        found = {**(known or {}), **_found(old, new)}
        self._names = _everywhere(found.values(), old, new)
        self._alone = {pair: names for pair, names in found.items() if not names.keys() <= self._names.keys()}
        """The other names of sections whose datatypes keep their names elsewhere."""

    def of(self, checklist: Checklist) -> Checklist:
        """Return the older document, or another form of that, with the names of today."""
        if not self._names and not self._alone:
            return checklist
        words = _words(self._new)
        sections = (
            _called(each, {**self._names, **self._alone.get(each.pair, {})}, words) for each in checklist.sections
        )
        return replace(checklist, sections=tuple(sections))

    def said(self, words: str) -> str:
        """Return the words of a condition with the names of today, unless the document says just these words."""
        known = {each.casefold() for each in _words(self._new)}
        return words if normalised(words).casefold() in known else _with_names(words, self._names)

    def slugs(self, checklist: Checklist) -> Mapping[str, str]:
        """Return the name that each section had, by the name that the section has with the names of today."""
        pairs = zip(self.of(checklist).sections, checklist.sections, strict=True)
        return {now.slug: was.slug for now, was in pairs}

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """The old name and the new one of each datatype that has another name in the whole document."""
        return [each for each in self.sections if any(squeezed(each[0]) == name for _, name in self._names)]

    @property
    def sections(self) -> Mapping[tuple[str, str], Sequence[tuple[Section, Section]]]:
        """The sections of each datatype, as they were and as they are, by the old name and the new one."""
        now = {(*each.pair, each.copy): each for each in reversed(self._new.sections)}
        found: dict[tuple[str, str], list[tuple[Section, Section]]] = defaultdict(list)
        for before, after in zip(self.old.sections, self.of(self.old).sections, strict=True):
            section = now.get((*after.pair, after.copy))
            for was, is_ in dict.fromkeys(zip(_datatypes(before), _datatypes(after), strict=True)) if section else ():
                if section and squeezed(was) != squeezed(is_):
                    found[was, is_].append((before, section))
        return found


def _found(old: Checklist, new: Checklist) -> Mapping[Pair, Names]:
    """Return the other names of sections that are one other section each: by what they say, or by their connections."""
    gone, come = _alone(old, new), _alone(new, old)
    said = one_to_one((one, two) for one in gone for two in come if _says_the_same(gone[one], come[two], old, new))
    anew = connected_anew(old, new)
    connected = one_to_one(
        (one, two)
        for one in gone
        for two in come
        if one not in said and two not in said.values() and _is_connected_anew(gone[one], come[two], anew)
    )
    return {one: other_names(gone[one][0], come[two][0]) for one, two in {**said, **connected}.items()}


def _everywhere(found: Iterable[Names], old: Checklist, new: Checklist) -> Names:
    """Return the names of datatypes that are gone, each with the one new name that took its place."""
    spelt: dict[tuple[int, str], set[str]] = defaultdict(set)
    for key, name in (each for names in found for each in names.items()):
        spelt[key].add(name)
    kept, known = ({(side, name) for side, name, _ in _sides(each)} for each in (new, old))
    names = {
        key: next(iter(new_names))
        for key, new_names in spelt.items()
        if len(new_names) == 1 and key not in kept and (key[0], squeezed(*new_names)) not in known
    }
    taken = Counter((side, squeezed(name)) for (side, _), name in names.items())
    names = {(side, was): name for (side, was), name in names.items() if taken[side, squeezed(name)] == 1}
    if squeezed(old.source) == squeezed(old.target):  # one system: its datatypes stand on both sides
        names |= {(1 - side, was): name for (side, was), name in names.items() if (1 - side, was) not in names}
    return names


def _alone(some: Checklist, other: Checklist) -> Mapping[Pair, Sequence[Section]]:
    """Return the sections of those two datatypes that the other document does not pair."""
    pairs = {each.pair for each in other.sections}
    found: dict[Pair, list[Section]] = defaultdict(list)
    for each in some.sections:
        if each.pair not in pairs:
            found[each.pair].append(each)
    return found


def _says_the_same(ones: Sequence[Section], twos: Sequence[Section], old: Checklist, new: Checklist) -> bool:
    """Whether sections say the same of another datatype on one side; without any row, they stand in one place."""
    one, two = ones[0], twos[0]
    if sum(map(str.__eq__, one.pair, two.pair)) != 1 or len(ones) != len(twos):
        return False
    names, words = other_names(one, two), _words(new)
    was = sorted(content(_called(each, names, words), old) for each in ones)
    if was != sorted(content(each, new) for each in twos):
        return False
    has_rows = any(rows_of_document(each) or each.criteria for each in ones)
    return has_rows or _neighbours(one, old, new) == _neighbours(two, new, old)


def _is_connected_anew(ones: Sequence[Section], twos: Sequence[Section], anew: Mapping[str, str]) -> bool:
    """Whether others were connected to the source of a section, are to that of another now, and the two say alike."""
    if len(ones) != 1 or len(twos) != 1:
        return False
    was, is_ = ones[0].pair, twos[0].pair
    return was[1] == is_[1] and anew.get(was[0]) == is_[0] and is_mostly_the_same(ones[0], twos[0])


def other_names(one: Section, two: Section) -> Names:
    """Return the names of now for the datatypes of a section that is another one now."""
    sides = enumerate(zip(_datatypes(one), _datatypes(two), strict=True))
    return {(side, squeezed(was)): is_ for side, (was, is_) in sides if squeezed(was) != squeezed(is_)}


def _datatypes(section: Section) -> tuple[str, str]:
    return section.source.datatype, section.target.datatype


def _neighbours(section: Section, checklist: Checklist, other: Checklist) -> list[Pair]:
    """Return the nearest sections before and after a section that the other document has, too."""
    both = {each.pair for each in other.sections}
    at = next(index for index, each in enumerate(checklist.sections) if each.pair == section.pair)
    before = [each.pair for each in checklist.sections[:at] if each.pair in both]
    after = [each.pair for each in checklist.sections[at:] if each.pair in both]
    return [*before[-1:], ("", ""), *after[:1]]


def _sides(checklist: Checklist) -> Iterator[tuple[int, str, str]]:
    """Yield each datatype with its side, as it is compared and as it is spelt; connected ones are of the source."""
    is_one = squeezed(checklist.source) == squeezed(checklist.target)
    for each in checklist.sections:
        for side, name in enumerate(_datatypes(each)):
            yield side, squeezed(name), name
            if is_one:
                yield 1 - side, squeezed(name), name


def _words(checklist: Checklist) -> frozenset[str]:
    """Return the words of all conditions."""
    return frozenset(normalised(each.words) for section in checklist.sections for each in section.sentences)


def _called(section: Section, names: Names, words: frozenset[str]) -> Section:
    """Return a section with other names of its datatypes, in connections too, and in conditions but for some words."""
    ends = [
        replace(end, datatype=names.get((side, squeezed(end.datatype)), end.datatype))
        for side, end in enumerate((section.source, section.target))
    ]
    sentences = tuple(_said(each, names, words) for each in section.sentences)
    return replace(section, source=ends[0], target=ends[1], sentences=sentences)


def _said(sentence: Sentence, names: Names, words: frozenset[str]) -> Sentence:
    connected = tuple(names.get((0, squeezed(name)), name) for name in sentence.connected)
    said = sentence.words
    return replace(sentence, words=said if normalised(said) in words else _with_names(said, names), connected=connected)


def _with_names(words: str, names: Names) -> str:
    for (_, was), name in names.items():
        words = called(was).sub(name.replace("\\", r"\\"), words)
    return words
