"""The property table with what was seen of each row, direction by direction.

A story counts for a row if its title names the row's property and a user changed or added that property in the story.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from syncproof.datatypes import is_own_id
from syncproof.ledger import By, Created, Updated
from syncproof.report import levels
from syncproof.report.standing import Standing
from syncproof.verdict import Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from syncproof.report.rows import EndRow, PropertyRow, ScenarioRow, SectionRow
    from syncproof.report.trace import Trace


class CarriedCell(NamedTuple):
    """A direction of a row: the worst verdict of some stories, by their places among all of the sentence."""

    standing: Standing
    stories: tuple[int, ...]


class CarriedRow(NamedTuple):
    """A row of the table; without traces nobody can tell the directions apart, and `backward` is None.

    So is that of a row that goes one way.
    """

    row: PropertyRow
    forward: CarriedCell
    backward: CarriedCell | None
    impossible: tuple[str, ...]
    """The capabilities that the real Trello lacks, and without which no sync can keep the row."""

    @property
    def is_one_way(self) -> bool:
        """Whether the row goes to the target alone: a source that is the record's own id is never written."""
        return is_own_id(self.row["source"])


def carried(section: SectionRow, trace_of: Callable[[str], Trace | None]) -> list[CarriedRow]:
    """Return the rows of a section; `trace_of` returns the trace of a story by its name."""
    sentences = [each for each in section["sentences"] if each["kind"] == "properties"]
    stories = [story for each in sentences for rule in each["rules"] for story in levels.stories(rule)]
    impossible = [each for sentence in sentences for each in sentence.get("impossible", [])]
    traced = {story["name"]: trace_of(story["name"]) for story in stories}
    named = {story["name"]: _named(story["name"], section["properties"]) for story in stories}
    place = {story["name"]: index for index, story in enumerate(stories)}
    rows = []
    for row in section["properties"]:
        about = [story for story in stories if named[story["name"]] == _label(row)]
        forward = [each for each in about if _is_edited(traced[each["name"]], section["source"], row["source"])]
        backward = [each for each in about if _is_edited(traced[each["name"]], section["target"], row["target"])]
        without = tuple(
            each["capability"] for each in impossible if [row["source"], row["target"]] in each["properties"]
        )
        if is_own_id(row["source"]):
            rows.append(CarriedRow(row, _cell(about, place), None, without))
        elif any(traced.values()):
            rows.append(CarriedRow(row, _cell(forward, place), _cell(backward, place), without))
        else:
            rows.append(CarriedRow(row, _cell(about, place), None, without))
    return rows


def _cell(stories: Sequence[ScenarioRow], place: Mapping[str, int]) -> CarriedCell:
    verdict = worst(Verdict(each["verdict"]) for each in stories)
    return CarriedCell(Standing(verdict, verdict), tuple(place[each["name"]] for each in stories))


def _label(row: PropertyRow) -> str:
    return row.get("label", row["source"])


def _named(title: str, rows: Sequence[PropertyRow]) -> str:
    """Return the property that a title names first: of those that begin there the longest, a part may be another."""
    found = [
        (place.start(), -len(label), label)
        for label in map(_label, rows)
        if (place := re.search(rf"(?<!\w){re.escape(label)}(?!\w)", title))
    ]
    return min(found, default=(0, 0, ""))[2]


def _is_edited(trace: Trace | None, end: EndRow, name: str) -> bool:
    """Whether a user gave a property of a datatype a value."""
    return name in set(_edited(trace, end)) if trace else False


def _edited(trace: Trace, end: EndRow) -> Iterator[str]:
    for event in trace.ledger:
        if not isinstance(event, Created | Updated) or event.by is not By.USER:
            continue
        if (event.ref.system, event.ref.datatype) == (end["system"], end["datatype"]):
            yield from event.values if isinstance(event, Created) else event.after
