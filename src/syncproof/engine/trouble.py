"""What can go wrong, as types.

Trouble
├── GaveUp          the pass cannot be finished
└── Failed          one record, or one section, cannot be done now
    ├── Unanswered  no answer, or none that can be used: whether the request took effect is not known
    ├── Stale       the record has changed since it was read
    ├── Gone        there is no such record
    └── Refused     the system does not take a value
        └── Denied  it takes none of us here, although the credentials are good
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Trouble(Exception):  # noqa: N818 - named for what it is, as its children
    """The text says what happened, without secrets; `kind` is what reports call it."""

    kind = "failed"


class GaveUp(Trouble):
    """The pass cannot be finished; what is done is kept, the next pass goes on from there."""


class Failed(Trouble):
    """One record, or one section, cannot be done now; `where` is its system, datatype and record."""

    where: tuple[str, str, str] | None = None


class Unanswered(Failed):
    """No answer, or none that can be used: whether the request took effect is not known."""


class Stale(Failed):
    """The record has changed since it was read: read it again, plan again."""


class Gone(Failed):
    """There is no such record at its own address."""

    kind = "gone"


class Refused(Failed):
    """The system does not take a value; `fields` are the reasons by property, where the answer names them."""

    kind = "refused"

    def __init__(self, reason: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.fields = fields or {}

    def among(self, properties: Iterable[str]) -> dict[str, str]:
        """Return the reasons for the properties that the answer speaks of; one alone is always it."""
        properties = list(properties)
        named = {name: self.fields[name] for name in properties if name in self.fields}
        if named:
            return named
        # Trello names a field in prose: `Display Name cannot begin or end with a space`.
        prose = str(self).lower().replace(" ", "")
        spoken = [name for name in properties if name.lower() in prose] if len(properties) > 1 else properties
        return {max(spoken, key=len): str(self)} if spoken else {}


class Denied(Refused):
    """The system takes nothing of us here, although the credentials are good."""

    kind = "denied"

    def among(self, properties: Iterable[str]) -> dict[str, str]:
        """Return the one reason for all of them."""
        return dict.fromkeys(properties, str(self))
