"""Feature files, read into their `Rule:` blocks. No other module reads Gherkin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gherkin.errors import CompositeParserException
from gherkin.parser import Parser

from syncproof.checklist import KINDS
from syncproof.errors import BadInput, nearest
from syncproof.inputs import text_of
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_NOT_PLAYED = ("skip", "skipif", "xfail")
INSTEAD_OF_SKIPPING = "play it; a failure that is known is listed in a baseline, with its reason"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario and the rule that the scenario shows; an outline has a name for each row of its examples."""

    rule: str
    names: tuple[str, ...]
    line: int
    labels: frozenset[str] = frozenset()
    """The properties that the examples name, by the source's names."""


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A `Rule:` of a feature, which answers the section's sentence of one kind."""

    kind: str
    scenarios: tuple[Scenario, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature file with its blocks; `document` and `section` are slugs, from the folder's and the file's name."""

    path: Path
    document: str
    section: str
    blocks: tuple[RuleBlock, ...]

    @property
    def name(self) -> str:
        """The name of the file in reports, wherever the file is installed."""
        return f"features/{self.document}/{self.path.name}"


def load(path: Path) -> Feature:
    """Return the feature of a file. Raises BadInput where the file cannot be read or is tagged wrongly."""
    text = text_of(path, "a feature")
    return Feature(path, path.resolve().parent.name, path.stem, tuple(_blocks(text, str(path))))


def _blocks(text: str, file: str) -> Iterator[RuleBlock]:
    names: dict[str, int] = {}
    tree = _tree(text, file)
    _check_played(tree, file)
    for child in tree.get("children", ()):
        if "scenario" in child:
            raise BadInput(
                f"a scenario outside of every Rule: {child['scenario']['name']}",
                where=_where(file, child["scenario"]),
                do="move it below the Rule of its sentence",
            )
        if "rule" in child:
            scenarios = [part["scenario"] for part in child["rule"]["children"] if "scenario" in part]
            kind = _kind(child["rule"], file)
            yield RuleBlock(
                kind,
                tuple(_scenario(scenario, kind, file, names) for scenario in scenarios),
                child["rule"]["location"]["line"],
            )


@lru_cache(maxsize=32)  # every run of a process reads the same features
def _tree(text: str, file: str) -> Any:  # noqa: ANN401 - the parser's own tree, of which it publishes no types here
    try:
        tree: Any = Parser().parse(text)
    except CompositeParserException as error:
        first = error.errors[0]
        line = first.location["line"]
        what = str(first).partition(": ")[2]
        raise BadInput(f"not Gherkin: {what}", where=f"{file}:{line}", do="correct the line") from error
    return tree.get("feature") or {}


def _kind(rule: dict[str, Any], file: str) -> str:
    """Return the kind of sentence with which a `Rule:` is tagged."""
    tags = _tags(rule)
    kinds = [tag for tag in tags if tag in KINDS]
    if len(kinds) != 1:
        raise BadInput(
            f"a Rule answers one kind of sentence, but its tags name {len(kinds)}: {_listed(tags)}",
            where=_where(file, rule),
            nearest=f"@{nearest(tags[0] if tags else '', KINDS)}",
            do="tag the Rule with the kind of its sentence",
        )
    return kinds[0]


def _scenario(scenario: dict[str, Any], kind: str, file: str, names: dict[str, int]) -> Scenario:
    """Return a scenario; `names` holds the names before in the file, and takes the scenario's own."""
    where, name, line = _where(file, scenario), scenario["name"], scenario["location"]["line"]
    tags = _tags(scenario)
    rules = [tag for tag in tags if tag in RULES]
    if len(rules) != 1:
        dotted = [tag for tag in tags if tag not in RULES and "." in tag]
        raise BadInput(
            f"a scenario shows one rule, but its tags name {len(rules)}: {_listed(tags)}",
            where=where,
            nearest=f"@{nearest(dotted[0] if dotted else kind, RULES)}",
            do="tag the scenario with the id of its rule",
        )
    sentence = RULES[rules[0]].sentence
    if sentence in KINDS and sentence != kind:
        raise BadInput(
            f"@{rules[0]} follows from another kind of sentence than @{kind}",
            where=where,
            do=f"move the scenario below the Rule @{sentence}",
        )
    rendered = tuple(_names(scenario))
    for each in dict.fromkeys((name, *rendered)):
        if each in names or rendered.count(each) > 1:
            raise BadInput(
                f"the name stands on line {names.get(each, line)} already: {each}",
                where=where,
                do="rename one of the two: of scenarios with one name, only the last would run",
            )
    names.update(dict.fromkeys((name, *rendered), line))
    return Scenario(rules[0], rendered, line, frozenset(_labels(scenario)))


def _names(scenario: dict[str, Any]) -> Iterator[str]:
    """Yield the names of a scenario in outcomes; values that the name does not show are added to the name."""
    template = scenario["name"]
    rows = 0
    for examples in scenario.get("examples", ()):
        heads = [cell["value"] for cell in examples.get("tableHeader", {}).get("cells", ())]
        for row in examples.get("tableBody", ()):
            rows += 1
            values = [cell["value"] for cell in row["cells"]]
            name = template
            for head, value in zip(heads, values, strict=True):
                name = name.replace(f"<{head}>", value)
            yield name if name != template else f"{template} [{'-'.join(values)}]"
    if not rows:
        yield template


def _check_played(node: Any, file: str) -> None:  # noqa: ANN401 - as above
    """Raise BadInput where a tag, at whatever in a feature, would keep a scenario from being played and judged."""
    if isinstance(node, list):
        for each in node:
            _check_played(each, file)
    elif isinstance(node, dict):
        for tag in node.get("tags", ()):
            if tag["name"].removeprefix("@") in _NOT_PLAYED:
                what = f"{tag['name']}: a scenario that is not judged is not green"
                raise BadInput(what, where=_where(file, tag), do=f"remove the tag, and {INSTEAD_OF_SKIPPING}")
        for each in node.values():
            _check_played(each, file)


def _labels(scenario: dict[str, Any]) -> Iterator[str]:
    """Yield the values in the column `label` of the examples."""
    for examples in scenario.get("examples", ()):
        heads = [cell["value"] for cell in examples.get("tableHeader", {}).get("cells", ())]
        for row in examples.get("tableBody", ()):
            yield from (cell["value"] for head, cell in zip(heads, row["cells"], strict=True) if head == "label")


def _tags(node: dict[str, Any]) -> list[str]:
    return [tag["name"].removeprefix("@") for tag in node["tags"]]


def _listed(tags: list[str]) -> str:
    return " ".join(f"@{tag}" for tag in tags) or "no tag"


def _where(file: str, node: dict[str, Any]) -> str:
    return f"{file}:{node['location']['line']}"
