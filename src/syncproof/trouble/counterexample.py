"""A counterexample: a story with its trouble, in the suite's own steps; a script to play again, a feature to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from syncproof.errors import BadInput
from syncproof.fakes.kit.faults import FAULTS
from syncproof.inputs import text_of
from syncproof.stories.gherkin import Step
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.checklist import Section
    from syncproof.trouble.cell import Cell
    from syncproof.trouble.story import CanonicalStory

SCHEMA = "syncproof-counterexample/2"
LAST = Step("then", "nothing else has changed", 0)
"""The claim that ends every story."""
_TYPES: Mapping[str, type] = {"document": str, "section": str, "seed": int, "rule": str, "steps": list}
_STEP_TYPES = ("given", "when", "then")
_DO = "name a file that syncproof sweep --save or syncproof campaign --save has written"


class Counterexample(NamedTuple):
    """The steps of a story, which belongs to a section of a document and is played with a seed.

    `rule` is the rule that the story shows to be broken.
    """

    document: str
    section: str
    seed: int
    rule: str
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, story: CanonicalStory, cell: Cell, seed: int) -> Counterexample:
        """Return the counterexample that a cell is: each strike is one more step after the setting of the story."""
        struck = () if cell.strike.family == "none" else (Step("given", trouble(each), 0) for each in cell.single)
        steps = (*story.setting, *struck, *story.deeds, LAST)
        return cls(story.document, story.section, seed, cell.strike.rule, steps)

    def text(self) -> str:
        """Return the counterexample as JSON."""
        held = {
            "schema": SCHEMA,
            **self._asdict(),
            "steps": [{"type": step.type, "text": step.text} for step in self.steps],
        }
        return json.dumps(held, indent=2, ensure_ascii=False) + "\n"

    def feature(self, section: Section, name: str) -> str:
        """Return a feature whose one scenario is the story, under the sentence of its rule."""
        words = self.sentence(section).replace("<", "").replace(">", "") or self.rule
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

    def sentence(self, section: Section) -> str:
        """Return the sentence of its section that the story shows to be broken; '' where the section has none."""
        kind = RULES[self.rule].sentence
        return next((" ".join(each.text.split()) for each in section.sentences if each.kind == kind), "")

    def lines(self) -> Iterator[str]:
        """Yield the steps as Gherkin has them."""
        last = ""
        for step in self.steps:
            yield f"{'And' if step.type == last else step.type.capitalize()} {step.text}"
            last = step.type


def read(path: Path) -> Counterexample:
    """Return the counterexample of a file. Raises BadInput for a file that holds none; its steps are not checked."""
    where = str(path)
    try:
        held: Any = json.loads(text_of(path, "a counterexample"))
    except (ValueError, RecursionError) as error:
        raise BadInput("not JSON", where=where, do=_DO) from error
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise BadInput(f"no counterexample: its schema is not {SCHEMA}", where=where, do=_DO)
    for key in held:
        if key not in {"schema", *_TYPES}:
            raise BadInput(f"a counterexample has no {key}", where=where, near=(key, _TYPES), do=_DO)
    for key, type_ in _TYPES.items():
        if not isinstance(held.get(key), type_) or isinstance(held[key], bool):
            raise BadInput(f"not a whole counterexample: {key} is missing or wrong", where=where, do=_DO)
    if held["rule"] not in RULES:
        raise BadInput(f"no rule is called {held['rule']}", where=where, near=(held["rule"], RULES), do=_DO)
    steps = tuple(_step(each, number, where) for number, each in enumerate(held["steps"], start=1))
    return Counterexample(held["document"], held["section"], held["seed"], held["rule"], steps)


def _step(held: object, number: int, where: str) -> Step:
    match held:
        case {"type": str(type_), "text": str(text)} if type_ in _STEP_TYPES:
            return Step(type_, text, 0)
    raise BadInput(f"not a whole counterexample: step {number} is none", where=where, do=_DO)


def trouble(cell: Cell) -> str:
    """Return the step that says what strikes, and where."""
    number, strike = cell.site.number, cell.strike
    if strike.family == "act":
        return f"{strike.name} just before request {number} is answered"
    if strike.family == "crash":
        if cell.site.is_state_write:
            return f"the sync is killed {strike.name} write {number} to its state"
        when = (
            f"before request {number} takes effect"
            if strike.name == "before"
            else f"after request {number} took effect"
        )
        return f"the sync is killed {when}"
    if strike.family == "twin":
        return f"a second sync starts when request {number} is made"
    words = FAULTS[strike.name].plain.removeprefix("answer ")
    if strike.lasting:
        return f"from request {number} to the end of the next pass every answer of that system {words}"
    return f"the answer to request {number} {words}"
