"""The interface of every system's module `samples`: believable records, and any value that a property takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from faker import Faker
    from hypothesis.strategies import SearchStrategy

    from syncproof.ledger import Value


class Samples(Protocol):
    """Makes up records and values of one system."""

    def record(self, faker: Faker, datatype: str) -> dict[str, Value]:
        """Return a full, believable record."""

    def values(self, datatype: str, property_: str) -> SearchStrategy[Value]:
        """Return a strategy for any value that a property takes."""
