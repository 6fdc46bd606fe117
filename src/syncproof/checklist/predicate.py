"""Predicates: what an installation agrees that the free text of a condition means, for a record of the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncproof.ledger import Value

OPERATORS: Mapping[str, Callable[[Value, Value], bool]] = MappingProxyType(
    {
        "is": lambda held, value: held == value and isinstance(held, bool) == isinstance(value, bool),
        "is not": lambda held, value: held != value,
        "is set": lambda held, _: held not in {None, "", False},
        "is not set": lambda held, _: held in {None, "", False},
    }
)
"""The operators of a predicate: a property's value and the agreed value in, whether the condition is met out."""
ALONE = frozenset({"is set", "is not set"})
"""The operators that take no value."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A property of the source, an operator, and a value."""

    property: str
    operator: str
    value: Value = None
    where: str = field(default="", compare=False)
    """The file and line of the agreement, '' where that is not known."""

    def __str__(self) -> str:
        shown = str(self.value).lower() if isinstance(self.value, bool) else self.value
        return f"{self.property} {self.operator}" + ("" if self.operator in ALONE else f" {shown}")

    def in_full(self) -> str:
        """Return the predicate with its value in quotation marks where that is a text: `5` could be one, or nothing."""
        from syncproof.quoting import quoted  # noqa: PLC0415 - only the message about a mistaken predicate quotes

        return f"{self.property} {self.operator}" + ("" if self.operator in ALONE else f" {quoted(self.value)}")

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether a record with these values meets the condition."""
        return self.takes(values.get(self.property))

    def takes(self, value: Value) -> bool:
        """Whether a record meets the condition with this value in the property."""
        return OPERATORS[self.operator](value, self.value)
