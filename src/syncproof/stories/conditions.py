"""Conditions: a value with which a record meets an agreed predicate, or does not."""

from __future__ import annotations

from typing import NamedTuple

from syncproof.checklist import Predicate
from syncproof.datatypes import Property
from syncproof.ledger import Value

_LIKELY: tuple[Value, ...] = ("other than that", 7, 0.5, True, False, None)
"""Values of every type, the empty one last: an emptied property is no good example of another value."""


class Meeting(NamedTuple):
    """A value that a property takes."""

    value: Value


def meeting(predicate: Predicate, declared: Property, *, met: bool) -> Meeting | None:
    """Return a value with which the predicate holds, or does not; None where the property takes no such value."""
    for value in (predicate.value, *_LIKELY):
        is_taken = declared.refusal(value) is None and not (declared.mandatory and value in {None, ""})
        if is_taken and predicate.takes(declared.stored(value)) is met:
            return Meeting(value)
    return None
