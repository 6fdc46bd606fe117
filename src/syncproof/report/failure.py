"""A failure as a person reads it, on one screen: sentence, story, expected and seen, ledger, how to run it again."""

from __future__ import annotations

import re
import shlex
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.report.event import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncproof.errors import PromiseBroken
    from syncproof.ledger import Event
    from syncproof.stories.rules import Rule
    from syncproof.sut import Sut

_WIDTH = 80
_NAMED = re.compile(r"  (\w+) +(\S.*)")
_SCREEN = 24
_AGAIN = "  again     "
LAST_FIELDS = ("  repeated  ", _AGAIN)
"""How the lines begin that a report never cuts from a failure: how often it was seen, and how to run it again."""
_EVENTS = 4
"""How many ledger lines are shown, the latest: what broke is at the end."""


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
    section: str = ""
    """The section's title: the same in no other document."""
    words: tuple[str, ...] = ()
    """The output of the SUT, and hints on what the SUT does wrong."""
    as_is: bool = False
    """Whether the fake Trello was without its capabilities."""
    hide: Callable[[str], str] = str
    """Removes the credentials from a text."""

    def text(self) -> str:
        """Return the failure as text, at most 80 wide except for the command."""
        section = self.where.split("/")[1].split(".")[0]
        head = f"{section} {self.rule.id} {self.headline}: {self.title}"
        blocks = [textwrap.fill(head, _WIDTH, subsequent_indent="  "), f"  {self.where}"]
        if self.sentence:
            blocks.append(self._field("sentence", self.sentence))
        blocks += [self._field("story" if not index else "", step) for index, step in enumerate(self.story)]
        if self.story:
            blocks[-1] += "   <- here"
        blocks += self._what()
        blocks += [self._field("expected", self.broken.expected)] if self.broken.expected else []
        blocks += [self._field("saw", self.broken.saw)] if self.broken.saw else []
        blocks += [self._field("plays", self.broken.plays)] if self.broken.plays else []
        shown = self.events[-_EVENTS:]
        blocks += [self._field("ledger" if not i else "", as_text(event), lines=2) for i, event in enumerate(shown)]
        lines = "\n".join(blocks).count("\n") + 1
        blocks += self._words(_SCREEN - lines - 1)
        only = f"{self.rule.id}: {self.title}"
        again = ["syncproof", "run", "--section", self.section or section, "--only", only, "--seed", str(self.seed)]
        again += self.sut.arguments("run")
        again += ["--trello-as-is"] if self.as_is else []
        blocks.append(f"{_AGAIN}{' '.join(map(_quoted, again))}")
        return "\n".join(blocks)

    def message(self) -> str:
        """Return the failure in one line, whole: what is broken, what was expected, and what was seen."""
        expected = self.broken.expected and f"expected {self.broken.expected}"
        saw = self.broken.saw and f"saw {self.broken.saw}"
        parts = (self.broken.what, expected, saw, self.broken.plays)
        return self.hide("; ".join(" ".join(part.split()) for part in parts if part))

    def _words(self, room: int) -> list[str]:
        """Return the words of the SUT: all hints, and as much of its latest output as there is room for."""
        words = list(self.words)
        while True:
            fields = [self._field("sync" if not index else "", line, lines=2) for index, line in enumerate(words)]
            printed = next((line for line in words if line.startswith("|")), None)
            if printed is None or "\n".join(fields).count("\n") < room:
                return fields
            words.remove(printed)

    def _what(self) -> Iterator[str]:
        """Yield what is wrong; an error has more lines, such as what to do."""
        first, *others = self.broken.what.splitlines() or [""]
        yield self._field("broken" if self.headline == "fails" else "why", first)
        for line in others:
            field = _NAMED.fullmatch(line)
            yield self._field(field[1], field[2]) if field else self._field("", line.strip())

    def _field(self, name: str, text: str, lines: int = 3) -> str:
        return _field(name, self.hide(text), lines)


def with_repetition(text: str, note: str, *, repeat: int) -> str:
    """Return the text of a failure with a note on how its plays ended; `repeat` goes into the command, where not 1."""
    lines = text.splitlines()
    place = next((index for index, line in enumerate(lines) if line.startswith(_AGAIN)), len(lines))
    if place < len(lines) and repeat > 1:
        lines[place] += f" --repeat {repeat}"
    return "\n".join([*lines[:place], _field("repeated", note, 3), *lines[place:]])


def _quoted(word: str) -> str:
    """Return a word quoted for a shell, as people would quote it."""
    simple = "'" in word and not set(word) & set('"$`\\!')
    return f'"{word}"' if simple else shlex.quote(word)


def _field(name: str, text: str, lines: int) -> str:
    """Return a named line, wrapped under itself and cut after some lines."""
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=f"  {name:<10}",
        subsequent_indent=" " * 12,
        max_lines=lines,
        placeholder=" …",
        break_on_hyphens=False,  # a path is copied
    )
