"""A counterexample: a cell that fails, as a script that is played again, and as a feature that people read.

The feature tells the story in the suite's own steps, with the trouble as one more step after the setting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from syncproof.errors import BadInput
from syncproof.fakes.kit.faults import FAULTS
from syncproof.inputs import text_of
from syncproof.steps.strike import TWIN, Strike
from syncproof.stories.rules import RULES
from syncproof.trouble import told

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.stories.gherkin import Step
    from syncproof.trouble.cell import Cell
    from syncproof.trouble.story import CanonicalStory

SCHEMA = "syncproof-counterexample/1"
_KEYS = ("schema", "document", "section", "story", "seed", "strike", "request", "state_write")


class Script(NamedTuple):
    """Where a counterexample lies: a story, a seed, and one strike at one of the story's sites."""

    document: str
    section: str
    story: str
    seed: int
    strike: Strike
    number: int
    at_state_write: bool

    @classmethod
    def of(cls, story: CanonicalStory, cell: Cell, seed: int) -> Script:
        """Return the script of a cell of a story that was played with a seed."""
        request = cell.site
        return cls(story.document, story.section, story.name, seed, cell.strike, request.number, request.is_state_write)

    def text(self) -> str:
        """Return the script as JSON."""
        family, name, _, lasting = self.strike
        held = {
            "schema": SCHEMA,
            "document": self.document,
            "section": self.section,
            "story": self.story,
            "seed": self.seed,
            "strike": {"family": family, "name": name, "lasting": lasting},
            "state_write" if self.at_state_write else "request": self.number,
        }
        return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def read(path: Path) -> Script | told.ToldStory:
    """Return the script of a file, that of a cell or that of a told story.

    Raises BadInput for a file that holds none, or a fault or a step that there is not.
    """
    where, do = str(path), "name a file that syncproof sweep --save or syncproof campaign --save has written"
    try:
        held: Any = json.loads(text_of(path, "a counterexample"))
    except (ValueError, RecursionError) as error:
        raise BadInput("not JSON", where=where, do=do) from error
    if isinstance(held, dict) and held.get("schema") == told.SCHEMA:
        return told.told_story(held, where, do)
    if not isinstance(held, dict) or held.get("schema") != SCHEMA:
        raise BadInput(f"no counterexample: its schema is not {SCHEMA}", where=where, do=do)
    for key in held:
        if key not in _KEYS:
            raise BadInput(f"a counterexample has no {key}", where=where, near=(key, _KEYS), do=do)
    at_state_write = "state_write" in held
    try:
        return Script(
            _typed(held["document"], str),
            _typed(held["section"], str),
            _typed(held["story"], str),
            _typed(held["seed"], int),
            _strike(held["strike"], where),
            _typed(held["state_write" if at_state_write else "request"], int),
            at_state_write,
        )
    except (KeyError, TypeError) as error:
        raise BadInput(f"not a whole counterexample: {error}", where=where, do=do) from error


def _typed(value: Any, type_: type) -> Any:  # noqa: ANN401 - what JSON holds
    if not isinstance(value, type_) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not of the right type")
    return value


def _strike(held: Mapping[str, Any], where: str) -> Strike:
    family, name, lasting = held["family"], _typed(held["name"], str), held["lasting"] is True
    if family == "fault":
        if name not in FAULTS:
            raise BadInput(f"no such fault: {name}", where=where, near=(name, FAULTS), do="syncproof list faults")
        return Strike("fault", name, FAULTS[name].rule, lasting)
    if family == "crash" and name in {"before", "after"}:
        return Strike("crash", name, "robust.crash")
    if family == "none":
        return Strike("none", name, "every.created")
    if (family, name) == TWIN[:2]:
        return TWIN
    if family == "act":
        return Strike("act", name, "in-sync.during-pass")
    raise TypeError(f"{family} {name} is no trouble")


def feature(story: CanonicalStory, cell: Cell, title: str) -> str:
    """Return a feature whose one scenario is the story of a cell; `title` is the section's."""
    rule = cell.strike.rule
    lines = [
        f"Feature: {title}",
        "",
        f"  @{RULES[rule].sentence}",
        f"  Rule: {story.name}, with trouble",
        "",
        f"    @{rule}",
        f"    Example: {story.name}, and {cell}",
        *(f"      {line}" for line in _steps(story, cell)),
    ]
    return "\n".join(lines) + "\n"


def _steps(story: CanonicalStory, cell: Cell) -> Iterator[str]:
    last = ""
    for type_, text in _told(story, cell):
        yield f"{'And' if type_ == last else type_.capitalize()} {text}"
        last = type_


def _told(story: CanonicalStory, cell: Cell) -> Iterator[tuple[str, str]]:
    yield from (_pair(step) for step in story.setting)
    if cell.strike.family != "none":
        yield "given", trouble(cell)
    yield from (_pair(step) for step in story.deeds)
    yield "then", "nothing else has changed"


def _pair(step: Step) -> tuple[str, str]:
    return step.type, step.text


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
