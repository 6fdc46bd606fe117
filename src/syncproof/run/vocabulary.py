"""The vocabulary: whether each step of a feature means one thing, in words that its document knows."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from pytest_bdd.steps import step_function_context_registry

from syncproof.checklist.checklist import system_word
from syncproof.errors import MANY, BadInput, cut, nearest
from syncproof.fakes import FAKES
from syncproof.run import subject
from syncproof.run.definition import Definition
from syncproof.run.words import Words
from syncproof.stories.approved import approved
from syncproof.stories.feature import read
from syncproof.stories.rules import RULES
from syncproof.stories.spare import spare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from syncproof.checklist import Checklist, Section
    from syncproof.stories.feature import Feature, Scenario
    from syncproof.stories.gherkin import Line, Step

MODULES = tuple(
    f"syncproof.steps.{module}"
    for module in (
        "fixtures",
        "records",
        "linking",
        "edits",
        "rows",
        "lives",
        "times",
        "troubles",
        "strikes",
        "campaign",
        "syncing",
        "aftermath",
    )
)
"""The modules of the steps. They load when a feature is checked: a pytest run without features needs none."""

_SYNCING = "syncproof.steps.syncing."
_REST = f"{_SYNCING}come_to_rest"
_LAWS = "syncproof.steps.aftermath.nothing_else"
_TYPES = ("given", "when", "then")


class Vocabulary:
    """The step definitions of our own modules, and of further ones, such as a `conftest.py`."""

    def __init__(self, modules: Iterable[str] = ()) -> None:
        for module in MODULES:
            import_module(module)
        names = {*MODULES, *modules}
        contexts = step_function_context_registry.values()
        self.definitions = [Definition(each) for each in contexts if each.step_func.__module__ in names]
        self._of_type = {type_: [each for each in self.definitions if each.is_of(type_)] for type_ in ("", *_TYPES)}
        self._matching: dict[tuple[str, str], list[Definition]] = {}

    def matching(self, type_: str, text: str) -> list[Definition]:
        """Return the definitions of a step; the type is given, when or then."""
        if (type_, text) not in self._matching:
            folded = text.casefold()
            self._matching[type_, text] = [
                each for each in self._of_type[type_] if each.may_match(folded) and each.matches(text)
            ]
        return self._matching[type_, text]

    def problems(self, feature: Feature, checklist: Checklist) -> Iterator[BadInput]:
        """Yield an error for each step that means nothing, means two things, or speaks of what the document lacks."""
        section = next((each for each in checklist.sections if each.slug == feature.section), None)
        words = Words.of(checklist, section)
        forgotten = [
            problem for line in feature.prose for problem in self._forgotten(line, f"{feature.path}:{line.line}")
        ]
        for scenario in (each for block in feature.blocks for each in block.scenarios):
            found = list(self._of_scenario(scenario, words, feature))
            yield from found
            # What may follow from another mistake waits until that one is mended.
            if not found and not forgotten and self._is_ours(scenario):
                yield from self._restless(scenario, feature)
                yield from self._off_subject(scenario, section, feature, words)
        yield from forgotten

    def _of_scenario(self, scenario: Scenario, words: Words, feature: Feature) -> Iterator[BadInput]:
        for step in scenario.steps:
            yield from self.step_problems(step, words, f"{feature.path}:{step.line}")
        if all(self.matching(step.type, step.text) for step in scenario.steps):
            yield from self._strangers(scenario, feature)
            yield from self._idle(scenario, feature)

    def _is_ours(self, scenario: Scenario) -> bool:
        """Whether all steps are of our own: a step of somebody else's may do anything."""
        found = (self.matching(step.type, step.text) for step in scenario.steps)
        return all(each and each[0].name.startswith(MODULES) for each in found)

    def step_problems(self, step: Step, words: Words, where: str) -> Iterator[BadInput]:
        """Yield an error where a step means nothing, means two things, or speaks of what the document lacks."""
        found = self.matching(step.type, step.text)
        if not found and step.type:
            yield self._undefined(step, words, where)
        elif len(found) > 1:
            yield _ambiguous(step, found, where)
        elif found:
            yield from _unknown(found[0], step, words, where)
            if step.argument and not found[0].takes_argument:
                yield BadInput(
                    f"the step takes no table and no doc string, so nobody reads this: {cut(step.argument)}",
                    where=where,
                    do="remove the lines below the step, or say it in a step of its own",
                )

    def _strangers(self, scenario: Scenario, feature: Feature) -> Iterator[BadInput]:
        """Yield an error for each name of a record that no step of the scenario adds: the sync would be blamed."""
        spoken = [
            (step, word)
            for step in scenario.steps
            for definition in self.matching(step.type, step.text)
            for word in definition.words(step.text)
        ]
        added = [word.text for _, word in spoken if word.kind == "Newcomer"]
        for step, word in spoken:
            if word.kind == "Name" and word.text not in added:
                yield BadInput(
                    f"no step of the scenario adds {word.text}: {step.text}",
                    where=f"{feature.path}:{step.line}",
                    near=(word.text, added),
                    do=f"correct the name, or add: Given both systems know {word.text}",
                )

    def _idle(self, scenario: Scenario, feature: Feature) -> Iterator[BadInput]:
        """Yield an error for a scenario in which nothing is synchronized, or nothing happens before the first claim.

        A step of somebody else's may do either.
        """
        if not self._is_ours(scenario):
            return
        played = [(step, self.matching(step.type, step.text)[0]) for step in scenario.steps]
        adding = {step for step, definition in played if definition.adds_records}
        for name, line, steps in zip(scenario.names, scenario.rows or (scenario.line,), scenario.played(), strict=True):
            if adding.isdisjoint(steps):
                yield BadInput(
                    f"no step of the scenario adds a record, so there is nothing to synchronize: {name}",
                    where=f"{feature.path}:{line}",
                    do="add a record, such as: Given both systems know Ada",
                )
        first = next((each for each in played if each[0].type != "given"), None)
        if first and first[0].type == "then" and not first[1].adds_records:
            yield BadInput(
                f"nothing happens before the scenario claims: {first[0].text}",
                where=f"{feature.path}:{first[0].line}",
                do="say what people or the sync do first, such as: When the sync comes to rest",
            )

    def _restless(self, scenario: Scenario, feature: Feature) -> Iterator[BadInput]:
        """Yield an error for laws that are asked before the sync has come to rest after the latest deed.

        Then the sync would be blamed for what it had no time to do.
        """
        restless: Step | None = None
        for step in scenario.steps:
            name = self.matching(step.type, step.text)[0].name
            if name == _REST:
                restless = None
            elif name == _LAWS and restless:
                yield BadInput(
                    f"the sync does not come to rest between this step and the last claim: {restless.text}",
                    where=f"{feature.path}:{restless.line}",
                    do="say after the step: When the sync comes to rest",
                )
                return
            elif step.type in {"given", "when"} and not name.startswith(_SYNCING):
                restless = step

    def _off_subject(
        self, scenario: Scenario, section: Section | None, feature: Feature, words: Words
    ) -> Iterator[BadInput]:
        """Yield an error for the first story of a scenario that is not about its rule."""
        if section is None or not section.rows:
            return
        source, target = (system_word(end.system) for end in (section.source, section.target))
        labels = words.right["Property"]
        for name, line, steps in zip(scenario.names, scenario.rows or (scenario.line,), scenario.played(), strict=True):
            if missing := subject.missing(scenario.rule, steps, source, target, labels, alone=feature.is_beside):
                step = subject.example(missing.shape, subject.Sides(source, target, source), section.rows[0].source)
                yield BadInput(
                    f"the story {'claims' if missing.is_claim else 'does'} nothing that @{scenario.rule} is about"
                    f" ({RULES[scenario.rule].story}): {name}",
                    where=f"{feature.path}:{line}",
                    do=f"add a step such as: {'Then' if missing.is_claim else 'When'} {step}; or tag the story with the"
                    " rule that the story shows",
                )
                return

    def _undefined(self, step: Step, words: Words, where: str) -> BadInput:
        """Return the error for a step that no definition matches: its keyword is wrong, or a word, or the sentence."""
        others = [type_ for type_ in _TYPES if self.matching(type_, step.text)]
        if others:
            return BadInput(
                f"no step begins with {step.type.capitalize()} and goes on so: {step.text}",
                where=where,
                nearest=f"{others[0].capitalize()} {step.text}",
                do=f"use this step after {' or '.join(map(str.capitalize, others))}",
            )
        wrong = [each.wrong_words(step.text) for each in self.definitions if each.is_of(step.type)]
        if likely := min(filter(None, wrong), key=len, default=None):
            return words.unknown(likely[0].kind, likely[0].text, step.text, where)
        examples = {
            f"{each.type or step.type} {each.example(step.text, words)}" for each in self.definitions if each.is_text
        }
        alike = nearest(f"{step.type} {step.text}", sorted(examples))
        return BadInput(
            f"no step is defined so: {step.text}",
            where=where,
            nearest=f"{alike[:1].upper()}{alike[1:]}",
            do="correct the step",
        )

    def _forgotten(self, line: Line, where: str) -> Iterator[BadInput]:
        """Yield an error for a line of a description that would be a step if its keyword were there, or right."""
        first, _, rest = line.words[0].partition(" ")
        for text, keyword in ((line.words[0], ""), (rest, first)):
            if right := [type_.capitalize() for type_ in _TYPES if self.matching(type_, text)]:
                yield BadInput(
                    f"the line is a description, not a step: {line.words[0]}",
                    where=where,
                    nearest=f"{nearest(keyword, [*right, 'And', 'But']) or right[0]} {text}",
                    do="begin the step with Given, When, Then, And or But",
                )


def own_vocabulary() -> Vocabulary:
    """Return the vocabulary of our own modules, made once in a process: nearly every step stands in many features."""
    return _own_vocabulary(FAKES.generation)


@lru_cache(maxsize=1)
def _own_vocabulary(_: int) -> Vocabulary:
    return Vocabulary()


def own_problems(feature: Feature, checklist: Checklist) -> tuple[BadInput, ...]:
    """Return all that is wrong in the steps of a feature, for our own vocabulary; asked of each feature once."""
    return _own_problems(feature, checklist, FAKES.generation)


@lru_cache(maxsize=128)  # every run of a process plays the same features
def _own_problems(feature: Feature, checklist: Checklist, _: int) -> tuple[BadInput, ...]:
    return tuple(islice(own_vocabulary().problems(feature, checklist), MANY + 1))


def problems(path: Path, folder: Path, modules: Iterable[str] = ()) -> list[BadInput]:
    """Return all that is wrong in a feature, for the document of a folder and the definitions of further modules."""
    found, wrong = read(path)
    try:
        checklist = approved(folder)
    except BadInput as error:
        return [*wrong, error]
    theirs, vocabulary = {*modules}.difference(MODULES), own_vocabulary()
    if any(each.step_func.__module__ in theirs for each in step_function_context_registry.values()):
        vocabulary = Vocabulary(modules)
    return [*wrong, *spare(checklist, [found]), *vocabulary.problems(found, checklist)]


def _ambiguous(step: Step, found: list[Definition], where: str) -> BadInput:
    theirs = [each.name for each in found if not each.name.startswith(MODULES)]
    return BadInput(
        f"{len(found)} definitions match the step: {step.text}",
        where=where,
        do=f"word {' and '.join(theirs or [each.name for each in found])} in another way",
    )


def _unknown(definition: Definition, step: Step, words: Words, where: str) -> Iterator[BadInput]:
    found = definition.words(step.text)
    systems = [word.text for word in found if word.kind == "System"]
    # What a record is connected to may be in another system than the one that the step is about.
    names_both = bool(systems) and f"{systems[0]} as " in step.text
    here = words.of_system(systems[0]) if names_both and words.has("System", systems[0]) else words
    for kind, text in found:
        if not here.has(kind, text):
            yield here.unknown(kind, text, step.text, where)
        elif kind == "Label" and text in here.ids and step.type != "then":
            yield BadInput(
                f"no user brings or changes {text}, which the system sets itself: {step.text}",
                where=where,
                do="name another property of the section's table",
            )
