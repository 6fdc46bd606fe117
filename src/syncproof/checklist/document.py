"""A dataflow document, literally: headings, paragraphs and tables, each with its line; nothing is lost or judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from syncproof.checklist.names import normalised
from syncproof.checklist.oddity import Oddity


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text that stand together; `line` is that of the first."""

    lines: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """The paragraph on one line."""
        return normalised(" ".join(self.lines))


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table, byte for byte, without the blanks around."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list-table; `unread` are the lines that stand outside of its rows."""

    line: int
    has_header: bool
    rows: tuple[tuple[TableCell, ...], ...]
    unread: tuple[TableCell, ...] = ()


Block: TypeAlias = Paragraph | ListTable


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with all that stands below, up to the next one."""

    title: str
    line: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `opening` stands between the title and the first heading."""

    file: str
    title: str
    line: int
    opening: tuple[Block, ...]
    headings: tuple[Heading, ...]
    oddities: tuple[Oddity, ...] = ()
