"""A failure as a person reads it, on one screen: sentence, story, expected and seen, ledger, how to run it again."""

from __future__ import annotations

import shlex
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncproof.report.event import told

if TYPE_CHECKING:
    from syncproof.errors import PromiseBroken
    from syncproof.ledger import Event
    from syncproof.rules import Rule
    from syncproof.sut import Sut

_WIDTH = 80
_EVENTS = 4
"""How many ledger lines are shown, the latest: what broke is at the end."""


@dataclass(frozen=True, slots=True)
class Failure:
    """All that there is to tell of a scenario that is not a pass."""

    title: str
    deed: str
    """`fails`, or what the harness did instead of judging."""
    where: str
    rule: Rule
    sentence: str
    story: tuple[str, ...]
    broken: PromiseBroken
    events: tuple[Event, ...]
    seed: int
    sut: Sut
    words: tuple[str, ...] = ()
    """What the SUT itself has to say."""
    as_is: bool = False
    """Whether the fake Trello was without its capabilities."""

    def text(self) -> str:
        """Return it as text, at most 80 wide save for the command."""
        section = self.where.split("/")[1].split(".")[0]
        blocks = [f"{section} {self.rule.id} {self.deed}: {self.title}", f"  {self.where}"]
        if self.sentence:
            blocks.append(_field("sentence", self.sentence))
        blocks += [_field("story" if not index else "", step) for index, step in enumerate(self.story)]
        if self.story:
            blocks[-1] += "   <- here"
        blocks.append(_field("broken", self.broken.what))
        blocks += [_field("expected", self.broken.expected)] if self.broken.expected else []
        blocks += [_field("saw", self.broken.saw)] if self.broken.saw else []
        shown = self.events[-_EVENTS:]
        blocks += [_field("ledger" if not index else "", told(event), lines=2) for index, event in enumerate(shown)]
        blocks += [_field("sync" if not index else "", line, lines=2) for index, line in enumerate(self.words)]
        again = ["syncproof", "run", "--section", section, "--only", self.title, "--seed", str(self.seed)]
        again += self.sut.arguments("run")
        again += ["--trello-as-is"] if self.as_is else []
        blocks.append(f"  again     {shlex.join(again)}")
        return "\n".join(blocks)


def _field(name: str, text: str, lines: int = 3) -> str:
    """Return a named line, wrapped under itself and cut after some lines."""
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=f"  {name:<10}",
        subsequent_indent=" " * 12,
        max_lines=lines,
        placeholder=" …",
    )
