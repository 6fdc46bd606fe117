"""How a report looks as text: its width, its colours, and how much it says."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Literal, TypeAlias

Detail: TypeAlias = Literal["quiet", "usual", "verbose"]
"""How much a report says: only failures and the last line, also the sentences, or also each scenario."""

INDENT = " " * 18
_COLOURS = {"pass": "32", "fail": "31", "error": "35", "inconclusive": "33", "none": "33"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report looks."""

    width: int
    colour: bool
    detail: Detail

    def painted(self, text: str, verdict: str) -> str:
        """Return a text in the colour of a verdict."""
        return f"\x1b[{_COLOURS[verdict]}m{text}\x1b[0m" if self.colour else text

    def filled(self, text: str, first: str = INDENT, others: str = INDENT) -> str:
        """Return a text, wrapped below an indent; a path in the text is copied, and stays whole."""
        return textwrap.fill(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
