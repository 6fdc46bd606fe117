"""Properties that own scenarios name: gives them their new names, and tells which scenarios name one that is gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncproof.checklist.checklist import slug
from syncproof.drift.content import changed_lines
from syncproof.stories.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from syncproof.checklist import Criterion, Row, Section
    from syncproof.stories.pieces import PieceKey

_STEP = re.compile(r"\s*(?:Given|When|Then|And|But|\*) ")
_NOT_ONE = re.compile(r"(?!)")


class Properties:
    """The properties of a section, before and now."""

    def __init__(self, before: Section, now: Section) -> None:
        was, is_ = _names(before), _names(now)
        lines: list[tuple[Row | Criterion, Row | Criterion]] = []
        lines += changed_lines(before.all_rows, now.all_rows)
        lines += changed_lines(before.all_criteria, now.all_criteria)
        self._renamed = dict(_renames(lines, was, is_))
        self._gone = {name for name in was - is_ if is_ and name not in self._renamed}
        self._pattern = _places(was) if self._renamed or self._gone else _NOT_ONE
        self._now = {slug(name) for name in is_}

    def __bool__(self) -> bool:
        """Whether any property has another name, or is gone."""
        return bool(self._renamed or self._gone)

    def renamed(self, text: str) -> str:
        """Return a text with the new names, in steps and in the cells of examples."""
        return "\n".join(
            self._pattern.sub(lambda found: self._renamed.get(found[0], found[0]), line) if _speaks(line) else line
            for line in text.split("\n")
        )

    def gone_from(self, text: str) -> tuple[str, ...]:
        """Return the properties that a text names, and that are gone."""
        named = {found[0] for line in text.split("\n") if _speaks(line) for found in self._pattern.finditer(line)}
        return tuple(sorted(named & self._gone))

    def are_back(self, mark: str) -> bool:
        """Whether the properties of a mark are all there."""
        return self._now.issuperset(mark.split("+"))


def mark_of(names: tuple[str, ...]) -> str:
    """Return a mark of properties for the name of a file."""
    return "+".join(map(slug, names))


def own_pieces(text: str, base: str, file: str) -> Mapping[PieceKey, str]:
    """Return the scenarios of a feature that only people can have written. Raises BadInput for no Gherkin."""
    rendered = pieces(base, file)
    return {key: each for key, each in pieces(text, file).items() if key.is_scenario and key not in rendered}


def _names(section: Section) -> set[str]:
    """Return the names by which steps can call the properties of a section: the source's."""
    lines: list[Row | Criterion] = [*section.all_rows, *section.all_criteria]
    return {each.source for each in lines}


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
