"""Gherkin: the text of a feature as a tree of plain values. No other module reads Gherkin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser, ParserContext
from gherkin.token import Token

from syncproof.errors import BadInput, cut, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gherkin.token_matcher import TokenMatcher
    from gherkin.token_scanner import TokenScanner

_TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}
_KEYWORDS = (
    *("Feature:", "Rule:", "Background:", "Example:", "Scenario:", "Scenario Outline:", "Examples:"),
    *("Given", "When", "Then", "And", "But"),
)
_LANGUAGE = re.compile(r"^[ \t]*#[ \t]*language[ \t]*:[ \t]*(\S+)", re.MULTILINE)
"""The comment with which Gherkin reads keywords in another language."""
_BEGIN = "begin with a line such as Feature: Customerp Contact to Trello Members"


class Step(NamedTuple):
    """A step; `type` is given, when or then, for an And that of the step before, '' for an And that comes first."""

    type: str
    text: str
    line: int
    argument: str = ""
    """The cells of the table, or the doc string, that belongs to the step."""


class Line(NamedTuple):
    """A line that is no step: a tag, a line of a description, or a row of a table, whose cells then are `words`."""

    words: tuple[str, ...]
    line: int


class ExamplesNode(NamedTuple):
    """An `Examples:` table."""

    tags: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[Line, ...]
    line: int


@dataclass(frozen=True, slots=True)
class ScenarioNode:
    """A scenario as it is written, an outline not yet multiplied by its rows."""

    name: str
    line: int
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    tables: tuple[ExamplesNode, ...]
    outline: bool
    """Whether the keyword says that the scenario has rows."""


@dataclass(frozen=True, slots=True)
class RuleNode:
    """A `Rule:` as it is written."""

    line: int
    tags: tuple[str, ...]
    background: tuple[Step, ...]
    scenarios: tuple[ScenarioNode, ...]


@dataclass(frozen=True, slots=True)
class FeatureNode:
    """A whole feature as it is written; `loose` are the scenarios outside of every `Rule:`."""

    line: int
    tags: tuple[str, ...]
    background: tuple[Step, ...]
    rules: tuple[RuleNode, ...]
    loose: tuple[ScenarioNode, ...]
    prose: tuple[Line, ...]
    """The lines of all descriptions."""
    every_tag: tuple[Line, ...]
    """All tags, wherever they stand."""


class QuickParser(Parser):
    """Gherkin's parser, which itself makes a table of all its states for each line: a fifth of the time.

    A feature is checked, and then read once more by pytest-bdd: the tree of a text is made once.
    """

    def parse(self, token_scanner_or_str: TokenScanner | str, token_matcher: TokenMatcher | None = None) -> Any:  # noqa: ANN401 - JSON
        """Return the tree of a text, which nobody may change."""
        if isinstance(token_scanner_or_str, str) and token_matcher is None:
            return _tree(token_scanner_or_str)
        return super().parse(token_scanner_or_str, token_matcher)

    def match_token(self, state: int, token: Token, context: ParserContext) -> int:
        """Return the state that follows a line."""
        following: int = getattr(self, f"match_token_at_{state}")(token, context)
        return following


@lru_cache(maxsize=32)  # of one document at least, whose features are read one after the other, and then again
def _tree(text: str) -> Any:  # noqa: ANN401 - as above
    return Parser.parse(QuickParser(), text)


def parse(text: str, file: str) -> FeatureNode:
    """Return the tree of a feature. Raises BadInput, which names every line that is no Gherkin, and for no feature."""
    if (found := _LANGUAGE.search(text)) and found[1] != "en":
        line = text.count("\n", 0, found.start(1)) + 1
        raise BadInput(
            f"features are read in English, not in the language {cut(found[1])}",
            where=f"{file}:{line}",
            do="remove the comment, and write the keywords in English",
        )
    try:
        feature = _feature(text)
    except CompositeParserException as error:
        raise together(_not_gherkin(each, file) for each in error.errors) from error
    except ParserException as error:
        raise _not_gherkin(error, file) from error
    if feature is None:
        raise BadInput("the file holds no Feature", where=f"{file}:1", do=_BEGIN)
    return feature


@lru_cache(maxsize=32)  # every run of a process reads the same features, or copies of them
def _feature(text: str) -> FeatureNode | None:
    document: Any = QuickParser().parse(text)
    feature = document.get("feature")
    if feature is None:
        return None
    children, nodes = feature["children"], tuple(_nodes(feature))
    return FeatureNode(
        feature["location"]["line"],
        _tags(feature),
        _background(children),
        tuple(_rule(child["rule"]) for child in children if "rule" in child),
        tuple(_scenario(child["scenario"]) for child in children if "scenario" in child),
        tuple(_prose(nodes, text.split("\n"))),
        tuple(
            Line((tag["name"].removeprefix("@"),), tag["location"]["line"])
            for node in nodes
            for tag in node.get("tags", ())
        ),
    )


def _not_gherkin(error: ParserException, file: str) -> BadInput:
    what = str(error).partition(": ")[2]
    where = f"{file}:{error.location['line']}"
    found = re.search(r"^expected: (.*), got '(.*)'$", what, re.DOTALL)
    if not found:
        return BadInput(f"not Gherkin: {what}", where=where, do="correct the line")
    line = cut("".join(each if each.isprintable() else "?" for each in found[2]))
    if "#FeatureLine" in found[1]:
        return BadInput(f"the file does not begin with a Feature: {line}", where=where, do=_BEGIN)
    first = re.match(r"(Scenario )?\S*", line)
    return BadInput(
        f"not Gherkin here: {line}",
        where=where,
        near=(first[0] if first else "", _KEYWORDS),
        do="begin the line with a keyword that can stand here",
    )


def _rule(rule: dict[str, Any]) -> RuleNode:
    children = rule["children"]
    scenarios = tuple(_scenario(child["scenario"]) for child in children if "scenario" in child)
    return RuleNode(rule["location"]["line"], _tags(rule), _background(children), scenarios)


def _background(children: list[dict[str, Any]]) -> tuple[Step, ...]:
    return tuple(step for child in children if "background" in child for step in _steps(child["background"]))


def _scenario(scenario: dict[str, Any]) -> ScenarioNode:
    tables = tuple(_table(examples) for examples in scenario.get("examples", ()))
    return ScenarioNode(
        scenario["name"],
        scenario["location"]["line"],
        _tags(scenario),
        tuple(_steps(scenario)),
        tables,
        bool(tables) or scenario["keyword"] in {"Scenario Outline", "Scenario Template"},
    )


def _table(examples: dict[str, Any]) -> ExamplesNode:
    heads = tuple(cell["value"] for cell in examples.get("tableHeader", {}).get("cells", ()))
    rows = tuple(
        Line(tuple(cell["value"] for cell in row["cells"]), row["location"]["line"])
        for row in examples.get("tableBody", ())
    )
    return ExamplesNode(_tags(examples), heads, rows, examples["location"]["line"])


def _steps(parent: dict[str, Any]) -> list[Step]:
    found: list[Step] = []
    for step in parent["steps"]:
        before = found[-1].type if found else ""
        cells = [cell["value"] for row in step.get("dataTable", {}).get("rows", ()) for cell in row["cells"]]
        argument = " ".join([*cells, step.get("docString", {}).get("content", "")]).strip()
        type_ = _TYPES.get(step["keywordType"], before)
        found.append(Step(type_, step["text"], step["location"]["line"], argument))
    return found


def _tags(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in node["tags"])


def _prose(nodes: Iterable[dict[str, Any]], lines: list[str]) -> Iterator[Line]:
    """Yield the lines of all descriptions; a description begins somewhere below its keyword."""
    for node in nodes:
        number = node["location"]["line"] if node.get("description") else 0
        for text in (node["description"] if number else "").split("\n"):
            if text.strip():
                here = (at + 1 for at in range(number, len(lines)) if lines[at].strip() == text.strip())
                number = next(here, number)
                yield Line((text.strip(),), number)


def _nodes(parent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a part of the parser's tree and the parts below that have tags or a description."""
    yield parent
    for child in parent.get("children", ()):
        for node in child.values():
            yield from _nodes(node)
    yield from parent.get("examples", ())
