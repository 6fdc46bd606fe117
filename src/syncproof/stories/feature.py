"""Feature files, read into their `Rule:` blocks, or refused with all that is wrong in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from syncproof.checklist import KINDS
from syncproof.errors import MANY, BadInput, together
from syncproof.inputs import text_of
from syncproof.stories import gherkin
from syncproof.stories.gherkin import Step
from syncproof.stories.rules import RULES
from syncproof.stories.soundness import PLACEHOLDER, feature_problems, rule_problems, scenario_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from syncproof.stories.gherkin import FeatureNode, Line, ScenarioNode

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario and the rule that the scenario shows; an outline has a name for each row of its examples."""

    rule: str
    names: tuple[str, ...]
    line: int
    labels: frozenset[str] = frozenset()
    """The properties that the examples name, by the source's names."""
    steps: tuple[Step, ...] = ()
    """The steps of all rows, those of the background first; a step that a row completes has the row's line."""
    rows: tuple[int, ...] = ()
    """The lines of the rows."""

    def played(self) -> Iterator[tuple[Step, ...]]:
        """Yield the steps of each row, those that the row completes last; of a scenario without rows, all steps."""
        of_row: dict[int, list[Step]] = {row: [] for row in self.rows}
        common: list[Step] = []
        for step in self.steps:
            of_row.get(step.line, common).append(step)
        for row in self.rows or (0,):
            yield (*common, *of_row.get(row, ()))


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A `Rule:` of a feature, which answers the section's sentence of one kind."""

    kind: str
    scenarios: tuple[Scenario, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature file with its blocks; `document` and `section` are slugs, from the folder's and the file's name.

    A section has one file of its name, and any number of further files beside: see `section_of`.
    """

    path: Path
    document: str
    section: str
    blocks: tuple[RuleBlock, ...]
    prose: tuple[Line, ...] = ()
    """The lines of all descriptions."""

    @property
    def name(self) -> str:
        """The name of the file in reports, wherever the file is installed."""
        return f"features/{self.document}/{self.path.name}"

    @property
    def is_beside(self) -> bool:
        """Whether the file stands beside the one of its section, as counterexamples do."""
        return self.path.stem != self.section


def section_of(path: Path) -> str:
    """Return the section that a feature file belongs to: `task-to-cards.lost-edit.feature` to `task-to-cards`."""
    return path.name.partition(".")[0]


def of_section(features: Iterable[Feature], document: str, section: str) -> tuple[Feature, ...]:
    """Return the features of a section, in the order given."""
    return tuple(each for each in features if (each.document, each.section) == (document, section))


def namesakes(features: Iterable[Feature]) -> Iterator[BadInput]:
    """Yield an error for each scenario that has the name of one in another file of its section."""
    seen: dict[tuple[str, str, str], str] = {}
    for feature in features:
        for scenario in (each for block in feature.blocks for each in block.scenarios):
            where = f"{feature.path}:{scenario.line}"
            for name in scenario.names:
                first = seen.setdefault((feature.document, feature.section, name), where)
                if first.rpartition(":")[0] != str(feature.path):
                    yield BadInput(
                        f"another feature of the section has a scenario of this name: {name}",
                        where=where,
                        nearest=first,
                        do="rename one of the two",
                    )


def load(path: Path) -> Feature:
    """Return the feature of a file. Raises BadInput, which names all that is wrong in the file."""
    feature, problems = read(path)
    if problems:
        raise together(problems)
    return feature


def read(path: Path) -> tuple[Feature, tuple[BadInput, ...]]:
    """Return the feature of a file, as far as the file can be understood, and what is wrong in the file."""
    file, nothing = str(path), Feature(path, path.parent.resolve().name, section_of(path), ())
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe never ends
        return nothing, (BadInput("not a file that can be read", where=file, do="remove it"),)
    try:
        text = text_of(path, "a feature")
    except BadInput as error:
        return nothing, (error.with_cure("save the file as UTF-8 text, or remove it"),)
    found, problems = parsed(path, text)
    if path.read_bytes().startswith(_BYTE_ORDER_MARK):
        do = "save the file as UTF-8 without the mark"
        problems += (BadInput("begins with a byte order mark", where=f"{file}:1", do=do),)
    return found, problems


def parsed(path: Path, text: str) -> tuple[Feature, tuple[BadInput, ...]]:
    """Return the feature of a file's text, as far as the text can be understood, and what is wrong there."""
    return _parsed(path, path.parent.resolve().name, text)


@lru_cache(maxsize=256)  # every run of a process reads the same features
def _parsed(path: Path, document: str, text: str) -> tuple[Feature, tuple[BadInput, ...]]:
    file = str(path)
    try:
        node = gherkin.parse(text, file)
    except BadInput as error:
        return Feature(path, document, section_of(path), ()), (error,)
    wrong = [feature_problems(node, file), _same_names(node, file)]
    blocks = []
    for rule in node.rules:
        kind, background = _first(rule.tags, KINDS), (*node.background, *rule.background)
        blocks += [RuleBlock(kind, tuple(_scenario(each, background) for each in rule.scenarios), rule.line)]
        wrong += [rule_problems(rule, file)]
        wrong += [scenario_problems(each, kind, background, file) for each in rule.scenarios]
    problems = tuple(islice(chain.from_iterable(wrong), MANY + 1))
    return Feature(path, document, section_of(path), tuple(blocks), node.prose), problems


def _first(tags: Sequence[str], among: Sequence[str] | Mapping[str, object]) -> str:
    return next((tag for tag in tags if tag in among), "")


def _same_names(node: FeatureNode, file: str) -> Iterator[BadInput]:
    """Yield an error for each scenario, and each row of one, that has the name of one before in the file."""
    templates: dict[str, int] = {}
    names: dict[str, int] = {}
    for scenario in (each for rule in node.rules for each in rule.scenarios):
        if scenario.name in templates:
            yield BadInput(
                f"the name stands on line {templates[scenario.name]} already: {scenario.name}",
                where=f"{file}:{scenario.line}",
                do="rename one of the two: of scenarios with one name, only the last would run",
            )
            continue
        templates[scenario.name] = scenario.line
        for name, line in _names(scenario):
            if name in names:
                yield BadInput(
                    f"the name stands on line {names[name]} already: {name}",
                    where=f"{file}:{line}",
                    do="write into the scenario's name, as <column>, what tells its rows apart, or remove the row",
                )
            names[name] = line


def _scenario(scenario: ScenarioNode, background: Sequence[Step]) -> Scenario:
    return Scenario(
        _first(scenario.tags, RULES),
        tuple(name for name, _ in _names(scenario)),
        scenario.line,
        frozenset(values["label"] for values, _ in _rows(scenario) if "label" in values),
        tuple(dict.fromkeys(_steps((*background, *scenario.steps), scenario))),
        tuple(line for _, line in _rows(scenario)),
    )


def _names(scenario: ScenarioNode) -> Iterator[tuple[str, int]]:
    """Yield the names of a scenario in outcomes; values that the name does not show are added to the name."""
    rows = 0
    for values, line in _rows(scenario):
        rows += 1
        name = _filled(scenario.name, values)
        yield name if name != scenario.name else f"{name} [{'-'.join(values.values())}]", line
    if not rows:
        yield scenario.name, scenario.line


def _steps(steps: Sequence[Step], scenario: ScenarioNode) -> Iterator[Step]:
    """Yield the steps of a scenario as they are played for each row."""
    rows = list(_rows(scenario)) or [({}, scenario.line)]
    for values, line in rows:
        for step in steps:
            text = _filled(step.text, values)
            yield step if text == step.text else step._replace(text=text, line=line)


def _rows(scenario: ScenarioNode) -> Iterator[tuple[Mapping[str, str], int]]:
    for table in scenario.tables:
        for row in table.rows:
            yield dict(zip(table.heads, row.words, strict=True)), row.line


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
