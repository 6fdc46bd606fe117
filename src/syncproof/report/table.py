"""Tables for people: a line for each thing, in columns, of which the last one wraps."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from syncproof.report.stream import WIDTH
from syncproof.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROOM = 24
"""So many columns at least are for the last cell; where the others leave less, the last cell has its own lines."""


def lines(rows: Sequence[tuple[str, ...]], width: int = WIDTH) -> Iterator[str]:
    """Yield the lines of rows of equally many cells; control characters are shown as escapes."""
    shown = [tuple(map(visible, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*(row[:-1] for row in shown), strict=True)]
    indent = sum(widths) + 2 * len(widths)
    apart = width - indent < _ROOM
    for *first, last in shown:
        head = "".join(f"{cell:<{size + 2}}" for cell, size in zip(first, widths, strict=True))
        if apart:
            yield head.rstrip()
        yield from wrapped("" if apart else head, last, 4 if apart else indent, width)


def wrapped(head: str, text: str, indent: int, width: int = WIDTH) -> list[str]:
    """Return the lines of a text, each indented; `head` stands before the first, in its indentation."""
    return textwrap.wrap(
        text, width, initial_indent=f"{head:<{indent}}", subsequent_indent=" " * indent, break_on_hyphens=False
    ) or [head.rstrip()]
