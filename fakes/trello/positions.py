"""The positions of cards, lists and whatever else lies in an order: a number each, with room in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypeGuard

from syncproof.fakes.kit.store import Index

STEP = 16384
"""The distance between new positions, and the first position (observed)."""

_EXACT = 2**53

Pos: TypeAlias = Literal["top", "bottom"] | float


def is_end(value: object) -> TypeGuard[Literal["top", "bottom"]]:
    """Whether a position is given in words."""
    return value in ("top", "bottom")


def whole(number: float) -> float:
    """Return a number as JavaScript writes it: without a fraction where there is none."""
    exact = abs(number) < _EXACT and number == int(number)
    return int(number) if exact else float(number)


def position(others: Index[tuple[float, str]] | Sequence[tuple[float, str]], pos: Pos) -> float:
    """Return the number of a position: half of the first for `top`, a step beyond the last for `bottom`."""
    if not isinstance(pos, str):
        return whole(pos)
    if not len(others):
        return STEP
    if pos == "top":
        return whole(next(iter(others))[0] / 2)
    return whole(next(reversed(others))[0] + STEP)


def placed(changes: Mapping[str, Any], others: Index[tuple[float, str]]) -> dict[str, Any]:
    """Return changes of a row, with the number of the position if they name one."""
    return {**changes, "pos": position(others, changes["pos"])} if "pos" in changes else {**changes}
