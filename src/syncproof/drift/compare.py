"""Compares two checklists: every difference in meaning, each once, with both passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from syncproof.checklist import Checklist, Section
from syncproof.checklist.names import squeezed
from syncproof.drift.content import within
from syncproof.drift.contradictions import joined_to_edits
from syncproof.drift.datatypes import RenamedDatatypes
from syncproof.drift.difference import Difference, Passage
from syncproof.drift.headings import Headings
from syncproof.drift.matching import Matches, in_step, matched, turned_around
from syncproof.drift.parts import apart
from syncproof.drift.unread import unreadable


def compare(old: Checklist, new: Checklist) -> tuple[Difference, ...]:
    """Return the differences between two documents, in the order of the new one."""
    found: list[Difference] = []
    if _is_turned(old, new):
        what = f"the document goes the other way: {_ends(old)} became {_ends(new)}"
        found.append(Difference("drift", "direction", "turned", what, _title(old), _title(new)))
        old = _turned_document(old)
    else:
        found += _systems(old, new)
    old = in_step(old, new)
    new = in_step(new, old)
    renamed = RenamedDatatypes(old, new)
    found += unreadable(old, new, _title(old), _title(new))
    sections = list(_datatypes(renamed, new))
    slugs, old = renamed.slugs(old), renamed.of(old)
    matches = matched(old, new)
    sections += [
        replace(each, slug=slugs.get(each.slug, ""))
        for each in (*_sections(matches, old, new), *_contents(matches, old, new))
    ]
    found = Headings(matches, old, new).told_once([*found, *sorted(sections, key=lambda each: each.new.line)])
    found = joined_to_edits(found, old, new)
    lost = {each.section for each in found if each.what in {"unreadable", "contradiction"}}
    kept = [(one, two) for one, two in matches.same if slugs[one.slug] == one.slug and two.title not in lost]
    return (*found, *_spelling(kept, found, old, new), *_order(matches, old, new))


def _title(checklist: Checklist) -> Passage:
    return Passage(checklist.file, max(checklist.line, 1), checklist.title)


def _heading(section: Section, checklist: Checklist) -> Passage:
    return Passage(checklist.file, section.line, section.title)


def _ends(checklist: Checklist) -> str:
    return f"{checklist.source or 'the system without a name'} to {checklist.target or 'the system without a name'}"


def _is_turned(old: Checklist, new: Checklist) -> bool:
    before, after = (squeezed(old.source), squeezed(old.target)), (squeezed(new.source), squeezed(new.target))
    return before != after and before == after[::-1]


def _turned_document(checklist: Checklist) -> Checklist:
    sections = tuple(map(turned_around, checklist.sections))
    return replace(checklist, source=checklist.target, target=checklist.source, sections=sections)


def renamed_systems(old: Checklist, new: Checklist) -> list[tuple[str, str]]:
    """Return the systems with another name, the old name first; none where the document goes the other way."""
    return [] if _is_turned(old, new) else [each for each in _names(old, new) if squeezed(each[0]) != squeezed(each[1])]


def _names(old: Checklist, new: Checklist) -> list[tuple[str, str]]:
    """Return the names of the systems in both documents; a system on both sides is one."""
    names = [(old.source, new.source), (old.target, new.target)]
    is_one = squeezed(old.source) == squeezed(old.target) and squeezed(new.source) == squeezed(new.target)
    return names[:1] if is_one else names


def _systems(old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Yield a notice for each system that has another name, or another spelling."""
    for before, after in _names(old, new):
        if squeezed(before) != squeezed(after):
            text = f"the system {before or 'without a name'} is called {after or 'by no name'} now"
            yield Difference("notice", "system", "renamed", text, _title(old), _title(new))
        elif before != after:
            text = f"the system {before} is spelt {after} now"
            yield Difference("notice", "spelling", "renamed", text, _title(old), _title(new))


def _datatypes(renamed: RenamedDatatypes, new: Checklist) -> Iterator[Difference]:
    """Yield a drift for each datatype with another name; the datatype of one section is told with the other one."""
    for (was, is_), pairs in renamed.sections.items():
        (before, after), old = pairs[0], renamed.old
        text = f"the datatype {was} is called {is_} now, in {len(pairs)} sections"
        if len(pairs) == 1:
            text = f"the section is of other datatypes: {_pair(before)} became {_pair(after)}"
        found = _of(after, "drift", "section", "renamed", text, _heading(before, old), _heading(after, new))
        beside = tuple(each.slug for each, _ in pairs[1:])
        yield replace(found, slug=before.slug, beside=beside)


def _sections(matches: Matches, old: Checklist, new: Checklist) -> Iterator[Difference]:
    for section in matches.removed:
        text = f"{_copy(section)} is gone"
        yield _of(section, "drift", "section", "removed", text, _heading(section, old), _title(new))
    for section in matches.added:
        text = f"{_copy(section)} is new"
        found = _of(section, "drift", "section", "added", text, _title(old), _heading(section, new))
        yield replace(found, slug="")
    for before, after in matches.turned:
        text = f"the section goes the other way: {before.title} became {after.title}"
        yield _of(before, "drift", "direction", "turned", text, _heading(before, old), _heading(after, new))
    for before, after in matches.renamed:
        text = f"the section is of other datatypes: {_pair(before)} became {_pair(after)}"
        yield _of(before, "drift", "section", "renamed", text, _heading(before, old), _heading(after, new))
    for section, copy in matches.doubled:
        text = "the section stands there once more, with the same content"
        yield _of(section, "notice", "doubling", "added", text, _heading(section, old), _heading(copy, new))
    for copy, section in matches.undoubled:
        text = "a copy of the section with the same content is gone"
        yield _of(section, "notice", "doubling", "removed", text, _heading(copy, old), _heading(section, new))


def _of(section: Section, *fields: object) -> Difference:
    return replace(Difference(*fields), section=section.title, slug=section.slug)  # type: ignore[arg-type]  # as its callers name them


def _copy(section: Section) -> str:
    return "the section" if section.namesake == 1 else f"copy {section.namesake} of the section"


def _pair(section: Section) -> str:
    return f"{section.source.datatype} to {section.target.datatype}"


def _contents(matches: Matches, old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Yield what differs within sections that both documents have."""
    for before, after in matches.same:
        yield from within(before, after, old, new)
    for before, after in matches.turned:
        yield from within(turned_around(before), after, old, new)


def _spelling(
    same: list[tuple[Section, Section]], found: list[Difference], old: Checklist, new: Checklist
) -> Iterator[Difference]:
    """Yield one notice where headings are spelt otherwise, and no renamed system is the reason."""
    pair = next(((one, two) for one, two in same if one.title != two.title), None)
    others = {each.what for each in found if each.what != "spelling" or not each.section}
    if pair and others.isdisjoint({"system", "spelling", "direction"}):
        one, two = pair
        text = f"headings are spelt otherwise: {' became '.join(apart(one.title, two.title))}"
        yield Difference("notice", "spelling", "renamed", text, _heading(one, old), _heading(two, new))


def _order(matches: Matches, old: Checklist, new: Checklist) -> Iterator[Difference]:
    """Yield one notice where the sections that both documents have stand in another order.

    Of identical copies, of which one document has more, nobody can say which is which.
    """
    copied = {*map(id, chain(*matches.doubled, *matches.undoubled))}
    same = [pair for pair in matches.same if copied.isdisjoint(map(id, pair))]
    both = sorted([*same, *matches.turned, *matches.renamed], key=lambda pair: old.sections.index(pair[0]))
    lines = [after.line for _, after in both]
    if lines != sorted(lines):
        index = next(index for index, line in enumerate(lines) if line != sorted(lines)[index])
        before, after = both[index]
        text = f"the sections stand in another order, from {after.title} on"
        yield Difference("notice", "order", "moved", text, _heading(before, old), _heading(after, new))
