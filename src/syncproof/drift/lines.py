"""Compares the lines of two tables, rows or criteria: those that one section has alone, copies, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from syncproof.checklist import Criterion, Row
from syncproof.drift.difference import Difference, How, Passage, What
from syncproof.drift.meaning import paths, said_by
from syncproof.drift.parts import ComparedSection, Line, apart, noun

_Line = TypeVar("_Line", Row, Criterion)
KIND_OF = {"row": "properties", "criterion": "merge-criteria"}
"""The kind of the sentence that announces a table, by what its lines are called."""


def lines_alone(some: Sequence[_Line], others: Sequence[_Line]) -> list[_Line]:
    """Return the lines that one of two tables has alone."""
    return _alone(some, others, said_by)


def is_copy(line: Line, others: Sequence[Line]) -> bool:
    """Whether another table says just what a line says."""
    return any(said_by(line) == said_by(each) for each in others)


def of_other_types(gone: Sequence[Row], come: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return the rows that join the same two properties as before, and are of another type."""
    found: list[tuple[Row, Row]] = []
    for was in gone:
        free = (each for each in come if all(each is not is_ for _, is_ in found))
        if is_ := next((each for each in free if paths(each) == paths(was)), None):
            found.append((was, is_))
    return found


def changed_lines(before: Sequence[_Line], after: Sequence[_Line]) -> list[tuple[_Line, _Line]]:
    """Return the lines of which one property stayed and the other is another now."""
    return of_one_property(_alone(before, after, paths), _alone(after, before, paths))


def _alone(some: Sequence[_Line], others: Sequence[_Line], said: Callable[[Line], Hashable]) -> list[_Line]:
    """Return the lines of which one of two tables says more than the other."""
    left = Counter(map(said, others))
    found = []
    for each in some:
        left[said(each)] -= 1
        if left[said(each)] < 0:
            found.append(each)
    return found


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
    before, now = apart(str(was), str(is_))
    text = f"the {noun(was)} {before} became {now}"
    if isinstance(was, Row) and isinstance(is_, Row) and was.type != is_.type:
        text += f", of the type {is_.type}, which was {was.type}"
    return of_line(was, "changed", text, one.passage(was), two.passage(is_))


def of_line(line: Line, how: How, text: str, old: Passage, new: Passage) -> Difference:
    """Return the drift of a line."""
    what: What = "criterion" if isinstance(line, Criterion) else "row"
    return Difference("drift", what, how, text, old, new, kind=KIND_OF[what], label=line.source)


def another_type(one: ComparedSection, two: ComparedSection, was: Row, is_: Row) -> Difference:
    """Return the drift of a row that has another type now."""
    text = f"the type of {is_} is {is_.type} now, and was {was.type}"
    passages = one.passage(was), two.passage(is_)
    return Difference("drift", "type", "changed", text, *passages, kind="properties", label=was.source)


def doubled(here: ComparedSection, there: ComparedSection, line: Line, how: How) -> Difference:
    """Return the notice of a copy of a line, which only one of two tables has; `there` is the other one."""
    what: What = "criterion" if isinstance(line, Criterion) else "row"
    of_both = next((each for each in there.lines(what) if said_by(each) == said_by(line)), None)
    other = there.passage(of_both) if of_both else there.announcement(KIND_OF[what])
    text = f"the {what} {line} stands there once more" if how == "added" else f"a copy of the {what} {line} is gone"
    passages = (other, here.passage(line)) if how == "added" else (here.passage(line), other)
    return Difference("notice", "doubling", how, text, *passages, kind=KIND_OF[what], label=line.source)
