"""The failures of a sync, as types, and the failure that a status stands for.

SyncFailure
├── GaveUp                the pass cannot be finished
│   └── NoAccess          the system does not let us in
└── Failed                one record, or one section, cannot be synced now
    ├── Unanswered        no answer, or a useless one: whether the request took effect is unknown
    ├── VersionConflict   the record has changed since it was read (optimistic locking)
    ├── Gone              the record is not at its own address
    └── RefusedError      the system does not accept a value
        └── DeniedError   the system forbids the request, although the credentials are good

A refusal is tried again when that may have changed which the refusal is about, and never before:

    the refusal is of  statuses                 failure          tried again
    the value          400 413 414 422          RefusedError     when the value changes: remembered with the value
    the record         404 410                  Gone             in the next passes; `MISSES` in a row end the pair,
                                                                 until the record is listed again; a record that can
                                                                 be read is there: its write is a plain Failed
                       401 403 of a member who  Gone             as above
                       has left the workspace
    the moment         409 412                  VersionConflict  at once, with what is there now
                       408 423 425 5xx 2xx 3xx  Unanswered       after a wait, else in the next pass
                       429                      none             after the wait that the system asks for
    the account        401 403                  NoAccess         in the next pass; this one ends at once
                       the same, of one record  DeniedError      when the value changes; a create, also when the target
                                                                 lists something else: then there may be room

The 2xx are those without the JSON that was asked for. Any other status is a plain Failed: tried again in the next pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MISSES = 3
"""After so many passes in a row without a record, the record counts as deleted: one 404 may be of the moment."""


class SyncFailure(Exception):  # noqa: N818 - its children are named for what happened, and so is it
    """The text says what happened, without secrets; `kind` is the word for it in reports."""

    kind = "failed"


class GaveUp(SyncFailure):
    """The pass cannot be finished. Finished work is kept, and the next pass goes on from there."""


class NoAccess(GaveUp):
    """The system does not let us in. Nothing is remembered as refused: the next pass tries everything again."""


class Failed(SyncFailure):
    """One record, or one section, cannot be synced now; `where` is the record's system, datatype and id."""

    where: tuple[str, str, str] | None = None


class Unanswered(Failed):
    """No answer came, or a useless one: whether the request took effect is unknown."""


class NotSent(Unanswered):
    """No connection came about: the request took no effect, and even a create may be sent again."""


class VersionConflict(Failed):
    """The record has changed since it was read, so the write was rejected: read and plan again."""


class Gone(Failed):
    """The record is not at its own address."""

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


_BY_STATUS: Mapping[int, type[SyncFailure]] = {
    **dict.fromkeys((400, 413, 414, 422), RefusedError),
    **dict.fromkeys((404, 410), Gone),
    **dict.fromkeys((409, 412), VersionConflict),
    **dict.fromkeys((408, 423, 425), Unanswered),
    **dict.fromkeys((401, 403), NoAccess),
}


def failure_of(status: int) -> type[SyncFailure]:
    """Return the failure that a status stands for; the table above has the cases."""
    return _BY_STATUS.get(status, Failed if status // 100 == 4 else Unanswered)  # noqa: PLR2004 - 4xx
