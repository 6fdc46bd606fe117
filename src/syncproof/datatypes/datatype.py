"""Declarations of datatypes: the properties of a record, what a system makes of a value, and which values it refuses.

Fakes enforce a declaration and the laws read the same one, so that both agree on the values that a system takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from syncproof.ledger import Value

Kind = Literal["text", "moment", "boolean", "number"]
Form = Literal["website", "email", "moment"]
OWN_ID = "id"
"""The property that a system sets itself: the id of the record."""


def is_own_id(path: str) -> bool:
    """Whether a path is the record's own id, in capitals or small letters."""
    return path.casefold() == OWN_ID


def as_it_is(value: Value) -> Value:
    """Return a value unchanged."""
    return value


def anything_goes(_: Value) -> str | None:
    """Refuse nothing."""
    return None


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a datatype; values are canonical, as in the ledger."""

    name: str
    kind: Kind = "text"
    mandatory: bool = False
    """Whether a new record must hold the property, which then can never be emptied."""
    stored: Callable[[Value], Value] = as_it_is
    """The value that the system stores for a given value: trimmed, re-cased, cut."""
    refusal: Callable[[Value], str | None] = anything_goes
    """The reason for which the system refuses a value, in the system's words; None for a value that is taken."""
    own_only: bool = False
    """Whether nobody but the person that a record is can change the property, so that no sync can."""
    unique: bool = False
    """Whether the system refuses a value that another record holds."""
    names_record: bool = False
    """Whether the property holds the id of another record of its system: a connection."""
    schema: Mapping[str, object] = field(default_factory=dict, compare=False)
    """The values that a write may bring, as JSON Schema of their form in JSON; {} where the system publishes none."""

    def keeps(self, value: Value) -> bool:
        """Whether the system takes a value and stores the value unchanged."""
        return self.refusal(value) is None and self.stored(value) == value


def id_as(declared: Property, record: str) -> Value:
    """Return the id of a record as a property holds it: a number only where the property holds numbers."""
    return int(record) if declared.kind == "number" and record.isdigit() else record


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype, by the name that documents use (`Contact`, `Members`)."""

    name: str
    properties: Mapping[str, Property]
    identity: str = ""
    """The property of which the system itself allows one record per value (a member's email), or ''."""
    timestamped: Literal["property", "record", "never"] = "record"
    """The unit that the system timestamps when something changes: a property, the record as a whole, or nothing."""
    minimal: tuple[str, ...] = field(default=())
    """The properties of a minimal record, which holds only what the system insists on."""
    paged: bool = True
    """Whether the system gives long lists in pages."""
    cast: tuple[str, str, str] = ("Alpha", "Beta", "Gamma")
    """The names of three records in stories."""
    archives: bool = False
    """Whether users can archive a record, and restore it."""
    moves: tuple[str, ...] = ()
    """The places that users can move a record to: "another list"."""
    copies: bool = False
    """Whether users can copy a record."""
    shows_author: bool = False
    """Whether the system shows who changed a record."""
    lists: tuple[str, ...] = ()
    """The paths of which a record holds a list of objects; all properties below are those of its first object."""
    numbered: bool = False
    """Whether the ids of records are whole numbers, and not texts."""
    derived: bool = False
    """Whether nothing but documents says what the properties hold."""
    meaning: str = ""
    """The meaning of a record in a few words, where the datatype's name does not say that."""


WORDS = "Any words"
DEEPEST = 100
"""Parts of the longest path that a record has a value at."""
_FORMS: Mapping[Form, str] = {
    "website": "https://analytical.example",
    "email": "ada@analytical.example",
    "moment": "2026-05-04T00:00:00.000Z",
}
"""The forms that a text can have, each with a text of that form."""


def form_of(declared: Property) -> Form | None:
    """Return the form of the texts that a property takes, None where the property takes any words, or none of these."""
    if declared.kind not in {"text", "moment"} or declared.keeps(WORDS):
        return None
    return next((form for form, text in _FORMS.items() if declared.keeps(text)), None)


def beginnings(paths: Iterable[str]) -> frozenset[str]:
    """Return each path that another path goes on from: `address` of `address.street`."""
    parts = [path.split(".") for path in paths]
    return frozenset(".".join(each[:count]) for each in parts for count in range(1, len(each)))


def is_too_deep(path: str) -> bool:
    """Whether a path has more parts than records are deep: programs that read and write JSON have such a limit, too."""
    return path.count(".") >= DEEPEST
