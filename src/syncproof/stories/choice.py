"""The choice of sentences and rules that a run is asked for, and the outcomes that the run therefore owes."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.errors import BadInput
from syncproof.stories.coverage import mistyped, unanswered, untyped
from syncproof.stories.doubts import doubt, unconnected, unpaired
from syncproof.stories.feature import of_section
from syncproof.stories.left_open import unlisted
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.stories.feature import Feature
from syncproof.stories.untested import untested, untested_criterion


class Key(NamedTuple):
    """A sentence: the slugs of its document and section, and its kind."""

    document: str
    section: str
    kind: str


class Owed(NamedTuple):
    """The rules of a sentence for which a run owes outcomes; `places` are the `file:line` of its Rules."""

    rules: tuple[str, ...]
    places: tuple[str, ...]
    unanswered: str = ""
    """What no feature answers of the sentence, which therefore cannot pass; '' where all is answered."""
    doubt: str = ""
    """Why no story can show whether the sentence is kept, so that none is owed; '' where stories can."""


class NothingChosen(BadInput):
    """A choice that chooses nothing of some documents; others can have what it asks for."""

    idle: Mapping[str, NothingChosen] = MappingProxyType({})
    """Each text and each level that chooses nothing, as the command line has it, with its error."""


Requested: TypeAlias = "Mapping[Key, Owed]"

_UNTESTED = {"properties": untested, "merge-criteria": untested_criterion, "create-if-connected": unconnected}
"""By kind of sentence: why a part of it cannot be put to the test, where stories can make a pair of the section."""
_RULES_OF_PARTS = {"merge-criteria": "merge-criteria.each-row", "create-if-connected": "create-if-connected.connected"}
"""By kind of sentence: the rule of its parts; of any other kind, the rows of the section are the parts."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The part of the checklists that a run is asked for: of each kind, whatever one of the texts chooses.

    A kind without texts chooses everything.
    """

    sections: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    document: str = ""
    """The name of the one document of a folder that the choice is for: another one can have what a text asks for."""

    def has(self, document: str, section: Section) -> bool:
        """Whether a section is chosen: by part of its title, or of `document/section`, whatever the case.

        A document of a folder goes by its whole name: that of one can be a part of that of another.
        """
        return not self.sections or any(
            part in section.label.casefold() or self._is_named(part, document, section)
            for part in map(str.casefold, self.sections)
        )

    def _is_named(self, part: str, document: str, section: Section) -> bool:
        if not self.document or "/" not in part:
            return part in f"{self.document or document}/{section.slug}"
        name, _, rest = part.rpartition("/")
        return name == self.document and rest in section.slug

    def takes(self, rule: str, name: str) -> bool:
        """Whether a scenario is chosen: by level, and by rule id, kind of sentence or part of the name.

        `every.created: A new task` chooses the scenario that has this rule and this name.
        """
        return (not self.levels or RULES[rule].level in self.levels) and (
            not self.only or any(_names(only.casefold(), rule, name) for only in self.only)
        )

    def options(self) -> tuple[str, ...]:
        """Return the choice as the command line has it."""
        pairs = [
            *(("--section", text) for text in self.sections),
            *(("--level", text) for text in self.levels),
            *(("--only", text) for text in self.only),
        ]
        return tuple(word for pair in pairs for word in pair)

    def parts(self) -> Iterator[Choice]:
        """Yield a choice for each level, and one for each text of `only`: each has to choose something."""
        yield from (replace(self, levels=(level,), only=()) for level in self.levels)
        yield from (replace(self, only=(only,)) for only in self.only)


def _names(only: str, rule: str, name: str) -> bool:
    """Whether a text in small letters names a scenario."""
    if only in {rule, RULES[rule].sentence, f"{rule}: {name}".casefold()}:
        return True
    return only not in RULES and only in name.casefold()


def requested(checklists: Sequence[Checklist], features: Sequence[Feature], choice: Choice) -> Requested:
    """Return the sentences that a choice asks for, each with the rules that the run owes.

    A choice of sections asks for all their sentences; a choice of levels or scenarios asks only for the sentences of
    these, and for those that have rules so chosen but no answer. Raises NothingChosen, naming the nearest, for a text
    or a level that chooses nothing.
    """
    _check_texts(choice)
    found = dict(_sentences(_chosen(checklists, choice), features, choice))
    errors = dict(idle(checklists, features, choice))
    if errors and not (choice.document and found):
        first = next(iter(errors.values()))
        first.idle = errors
        raise first
    return found


def with_gaps(found: Requested, features: Sequence[Feature], needed: Sequence[Feature], choice: Choice) -> Requested:
    """Return what a choice asks for, with the rules of which the features have no story, and those needed have some.

    The run owes such a rule, too: nobody left the rule out by a choice.
    """
    have, lack = _rules(features, Choice()), _rules(needed, choice)
    whole = {}
    for key, owed in found.items():
        missing = {rule for *place, rule in lack - have if tuple(place) == key}
        rules = tuple(rule for rule in RULES if rule in owed.rules or rule in missing)
        whole[key] = owed._replace(rules=rules if owed.rules else ())
    return whole


def _rules(features: Sequence[Feature], choice: Choice) -> set[tuple[str, str, str, str]]:
    """Return the rules of which features have a story that is chosen: document, section, kind of sentence, and rule."""
    return {
        (each.document, each.section, RULES[one.rule].sentence, one.rule)
        for each in features
        for block in each.blocks
        for one in block.scenarios
        if any(choice.takes(one.rule, name) for name in one.names)
    }


def idle(
    checklists: Sequence[Checklist], features: Sequence[Feature], choice: Choice
) -> Iterator[tuple[str, NothingChosen]]:
    """Yield each text and each level that chooses nothing, as the command line has it, with its error."""
    sections = [(checklist, section) for checklist in checklists for section in checklist.sections]
    for text in choice.sections if sections or choice.document else ():
        only = replace(choice, sections=(text,))
        if not any(only.has(checklist.slug, section) for checklist, section in sections):
            near = text, [name for checklist, section in sections for name in _names_of(checklist, section, only)]
            slug = sections[0][1].slug if sections else "task-to-cards"
            whole = f"{only.document or (sections[0][0].slug if sections else 'custompms-trello')}/{slug}"
            do = f"choose one by part of its title, or as {slug}, or {whole}"
            error = NothingChosen(f"no section has {text} in its title or name", near=near, do=do)
            yield shlex.join(("--section", text)), error
    chosen = _chosen(checklists, choice)
    if any(section.sentences for _, section in chosen):
        for part in choice.parts():
            if not any(True for _ in _sentences(chosen, features, part)):
                yield shlex.join(replace(part, sections=()).options()), _nothing(chosen, features, part)


def _names_of(checklist: Checklist, section: Section, choice: Choice) -> tuple[str, ...]:
    """Return the names by which a section is chosen: with that of the document, where a text has one."""
    whole = f"{choice.document or checklist.slug}/{section.slug}"
    return (whole,) if "/" in choice.sections[0] else (section.label, section.slug)


def _chosen(checklists: Sequence[Checklist], choice: Choice) -> list[tuple[Checklist, Section]]:
    return [(each, section) for each in checklists for section in each.sections if choice.has(each.slug, section)]


def _sentences(
    chosen: Iterable[tuple[Checklist, Section]], features: Sequence[Feature], choice: Choice
) -> Iterator[tuple[Key, Owed]]:
    """Yield the sentences of sections that a choice asks for."""
    narrow = bool(choice.levels or choice.only)
    for checklist, section in chosen:
        own = of_section(features, checklist.slug, section.slug)
        for sentence in section.sentences:
            owed = _owed(checklist, section, sentence, own, choice)
            if owed.rules or owed.unanswered or owed.doubt or not narrow:
                yield Key(checklist.slug, section.slug, sentence.kind), owed


def _check_texts(choice: Choice) -> None:
    for option, texts in (("--section", choice.sections), ("--only", choice.only)):
        if not all(map(str.strip, texts)):
            raise BadInput(f"{option} is given an empty text, which every name has in it", do=f"leave {option} out")


def _nothing(chosen: Iterable[tuple[Checklist, Section]], features: Sequence[Feature], choice: Choice) -> NothingChosen:
    """Return the error for a choice of which nothing is in the chosen sections."""
    level = choice.levels[0] if choice.levels and not choice.only else ""
    what = f"no scenario is chosen by {shlex.join(choice.options())}"
    if level:
        return NothingChosen(what, do=f"leave out --level {level}, or choose other sections")
    own = [each for checklist, section in chosen for each in of_section(features, checklist.slug, section.slug)]
    scenarios = [scenario for each in own for block in each.blocks for scenario in block.scenarios]
    words = [word for scenario in scenarios for word in (scenario.rule, *scenario.names)]
    return NothingChosen(
        what,
        near=(choice.only[0], words) if len(choice.only) == 1 else ("", ()),
        do="choose a rule by its id, a scenario by part of its name, or a level that the rule has",
    )


def _owed(
    checklist: Checklist, section: Section, sentence: Sentence, features: Sequence[Feature], choice: Choice
) -> Owed:
    blocks = [(each.name, block) for each in features for block in each.blocks if block.kind == sentence.kind]
    scenarios = [scenario for _, block in blocks for scenario in block.scenarios]
    taken = {
        scenario.rule for scenario in scenarios if any(choice.takes(scenario.rule, name) for name in scenario.names)
    }
    # Of a Rule that there is, only rows can be unanswered, and other parts of the sentence.
    open_rules = [_RULES_OF_PARTS.get(sentence.kind, "properties.row")]
    if not blocks:
        open_rules = [id_ for id_, rule in RULES.items() if rule.sentence == sentence.kind]
    gap = any(choice.takes(rule, "") for rule in open_rules)
    places = tuple(f"{name}:{block.line}" for name, block in blocks)
    if doubtful := doubt(checklist, section):
        return Owed((), places, doubt=doubtful)
    doubtful = unpaired(checklist, section) if gap and sentence.kind != "link-first" else ""
    if not doubtful and gap and sentence.kind in _UNTESTED:
        doubtful = _UNTESTED[sentence.kind](checklist, section)
    if doubtful and not blocks:
        return Owed((), places, doubt=doubtful)
    answer = ""
    if gap:
        has_rows = bool(section.rows)
        answer = unanswered(checklist, section, sentence, features) if has_rows else unlisted(checklist, section)
    if sentence.kind == "properties" and choice.takes("properties.type", ""):
        if mistaken := mistyped(checklist, section, features):
            taken.discard("properties.type")
        answer = answer or mistaken or untyped(checklist, section, features)
    return Owed(tuple(rule for rule in RULES if rule in taken), places, answer, doubtful)
