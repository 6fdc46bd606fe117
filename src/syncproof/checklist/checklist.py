"""The checklist: a dataflow document as frozen values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


def slug(text: str) -> str:
    """Return text as the part of a file name: `Customers (human data)` becomes `customers-human-data`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@dataclass(frozen=True, slots=True)
class End:
    """An end of a section: a datatype in a system, by the document's names."""

    system: str
    datatype: str

    def __str__(self) -> str:
        return f"{self.system} {self.datatype}"


@dataclass(frozen=True, slots=True)
class Row:
    """Two properties that are synchronized, and the target's documented type."""

    source: str
    target: str
    type: str
    origin: Literal["document", "agreement"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A promise; `line` is where the document makes the promise, 0 where that is not known."""

    kind: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A source datatype and a target datatype, with the promises and the property table of the two."""

    title: str
    source: End
    target: End
    sentences: tuple[Sentence, ...]
    rows: tuple[Row, ...]
    line: int = 0

    @property
    def slug(self) -> str:
        """The section's name in files and reports, such as `contact-to-members`."""
        return f"{slug(self.source.datatype)}-to-{slug(self.target.datatype)}"


@dataclass(frozen=True, slots=True)
class Checklist:
    """A whole document; `file` names the document in errors."""

    title: str
    source: str
    target: str
    generated: str
    sections: tuple[Section, ...]
    file: str = ""

    @property
    def slug(self) -> str:
        """The document's folder under `features/`, such as `customerp-trello`."""
        return f"{slug(self.source)}-{slug(self.target)}"
