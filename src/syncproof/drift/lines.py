"""Compares the lines of two tables, rows or criteria: those that one section has alone, and those that changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from syncproof.checklist import Criterion, Row
from syncproof.drift.difference import Difference, How, Passage, What
from syncproof.drift.meaning import Paths, paths, rows_of_document
from syncproof.drift.parts import ComparedSection, Line, noun

_Line = TypeVar("_Line", Row, Criterion)
KIND_OF = {"row": "properties", "criterion": "merge-criteria"}
"""The kind of the sentence that announces a table, by what its lines are called."""


def lines_alone(some: Sequence[_Line], others: Sequence[_Line]) -> list[_Line]:
    """Return the lines that one of two tables has alone."""
    left = Counter(map(paths, others))
    found = []
    for each in some:
        left[paths(each)] -= 1
        if left[paths(each)] < 0:
            found.append(each)
    return found


def changed_lines(before: Sequence[_Line], after: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Return the lines of which one property stayed and the other is another now."""
    return of_one_property(lines_alone(before, after), lines_alone(after, before))


def of_one_property(gone: Sequence[_Line], come: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Return the lines of which one property stayed, where only one on each side has that property."""
    found: list[tuple[_Line, _Line]] = []
    for name in ("source", "target"):
        left = [each for each in gone if all(each is not was for was, _ in found)]
        free = [each for each in come if all(each is not is_ for _, is_ in found)]
        for was in left:
            same = [each for each in free if getattr(each, name) == getattr(was, name)]
            rivals = [each for each in left if getattr(each, name) == getattr(was, name)]
            if len(same) == len(rivals) == 1:
                found.append((was, same[0]))
    return found


def changed(one: ComparedSection, two: ComparedSection, was: Line, is_: Line) -> Difference:
    """Return the drift of a line that is another now, in its type as well."""
    text = f"the {noun(was)} {was} became {is_}"
    if isinstance(was, Row) and isinstance(is_, Row) and was.type != is_.type:
        text += f", of the type {is_.type}, which was {was.type}"
    return of_line(was, "changed", text, one.passage(was), two.passage(is_))


def of_line(line: Line, how: How, text: str, old: Passage, new: Passage) -> Difference:
    """Return the drift of a line."""
    what: What = "criterion" if isinstance(line, Criterion) else "row"
    return Difference("drift", what, how, text, old, new, kind=KIND_OF[what], label=line.source)


def types(one: ComparedSection, two: ComparedSection) -> Iterator[Difference]:
    """Yield the rows that both sections have, with other types."""
    before, after = (_by_paths(rows_of_document(side.section)) for side in (one, two))
    for key in before:
        for was, is_ in zip(before[key], after.get(key, ()), strict=False):
            if was.type != is_.type:
                text = f"the type of {is_} is {is_.type} now, and was {was.type}"
                passages = one.passage(was), two.passage(is_)
                yield Difference("drift", "type", "changed", text, *passages, kind="properties", label=was.source)


def _by_paths(rows: Iterable[Row]) -> Mapping[Paths, list[Row]]:
    """Return rows by what they join; several that join the same by their types, so that their order is no matter."""
    found: dict[Paths, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: each.type):
        found[paths(row)].append(row)
    return found
