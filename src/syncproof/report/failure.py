"""A failure as a person reads it, on one screen: sentence, story, expected and seen, ledger, how to run it again."""

from __future__ import annotations

import os
import re
import shlex
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from syncproof.errors import counted
from syncproof.report.event import as_text
from syncproof.report.stream import WIDTH
from syncproof.sut.masking import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from syncproof.errors import PromiseBroken
    from syncproof.ledger import Event
    from syncproof.stories.rules import Rule
    from syncproof.sut import Sut

_NAMED = re.compile(r"  (\w+) +(\S.*)")
_LABEL = re.compile(r"  (\w*) +")
_INDENT = 12
_SCREEN = 24
_AGAIN = "  again     "
LAST_FIELDS = ("  repeated  ", _AGAIN)
"""How the lines begin that a report never cuts from a failure: how often it was seen, and how to run it again."""
NAMES_WHAT = "  broken    "
"""How the line begins that says what is broken."""
_EVENTS = 4
"""How many ledger lines are shown, the latest: what broke is at the end."""
_FEWEST = 2
"""Ledger lines, and lines that the SUT printed, that stay where a failure is longer than a screen."""
_STRUCK = 2
"""How many requests that trouble met are shown among the ledger lines, the latest."""
_REFUSALS = 4
"""How many different refusals are shown, the latest."""
_FEWEST_STEPS = 4
"""Lines of a story that stay."""
_LINES = {"sync": 2, "sentence": 3, "ledger": 4, "broken": 8, "expected": 8, "saw": 8, "refused": 8}
"""The lines after which a field is cut, three for others: with these, no value is, and no reason of a refusal."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A scenario that is not a pass, with everything that its text shows."""

    title: str
    headline: str
    """`fails`, or why there is no verdict on the SUT: `was not shown`, `could not be judged`."""
    where: str
    rule: Rule
    sentence: str
    story: tuple[str, ...]
    broken: PromiseBroken
    events: tuple[Event, ...]
    seed: int
    sut: Sut
    refusals: tuple[Event, ...] = ()
    """The SUT's requests about the records that failed which a system refused, or did not answer."""
    struck: tuple[Event, ...] = ()
    """The SUT's requests that trouble met."""
    section: str = ""
    """The words by which a run chooses the section: its title, the same in no other document, or its name."""
    words: tuple[str, ...] = ()
    """The output of the SUT, and hints on what the SUT does wrong."""
    again: tuple[str, ...] = ()
    """The words by which `syncproof run` finds the documents and the features."""
    as_is: bool = False
    """Whether the fake Trello was without its capabilities."""
    place: str = ""
    """The place of the sentence in the document, where no folder has the feature; '' where the feature is a file."""
    hide: Callable[[str], str] = str
    """Removes the credentials from a text."""

    def text(self) -> str:
        """Return the failure as text, a line for each thing that there is to say; `wrapped` makes a screen of it."""
        section = self.where.split("/")[1].split(".")[0]
        rows = [
            f"{section} {self.rule.id} {self.headline}: {_in_one_line(self.title)}",
            f"  {self.place or self.where}",
        ]
        rows += [self._field("sentence", self.sentence)] if self.sentence else []
        rows += [self._field("story" if not index else "", step) for index, step in enumerate(self.story)]
        if self.story:
            rows[-1] += "   <- here"
        rows += self._what()
        named = (("expected", self.broken.expected), ("saw", self.broken.saw), ("plays", self.broken.plays))
        rows += [self._field(name, text) for name, text in named if text]
        struck = self.struck[-_STRUCK:]
        shown = {event.line: event for event in (*self.events[-_EVENTS:], *struck)}
        ledger = [as_text(shown[line], self._is_named) for line in sorted(shown)]
        refusals = [event for event in self.refusals if event not in struck]
        for name, texts in (("ledger", ledger), ("refused", list(each_once(refusals)))):
            rows += [self._field(name if not index else "", text) for index, text in enumerate(texts)]
        rows += [self._field("sync" if not index else "", line) for index, line in enumerate(self.words)]
        rows.append(f"{_AGAIN}{' '.join(map(_quoted, self._again()))}")
        return "\n".join(rows)

    def message(self) -> str:
        """Return the failure in one line, whole: what is broken, what was expected, and what was seen."""
        expected = self.broken.expected and f"expected {self.broken.expected}"
        saw = self.broken.saw and f"saw {self.broken.saw}"
        parts = (self.broken.what, expected, saw, self.broken.plays)
        return self.hide("; ".join(" ".join(part.split()) for part in parts if part))

    def _again(self) -> Iterator[str]:
        """Yield the words of the command that plays the scenario again."""
        yield from ("syncproof", "run", *self.again)
        section = self.section or self.where.partition(".")[0]
        yield from ("--section", section, "--only", f"{self.rule.id}: {self.title}", "--seed", str(self.seed))
        yield from (masked(word, os.environ) for word in self.sut.arguments("run"))
        yield from ["--trello-as-is"] if self.as_is else []

    def _what(self) -> Iterator[str]:
        """Yield what is wrong; an error has more lines, such as what to do."""
        first, *others = self.broken.what.splitlines() or [""]
        yield self._field("broken" if self.headline == "fails" else "why", first)
        for line in others:
            field = _NAMED.fullmatch(line)
            yield self._field(field[1], field[2]) if field else self._field("", line.strip())

    def _is_named(self, property_: str) -> bool:
        """Whether the failure speaks of a property."""
        return re.search(rf"(?<!\w){re.escape(property_)}(?!\w)", self.broken.what) is not None

    def _field(self, name: str, text: str) -> str:
        return _field(name, self.hide(text))


def each_once(refusals: Sequence[Event]) -> Iterator[str]:
    """Yield refusals, the latest of those that are alike, with the number of the others."""
    alike: dict[str, list[str]] = {}
    for event in refusals:
        text = as_text(event)
        what = text.partition(": ")[2]
        alike[what] = [*alike.pop(what, []), text]
    left = sum(map(len, list(alike.values())[:-_REFUSALS]))
    for index, texts in enumerate(list(alike.values())[-_REFUSALS:]):
        times = {1: "", 2: " (once before)"}.get(len(texts), f" ({len(texts) - 1} times before)")
        others = f"; {counted(left, 'other')} before" if left and not index else ""
        yield f"{texts[-1]}{times}{others}"


def with_repetition(text: str, note: str, *, repeat: int) -> str:
    """Return the text of a failure with a note on how its plays ended; `repeat` goes into the command, where not 1."""
    lines = text.split("\n")
    place = next((index for index, line in enumerate(lines) if line.startswith(_AGAIN)), len(lines))
    if place < len(lines) and repeat > 1:
        lines[place] += f" --repeat {repeat}"
    return "\n".join([*lines[:place], _field("repeated", note), *lines[place:]])


def wrapped(text: str, width: int = WIDTH) -> str:
    """Return the text of a failure so wide, except for the command, and as long as a screen is, if that can be.

    A field is cut after some lines. Of what the SUT printed, and of the ledger, the latest stays; all hints do.
    """
    return "\n\n".join(_screen(list(_rows(block)), width) for block in text.split("\n\n"))


def fields(text: str) -> list[tuple[str, list[str]]]:
    """Return the fields of a failure's text, each with its lines; the first, which say which story, have no name."""
    found: list[tuple[str, list[str]]] = []
    for row in (row for block in text.split("\n\n") for row in _rows(block)):
        if not found or found[-1][0] != row.field:
            found.append((row.field, []))
        found[-1][1].append(row.text.strip())
    return found


class _Row(NamedTuple):
    """A line of a failure; `field` is '' for the first lines, which are no field."""

    field: str
    text: str


def _rows(block: str) -> Iterator[_Row]:
    field = ""
    for line in block.split("\n"):
        if label := _LABEL.fullmatch(line[:_INDENT]):
            field = label[1] or field
            yield _Row(field, line[_INDENT:])
        else:
            yield _Row("", line)


def _screen(rows: list[_Row], width: int) -> str:
    """Return the rows of a failure, as few as a screen has where that leaves all that says what is wrong.

    What the SUT printed goes first, then ledger lines, the end of the sentence, and the beginning of the story.
    """
    most = dict(_LINES)
    while True:
        fields = ["", *(row.field for row in rows)]
        labels = [field if field != before else "" for before, field in pairwise(fields)]
        texts = [_wrapped(row, label, width, most) for row, label in zip(rows, labels, strict=True)]
        text = "\n".join(texts)
        if text.count("\n") < _SCREEN:
            return text
        by_field = {field: [row for row in rows if row.field == field] for field in fields}
        printed = [row for row in by_field.get("sync", []) if row.text.startswith("|")]
        if spare := next((found[0] for found in (printed, by_field.get("ledger", [])) if len(found) > _FEWEST), None):
            rows.remove(spare)
        elif most["sentence"] > 1:
            most["sentence"] -= 1
        elif len(story := by_field.get("story", [])) > _FEWEST_STEPS:
            rows[rows.index(story[0]) : rows.index(story[2])] = [_Row("story", "…")]
        else:
            return text


def _wrapped(row: _Row, label: str, width: int, most: Mapping[str, int]) -> str:
    """Return a line of a failure, wrapped under itself."""
    if row.field == "again":
        return f"{_AGAIN}{row.text}"
    if not row.field:
        return row.text if row.text.startswith(" ") else textwrap.fill(row.text, width, subsequent_indent="  ")
    return textwrap.fill(
        row.text,
        width,
        initial_indent=f"  {label:<10}",
        subsequent_indent=" " * _INDENT,
        max_lines=most.get(row.field, 3),
        placeholder=" …",
        break_on_hyphens=False,  # a path is copied
    )


def _quoted(word: str) -> str:
    """Return a word quoted for a shell, as people would quote it."""
    simple = "'" in word and not set(word) & set('"$`\\!')
    return f'"{word}"' if simple else shlex.quote(word)


def _field(name: str, text: str) -> str:
    return f"  {name:<10}{_in_one_line(text)}"


def _in_one_line(text: str) -> str:
    return " ".join(text.splitlines())
