"""Coverage: which sentences and rows of a document no feature answers, and which answers are to nothing."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from syncproof.checklist import SUPPORTED
from syncproof.checklist.carried import misfit, tells_apart
from syncproof.checklist.names import squeezed
from syncproof.checklist.oddity import doubts
from syncproof.checklist.predicate import ALONE
from syncproof.checklist.testable import in_brackets
from syncproof.datatypes import is_own_id
from syncproof.errors import BadInput, nearest
from syncproof.fakes import FAKES, OWN
from syncproof.stories.conditions import meeting
from syncproof.stories.denied_types import denied
from syncproof.stories.section_facts import can_be_held, has_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist, Criterion, End, Row, Section, Sentence
    from syncproof.datatypes import Datatype
    from syncproof.stories.feature import Feature


_MATCHING = frozenset({"link-first", "match-or-create", "merge-criteria"})
"""The kinds of which no story can be told unless two records can be made to match."""


_CARRIES = frozenset({"properties.row", "properties.fan-out", "properties.fan-in", "properties.dependent"})
"""The rules whose stories carry the rows that they name."""


_VALUES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"string": (str,), "integer": (int,), "float": (float, int), "boolean": (bool,)}
)
"""The values of each documented type."""


def doubt(checklist: Checklist, section: Section) -> str:
    """Return why no story can show whether a section's promises are kept, with the lines; '' where stories can.

    A line that nobody can read makes the section doubtful in which it stands, or, outside of sections, all of them: of
    such a section, and of one with a sentence that no story can be told of, nobody looks for further reasons.
    """
    unread = [f"{each}: {checklist.file}:{each.line}" for each in doubts((*section.oddities, *checklist.oddities))]
    if whys := unread or list(_untellable(checklist, section)):
        return _all_of(whys)
    if why := _unplayable(section):
        return f"{why}: {checklist.file}:{section.line}"
    return untested(checklist, section) if not section.rows else ""


def _all_of(whys: Iterable[str]) -> str:
    """Return several reasons as one text, each once."""
    return "; ".join(dict.fromkeys(whys))


def _untellable(checklist: Checklist, section: Section) -> Iterator[str]:
    """Yield why no story can be told of each sentence of a section of which none can, with the line."""
    for sentence in section.sentences:
        if why := _unsupported(section, sentence):
            yield f"{why}: {_at(checklist, sentence)}"
        elif (section.rows or sentence.kind == "condition") and (why := _unmakeable(checklist, section, sentence)):
            yield why


def _unsupported(section: Section, sentence: Sentence) -> str:
    """Return why no story can be told of a sentence beside the others of its section, '' where one can."""
    if sentence.kind not in SUPPORTED:
        return f"a sentence of the kind {sentence.kind} cannot be put to the test yet"
    if sentence.kind == "link-first" and section.creates:
        return "the section says that nothing is synchronized before a link, and that a counterpart is created"
    return ""


def _unmakeable(checklist: Checklist, section: Section, sentence: Sentence) -> str:
    """Return why no story can bring about what a sentence speaks of, with the line; '' where one can."""
    if sentence.kind in _MATCHING and not section.criteria:
        # Two records can also be linked by what they are connected to.
        if sentence.kind == "link-first" and section.connections and not _is_own(section.source):
            return ""
        why = untested_criterion(checklist, section) or unconnected(checklist, section)
        return why or f"nothing says what a match is: {_at(checklist, sentence)}"
    if sentence.kind == "condition" and (why := _unclear(section, sentence)):
        return f"{why}: {_at(checklist, sentence)}"
    connects = section.connections and not _is_own(section.source)
    # Of a match that nothing says, the sentence about the match speaks.
    paired = section.creates or section.criteria or connects or not _MATCHING.isdisjoint(section.kinds)
    if sentence.kind == "in-sync" and not paired:
        return f"nothing says how two records become a pair: {_at(checklist, sentence)}"
    return ""


def _unclear(section: Section, sentence: Sentence) -> str:
    """Return why nobody can say which records meet a condition, '' where the installation agreed on that."""
    if section.predicate:
        return _unlike(section)
    if not sentence.words.strip(" ,"):
        return "the condition is empty"
    return "nobody agreed on what the condition means, in the checklist.toml that `syncproof accept` writes"


def _unlike(section: Section) -> str:
    """Return why no record can meet a section's predicate, or none can fail to, '' where both can be."""
    predicate = section.predicate
    if predicate is None:
        return ""
    if is_own_id(predicate.property):
        return f"a system sets the id of a record itself, and the agreed predicate says {predicate}"
    datatypes = FAKES.declared.get(section.source.system, {})
    properties = datatypes[section.source.datatype].properties if section.source.datatype in datatypes else {}
    for row in section.rows:
        is_other = type(predicate.value) not in _VALUES.get(row.type, (str,))
        if row.source == predicate.property and is_other and predicate.operator not in ALONE:
            return f"{row.source} is of the type {row.type}, and the agreed predicate says {predicate}"
    if predicate.property in properties:
        for met in (True, False):
            if meeting(predicate, properties[predicate.property], met=met) is None:
                return f"{'no' if met else 'every'} record of {section.source} can be so: {predicate}"
    return ""


def unconnected(checklist: Checklist, section: Section) -> str:
    """Return why no story can be told of some connected datatypes, with the line of each; '' where one can of all."""
    created = {squeezed(each.datatype) for each in section.connections}
    whys = []
    for sentence in section.sentences:
        if sentence.kind == "create-if-connected":
            where = _at(checklist, sentence)
            if _is_own(section.source):
                return f"records of {section.source.system} name no others in any story yet: {where}"
            missing = [name for name in sentence.connected if squeezed(name) not in created]
            if missing:
                whys.append(f"no section that can be played creates what is connected: {', '.join(missing)}: {where}")
    return _all_of(whys)


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
    if section.rows and all(row.type == "boolean" for row in section.rows):
        return "no text and no number tells one record from another"
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
        if "boolean" in {source.properties[each.source].kind, target.properties[each.target].kind}:
            return f"{each}: a yes or no is alike in half of all records"
    sides = [(source.properties[row.source], target.properties[row.target]) for row in section.rows]
    is_alike = bool(sides) and not any(tells_apart(*each) for each in sides)
    return "no text and no number tells one record from another" if is_alike else ""


def _untaken(section: Section, source: Datatype, target: Datatype) -> str:
    """Return for which rows or criteria no value is known that both sides take."""
    carried: tuple[Row | Criterion, ...] = (*section.carried_rows, *section.criteria)
    return _all_of(
        f"no value is known that {section.source} and {section.target} take for {row}: {why}"
        for row in (carried if _is_own(section.source) or _is_own(section.target) else ())
        if (why := misfit(source.properties[row.source], target.properties[row.target]))
    )


def _unfed(section: Section, source: Datatype, target: Datatype) -> str:
    """Return which property a record of the target is not made without, and a record of the source may lack."""
    fed = {row.target for row in section.rows if row.source in source.minimal}
    fed |= {row.target for row in section.id_rows}
    needed = target.minimal if section.rows and (section.creates or section.connections) else ()
    missing = ", ".join(name for name in needed if name not in fed)
    return f"no {section.target} is made without {missing}, which {section.source} need not bring" if missing else ""


def undoubted(checklist: Checklist) -> Checklist:
    """Return a checklist with those sections only whose promises stories can test; the others get no feature."""
    return replace(checklist, sections=tuple(each for each in checklist.sections if not doubt(checklist, each)))


def _names(end: End) -> tuple[str, str]:
    return end.system, end.datatype


def untested(checklist: Checklist, section: Section) -> str:
    """Return why rows of a section's table cannot be put to the test, with the line of each; '' where all rows can."""
    why_not = [(f"{each.why}, which cannot be put to the test yet", each.row) for each in section.untested]
    apart = "no pair can be made to which the row applies, and another to which not"
    return _grouped(checklist, [*why_not, *((apart, row) for row in _unheld(section))])


def _grouped(checklist: Checklist, whys: Iterable[tuple[str, Row | Criterion]]) -> str:
    """Return why rows or criteria cannot be put to the test: each reason once, with all that it holds for."""
    found: dict[str, list[str]] = {}
    for why, each in whys:
        found.setdefault(why, []).append(f"{each}: {_at(checklist, each)}")
    return _all_of(f"{why}: {', '.join(each)}" for why, each in found.items())


def _unheld(section: Section) -> list[Row]:
    """Return the rows with qualifiers that no story can make apply, or not apply."""
    if not section.dependents:
        return []
    source, target = (FAKES.declared[end.system][end.datatype] for end in (section.source, section.target))
    return [row for row in section.dependents if not can_be_held(section, row, source, target)]


def untested_criterion(checklist: Checklist, section: Section) -> str:
    """Return why criteria cannot be put to the test, with the line of each; '' where all can."""
    whys = [(f"{each.why}, which cannot be put to the test yet", each.criterion) for each in section.untested_criteria]
    return _grouped(checklist, whys)


def _at(checklist: Checklist, promise: Sentence | Row | Criterion) -> str:
    return f"{checklist.file}:{promise.line}"


def unanswered(checklist: Checklist, section: Section, sentence: Sentence, features: Sequence[Feature]) -> str:
    """Return what no feature answers of a sentence, with the line in the document; '' where all is answered."""
    if not features:
        return f"no feature answers the section: {checklist.file}:{section.line}"
    names = " or ".join(feature.name for feature in features)
    blocks = [block for feature in features for block in feature.blocks if block.kind == sentence.kind]
    if not blocks:
        return f"no Rule of {names} answers the sentence: {checklist.file}:{sentence.line}"
    if sentence.kind != "properties":
        return ""
    scenarios = [scenario for block in blocks for scenario in block.scenarios]
    carried = {label for scenario in scenarios if scenario.rule in _CARRIES for label in scenario.labels}
    left_out = {id(row) for row in _unheld(section)}
    rows = [
        f"{row.source} to {row.target}"
        for row in section.kept_rows
        if row.label not in carried and id(row) not in left_out
    ]
    return f"no scenario of {names} carries {', '.join(rows)}" if rows else ""


def untyped(checklist: Checklist, section: Section, features: Sequence[Feature]) -> str:
    """Return the rows whose documented type no story asks for, each with the line; '' where all are asked for."""
    asked = _asked_for_type(features)
    whys = []
    for row in section.kept_rows:
        if row.label not in asked:
            other = denied(checklist, section, row) if row.type in _VALUES else ""
            asks = "" if other else ", which no story asks for"
            whys.append(f"the type of {row} is {row.type}{asks}: {_at(checklist, row)}{other and f', and {other}'}")
    return _all_of(whys)


def mistyped(checklist: Checklist, section: Section, features: Sequence[Feature]) -> str:
    """Return the rows of which a story asks for a type that no value has here, each with the line; '' where none is.

    The features were accepted with another generation, or another accepted document says otherwise of a property.
    """
    datatypes = FAKES.declared.get(section.target.system, {})
    if section.target.datatype not in datatypes:
        return ""
    asked = _asked_for_type(features)
    return _all_of(
        [
            f"no value is of the type {row.type} of {row}, and a story asks for one: {_at(checklist, row)}"
            + ((other := denied(checklist, section, row)) and f", and {other}")
            for row in section.kept_rows
            if row.label in asked and not has_type(row, datatypes[section.target.datatype])
        ]
    )


def _asked_for_type(features: Sequence[Feature]) -> set[str]:
    """Return the labels of the rows of which a story asks for the documented type."""
    scenarios = [each for feature in features for block in feature.blocks for each in block.scenarios]
    return {label for each in scenarios if each.rule == "properties.type" for label in each.labels}


def spare(checklist: Checklist, features: Sequence[Feature]) -> Iterator[BadInput]:
    """Yield an error for each feature, Rule and scenario that answers nothing in a document."""
    sections = {section.slug: section for section in checklist.sections}
    for feature in features:
        if feature.section in sections:
            yield from _spare_rules(checklist, sections[feature.section], feature)
            continue
        slug = nearest(feature.section, sections)
        likely = f"{checklist.file}:{sections[slug].line}: {sections[slug].title}" if slug else ""
        yield BadInput(
            f"the feature answers no section of {checklist.file}",
            where=f"{feature.path}:1",
            nearest=likely,
            do="name the file for its section: SECTION.feature or SECTION.anything.feature; or remove the file",
        )


def _spare_rules(checklist: Checklist, section: Section, feature: Feature) -> Iterator[BadInput]:
    sentences = {sentence.kind: sentence for sentence in section.sentences}
    for block in feature.blocks:
        where = f"{feature.path}:{block.line}"
        if block.kind and block.kind not in sentences:
            kind = nearest(block.kind, sentences)
            yield BadInput(
                f"no sentence of this kind in the section: @{block.kind}",
                where=where,
                nearest=f"@{kind}   ({checklist.file}:{sentences[kind].line})" if kind else "",
                do="correct the tag, or remove the Rule",
            )
        if not block.scenarios:
            yield BadInput("the Rule has no scenario, so it answers nothing", where=where, do="write a scenario")
