"""Which feature answers which sentence, what is missing, and what of it a run is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from syncproof.errors import BadInput
from syncproof.nearest import nearest
from syncproof.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist, Section
    from syncproof.feature import Feature


class Key(NamedTuple):
    """A sentence: the slugs of its document and section, and its kind."""

    document: str
    section: str
    kind: str


class Wanted(NamedTuple):
    """What a run owes a sentence: an outcome for each rule; `places` are the `file:line` of its Rules."""

    rules: tuple[str, ...]
    places: tuple[str, ...]


Asked: TypeAlias = "Mapping[Key, Wanted]"


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the checklists a run is asked for; '' and () are everything."""

    section: str = ""
    levels: tuple[str, ...] = ()
    only: str = ""

    def has(self, document: str, section: Section) -> bool:
        """Whether it takes a section: by part of the title, or of `document/section`, whatever the case."""
        part = self.section.casefold()
        return part in section.title.casefold() or part in f"{document}/{section.slug}"

    def takes(self, rule: str, name: str) -> bool:
        """Whether it takes a scenario: by level, and by rule id, kind of sentence or part of the name.

        `every.created: A new task` takes the one whose rule and name these are.
        """
        only = self.only.casefold()
        return (not self.levels or RULES[rule].level in self.levels) and (
            only in {"", rule, RULES[rule].sentence, f"{rule}: {name}".casefold()}
            or (only not in RULES and only in name.casefold())
        )


def missing(checklist: Checklist, features: Sequence[Feature]) -> Iterator[BadInput]:
    """Yield all that keeps the features of a document's folder from answering it, wholly and nothing else."""
    by_section = {feature.section: feature for feature in features}
    for section in checklist.sections:
        if section.slug in by_section:
            yield from _missing_rules(checklist, section, by_section[section.slug])
            yield from _missing_rows(checklist, section, by_section[section.slug])
        else:
            yield BadInput(
                f"no feature answers the section {section.title}",
                where=f"{checklist.file}:{section.line}",
                nearest=nearest(section.slug, [feature.name for feature in features]),
                do=f"write features/{checklist.slug}/{section.slug}.feature",
            )
    sections = {section.slug: section for section in checklist.sections}
    for feature in features:
        if feature.section not in sections:
            slug = nearest(feature.section, sections)
            likely = f"{checklist.file}:{sections[slug].line}: {sections[slug].title}" if slug else ""
            yield BadInput(
                f"the feature answers no section of {checklist.file}",
                where=f"{feature.path}:1",
                nearest=likely,
                do="name the file for its section, or remove it",
            )


def _missing_rules(checklist: Checklist, section: Section, feature: Feature) -> Iterator[BadInput]:
    said = {sentence.kind: sentence for sentence in section.sentences}
    answered = {answer.kind for answer in feature.answers}
    for sentence in section.sentences:
        if sentence.kind not in answered:
            yield BadInput(
                f"no Rule answers the sentence: {sentence.text}",
                where=f"{checklist.file}:{sentence.line}",
                do=f"write a Rule tagged @{sentence.kind} in {feature.path}",
            )
    for answer in feature.answers:
        where = f"{feature.path}:{answer.line}"
        if answer.kind not in said:
            kind = nearest(answer.kind, said)
            yield BadInput(
                f"no sentence of this kind in the section: @{answer.kind}",
                where=where,
                nearest=f"@{kind}   ({checklist.file}:{said[kind].line})" if kind else "",
                do="correct the tag, or remove the Rule",
            )
        if not answer.scenarios:
            yield BadInput("no scenario in the Rule: it would answer nothing", where=where, do="write one")


def _missing_rows(checklist: Checklist, section: Section, feature: Feature) -> Iterator[BadInput]:
    """Yield the rows that no story carries, and the labels that no row has; a section without rows is not played."""
    scenarios = [scenario for answer in feature.answers for scenario in answer.scenarios]
    carried = {label for scenario in scenarios if scenario.rule == "properties.row" for label in scenario.labels}
    labels = {row.source for row in section.rows}
    for row in section.rows:
        if row.source not in carried:
            yield BadInput(
                f"no scenario carries {row.source} to {row.target}",
                where=f"{checklist.file}:{section.line}",
                nearest=nearest(row.source, carried),
                do=f"add it to the examples of @properties.row in {feature.path}",
            )
    lines = {label: scenario.line for scenario in reversed(scenarios) for label in scenario.labels}
    for label in sorted(lines.keys() - labels if labels else ()):
        yield BadInput(
            f"no row of the section's table begins with {label}",
            where=f"{feature.path}:{lines[label]}",
            nearest=nearest(label, labels),
            do=f"correct the examples, or the table in {checklist.file}",
        )


def asked(checklists: Sequence[Checklist], features: Sequence[Feature], choice: Choice) -> Asked:
    """Return what a choice asks for.

    A choice of sections asks for all their sentences, one of levels or scenarios only for the sentences that
    these are about. Raises BadInput, naming the nearest, for a choice that matches nothing.
    """
    found: dict[Key, Wanted] = {}
    narrow = bool(choice.levels or choice.only)
    by_section = {(feature.document, feature.section): feature for feature in features}
    sections = [(checklist.slug, section) for checklist in checklists for section in checklist.sections]
    chosen = [(document, section) for document, section in sections if choice.has(document, section)]
    if sections and not chosen:
        names = [name for _, section in sections for name in (section.title, section.slug)]
        raise BadInput(
            f"no section has {choice.section} in its title or name",
            nearest=nearest(choice.section, names),
            do="choose one by part of its title, or as task-to-cards, or custompms-trello/task-to-cards",
        )
    for document, section in chosen:
        feature = by_section[document, section.slug]
        for sentence in section.sentences:
            wanted = _wanted(feature, sentence.kind, choice)
            if wanted.rules or not narrow:
                found[Key(document, section.slug, sentence.kind)] = wanted
    if chosen and narrow and not found:
        scenarios = [
            scenario
            for document, section in chosen
            for answer in by_section[document, section.slug].answers
            for scenario in answer.scenarios
        ]
        words = [word for scenario in scenarios for word in (scenario.rule, *scenario.names)]
        raise BadInput(
            f"no scenario is chosen by {_told(choice)}",
            nearest=nearest(choice.only, words) if choice.only else "",
            do="choose a rule by its id, a scenario by part of its name, a level that it has",
        )
    return found


def _wanted(feature: Feature, kind: str, choice: Choice) -> Wanted:
    answers = [answer for answer in feature.answers if answer.kind == kind]
    scenarios = [scenario for answer in answers for scenario in answer.scenarios]
    taken = {
        scenario.rule for scenario in scenarios if any(choice.takes(scenario.rule, name) for name in scenario.names)
    }
    rules = tuple(rule for rule in RULES if rule in taken)
    return Wanted(rules, tuple(f"{feature.name}:{answer.line}" for answer in answers))


def _told(choice: Choice) -> str:
    options = [
        ("--section", choice.section),
        *(("--level", level) for level in choice.levels),
        ("--only", choice.only),
    ]
    return " ".join(f"{option} {value}" for option, value in options if value)
