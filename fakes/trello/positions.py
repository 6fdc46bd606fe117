"""Where things lie: positions are numbers with room between them (observed)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, TypeGuard

from syncproof.fakes.kit.store import Index

STEP = 16384
"""How far apart new positions lie; the first of all lies here too."""

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
    """Return the number for a place: half of the first for `top`, a step beyond the last for `bottom`."""
    if not isinstance(pos, str):
        return whole(pos)
    if not len(others):
        return STEP
    if pos == "top":
        return whole(next(iter(others))[0] / 2)
    return whole(next(reversed(others))[0] + STEP)
