"""A difference between two checklists: its class, both passages, and what it does to the features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Level: TypeAlias = Literal["notice", "drift"]
"""A notice changes nothing that a sync must do; a drift does, or nobody can say."""

What: TypeAlias = Literal[
    "system",
    "spelling",
    "direction",
    "section",
    "doubling",
    "order",
    "sentence",
    "condition",
    "connected",
    "criterion",
    "row",
    "type",
    "unreadable",
    "stories",
]
"""The part of a document that differs; `stories` are those of a section that says the same as before."""
WHATS: tuple[What, ...] = get_args(What)

How: TypeAlias = Literal["added", "removed", "changed", "renamed", "moved", "turned"]
HOWS: tuple[How, ...] = get_args(How)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, or of an accepted checklist, and where they stand."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference; a passage that is missing on one side is that of the part in which it would stand."""

    level: Level
    what: What
    how: How
    text: str
    old: Passage
    new: Passage
    section: str = ""
    """The title of the section, '' for the document as a whole."""
    slug: str = ""
    """The name of the section in the old document, '' where the section is new."""
    beside: tuple[str, ...] = ()
    """The names of further sections that the difference is about."""
    kind: str = ""
    """The kind of the sentence that differs, or to which the row or the criterion belongs."""
    label: str = ""
    """The source property of the row that differs, by which stories name the row."""
    labels: tuple[str, ...] = ()
    """The source properties of several rows that differ together."""
    effect: str = ""
    """What the difference does to the features, '' for nothing, or where there are none."""
