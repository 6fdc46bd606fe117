"""Fields of a failure that a sweep, a campaign or a replay tells: each a name and its texts, wrapped to a width."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from syncproof.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INDENT = " " * 12
_LINES = 4
"""The lines of a text that are shown: a message can be as long as an answer of a system."""
_LINES_OF_VALUES = 8
"""The lines of a text that says which values differ: a reader needs both of them."""


def field(name: str, texts: Iterable[str], width: int) -> Iterator[str]:
    """Yield the lines of a field; only the first of its texts has the name beside it."""
    most = _LINES_OF_VALUES if name in {"broken", "expected", "saw"} else _LINES
    for number, text in enumerate(texts):
        yield from filled(text, width, f"  {'' if number else name:<10}", INDENT, most=most)


def filled(text: str, width: int, first: str, others: str, *, most: int = _LINES) -> list[str]:
    """Return the lines of a text, so many at most."""
    return textwrap.wrap(
        visible(" ".join(text.split())),
        width,
        initial_indent=first,
        subsequent_indent=others,
        max_lines=most,
        placeholder=" …",
        break_on_hyphens=False,
    )
