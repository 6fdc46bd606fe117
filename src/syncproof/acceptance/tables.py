"""Tables of examples: their columns stand straight again after cells have another text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BAR = re.compile(r"(?<!\\)\|")


def straightened(was: str, now: str) -> str:
    """Return a text of which lines were changed in place, with tables as straight as they were before."""
    if was == now:
        return now
    olds, news = was.split("\n"), now.split("\n")
    for table in _tables(olds) if len(olds) == len(news) else ():
        is_changed = any(olds[index] != news[index] for index in table)
        if is_changed and len({_bars(olds[index]) for index in table}) == 1:
            for index, line in zip(table, _straight([news[index] for index in table]), strict=True):
                news[index] = line
    return "\n".join(news)


def _tables(lines: Sequence[str]) -> Iterator[Sequence[int]]:
    """Yield the indices of the rows of each table; comments between them are no rows."""
    table: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if line.lstrip().startswith("|"):
            table.append(index)
        elif table and not line.lstrip().startswith("#"):
            yield table
            table = []


def _bars(line: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _BAR.finditer(line))


def _straight(lines: Sequence[str]) -> Iterator[str]:
    rows = [[each.strip() for each in _BAR.split(line)[1:-1]] for line in lines]
    if len({len(row) for row in rows}) != 1:
        yield from lines
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for line, row in zip(lines, rows, strict=True):
        cells = " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{line[: len(line) - len(line.lstrip())]}| {cells} |"
