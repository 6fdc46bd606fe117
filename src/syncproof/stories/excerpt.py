"""Excerpts of a feature file: a scenario as whoever wrote the file wrote it."""

from __future__ import annotations

import re
import textwrap

_NEXT = re.compile(r"\s*(@|(Rule|Background|Example|Scenario|Scenario Outline|Scenario Template):)")


def excerpt(text: str, line: int) -> str:
    """Return the scenario that begins on a line of a feature's text, with its examples."""
    first, *others = text.splitlines()[line - 1 :]
    end = next((place for place, each in enumerate(others) if _NEXT.match(each)), len(others))
    return textwrap.dedent("\n".join([first, *others[:end]])).strip()
