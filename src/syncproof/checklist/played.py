"""Where a run plays the datatypes of a document: in the fake of their system, or in one derived from the document.

A document knows two systems. A run knows more where no fake has what the document names, or where source and target
are one system, which no story could tell apart:

- `Trello Labels`, of which the fake of Trello knows nothing, are played in `Trello (derived)`. That system has an API
  in another style, and is never mistaken for Trello.
- Of `Acme Contacts to Acme Members`, the members are played in `Acme (target)`; of `Acme Contacts to Acme Contacts`,
  the contacts that the sync makes. So `Acme (target)` is what a second account in Acme is. Where three sections lead
  round in a circle, the third datatype is played in `Acme (third)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from syncproof.checklist.checklist import Checklist, End, Section, system_word
from syncproof.checklist.declared import Declared
from syncproof.checklist.names import squeezed
from syncproof.checklist.oddity import Oddity

_SIDES = {0: "", 1: "target", 2: "third"}
"""The sides of one system, each with what its name has in brackets."""


def with_played_ends(checklist: Checklist, own: Declared) -> Checklist:
    """Return a checklist whose ends are those that a run plays; `own` are the systems with a fake of their own."""
    named = [section.document_ends for section in checklist.sections]
    is_one = squeezed(checklist.source) == squeezed(checklist.target)
    played = {
        end: _played(End(checklist.source, end.datatype) if is_one else end, own) for ends in named for end in ends
    }
    sides = _sides([(played[source], played[target]) for source, target in named]) if is_one else {}
    sections = []
    for section, (source, target) in zip(checklist.sections, named, strict=True):
        ends = _on_their_sides(played[source], played[target], sides)
        sections.append(_with_ends(section, (source, target), ends, own))
    return replace(checklist, sections=tuple(sections))


def own_end(end: End, own: Declared) -> End | None:
    """Return an end by the names of the fake of its system, however a document spells them; None for an unknown one."""
    system = _spelt(end.system, own)
    datatype = _spelt(end.datatype, own[system]) if system else ""
    return End(system, datatype) if datatype else None


def _spelt(name: str, names: Iterable[str]) -> str:
    """Return the one of some names that a name is but for case, blanks and punctuation; '' where it is none."""
    found = [name] if name in names else [each for each in names if squeezed(each) == squeezed(name)]
    return found[0] if len(found) == 1 else ""


def _played(end: End, own: Declared) -> End:
    if known := own_end(end, own):
        return known
    return End(f"{system} (derived)", end.datatype) if (system := _spelt(end.system, own)) else end


def _on_their_sides(source: End, target: End, sides: Mapping[End, int]) -> tuple[End, End]:
    """Return the ends of a section as they are played on their sides, or on the other one where both are on one."""
    side, other = sides.get(source, 0), sides.get(target, 0)
    if source.system == target.system and side == other:
        other = int(not side)
    return _on_side(source, side), _on_side(target, other)


def _on_side(end: End, side: int) -> End:
    return End(f"{system_word(end.system)} ({_SIDES[side]})", end.datatype) if side else end


def _sides(pairs: Sequence[tuple[End, End]]) -> Mapping[End, int]:
    """Return the side on which each end of one system is played, so that sections lie across: two sides, if they do.

    No sides are such that all sections do where one is of a datatype twice, or where each of four datatypes is paired
    with the three others.
    """
    across: dict[End, list[End]] = {}
    for source, target in pairs:
        if source.system == target.system:
            across.setdefault(source, []).append(target)
            across.setdefault(target, []).append(source)
    sides: dict[End, int] = {}
    targets = {target for _, target in pairs} - {source for source, _ in pairs}
    for end in across:
        waiting = [] if end in sides else [(end, int(end in targets))]
        while waiting:
            one, side = waiting.pop()
            if one not in sides:
                taken = {sides[other] for other in across[one] if other in sides}
                sides[one] = next((each for each in (side, *_SIDES) if each not in taken), side)
                waiting += [(other, int(not sides[one])) for other in across[one]]
    return sides


def _with_ends(section: Section, named: tuple[End, End], played: tuple[End, End], own: Declared) -> Section:
    if played == named:
        return section
    oddities = tuple(
        each
        for end, other in zip(named, played, strict=True)
        for each in _noted(section, end, other, own)
        if each not in section.oddities
    )
    source, target = played
    return replace(section, source=source, target=target, named=named, oddities=(*section.oddities, *oddities))


def _noted(section: Section, named: End, played: End, own: Declared) -> Iterator[Oddity]:
    """Yield what is odd about an end that is not played as the document names it."""
    known = _spelt(named.system, own)
    if named == played or (not known and squeezed(named.system) == squeezed(played.system)):
        return  # the document's own names, in the one spelling of the title
    made = f"played as {played}"
    if known and known != played.system:
        made += f", in a system derived from this document, which shows nothing of {known}'s API"
    if known == played.system:
        yield Oddity(section.line, f"{named} is spelt otherwise by its fake", made)
    elif known and not _spelt(named.datatype, own[known]):
        yield Oddity(section.line, f"the fake of {known} has no datatype {named.datatype}", made)
    else:
        yield Oddity(section.line, "source and target are one system", made)
