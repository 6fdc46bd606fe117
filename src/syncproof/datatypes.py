"""What a system declares of its datatypes: the properties of a record, what becomes of a value, what is refused.

Fakes enforce a declaration and the laws read it, so that both mean the same by "a value that the system takes".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from syncproof.ledger import Value

Kind = Literal["text", "moment", "boolean", "number"]


def as_it_is(value: Value) -> Value:
    """Keep a value as it was given."""
    return value


def anything_goes(_: Value) -> str | None:
    """Refuse nothing."""
    return None


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a datatype; values are canonical, as in the ledger."""

    name: str
    kind: Kind = "text"
    mandatory: bool = False
    """A new record must bring it, and it can never be emptied."""
    stored: Callable[[Value], Value] = as_it_is
    """What the system makes of a value that it takes: trimmed, re-cased, cut."""
    refusal: Callable[[Value], str | None] = anything_goes
    """Why the system does not take a value, in its own words; None where it does."""
    schema: Mapping[str, object] = field(default_factory=dict, compare=False)
    """What a write may bring, as JSON Schema of the wire's form; {} where the system publishes none."""


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype by the name that documents use for it (`Contact`, `Members`)."""

    name: str
    properties: Mapping[str, Property]
    identity: str = ""
    """The property of which the system itself allows one record per value (a member's email), or ''."""
    timestamped: Literal["property", "record", "never"] = "record"
    """How finely the system can say when something changed."""
    minimal: tuple[str, ...] = field(default=())
    """The properties of a record that holds only what it must."""
    cast: tuple[str, str, str] = ("Alpha", "Beta", "Gamma")
    """The names of three records in stories."""
    meaning: str = ""
    """What its records are, in a few words, where the datatype's name does not say that."""
