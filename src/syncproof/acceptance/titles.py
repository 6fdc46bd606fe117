"""Titles of scenarios: a scenario with another title is known by its steps, below the same Rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.stories.pieces import PieceKey


def retitled(own: Mapping[PieceKey, str], rendered: Mapping[PieceKey, str]) -> Mapping[PieceKey, PieceKey]:
    """Return which rendered scenario each of people's is with another title: the same steps, below the same Rule."""
    same_steps: dict[tuple[str, str, str], list[PieceKey]] = {}
    for key, piece in rendered.items():
        if key.is_scenario:
            same_steps.setdefault(_untitled(key, piece), []).append(key)
    found: dict[PieceKey, PieceKey] = {}
    for key, piece in own.items():
        if key.is_scenario and (same := same_steps.get(_untitled(key, piece))):
            found[key] = same.pop(0)
    return found


def _untitled(key: PieceKey, piece: str) -> tuple[str, str, str]:
    """Return what of a scenario stays as it is where people only give another title."""
    lines = [line.strip() for line in piece.split("\n") if line.strip()]
    title = next(index for index, line in enumerate(lines) if not line.startswith(("@", "#")))
    return key.kind, key.tag, "\n".join(lines[title + 1 :])
