"""The input and the output of the laws: a section in force, and a finding against the sync."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from syncproof.checklist.kinds import CREATING
from syncproof.datatypes import Datatype, Property, id_as
from syncproof.ledger import By

if TYPE_CHECKING:
    from syncproof.checklist import Criterion, Predicate, Row
    from syncproof.laws.life import Life
    from syncproof.ledger import Value


EndInPlace: TypeAlias = tuple[str, str, str]
"""System, datatype and place, '' for any."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A section in force: what the laws need to know of the section and its two datatypes."""

    name: str
    """The section's slug."""
    source: tuple[str, str]
    """System and datatype, by the document's names; so is `target`."""
    target: tuple[str, str]
    place: str
    """The record that counterparts live in (an organization, a card, a list), or ''."""
    rows: tuple[Row, ...]
    """The rows that are carried both ways."""
    source_type: Datatype
    target_type: Datatype
    promises: frozenset[str]
    criteria: tuple[Criterion, ...] = ()
    """The properties of which one has to be equal for two records of users to be a pair; without any, none are."""
    predicate: Predicate | None = None
    """What a source record has to hold before the SUT owes it a counterpart."""
    connections: tuple[tuple[str, str], ...] = ()
    """Source properties that name a record; with a pair of it, by the section named here, a counterpart is owed."""
    source_place: str = ""
    """The record that source records live in; those that were never there are outside of the section. '' for any."""
    id_rows: tuple[Row, ...] = ()
    """The rows by which the target holds the source record's own id."""
    marks: frozenset[tuple[str, str]] = frozenset()
    """System and datatype of the marks of its own that the SUT declares to leave on paired records."""
    takes_made: bool = False
    """Whether what the SUT made by another section is a source, too, as in a circle of sections."""

    def has_source(self, life: Life) -> bool:
        """Whether a record of the source's datatype is a source: brought by others, and in the source's place if any.

        What the harness needs is there, too, such as the account of the sync, or a place of another section. A sync may
        carry that over.
        """
        return (self.takes_made or life.by is not By.SUT) and (
            not self.source_place or self.source_place in life.places
        )

    def id_for(self, row: Row, source: Life) -> Value:
        """Return the id of a source record as the target of a row holds it."""
        return id_as(self.target_property(row), source.record)

    @property
    def ends(self) -> tuple[EndInPlace, EndInPlace]:
        """The datatypes of both sides, each in its place."""
        return (*self.source, self.source_place), (*self.target, self.place)

    @property
    def creates(self) -> bool:
        """Whether the SUT owes a counterpart to source records that no record matches."""
        return not CREATING.isdisjoint(self.promises)

    def source_property(self, row: Row) -> Property:
        """Return what the source declares of a row's property."""
        return self.source_type.properties.get(row.source) or Property(row.source)

    def target_property(self, row: Row) -> Property:
        """Return what the target declares of a row's property."""
        return self.target_type.properties.get(row.target) or Property(row.target)


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a law, in the words of the domain, with the ledger's lines, cause before effect."""

    law: str
    text: str
    lines: tuple[int, ...]
    about: str = field(default="", compare=False)
    """The datatypes and properties at issue: the same whatever the values and ids are; '' where it is none."""

    @property
    def kind(self) -> str:
        """The law, and what the breach is about: equal for the same breach in another run."""
        return f"law {self.law}: {self.about}" if self.about else f"law {self.law}"
