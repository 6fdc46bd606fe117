"""The stories of a page, packed so that thousands fit in a mail: each text and each line once, columns, deflated.

Deflate finds what is repeated within 32 kB: so the table is sorted, and what is alike in all stories stands together.
The script of the page unpacks all of it; see `page/unpack.js`.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from syncproof.ledger import Call, Created, Event, Marked, Ref
from syncproof.report import levels
from syncproof.report.cases import known
from syncproof.report.standing import of_rule, of_story
from syncproof.stories.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from syncproof.report.rows import RuleRow, ScenarioRow, SectionRow, SentenceRow
    from syncproof.report.trace import Trace

_LEVEL = 9
_RAW = -15
"""Deflate without a header, as `DecompressionStream("deflate-raw")` takes it."""
_MOST_PAIRS = 6
"""So many pairs of a story are shown; a crowd has more."""


class Packed:
    """Takes the sentences of a page, each with the stories of its rules; `text` is all of them.

    `properties` are those that the property tables name.
    """

    def __init__(self, properties: Collection[str]) -> None:
        self._properties = properties
        self._ends: tuple[tuple[str, str], ...] = ()
        """The system and the datatype of the section's source and target."""
        self._table: dict[str, int] = {}
        self._lines: dict[tuple[object, ...], int] = {}
        """The places of lines that are repeated most: the same calls and marks are in every story."""
        self._sentences: dict[str, list[Any]] = {}
        self._numbers: defaultdict[str, list[Any]] = defaultdict(list)
        """Columns of numbers and words, a row for each story."""
        self._texts: defaultdict[str, list[Any]] = defaultdict(list)
        """Columns of places in the table, one place or a list of them for each story."""

    def add(
        self, place: str, section: SectionRow, sentence: SentenceRow, trace_of: Callable[[str], Trace | None]
    ) -> None:
        """Take a sentence, by its place on the page; `trace_of` returns the trace of a story by its name."""
        self._ends = tuple((section[end]["system"], section[end]["datatype"]) for end in ("source", "target"))
        self._sentences[place] = [self._rule(rule, trace_of) for rule in sentence["rules"]]

    def text(self) -> str:
        """Return all that was taken as text: JSON, deflated, in base64."""
        table = sorted(self._table)
        place = {self._table[key]: index for index, key in enumerate(table)}
        columns = {name: [_placed(each, place) for each in column] for name, column in self._texts.items()}
        rest = _json({"sentences": self._sentences, "numbers": self._numbers, "texts": columns})
        # The keys of the table are JSON already.
        data = f'{{"table":[{",".join(table)}],{rest[1:]}'
        deflate = zlib.compressobj(_LEVEL, wbits=_RAW)
        return b64encode(deflate.compress(data.encode()) + deflate.flush()).decode()

    def _rule(self, rule: RuleRow, trace_of: Callable[[str], Trace | None]) -> dict[str, Any]:
        standing, stories = of_rule(rule), levels.stories(rule)
        for story in stories:
            self._story(story, trace_of(story["name"]))
        swept = [each for each in rule["scenarios"] if "cells" in each]
        return {
            "id": rule["id"],
            "level": rule["level"],
            "meaning": RULES[rule["id"]].story,
            "state": standing.state,
            "word": standing.word,
            "stories": len(stories),
            "cells": [[of_story(each).state, "; ".join(each["evidence"]) or each["message"]] for each in swept],
            "unplayed": [f"{each['name']}: {each['why']}" for each in rule["unplayed"]],
        }

    def _story(self, story: ScenarioRow, trace: Trace | None) -> None:
        note = known(story) if "known" in story else story.get("unexcused", "")
        texts = {
            "name": self._number(story["name"]),
            "file": self._number(story["file"]),
            "failure": self._number(story["failure"] or story["message"]),
            "note": self._number(note),
            "evidence": self._all(story["evidence"]),
            "steps": self._all(step.text for step in trace.steps) if trace else [],
            "pairs": self._all(self._pairs(trace)) if trace else [],
            "ledger": [self._line(event) for event in trace.ledger] if trace else [],
        }
        numbers = {
            "state": of_story(story).state,
            "line": story["line"],
            "seconds": round(story["seconds"], 3),
            "begins": [step.line for step in trace.steps] if trace else [],
            "times": _differences(event.at for event in trace.ledger) if trace else [],
        }
        for name, value in texts.items():
            self._texts[name].append(value)
        for name, value in numbers.items():
            self._numbers[name].append(value)

    def _pairs(self, trace: Trace) -> Iterator[list[list[str]]]:
        """Yield the first pairs of the section."""
        own = (pair for pair in trace.pairs if tuple((ref.system, ref.datatype) for ref in pair) == self._ends)
        yield from ([_record(ref) for ref in pair] for pair in islice(own, _MOST_PAIRS))

    def _line(self, event: Event) -> int:
        """Return the place of a ledger line in the table."""
        if not isinstance(event, Call | Marked):  # they hold values, which have no hash
            return self._number(self._plain(event))
        known = event[2:]
        if known not in self._lines:
            self._lines[known] = self._number(self._plain(event))
        return self._lines[known]

    def _plain(self, event: Event) -> list[Any]:
        """Return a ledger line without its number and its time; of a new record, what the property tables name."""
        fields: list[Any] = list(event[2:])
        if isinstance(event, Created):
            fields[-1] = {name: value for name, value in event.values.items() if name in self._properties}
        return [type(event).__name__.lower(), *(_record(each) if isinstance(each, Ref) else each for each in fields)]

    def _all(self, values: Iterable[Any]) -> list[int]:
        return [self._number(value) for value in values]

    def _number(self, value: Any) -> int:  # noqa: ANN401 - whatever JSON has
        return self._table.setdefault(_json(value), len(self._table))


def _placed(value: Any, place: dict[int, int]) -> Any:  # noqa: ANN401 - a number, or a list of them
    return [place[each] for each in value] if isinstance(value, list) else place[value]


def _differences(times: Iterable[int]) -> list[int]:
    """Return each time as milliseconds since the one before."""
    found, before = [], 0
    for time in times:
        found.append(time - before)
        before = time
    return found


def _record(ref: Ref) -> list[str]:
    return [ref.system, ref.datatype, ref.record]


_json = json.JSONEncoder(separators=(",", ":")).encode
