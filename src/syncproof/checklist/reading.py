"""Reads the text of a document, line by line: the only file that knows how one is laid out.

Documents are generated, and mean their names and cells literally: what reStructuredText would take for markup is none.
Nothing that a text names is opened or followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syncproof.checklist.document import Block, Document, Heading, ListTable, Paragraph, TableCell
from syncproof.checklist.names import normalised
from syncproof.checklist.oddity import Oddity
from syncproof.errors import BadInput, cut

_SHAPE = "<Source> to <Target> Dataflow"
_TITLE_BAR, _HEADING_BAR = re.compile(r"={3,}"), re.compile(r"-{3,}")
_BAR = re.compile(r"([!-/:-@\[-`{-~])\1{2,}")
_TABLE = re.compile(r"\.\. list-table::(.*)")
_OPTION = re.compile(r"[ \t]+:([\w-]+):(.*)")
_ROW = re.compile(r"([*+-])([ \t]+)[*+-](?:[ \t]+(.*))?")
_CELL = re.compile(r"[*+-](?:[ \t]+(.*))?")
_BLANKS = " \t\f\v"
_LINE_END = re.compile(r"\r\n|\r|\n")

MOST_LINES = 100_000
"""The most lines of a document that are read: a generated document is a hundred times shorter."""
MOST_ROWS = 20_000
"""The most rows of all tables of a document; each becomes a promise to test."""


def read(text: str, file: str) -> Document:
    """Return the document that a text is; `file` names the document in errors.

    Raises BadInput for a text that has no title, or another one than a dataflow document has, and for one that is too
    long to be read while somebody waits.
    """
    whole = _LINE_END.split(text, maxsplit=MOST_LINES)
    lines = [line.rstrip(_BLANKS) for line in whole[:MOST_LINES]]
    at = _title_at(lines)
    title = normalised(lines[at]) if at is not None else ""
    words = title.split()
    if at is None or not words or words[-1] != "Dataflow" or "to" not in words[:-1]:
        state = f'its title is "{cut(title)}"' if title else "it has no title"
        raise BadInput(
            f"not a dataflow document: {state}",
            where=f"{file}:1",
            nearest=_SHAPE,
            do="name a generated document (.rst); its title is overlined and underlined with =",
        )
    if len(whole) > MOST_LINES:
        count = MOST_LINES + 1 + sum(1 for _ in _LINE_END.finditer(whole[-1]))
        raise _too_long(f"{count:,} lines, and at most {MOST_LINES:,} are read", f"{file}:{MOST_LINES + 1}")
    oddities = list(_around_title(lines, at))
    body = _Body(lines, at + 2, _bar_of_headings(lines, at))
    opening, headings = body.all()
    tables = [each for heading in headings for each in heading.blocks if isinstance(each, ListTable)]
    rows = sum(len(each.rows) for each in tables)
    if rows > MOST_ROWS:
        longest = max(tables, key=lambda each: len(each.rows))
        raise _too_long(f"{rows:,} rows, and at most {MOST_ROWS:,} are read", f"{file}:{longest.line}")
    return Document(file, title, at + 1, opening, headings, (*oddities, *body.oddities))


def _too_long(what: str, where: str) -> BadInput:
    return BadInput(
        f"the document has {what}", where=where, do="divide the document by its sections, into several files"
    )


def _title_at(lines: list[str]) -> int | None:
    """Return the index of the title: the first text, which has a line of = below, and as a rule one above."""
    texts = (index for index, line in enumerate(lines) if line.strip(_BLANKS))
    first = next(texts, None)
    if first is not None and _TITLE_BAR.fullmatch(lines[first]):
        first = next(texts, None)
    if first is None or first + 1 >= len(lines) or not _TITLE_BAR.fullmatch(lines[first + 1]):
        return None
    return first


def _around_title(lines: list[str], at: int) -> Iterator[Oddity]:
    if at == 0 or not _TITLE_BAR.fullmatch(lines[at - 1]):
        yield Oddity(at + 1, "the title has no line of = above", "read as a title")
    elif lines[at - 1] != lines[at + 1]:
        yield Oddity(at, "the lines above and below the title differ", "read as a title")
    elif len(lines[at + 1]) < len(lines[at]):
        yield Oddity(at + 2, "the lines around the title are too short", "read as a title")


def _bar_of_headings(lines: list[str], title: int) -> re.Pattern[str]:
    """Return what stands below the headings: a line of -, or, where none has that, what the first heading has.

    It is never what a title has that has no line above: nobody could tell the two apart.
    """
    if not any(_is_heading(lines, at, _HEADING_BAR) for at in range(title + 2, len(lines))):
        is_overlined = title > 0 and bool(_TITLE_BAR.fullmatch(lines[title - 1]))
        for at in range(title + 2, len(lines) - 1):
            bar = _BAR.fullmatch(lines[at + 1])
            stands_apart = not lines[at - 1] and 0 < len(lines[at]) <= len(lines[at + 1])
            if bar and stands_apart and not _BAR.fullmatch(lines[at]) and (is_overlined or bar[1] != "="):
                return re.compile(re.escape(bar[1]) + "{3,}")
    return _HEADING_BAR


def _is_heading(lines: list[str], at: int, bar: re.Pattern[str]) -> bool:
    """Whether a line is a heading: a text with a bar below."""
    return (
        at + 1 < len(lines) and bool(lines[at]) and bool(bar.fullmatch(lines[at + 1])) and not bar.fullmatch(lines[at])
    )


class _Body:
    """All that stands below the title, read from top to bottom."""

    def __init__(self, lines: list[str], start: int, bar: re.Pattern[str]) -> None:
        self._lines = lines
        self._at = start
        self._bar = bar
        self.oddities: list[Oddity] = []

    def all(self) -> tuple[tuple[Block, ...], tuple[Heading, ...]]:
        """Return the blocks above the first heading, and all headings with theirs."""
        opening = tuple(self._blocks())
        headings: list[Heading] = []
        while self._at < len(self._lines):
            at = self._at
            title, bar = self._lines[at], self._lines[at + 1]
            if not headings and self._bar is not _HEADING_BAR:
                self.oddities.append(Oddity(at + 2, f"the headings are underlined with {bar[0]}", "read as headings"))
            if len(bar) < len(title):
                self.oddities.append(Oddity(at + 2, "the line below the heading is too short", "read as a heading"))
            self._at += 2
            headings.append(Heading(title, at + 1, tuple(self._blocks())))
        return opening, tuple(headings)

    def _blocks(self) -> Iterator[Block]:
        """Yield the blocks up to the next heading, or the end."""
        while self._at < len(self._lines) and not self.is_heading(self._at):
            line = self._lines[self._at]
            if not line:
                self._at += 1
            elif _TABLE.fullmatch(line):
                yield _TableLines(self._lines, self._at).read(self)
            else:
                yield self._paragraph()

    def _paragraph(self) -> Paragraph:
        start = self._at
        while self._at < len(self._lines) and self._lines[self._at]:
            if self._at > start and (self.is_heading(self._at) or _TABLE.fullmatch(self._lines[self._at])):
                break
            self._at += 1
        return Paragraph(tuple(self._lines[start : self._at]), start + 1)

    def is_heading(self, at: int) -> bool:
        """Whether a line is a heading."""
        return _is_heading(self._lines, at, self._bar)

    def go_on(self, at: int) -> None:
        """Go on at a line."""
        self._at = at


class _TableLines:
    """The lines of one list-table; the table goes on behind a line that stands outside of its rows."""

    def __init__(self, lines: list[str], start: int) -> None:
        self._lines = lines
        self._at = start
        self._row_indent = 0
        self._cell_indent = 0
        self._rows: list[list[tuple[list[str], int]]] = []
        self._unread: list[TableCell] = []

    def read(self, body: _Body) -> ListTable:
        """Return the table, and let the body go on behind it."""
        start = self._at
        argument = _TABLE.fullmatch(self._lines[start])
        if argument and argument[1].strip():
            self._unread.append(TableCell(self._lines[start], start + 1))
        self._at += 1
        has_header = self._options()
        after_blank = False
        while self._at < len(self._lines) and not body.is_heading(self._at):
            line = self._lines[self._at]
            if line and not self._take(line, after_blank=after_blank):
                break
            after_blank = not line
            self._at += 1
        body.go_on(self._at)
        rows = tuple(
            tuple(TableCell(" ".join(filter(None, texts)), number) for texts, number in row) for row in self._rows
        )
        return ListTable(start + 1, has_header, rows, tuple(self._unread))

    def _options(self) -> bool:
        """Pass the options, and return whether the first row is a header."""
        has_header = False
        while self._at < len(self._lines) and (option := _OPTION.fullmatch(self._lines[self._at])):
            if option[1] == "header-rows":
                has_header = option[2].strip() == "1"
            elif option[1] not in {"widths", "width", "align", "class", "name"}:
                self._unread.append(TableCell(self._lines[self._at].strip(_BLANKS), self._at + 1))
            self._at += 1
        return has_header

    def _take(self, line: str, *, after_blank: bool) -> bool:
        """Take a line into the table; False where the table ends before the line."""
        text = line.lstrip(_BLANKS)
        indent, number = len(line) - len(text), self._at + 1
        row = _ROW.fullmatch(text)
        if row and indent and (not self._rows or indent < self._cell_indent):
            self._row_indent = indent
            self._cell_indent = indent + 1 + len(row[2])
            self._rows.append([([(row[3] or "").strip(_BLANKS)], number)])
        elif self._rows and indent > self._cell_indent + 1:
            self._rows[-1][-1][0].append(text)
        elif self._rows and indent > self._row_indent and (cell := _CELL.fullmatch(text)):
            self._rows[-1].append(([(cell[1] or "").strip(_BLANKS)], number))
        elif indent or not after_blank or self._goes_on():
            self._unread.append(TableCell(text, number))
        else:
            return False
        return True

    def _goes_on(self) -> bool:
        """Whether the next line with a text is a row of this table again."""
        for index in range(self._at + 1, len(self._lines)):
            if line := self._lines[index]:
                return bool(line[0] in _BLANKS and _ROW.fullmatch(line.lstrip(_BLANKS)))
        return False
