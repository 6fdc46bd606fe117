"""Ordered values by what they belong to, such as the cards of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from syncproof.fakes.kit.store import Index, Journal, Table

V = TypeVar("V")


def as_given(value: V) -> V:
    """Order values by themselves."""
    return value


class Groups(Generic[V]):
    """Ordered values by the record that they belong to, such as the cards of a list."""

    def __init__(self, journal: Journal, order: Callable[[V], Any] = as_given) -> None:
        self._journal = journal
        self._order = order
        self._groups: Table[str, Index[V]] = Table(journal)
        self._none: Index[V] = Index(journal, order)

    def __getitem__(self, key: str) -> Index[V]:
        return self._groups.get(key, self._none)

    def __contains__(self, key: str) -> bool:
        """Whether a group ever had values: a quick no."""
        return key in self._groups

    def add(self, key: str, value: V) -> None:
        """Put a value in its place in a group."""
        if key not in self._groups:
            self._groups[key] = Index(self._journal, self._order)
        self._groups[key].add(value)

    def remove(self, key: str, value: V) -> None:
        """Take a value out of a group. Raises ValueError if it is not there."""
        self[key].remove(value)
