"""Doubts: why no story can show whether a section's promises are kept, from the document alone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from syncproof.checklist import SUPPORTED
from syncproof.checklist.carried import misfit, tells_apart
from syncproof.checklist.cells import in_brackets, too_deep
from syncproof.checklist.kinds import CREATING
from syncproof.checklist.names import squeezed
from syncproof.checklist.oddity import doubts
from syncproof.checklist.predicate import ALONE
from syncproof.datatypes import is_own_id
from syncproof.fakes import FAKES, OWN
from syncproof.stories.conditions import meeting
from syncproof.stories.left_open import AUTHORS, unmade, unmatched
from syncproof.stories.untested import all_of, place, untested, untested_criterion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist, Criterion, End, Predicate, Row, Section, Sentence
    from syncproof.datatypes import Datatype, Property

_MATCHING = frozenset({"link-first", "match-or-create", "merge-criteria"})
"""The kinds of which no story can be told unless two records can be made to match."""

_FIRST: Mapping[str, str] = MappingProxyType(
    {"link-first": "synchronized before a link", "create-if-connected": "created before a connection"}
)
"""The kinds that forbid what other kinds oblige to, each with what they forbid."""

_VALUES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"string": (str,), "integer": (int,), "float": (float, int), "boolean": (bool,)}
)
"""The values of each documented type."""


def doubt(checklist: Checklist, section: Section) -> str:
    """Return why no story can show whether a section's promises are kept, with the lines; '' where stories can.

    A line that nobody can read makes the section doubtful in which it stands, or, outside of sections, all of them: of
    such a section, and of one with a sentence that no story can be told of, nobody looks for further reasons.
    """
    if why := unread(checklist, section):
        return why
    if whys := list(_untellable(checklist, section)):
        return all_of(whys)
    if why := _unplayable(section):
        return f"{why}: {checklist.file}:{section.line}"
    return untested(checklist, section) if not section.rows else ""


def unread(checklist: Checklist, section: Section) -> str:
    """Return what nobody can read of a section, or outside of all sections, with the lines; '' where all is read."""
    whys = [f"{each}: {checklist.file}:{each.line}" for each in doubts((*section.oddities, *checklist.oddities))]
    return f"{all_of(whys)} ({AUTHORS})" if whys else ""


def undoubted(checklist: Checklist) -> Checklist:
    """Return a checklist with those sections only whose promises stories can test; the others get no feature."""
    return replace(checklist, sections=tuple(each for each in checklist.sections if not doubt(checklist, each)))


def _untellable(checklist: Checklist, section: Section) -> Iterator[str]:
    """Yield why no story can be told of each sentence of a section of which none can, with the line."""
    for sentence in section.sentences:
        if why := _unsupported(section, sentence):
            yield f"{why}: {place(checklist, sentence)} ({AUTHORS})"
        elif (section.rows or sentence.kind == "condition") and (why := _unmakeable(checklist, section, sentence)):
            yield why


def _unsupported(section: Section, sentence: Sentence) -> str:
    """Return why no story can be told of a sentence beside the others of its section, '' where one can."""
    if sentence.kind not in SUPPORTED:
        return f"a sentence of the kind {sentence.kind} cannot be put to the test yet"
    if sentence.kind in _FIRST and section.creates:
        creating = next(each for each in section.sentences if each.kind in CREATING)
        what = f"and on line {creating.line}, {creating.kind}, that a counterpart is created"
        return f"the section contradicts itself: it says that nothing is {_FIRST[sentence.kind]}, {what}"
    every = next((each for each in section.sentences if each.kind == "every"), None)
    if sentence.kind == "condition" and every:
        return f"the section contradicts itself: every on line {every.line}, and a condition"
    return ""


def _unmakeable(checklist: Checklist, section: Section, sentence: Sentence) -> str:
    """Return why no story can bring about what a sentence speaks of, with the line; '' where one can."""
    if sentence.kind in _MATCHING and not section.criteria:
        # Without a link nothing is created: that can be shown, and `unpaired` says so of the other sentences.
        return "" if "link-first" in section.kinds else _unmatched(checklist, section, sentence)
    if sentence.kind == "condition" and (why := _unclear(section, sentence)):
        return f"{why}: {place(checklist, sentence)}"
    connects = section.connections and not _is_own(section.source)
    # Of a match that nothing says, the sentence about the match speaks.
    paired = section.creates or section.criteria or connects or not _MATCHING.isdisjoint(section.kinds)
    if sentence.kind in {"in-sync", "properties"} and not paired:
        what = "no sentence of the section says which records are synchronized, so nothing makes a pair of two"
        return f"{what}: {checklist.file}:{section.line} ({AUTHORS})"
    return ""


def unpaired(checklist: Checklist, section: Section) -> str:
    """Return why stories can make no pair of a section that links first, with the lines; '' where they can."""
    link = next((each for each in section.sentences if each.kind == "link-first"), None)
    if link is None or section.creates or section.criteria:
        return ""
    # Two records can also be linked by what they are connected to.
    if section.connections and not _is_own(section.source):
        return ""
    return _unmatched(checklist, section, link)


def _unmatched(checklist: Checklist, section: Section, sentence: Sentence) -> str:
    why = untested_criterion(checklist, section) or unconnected(checklist, section)
    return why or unmatched(checklist, section, sentence)


def _unclear(section: Section, sentence: Sentence) -> str:
    """Return why nobody can say which records meet a condition, '' where the installation agreed on that."""
    if section.predicate:
        return _unlike(section)
    if not sentence.words.strip(" ,"):
        return f"the condition is empty, and {AUTHORS}"
    return "nobody agreed on what the condition means, in the checklist.toml that `syncproof accept` writes"


def _unlike(section: Section) -> str:
    """Return why no record can meet a section's predicate, or none can fail to, '' where both can be."""
    predicate = section.predicate
    if predicate is None:
        return ""
    if is_own_id(predicate.property):
        return f"a system sets the id of a record itself, and the agreed predicate says {predicate}"
    if why := too_deep([predicate.property]):
        return f"{why}, and the agreed predicate says {predicate}"
    datatypes = FAKES.declared.get(section.source.system, {})
    properties = datatypes[section.source.datatype].properties if section.source.datatype in datatypes else {}
    for row in section.rows:
        is_other = type(predicate.value) not in _VALUES.get(row.type, (str,))
        if row.source == predicate.property and is_other and predicate.operator not in ALONE:
            text = ", a text" if isinstance(predicate.value, str) else ""
            return f"{row.source} is of the type {row.type}, and the agreed predicate says {predicate.in_full()}{text}"
    if predicate.property in properties:
        for met in (True, False):
            declared = properties[predicate.property]
            if meeting(predicate, declared, met=met) is None:
                where = f" ({predicate.where})" if predicate.where else ""
                many, other = ("no", "does") if met else ("every", "does not")
                why = f"{many} record of {section.source} meets the agreed predicate, {predicate.in_full()}{where}"
                return f"{why}: {_instead(predicate, declared) or f'agree on another, which some record {other} meet'}"
    return ""


def _instead(predicate: Predicate, declared: Property) -> str:
    """Return what to agree on where the system never holds the value, '' where its value is not what is wrong."""
    if predicate.value == "":
        return f'agree on "{predicate.property} {"is not set" if predicate.operator == "is" else "is set"}"'
    refusal = declared.refusal(predicate.value) if predicate.operator not in ALONE else None
    return f"agree on another value: the system says of this one, {refusal}" if refusal else ""


def unconnected(checklist: Checklist, section: Section) -> str:
    """Return why no story can be told of some connected datatypes, with the line of each; '' where one can of all."""
    created = {squeezed(each.datatype) for each in section.connections}
    whys = []
    for sentence in section.sentences:
        if sentence.kind == "create-if-connected":
            where = place(checklist, sentence)
            if _is_own(section.source):
                return f"records of {section.source.system} name no others in any story yet: {where}"
            missing = [name for name in sentence.connected if squeezed(name) not in created]
            if missing:
                named = ", ".join(f"{name}{_of_lines(unmade(checklist, section, name))}" for name in missing)
                whys.append(f"no section that can be played synchronizes what is connected: {named}: {where}")
    return all_of(whys)


def _of_lines(whys: Sequence[str]) -> str:
    return f" ({'; '.join(whys)})" if whys else ""


def _is_own(end: End) -> bool:
    """Whether a system has a fake of its own."""
    return end.system in OWN


def _unplayable(section: Section) -> str:
    """Return why no story can be written about a section's two datatypes, '' where one can."""
    if why := _nothing_to_carry(section):
        return why
    for name in (*_names(section.source), *_names(section.target)):
        if in_brackets(name):
            return f"a story takes {name} for a placeholder"
    return ""


def _nothing_to_carry(section: Section) -> str:
    """Return why a record of the source cannot become one of the target, or be kept in sync with that; '' if it can."""
    source, target = (FAKES.declared.get(end.system, {}).get(end.datatype) for end in (section.source, section.target))
    if source is None or target is None:
        return ""
    return _alike(section, source, target) or _untaken(section, source, target) or _unfed(section, source, target)


def _alike(section: Section, source: Datatype, target: Datatype) -> str:
    """Return why records of a section cannot be told apart; what is a yes or no may be said by another section."""
    for each in section.criteria:
        if not each.is_of_id and "boolean" in {
            source.properties[each.source].kind,
            target.properties[each.target].kind,
        }:
            return f"{each}: a yes or no is alike in half of all records"
    sides = [(source.properties[row.source], target.properties[row.target]) for row in section.rows]
    is_alike = bool(sides) and not any(tells_apart(*each) for each in sides)
    return "no text and no number tells one record from another" if is_alike else ""


def _untaken(section: Section, source: Datatype, target: Datatype) -> str:
    """Return for which rows or criteria no value is known that both sides take."""
    carried: tuple[Row | Criterion, ...] = (
        *section.carried_rows,
        *(each for each in section.criteria if not each.is_of_id),
    )
    return all_of(
        f"no value is known that {section.source} and {section.target} take for {row}: {why}"
        for row in (carried if _is_own(section.source) or _is_own(section.target) else ())
        if (why := misfit(source.properties[row.source], target.properties[row.target]))
    )


def _unfed(section: Section, source: Datatype, target: Datatype) -> str:
    """Return which property a record of the target is not made without, and why no record of the source brings it."""
    fed = {row.target for row in section.rows if row.source in source.minimal}
    fed |= {row.target for row in section.id_rows}
    needed = target.minimal if section.rows and (section.creates or section.connections) else ()
    missing = [name for name in needed if name not in fed]
    bringing = {name: each for each in section.untested for name in missing if each.row.target == name}
    whys = [
        f"no {section.target} is made without {name}, and the row that brings it, {each.row}, cannot be put to the"
        f" test: {each.why}"
        for name, each in bringing.items()
    ]
    if unbrought := ", ".join(name for name in missing if name not in bringing):
        whys.append(f"no {section.target} is made without {unbrought}, which {section.source} need not bring")
    return all_of(whys)


def _names(end: End) -> tuple[str, str]:
    return end.system, end.datatype
