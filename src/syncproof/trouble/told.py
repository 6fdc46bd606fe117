"""A told story: a story with its trouble, in the suite's own steps; a script to play again, a feature to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from syncproof.errors import BadInput
from syncproof.run.vocabulary import own_vocabulary
from syncproof.stories.gherkin import Step
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from syncproof.checklist import Section

SCHEMA = "syncproof-counterexample/2"
LAST = Step("then", "nothing else has changed", 0)
_KEYS = ("schema", "document", "section", "seed", "rule", "steps")
_TYPES = ("given", "when", "then")


class ToldStory(NamedTuple):
    """The steps of a story, which belongs to a section of a document and is played with a seed.

    `rule` is the rule that the story shows to be broken.
    """

    document: str
    section: str
    seed: int
    rule: str
    steps: tuple[Step, ...]

    def text(self) -> str:
        """Return the story as JSON."""
        held = {
            "schema": SCHEMA,
            "document": self.document,
            "section": self.section,
            "seed": self.seed,
            "rule": self.rule,
            "steps": [{"type": step.type, "text": step.text} for step in self.steps],
        }
        return json.dumps(held, indent=2, ensure_ascii=False) + "\n"

    def feature(self, section: Section, name: str) -> str:
        """Return a feature whose one scenario is the story, under the sentence of its rule."""
        sentence = next((each for each in section.sentences if each.kind == RULES[self.rule].sentence), None)
        words = " ".join(sentence.text.split()).replace("<", "").replace(">", "") if sentence else self.rule
        lines = [
            f"Feature: {section.title}",
            "",
            f"  @{RULES[self.rule].sentence}",
            f"  Rule: {words}",
            "",
            f"    @{self.rule}",
            f"    Example: {name}",
            *(f"      {line}" for line in self.lines()),
        ]
        return "\n".join(lines) + "\n"

    def lines(self) -> Iterator[str]:
        """Yield the steps as Gherkin has them."""
        last = ""
        for step in self.steps:
            yield f"{'And' if step.type == last else step.type.capitalize()} {step.text}"
            last = step.type


def told_story(held: Mapping[str, Any], where: str, do: str) -> ToldStory:
    """Return the story of a script. Raises BadInput for a script that is not whole, or a step that there is not."""
    for key in held:
        if key not in _KEYS:
            raise BadInput(f"a counterexample has no {key}", where=where, near=(key, _KEYS), do=do)
    try:
        texts = [held[key] for key in ("document", "section", "rule")]
        seed, steps = held["seed"], tuple(_steps(held["steps"], where))
    except (KeyError, TypeError) as error:
        raise BadInput(f"not a whole counterexample: {error}", where=where, do=do) from error
    if not all(isinstance(text, str) for text in texts) or not isinstance(seed, int) or isinstance(seed, bool):
        raise BadInput("not a whole counterexample: a value is not of the right type", where=where, do=do)
    document, section, rule = texts
    if rule not in RULES:
        raise BadInput(f"no rule is called {rule}", where=where, near=(rule, RULES), do="syncproof list rules")
    return ToldStory(document, section, seed, rule, steps)


def _steps(held: Sequence[Mapping[str, Any]], where: str) -> Iterator[Step]:
    if not isinstance(held, list):
        raise TypeError("steps is no list")
    for number, each in enumerate(held, start=1):
        type_, text = each["type"], each["text"]
        if type_ not in _TYPES or not isinstance(text, str):
            raise TypeError(f"step {number} is none")
        if len(own_vocabulary().matching(type_, text)) != 1:
            raise BadInput(f"step {number} is not defined: {text}", where=where, do="syncproof list steps")
        yield Step(type_, text, 0)
