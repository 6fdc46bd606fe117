"""What any database can hold: the checks that systems share; the words of a refusal are each system's own."""

from __future__ import annotations

import math
import re
from typing import TypeGuard

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_whole(value: object) -> TypeGuard[int]:
    """Whether a JSON value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a number that a database can hold."""
    return is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def is_storable(text: str) -> bool:
    """Whether a database can hold a text: no null characters, no halves of surrogate pairs."""
    return _UNSTORABLE.search(text) is None


def is_digits(text: object) -> TypeGuard[str]:
    """Whether a parameter is a number of at most 15 plain digits."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= len("253402300799999")
