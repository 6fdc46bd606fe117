"""Which section of one document is which of the other: by datatypes and content, wherever the section stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from syncproof.checklist import Checklist, Criterion, Row, Section
from syncproof.checklist.dialect import of_internal_id
from syncproof.checklist.names import after_system, squeezed
from syncproof.drift.meaning import content, rows_of_document, with_names


@dataclass(slots=True)
class Matches:
    """The sections of two documents, matched."""

    same: list[tuple[Section, Section]] = field(default_factory=list)
    """Sections of the same two datatypes, the old one first."""
    turned: list[tuple[Section, Section]] = field(default_factory=list)
    """Sections whose source and target have changed places."""
    renamed: list[tuple[Section, Section]] = field(default_factory=list)
    """Sections that say the same of another datatype."""
    removed: list[Section] = field(default_factory=list)
    added: list[Section] = field(default_factory=list)
    doubled: list[tuple[Section, Section]] = field(default_factory=list)
    """Identical copies that only the new document has: the section that they repeat, and the copy."""
    undoubled: list[tuple[Section, Section]] = field(default_factory=list)
    """Identical copies that only the old document has: the copy, and the section that is left."""


def matched(old: Checklist, new: Checklist) -> Matches:
    """Return which sections are the same, turned around, renamed, gone, new, or copies of others."""
    found = Matches()
    groups: dict[tuple[str, str], tuple[list[Section], list[Section]]] = defaultdict(lambda: ([], []))
    for section in old.sections:
        groups[section.pair][0].append(section)
    for section in new.sections:
        groups[section.pair][1].append(section)
    for olds, news in groups.values():
        _copies(found, _by_content(olds, old), _by_content(news, new))
    _turned(found)
    _renamed(found, old, new)
    return found


def paired_copies(old: Checklist, new: Checklist) -> list[tuple[Section, Section]]:
    """Return the sections of the same two datatypes in pairs, copies by what they say, and the rest in their order."""
    pairs: list[tuple[Section, Section]] = []
    for pair in dict.fromkeys(each.pair for each in old.sections):
        olds, news = (
            _by_content([each for each in checklist.sections if each.pair == pair], checklist)
            for checklist in (old, new)
        )
        for said in olds.keys() & news.keys():
            for each in (olds[said], news[said]):
                each.sort(key=_is_alone(olds[said], news[said]))
        for said in olds:
            pairs += zip(olds[said], news.get(said, ()), strict=False)
        pairs += zip(_beyond(olds, news), _beyond(news, olds), strict=False)
    return pairs


def _is_alone(ones: Sequence[Section], twos: Sequence[Section]) -> Callable[[Section], bool]:
    """Return the test whether a copy stands where only one of two documents has a copy that says the same."""
    both = {each.copy for each in ones} & {each.copy for each in twos}
    return lambda section: section.copy not in both


def _beyond(some: dict[str, list[Section]], others: dict[str, list[Section]]) -> list[Section]:
    """Return the sections without an equal among the others: first those that say what no other says."""
    alone = [each for said in some if said not in others for each in some[said]]
    return alone + [each for said in some if said in others for each in some[said][len(others[said]) :]]


def _by_content(sections: Sequence[Section], checklist: Checklist) -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = defaultdict(list)
    for each in sections:
        found[content(each, checklist)].append(each)
    return found


def _copies(found: Matches, olds: dict[str, list[Section]], news: dict[str, list[Section]]) -> None:
    """Match copies of one section: first those that say the same, then the others in their order.

    Where only one document is left with copies that say something else, each was, or became, one of several that say
    the same.
    """
    left = [olds[each] for each in olds if each not in news], [news[each] for each in news if each not in olds]
    same = [(olds[each], news[each]) for each in olds if each in news]
    pairs = list(zip(*left, strict=False))
    removed, added = (groups[len(pairs) :] for groups in left)
    for one, two in same:
        while added and (spare := _spare(one, two, added[0])):
            pairs.append((spare, added.pop(0)))
        while removed and (spare := _spare(two, one, removed[0])):
            pairs.append((removed.pop(0), spare))
    for one, two in (*same, *pairs):
        found.same.append((one[0], two[0]))
        found.doubled += [(one[0], copy) for copy in two[len(one) :]]
        found.undoubled += [(copy, two[0]) for copy in one[len(two) :]]
    found.removed += chain(*removed)
    found.added += chain(*added)


def _spare(many: list[Section], few: Sequence[Section], group: Sequence[Section]) -> list[Section]:
    """Take as many copies as a group has, and the other document has fewer of: first those that stand at its places."""
    numbers = {each.copy for each in group}
    count = min(max(len(many) - len(few), 0), len(group))
    spare = sorted(many, key=lambda each: each.copy not in numbers)[:count]
    many[:] = [each for each in many if each not in spare]
    return spare


def _turned(found: Matches) -> None:
    for section in tuple(found.removed):
        other = next((each for each in found.added if each.pair == section.pair[::-1]), None)
        if other:
            found.turned.append((section, other))
            found.removed.remove(section)
            found.added.remove(other)


def _renamed(found: Matches, old: Checklist, new: Checklist) -> None:
    """Match sections with rows that say the same of one datatype and of another, where there is but one such."""
    for section in tuple(found.removed):
        others = [each for each in found.added if _is_renamed(section, each, old, new)]
        rivals = [each for each in found.removed if any(_is_renamed(each, other, old, new) for other in others)]
        if len(others) == len(rivals) == 1:
            found.renamed.append((section, others[0]))
            found.removed.remove(section)
            found.added.remove(others[0])


def _is_renamed(section: Section, other: Section, old: Checklist, new: Checklist) -> bool:
    shares = any(one == two for one, two in zip(section.pair, other.pair, strict=True))
    return shares and bool(rows_of_document(section)) and content(section, old) == content(other, new)


def turned_around(section: Section) -> Section:
    """Return a section with source and target exchanged, in its rows too."""
    return replace(
        section,
        source=section.target,
        target=section.source,
        rows=tuple(_turned_row(each) for each in section.rows),
        criteria=tuple(_turned_criterion(each) for each in section.criteria),
    )


def _turned_row(row: Row) -> Row:
    return replace(
        row,
        source=row.target,
        target=row.source,
        source_qualifiers=row.target_qualifiers,
        target_qualifiers=row.source_qualifiers,
    )


def _turned_criterion(row: Criterion) -> Criterion:
    return replace(
        row,
        source=row.target,
        target=row.source,
        source_qualifiers=row.target_qualifiers,
        target_qualifiers=row.source_qualifiers,
    )


def in_step(checklist: Checklist, other: Checklist) -> Checklist:
    """Return a checklist whose datatypes do not begin with a name of a system, as far as another document shows that.

    While a system is renamed, headings and title are out of step: of a heading that calls the system otherwise, the
    name is taken for a part of the datatype. A datatype that the other document has, too, stays as it is.
    """
    spelt = {squeezed(name): name for each in other.sections for name in (*_connected(each), each.source.datatype)}
    sources = set(spelt)
    targets = {each.pair[1] for each in other.sections}
    names = (checklist.source, other.source), (checklist.target, other.target)
    called_by = _own_names(names)
    sections = []
    for each in checklist.sections:
        heading = squeezed(each.title)
        is_named = (
            heading.startswith(squeezed(str(each.source))),
            heading.endswith(squeezed(str(each.target))),
        )
        connected = {name: _connected_datatype(name, names[0], spelt) for name in _connected(each)}
        sections.append(
            replace(
                each,
                source=replace(
                    each.source, datatype=_without(each.source.datatype, names[0], sources, is_named=is_named[0])
                ),
                target=replace(
                    each.target, datatype=_without(each.target.datatype, names[1], targets, is_named=is_named[1])
                ),
                sentences=tuple(
                    replace(
                        sentence,
                        words=with_names(sentence.words, called_by),
                        connected=tuple(connected[name] for name in sentence.connected),
                    )
                    for sentence in each.sentences
                ),
            )
        )
    return replace(checklist, sections=tuple(sections))


def _own_names(names: tuple[tuple[str, str], tuple[str, str]]) -> Mapping[str, str]:
    """Return the names by which conditions call the systems, and how the document itself calls the systems.

    A name of our own stays, also where the other document calls its other system so.
    """
    found: dict[str, str] = {}
    for own, other in names:
        if own and other and squeezed(own) != squeezed(other):
            found[squeezed(other)] = own
    own_names = {squeezed(own): own for own, _ in names if own}
    return {**found, **own_names} if found else {}


def _connected(section: Section) -> list[str]:
    return [name for sentence in section.sentences for name in sentence.connected]


def _connected_datatype(name: str, names: tuple[str, str], spelt: Mapping[str, str]) -> str:
    """Return what is connected without a name of the system, as the other document spells that.

    An internal id begins with a name as well, and where a system is renamed, its ids can keep the old one.
    """
    if squeezed(name) in spelt:
        return name
    rest = _without(name, names, set(spelt), is_named=True)
    return spelt.get(squeezed(rest)) or spelt.get(squeezed(of_internal_id(rest, (), names)), rest)


def _without(datatype: str, names: tuple[str, str], known: set[str], *, is_named: bool) -> str:
    """Return what follows a name of the system in a datatype, if that is known.

    The name is one that the other document has, which may begin in our own; where the heading does not name the system
    as its document does, the name can be any.
    """
    own, other = names
    if squeezed(datatype) in known:
        return datatype
    found = [after_system(datatype, other), after_system(f"{own} {datatype}", other)] if other else []
    rests = [each.datatype for each in found if each]
    if not is_named:
        words = datatype.split()
        rests += [" ".join(words[count:]) for count in range(1, len(words))]
    return next((rest for rest in rests if squeezed(rest) in known), datatype)
