"""The choice of sentences and rules that a run is asked for, and the outcomes that the run therefore owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.errors import BadInput
from syncproof.stories.coverage import unanswered
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.checklist import Checklist, Section, Sentence
    from syncproof.stories.feature import Feature


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


Requested: TypeAlias = "Mapping[Key, Owed]"


@dataclass(frozen=True, slots=True)
class Choice:
    """The part of the checklists that a run is asked for; '' and () are everything."""

    section: str = ""
    levels: tuple[str, ...] = ()
    only: str = ""

    def has(self, document: str, section: Section) -> bool:
        """Whether a section is chosen: by part of its title, or of `document/section`, whatever the case."""
        part = self.section.casefold()
        return part in section.title.casefold() or part in f"{document}/{section.slug}"

    def takes(self, rule: str, name: str) -> bool:
        """Whether a scenario is chosen: by level, and by rule id, kind of sentence or part of the name.

        `every.created: A new task` chooses the scenario that has this rule and this name.
        """
        only = self.only.casefold()
        return (not self.levels or RULES[rule].level in self.levels) and (
            only in {"", rule, RULES[rule].sentence, f"{rule}: {name}".casefold()}
            or (only not in RULES and only in name.casefold())
        )


def requested(checklists: Sequence[Checklist], features: Sequence[Feature], choice: Choice) -> Requested:
    """Return the sentences that a choice asks for, each with the rules that the run owes.

    A choice of sections asks for all their sentences; a choice of levels or scenarios asks only for the sentences of
    these, and for those that have rules so chosen but no answer. Raises BadInput, naming the nearest, for a choice
    that matches nothing.
    """
    found: dict[Key, Owed] = {}
    narrow = bool(choice.levels or choice.only)
    by_section = {(feature.document, feature.section): feature for feature in features}
    sections = [(checklist, section) for checklist in checklists for section in checklist.sections]
    chosen = [(checklist, section) for checklist, section in sections if choice.has(checklist.slug, section)]
    if sections and not chosen:
        names = [name for _, section in sections for name in (section.title, section.slug)]
        raise BadInput(
            f"no section has {choice.section} in its title or name",
            near=(choice.section, names),
            do="choose one by part of its title, or as task-to-cards, or custompms-trello/task-to-cards",
        )
    for checklist, section in chosen:
        feature = by_section.get((checklist.slug, section.slug))
        for sentence in section.sentences:
            owed = _owed(checklist, section, sentence, feature, choice)
            if owed.rules or owed.unanswered or not narrow:
                found[Key(checklist.slug, section.slug, sentence.kind)] = owed
    if chosen and narrow and not found:
        scenarios = [
            scenario
            for checklist, section in chosen
            if (checklist.slug, section.slug) in by_section
            for block in by_section[checklist.slug, section.slug].blocks
            for scenario in block.scenarios
        ]
        words = [word for scenario in scenarios for word in (scenario.rule, *scenario.names)]
        raise BadInput(
            f"no scenario is chosen by {_options(choice)}",
            near=(choice.only, words if choice.only else ()),
            do="choose a rule by its id, a scenario by part of its name, or a level that the rule has",
        )
    return found


def _owed(checklist: Checklist, section: Section, sentence: Sentence, feature: Feature | None, choice: Choice) -> Owed:
    blocks = [block for block in feature.blocks if block.kind == sentence.kind] if feature else []
    scenarios = [scenario for block in blocks for scenario in block.scenarios]
    taken = {
        scenario.rule for scenario in scenarios if any(choice.takes(scenario.rule, name) for name in scenario.names)
    }
    # Of a Rule that there is, only rows can be unanswered.
    open_rules = (
        ["properties.row"] if blocks else [id_ for id_, rule in RULES.items() if rule.sentence == sentence.kind]
    )
    gap = any(choice.takes(rule, "") for rule in open_rules)
    return Owed(
        tuple(rule for rule in RULES if rule in taken),
        tuple(f"{feature.name}:{block.line}" for block in blocks) if feature else (),
        unanswered(checklist, section, sentence, feature) if gap else "",
    )


def _options(choice: Choice) -> str:
    options = [
        ("--section", choice.section),
        *(("--level", level) for level in choice.levels),
        ("--only", choice.only),
    ]
    return " ".join(f"{option} {value}" for option, value in options if value)
