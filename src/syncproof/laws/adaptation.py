"""Adaptations: what a sync may make of a value for a system that refuses the value or makes something else of it.

One rule for texts, names, websites and dates alike. Where a system keeps a value as it is, there is nothing to adapt,
and any other value is wrong. Else a sync may trim, re-case, complete or cut the value, as far as the system then keeps
it. What was cut is lost, so the sync has to report that.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from syncproof.laws.values import empty, refuses, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.datatypes import Property
    from syncproof.ledger import Value

SCHEMES = ("http://", "https://")


def keeps(declared: Property, value: Value) -> bool:
    """Whether a system takes a value and keeps it as it is."""
    return not refuses(declared, value) and same(declared.stored(value), value)


@lru_cache(maxsize=4096)
def adaptations(declared: Property, value: Value) -> tuple[Value, ...]:
    """Return what a sync may send to a system in place of a value, nothing if it keeps the value."""
    if empty(value) or keeps(declared, value):
        return ()
    taken = [] if refuses(declared, value) else [declared.stored(value)]
    for forms in _ways(declared, value) if isinstance(value, str) else ():
        if found := [form for form in forms if form and keeps(declared, form)]:
            return tuple(dict.fromkeys([*taken, *found]))
    return tuple(taken)


def is_cut(declared: Property, value: Value, adapted: Value) -> bool:
    """Whether a value lost more than white space when it was adapted."""
    if not isinstance(value, str) or not isinstance(adapted, str) or adapted not in adaptations(declared, value):
        return False
    return len(adapted) < len(value.strip())


def _ways(declared: Property, value: str) -> Iterator[list[str]]:
    """Yield the forms of a text, the mildest way to change it first: a way is taken only where no milder one helps."""
    trimmed = [value, value.rstrip(), value.lstrip(), value.strip()]
    yield trimmed
    yield [text.lower() for text in trimmed]
    yield [f"{scheme}{text}" for text in trimmed for scheme in SCHEMES if "://" not in text]
    if _is_too_long(declared, value):
        yield [_cut(declared, text) for text in (value, value.strip())]


def _is_too_long(declared: Property, value: str) -> bool:
    """Whether a system refuses or cuts texts of this length, whatever they say."""
    return keeps(declared, "x") and not keeps(declared, "x" * len(value))


def _cut(declared: Property, text: str) -> str:
    """Return as much of the beginning of a text as the system takes; white space at the end goes with the rest."""
    longest = bisect_left(range(len(text)), 1, key=lambda size: not keeps(declared, "x" * (size + 1)))
    return text[:longest].rstrip()
