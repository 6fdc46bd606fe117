"""Values: when two are the same, when a system refuses a value, and how a finding writes a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof import quoting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.datatypes import Property
    from syncproof.ledger import Value


def empty(value: Value) -> bool:
    """Whether a value is nothing; systems write nothing as None or as ''."""
    return value is None or value == ""


def unfilled(value: Value) -> bool:
    """Whether a new record may hold a value that nobody gave."""
    return empty(value) or value is False


def same(one: Value, other: Value) -> bool:
    """Whether two values of one property are the same."""
    return one == other or (empty(one) and empty(other))


def refuses(property_: Property, value: Value) -> bool:
    """Whether a system declares that it refuses a value."""
    return (property_.mandatory and empty(value)) or property_.refusal(value) is not None


def quoted(value: Value) -> str:
    """Return a value as a finding writes it."""
    return "nothing" if empty(value) else quoting.quoted(value)


def quoted_apart(values: Sequence[Value]) -> list[str]:
    """Return values as a finding writes them; where long texts begin alike, what differs is shown."""
    shown = quoting.quoted_apart(values)
    return ["nothing" if empty(value) else text for value, text in zip(values, shown, strict=True)]
