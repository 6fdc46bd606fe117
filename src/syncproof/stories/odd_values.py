"""Odd values: what one system refuses or changes although the other keeps it, and what it means to be empty."""

from __future__ import annotations

from functools import lru_cache

from syncproof.datatypes import Property
from syncproof.ledger import Value

_ODD: tuple[Value, ...] = (
    # Values that a system may trim, re-case, cut, complete or refuse, mildest first.
    "Ada.Lovelace@Analytical.Example",
    "analytical.example",
    "  Ada of the padded name  ",
    "Ada of the trailing space ",
    "see https://analytical.example",
    "2026-05-04T15:30:00.000Z",
    "long " * 25 + "name",
    "long " * 50 + "name",
    "long " * 500 + "text",
    "long " * 1_000 + "text",
    "long " * 4_000 + "text",
)


@lru_cache(maxsize=1024)  # every section asks of the same few properties, in every run of a process
def refused_value(here: Property, across: Property) -> Value:
    """Return an odd value that a system refuses and the one across keeps as it is, None where there is none."""
    return next((odd for odd in _ODD if _refuses(here, odd) and _keeps(across, odd)), None)


@lru_cache(maxsize=1024)
def altered_value(here: Property, across: Property) -> Value:
    """Return an odd value that a system changes and the one across keeps as it is, None where there is none."""
    candidates = (odd for odd in _ODD if not _refuses(here, odd) and _keeps(across, odd))
    return next((odd for odd in candidates if here.stored(odd) != odd and _is_meant(here, odd)), None)


def empty_value(declared: Property) -> Value:
    """Return what a system holds where a property was emptied."""
    return False if declared.kind == "boolean" else declared.stored(None)


def can_be_emptied(declared: Property) -> bool:
    """Whether a system keeps a property without a value, and puts no other in its place."""
    nothing = empty_value(declared)
    return _is_nothing(nothing) and not _refuses(declared, nothing)


def refuses_emptiness(declared: Property) -> bool:
    """Whether a system does not let a property be emptied."""
    return _refuses(declared, empty_value(declared))


def _refuses(declared: Property, value: Value) -> bool:
    return declared.refusal(value) is not None or (declared.mandatory and _is_nothing(value))


def _keeps(declared: Property, value: Value) -> bool:
    return not _refuses(declared, value) and declared.stored(value) == value


def _is_nothing(value: Value) -> bool:
    return value is None or value == ""


def _is_meant(declared: Property, odd: Value) -> bool:
    """Whether an odd value is one that people give to properties of this kind."""
    return declared.kind == "text" or (declared.kind == "moment" and str(odd).startswith("2026-"))
