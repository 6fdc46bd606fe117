"""The failures of a sync, as types.

SyncFailure
├── GaveUp                the pass cannot be finished
└── Failed                one record, or one section, cannot be synced now
    ├── Unanswered        no answer, or a useless one: whether the request took effect is unknown
    ├── VersionConflict   the record has changed since it was read (optimistic locking)
    ├── Gone              the record was deleted
    └── RefusedError      the system does not accept a value
        └── DeniedError   the system forbids the request, although the credentials are good
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class SyncFailure(Exception):  # noqa: N818 - its children are named for what happened, and so is it
    """The text says what happened, without secrets; `kind` is the word for it in reports."""

    kind = "failed"


class GaveUp(SyncFailure):
    """The pass cannot be finished. Finished work is kept, and the next pass goes on from there."""


class Failed(SyncFailure):
    """One record, or one section, cannot be synced now; `where` is the record's system, datatype and id."""

    where: tuple[str, str, str] | None = None


class Unanswered(Failed):
    """No answer came, or a useless one: whether the request took effect is unknown."""


class VersionConflict(Failed):
    """The record has changed since it was read, so the write was rejected: read and plan again."""


class Gone(Failed):
    """The record is no longer at its own address."""

    kind = "gone"


class RefusedError(Failed):
    """The system does not accept a value; `fields` are the reasons by property, where the answer names them."""

    kind = "refused"

    def __init__(self, reason: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.fields = fields or {}

    def reasons_for(self, properties: Iterable[str]) -> dict[str, str]:
        """Return the reasons by property, for the properties that the answer names; a lone property is always meant."""
        properties = list(properties)
        named = {name: self.fields[name] for name in properties if name in self.fields}
        if named:
            return named
        # Trello names a field in prose: `Display Name cannot begin or end with a space`.
        prose = str(self).lower().replace(" ", "")
        meant = [name for name in properties if name.lower() in prose] if len(properties) > 1 else properties
        return {max(meant, key=len): str(self)} if meant else {}


class DeniedError(RefusedError):
    """The system forbids the request, although the credentials are good."""

    kind = "denied"

    def reasons_for(self, properties: Iterable[str]) -> dict[str, str]:
        """Return the same reason for every property."""
        return dict.fromkeys(properties, str(self))
