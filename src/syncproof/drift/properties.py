"""Properties with another name: where all lines of a section that name a property name another one, it is one edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from syncproof.checklist import Row
from syncproof.drift.difference import Difference
from syncproof.drift.lines import of_line
from syncproof.drift.meaning import paths
from syncproof.drift.parts import ComparedSection, Line, apart, noun

Changed: TypeAlias = tuple[Line, Line]
"""A line of a table, and what it is now."""
_Name: TypeAlias = tuple[int, str, str]
"""The side, 0 for the source, the name of a property, and its name of now."""


def renamed_properties(
    one: ComparedSection, two: ComparedSection, lines: Sequence[Changed]
) -> Mapping[int, Sequence[Changed]]:
    """Return the lines in which a property has another name, where they are several, by the index of each of them."""
    groups: dict[_Name, list[int]] = defaultdict(list)
    for index, (was, is_) in enumerate(lines):
        groups.update({name: [*groups[name], index] for name in _other_name(was, is_)})
    found: dict[int, Sequence[Changed]] = {}
    for (side, was_called, is_called), indices in groups.items():
        is_gone = was_called not in _names(two, side) and is_called not in _names(one, side)
        if is_gone and len(indices) > 1:
            together = tuple(lines[each] for each in indices)
            found.update((each, together) for each in indices)
    return found


def renamed(one: ComparedSection, two: ComparedSection, lines: Sequence[Changed]) -> Difference:
    """Return the drift of a property with another name in several lines; its place is that of the first line."""
    (was, is_), *others = lines
    ((_, was_called, is_called),) = _other_name(was, is_)
    before, now = apart(was_called, is_called)
    beside = "".join(f", and in the {noun(each)} {each} (line {other.line})" for each, other in others)
    text = f"the property {before} is called {now} now, in the {noun(was)} {was}{beside}"
    found = of_line(was, "renamed", text, one.passage(was), two.passage(is_))
    return replace(found, labels=tuple(each.source for each, _ in others))


def _other_name(was: Line, is_: Line) -> Iterator[_Name]:
    """Yield the property with another name, where nothing else of a line is another now."""
    is_typed_anew = isinstance(was, Row) and isinstance(is_, Row) and was.type != is_.type
    differing = [index for index, pair in enumerate(zip(paths(was), paths(is_), strict=True)) if pair[0] != pair[1]]
    if differing in ([0], [1]) and not is_typed_anew:
        (side,) = differing
        yield (0, was.source, is_.source) if side == 0 else (1, was.target, is_.target)


def _names(compared: ComparedSection, side: int) -> set[str]:
    lines = [*compared.lines("row"), *compared.lines("criterion")]
    return {each.target if side else each.source for each in lines}
