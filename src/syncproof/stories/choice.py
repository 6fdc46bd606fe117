"""The choice of sentences and rules that a run is asked for, and the outcomes that the run therefore owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.errors import BadInput
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.checklist import Checklist, Section
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
    these. Raises BadInput, naming the nearest, for a choice that matches nothing.
    """
    found: dict[Key, Owed] = {}
    narrow = bool(choice.levels or choice.only)
    by_section = {(feature.document, feature.section): feature for feature in features}
    sections = [(checklist.slug, section) for checklist in checklists for section in checklist.sections]
    chosen = [(document, section) for document, section in sections if choice.has(document, section)]
    if sections and not chosen:
        names = [name for _, section in sections for name in (section.title, section.slug)]
        raise BadInput(
            f"no section has {choice.section} in its title or name",
            near=(choice.section, names),
            do="choose one by part of its title, or as task-to-cards, or custompms-trello/task-to-cards",
        )
    for document, section in chosen:
        feature = by_section[document, section.slug]
        for sentence in section.sentences:
            owed = _owed(feature, sentence.kind, choice)
            if owed.rules or not narrow:
                found[Key(document, section.slug, sentence.kind)] = owed
    if chosen and narrow and not found:
        scenarios = [
            scenario
            for document, section in chosen
            for block in by_section[document, section.slug].blocks
            for scenario in block.scenarios
        ]
        words = [word for scenario in scenarios for word in (scenario.rule, *scenario.names)]
        raise BadInput(
            f"no scenario is chosen by {_options(choice)}",
            near=(choice.only, words if choice.only else ()),
            do="choose a rule by its id, a scenario by part of its name, or a level that the rule has",
        )
    return found


def _owed(feature: Feature, kind: str, choice: Choice) -> Owed:
    blocks = [block for block in feature.blocks if block.kind == kind]
    scenarios = [scenario for block in blocks for scenario in block.scenarios]
    taken = {
        scenario.rule for scenario in scenarios if any(choice.takes(scenario.rule, name) for name in scenario.names)
    }
    rules = tuple(rule for rule in RULES if rule in taken)
    return Owed(rules, tuple(f"{feature.name}:{block.line}" for block in blocks))


def _options(choice: Choice) -> str:
    options = [
        ("--section", choice.section),
        *(("--level", level) for level in choice.levels),
        ("--only", choice.only),
    ]
    return " ".join(f"{option} {value}" for option, value in options if value)
