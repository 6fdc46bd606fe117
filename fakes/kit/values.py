"""Checks of values that systems share: what any database can hold. The words of a refusal are each system's own."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TypeGuard, TypeVar

SPACES = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space as Python has it, spelt out for patterns: other languages mean less or more by `\\s`."""
STORABLE = r"^[^\u0000]*$"
NOT_BLANK = rf"^[^\u0000]*[^\u0000{SPACES}][^\u0000]*$"
SPACELESS = rf"^[^\u0000{SPACES}]*$"

LARGEST = 2**53 - 1
"""The largest whole number that JSON carries between any two languages unharmed (RFC 8259)."""

V = TypeVar("V")
R = TypeVar("R")

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def if_any(stored: Callable[[V], R]) -> Callable[[V], V | R]:
    """Return what a system stores of a moment; what is no moment stays as it is, and the system refuses that value."""

    def total(value: V) -> V | R:
        try:
            return stored(value)
        except (ValueError, OverflowError):
            return value

    return total


def is_whole(value: object) -> TypeGuard[int]:
    """Whether a JSON value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def as_whole(value: V) -> V | int:
    """Return a number as JSON means it: 1.0 is the whole number 1; any other value stays as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a JSON value is a number that a database can hold."""
    return is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def is_storable(text: str) -> bool:
    """Whether a database can hold a text: no null characters, no halves of surrogate pairs."""
    if text.isascii():  # as most text is, and then there is a much quicker way
        return "\0" not in text
    return _UNSTORABLE.search(text) is None


def is_digits(text: object) -> TypeGuard[str]:
    """Whether a parameter is a number of at most 15 plain digits."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) <= len("253402300799999")
