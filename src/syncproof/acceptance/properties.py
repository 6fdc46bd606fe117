"""Properties that own scenarios name: gives them their new names, and tells which scenarios name one that is gone.

A scenario speaks of a row that is carried for every pair, or of one that depends on something, such as `wool in cloth`.
A row that has a condition from now on, or another one, is gone for the scenarios that speak of the former row.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from syncproof.acceptance.by_line import split_end
from syncproof.checklist.checklist import slug
from syncproof.drift.lines import changed_lines
from syncproof.stories.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from syncproof.checklist import Criterion, Row, Section
    from syncproof.stories.pieces import PieceKey

_STEP = re.compile(r"\s*(?:Given|When|Then|And|But|\*) ")
_NOT_ONE = re.compile(r"(?!)")


class SpokenRow(NamedTuple):
    """A row, as scenarios speak of one: the source's property, and what the row depends on, '' for nothing."""

    name: str
    having: str = ""

    def __str__(self) -> str:
        return f"{self.name} if {self.having}" if self.having else self.name

    def called(self, renamed: Mapping[str, str]) -> SpokenRow:
        """Return the row under its new name."""
        return self._replace(name=renamed.get(self.name, self.name))


class Properties:
    """The properties of a section, before and now."""

    def __init__(self, before: Section, now: Section) -> None:
        was, is_ = _names(before), _names(now)
        lines: list[tuple[Row | Criterion, Row | Criterion]] = []
        lines += changed_lines(before.all_rows, now.all_rows)
        lines += changed_lines(before.all_criteria, now.all_criteria)
        self._renamed = dict(_renames(lines, was, is_))
        then = _rows(before) | _criteria(before)
        conditional = {SpokenRow(each.name) for each in _rows(now)} & _rows(before)
        there = _rows(now) | (_criteria(now) - conditional)
        self._gone = {each for each in then if is_ and each.called(self._renamed) not in there}
        self._having = {each: each.having for each in then if each.having}
        self._pattern = _places(was) if self else _NOT_ONE
        self._now = {slug(str(each)) for each in there}

    def __bool__(self) -> bool:
        """Whether any property has another name, or is gone."""
        return bool(self._renamed or self._gone)

    def renamed(self, text: str) -> str:
        """Return a text with the new names, in steps and in the cells of examples."""
        return "\n".join(
            self._pattern.sub(lambda found: self._renamed.get(found[0], found[0]), line) if _speaks(line) else line
            for line in text.split("\n")
        )

    def in_title(self, title: str) -> str:
        """Return the title of a scenario with the new names."""
        names = "|".join(map(re.escape, sorted(self._renamed, key=len, reverse=True)))
        return re.sub(rf"(?<!\w)(?:{names})(?!\w)", lambda found: self._renamed[found[0]], title) if names else title

    def gone_from(self, text: str) -> tuple[str, ...]:
        """Return the rows that a text speaks of, and that are gone."""
        lines = [line for line in text.split("\n") if _speaks(line)]
        named = {found[0] for line in lines for found in self._pattern.finditer(line)}
        met = {each for each in self._having if any(_has(line, each.having) for line in lines)}
        spoken = {each for each in met if each.name in named}
        spoken |= {SpokenRow(name) for name in named - {each.name for each in spoken}}
        return tuple(sorted(map(str, spoken & self._gone)))

    def are_back(self, mark: str) -> bool:
        """Whether the rows of a mark are all there."""
        return self._now.issuperset(mark.split("+"))


def why_aside(mark: str, section: Section) -> str:
    """Return why scenarios about the rows of a mark are not played: by a row that has a condition now, or for all."""
    marked = mark.split("+")
    row = next((each for each in section.all_rows if each.having and slug(each.source) in marked), None)
    if row is None:
        return "its scenarios speak of a row that is gone, or that has no such condition now"
    return (
        f"{row.source} is synchronized only with {row.having} now; to play its scenarios again, let them begin with "
        f'"Given both systems know NAME, with {row.having}, on which {row.source} depends", and move them back'
    )


def mark_of(names: tuple[str, ...]) -> str:
    """Return a mark of rows for the name of a file."""
    return "+".join(map(slug, names))


def own_pieces(text: str, base: str, file: str) -> Mapping[PieceKey, str]:
    """Return the scenarios of a feature that only people can have written. Raises BadInput for no Gherkin."""
    rendered = pieces(base, file)
    text, _ = split_end(text)
    return {key: each for key, each in pieces(text, file).items() if key.is_scenario and key not in rendered}


def _names(section: Section) -> set[str]:
    """Return the names by which steps can call the properties of a section: the source's."""
    lines: list[Row | Criterion] = [*section.all_rows, *section.all_criteria]
    return {each.source for each in lines}


def _rows(section: Section) -> set[SpokenRow]:
    return {SpokenRow(each.source, each.having) for each in section.all_rows}


def _criteria(section: Section) -> set[SpokenRow]:
    return {SpokenRow(each.source) for each in section.all_criteria}


def _has(line: str, having: str) -> bool:
    """Whether a step, or a cell of examples, names what a row depends on."""
    return f" {having}, on which " in line or having in map(str.strip, line.split("|"))


def _renames(
    lines: list[tuple[Row | Criterion, Row | Criterion]], was: set[str], is_: set[str]
) -> Iterator[tuple[str, str]]:
    for before, now in lines:
        if before.source in was - is_ and now.source in is_ - was:
            yield before.source, now.source


def _speaks(line: str) -> bool:
    """Whether a line can name a property: a step, or a row of examples."""
    return bool(_STEP.match(line)) or line.lstrip().startswith("|")


def _places(names: set[str]) -> re.Pattern[str]:
    """Return the pattern of any of the names in the places where steps name properties; the longest fits first."""
    name = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    places = (
        rf"(?<='s )(?:{name})(?=[ ,]|$)",
        rf"(?<='s latest )(?:{name})(?=[ ,]|$)",
        rf"(?<= the )(?:{name})(?= of [A-Z])",
        rf"(?<= a long )(?:{name})$",
        rf"(?<= value in )(?:{name})$",
        rf"(?<= on which )(?:{name})(?= depends$)",
        rf"(?<=\| )(?:{name})(?= +\|)",
    )
    return re.compile("|".join(places))
