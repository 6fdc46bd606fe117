"""The life of a record: who made it, what its properties held when, and in which places it stayed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from syncproof.ledger import By, Value

Key: TypeAlias = tuple[str, str, str]
"""System, datatype and record id: a record without its place, since a member can live in several places."""


class Change(NamedTuple):
    """A property took a value."""

    line: int
    at: int
    by: By
    value: Value


class Stay(NamedTuple):
    """A record's time in a place: from which line, until which (None: still), and who brought the record there."""

    since: int
    until: int | None
    by: By


@dataclass(slots=True, eq=False)
class Life:
    """The life of a record, from its creation on; equal only to itself."""

    key: Key
    by: By
    """The creator of the record; the harness where the ledger does not say."""
    born: int
    held: dict[str, list[Change]] = field(default_factory=dict)
    places: dict[str, Stay] = field(default_factory=dict)
    acts: list[tuple[int, int]] = field(default_factory=list)
    """Line and time of each act of a user on the record, and of what the SUT wrote in a pass that did not end.

    After such a pass, the SUT may take the record's time for that of a user's edit.
    """
    returned: list[tuple[int, int]] = field(default_factory=list)
    """The lines at which the record left a place and at which the SUT brought the record back there."""
    moved: int | None = None
    """The line at which a user first moved the record elsewhere; its stay goes on, as does its pair."""

    @property
    def record(self) -> str:
        """The record's id."""
        return self.key[2]

    def value(self, name: str, line: int | None = None) -> Value:
        """Return what a property holds after a line, or in the end."""
        changes = self.held.get(name, ())
        return next((change.value for change in reversed(changes) if line is None or change.line <= line), None)

    def changed(self, name: str) -> int:
        """Return the line of a property's last change."""
        changes = self.held.get(name)
        return changes[-1].line if changes else self.born

    def stay(self, place: str) -> Stay:
        """Return the stay in a place; for a record that lives elsewhere, the stay in its first place."""
        return (
            self.places[place]
            if place in self.places
            else next(iter(self.places.values()), Stay(self.born, None, self.by))
        )
