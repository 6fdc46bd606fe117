"""Makes rows and criteria of list-tables; a row that cannot be read is an oddity, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from syncproof.checklist.cells import ReadCell, cell, documented_type, has_empty_part, is_nearly_qualified, too_deep
from syncproof.checklist.checklist import End
from syncproof.checklist.dialect import TYPES, EndNames, criteria_header, fingerprint, header, in_header
from syncproof.checklist.document import ListTable, TableCell
from syncproof.checklist.names import normalised
from syncproof.checklist.oddity import Oddity
from syncproof.checklist.rows import Criterion, Row, cell_of
from syncproof.errors import cut

_NO_TYPE = "N/A"
"""The document's word for no type."""
_A_QUALIFIER = "which is (Dependant on having VALUE in PATH) at the end of a cell"
_NOT_TESTED = "nobody can test the row, and the other rows are judged"


def rows_of(table: ListTable, source: End, target: End, *sides: EndNames) -> tuple[list[Row], list[Oddity]]:
    """Return the rows of a table of properties, and what is odd about it."""
    found = _Cells(table, header(source, target), sides)
    rows = [
        Row(one.path, two.path, documented_type(type_), "document", one.qualifiers, two.qualifiers, line)
        for line, one, two, type_ in found.read()
    ]
    untyped = [
        Oddity(row.line, f"the type of {row} is {cut(row.type)}", "the row is judged, its type is not")
        for row in rows
        if row.type not in TYPES
    ]
    return rows, [*found.oddities, *untyped, *_repeated("row", rows, "played once")]


def _repeated(noun: str, lines: Sequence[Row] | Sequence[Criterion], made: str) -> Iterator[Oddity]:
    """Yield an oddity for each row or criterion that the table has before."""
    first: dict[Row | Criterion, int] = {}
    for each in lines:
        if (before := first.setdefault(each, each.line)) != each.line:
            yield Oddity(each.line, f"the {noun} {each} stands on line {before} already", made)


def _odd_paths(cell: ReadCell, line: int) -> Iterator[Oddity]:
    """Yield an oddity for each path of a cell that is taken literally, and was most likely meant otherwise."""
    if is_nearly_qualified(cell.path):
        yield Oddity(line, f"nearly a qualifier, {_A_QUALIFIER}: {cut(cell.path)}", _NOT_TESTED)
    for path in (cell.path, *(each.path for each in cell.qualifiers)):
        if has_empty_part(path):
            yield Oddity(line, f"a path with an empty part: {cut(path)}", "taken literally for the name of a property")
        if why := too_deep([path]):
            yield Oddity(line, f"{why}: {cut(path)}", _NOT_TESTED)


def criteria_of(table: ListTable, source: End, target: End, *sides: EndNames) -> tuple[list[Criterion], list[Oddity]]:
    """Return the rows of a table of merge criteria, and what is odd about it."""
    found = _Cells(table, criteria_header(source, target), sides)
    criteria = [
        Criterion(one.path, two.path, one.qualifiers, two.qualifiers, line) for line, one, two, _ in found.read()
    ]
    return criteria, [*found.oddities, *_repeated("criterion", criteria, "tested once")]


class _Cells:
    """The cells of one table, whose header is known."""

    def __init__(self, table: ListTable, expected: Sequence[str], sides: Sequence[EndNames]) -> None:
        self._table = table
        self._expected = expected
        self._sides = sides
        self.oddities: list[Oddity] = []

    def read(self) -> Iterator[tuple[int, ReadCell, ReadCell, str]]:
        """Yield the line, the two paths and the type of each row, '' for a table without types."""
        for stray in self._table.unread:
            self._doubt(stray.line, f"outside of the table's rows: {cut(stray.text)}", stray.text)
        rows = self._table.rows
        if rows and self._is_header(rows[0]):
            rows = rows[1:]
            if not self._table.has_header:
                what, made = "the table has no option :header-rows: 1", "its first row is read as the header"
                self.oddities.append(Oddity(self._table.line, what, made))
        else:
            shown = " | ".join(each.text for each in rows[0]) if rows else "an empty table"
            line = rows[0][0].line if rows else self._table.line
            self._doubt(line, f"not the header of this section's properties: {cut(shown)}", shown)
            rows = rows[1:] if self._table.has_header else rows
        for row in rows:
            yield from self._row(row)

    def _is_header(self, cells: Sequence[TableCell]) -> bool:
        texts = [normalised(each.text) for each in cells]
        types = texts[len(self._sides) :]
        is_header = (
            len(texts) == len(self._expected)
            and all(each.casefold().endswith("data type") for each in types)
            and all(in_header(text, side) is not None for text, side in zip(texts, self._sides, strict=False))
        )
        for each in types if is_header else ():
            spelt = each[: -len("data type")].strip()
            if spelt and self._sides[1].system(spelt) is None:
                made = f"read as {self._expected[-1]}"
                self.oddities.append(
                    Oddity(cells[-1].line, f"the types are those of the source's system: {each}", made)
                )
        return is_header

    def _row(self, row: Sequence[TableCell]) -> Iterator[tuple[int, ReadCell, ReadCell, str]]:
        shown, line = " | ".join(each.text for each in row), row[0].line
        if len(row) != len(self._expected):
            count = f"{len(row)} {'cell' if len(row) == 1 else 'cells'} of {len(self._expected)}"
            self._doubt(line, f"the row has {count}: {cut(shown)}", shown)
            return
        if not all(each.text for each in row[:2]):
            self._doubt(line, f"a cell of the row is empty: {cut(shown)}", shown)
            return
        source, target = cell(row[0].text), cell(row[1].text)
        if not (source.path and target.path):
            self._doubt(line, f"a cell of the row names no property: {cut(shown)}", shown)
            return
        for each in (source, target):
            if each.unread:
                self._doubt(line, f"no qualifier: {cut(each.unread)}", shown)
            for one in each.qualifiers:
                if not one.value or not one.path:
                    lacks = "value" if not one.value else "path"
                    what = f"a qualifier without a {lacks}: {cut(cell_of(each.path, each.qualifiers))}"
                    self.oddities.append(Oddity(line, what, _NOT_TESTED))
            self.oddities += _odd_paths(each, line)
        yield line, source, target, (row[2].text or _NO_TYPE) if len(row) > 2 else ""  # noqa: PLR2004 - the third

    def _doubt(self, line: int, what: str, words: str) -> None:
        made = "the other lines are read"
        self.oddities.append(
            Oddity(line, f"unreadable, {what}", made, is_doubt=True, mark=fingerprint(words), words=what)
        )
