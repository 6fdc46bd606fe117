"""Differences as tests of drift compare them: a line each."""

from __future__ import annotations

from collections.abc import Iterable

from syncproof.drift.difference import Difference


def shown(differences: Iterable[Difference]) -> list[str]:
    """Return differences a line each, with the lines of both documents."""
    return [f"{each.level} {each.what} {each.how} {each.old.line}>{each.new.line}: {each.text}" for each in differences]
