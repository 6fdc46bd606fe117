"""The interface to a system: read changes, read a record, write; for a target also create, and find what it created."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from syncproof.engine.failures import NoAccess, SyncFailure
from syncproof.engine.http import Access, Http, Json
from syncproof.ledger import Value, Values

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


NUMBER = "id as a number"
"""The name under which a record keeps its id as a number, where it is one; no property is called so."""


class Record(NamedTuple):
    """A record with canonical values; a property that the system did not show is absent."""

    id: str
    values: Values
    modified_at: str = ""
    """When the record was last changed, by its system's clock; '' where the system cannot say."""
    lock: Any = None
    """The record's version as the system names it, for optimistic locking: a write with an old version is rejected."""
    elsewhere: bool = False
    """Whether the record has left the place whose log tells of changes: then each pass reads the record."""
    whole: bool = True
    """Whether all properties were read; a partial record is a hint only, and is read before it is used."""


class PropertyEdit(NamedTuple):
    """A line of a system's log: a property took another value."""

    record: str
    property: str
    old: Value
    new: Value
    at: str


@dataclass
class Changes:
    """The records that may have changed since a cursor, and the cursor for the next read."""

    records: dict[str, Record]
    cursor: str
    short: bool = False
    """Whether the system returned less than it said: records may be missing, so the cursor must not move."""
    since: str = ""
    """From where to read these changes again; '' means from the same cursor."""
    edits: list[PropertyEdit] = field(default_factory=list)
    """Oldest first. A system without a log has none, and nothing of what follows."""
    created: dict[str, Record] = field(default_factory=dict)
    """Records as they were when they were created, whatever they hold now."""
    deleted: set[str] = field(default_factory=set)
    """The ids of deleted records."""
    moved: set[str] = field(default_factory=set)
    """The ids of records that have left the place, whose log tells no more of them."""
    listed: set[str] = field(init=False)
    """The ids of the records that the system has listed; others are read at their own addresses."""
    _by_value: dict[str, dict[Value, list[Record]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.listed = set(self.records)

    def put(self, record: Record) -> Record:
        """Replace a record by what was read or stored just now."""
        self.records[record.id] = record
        self._by_value.clear()
        return record

    def extend(self, later: Changes) -> None:
        """Add a later read's records; the cursor stays, so that the next pass reads these changes as well."""
        self.records.update(later.records)
        self.listed |= later.listed
        self.created.update(later.created)
        self._by_value.clear()

    def put_listed(self, records: Iterable[Record]) -> None:
        """Add the records that a list shows, read after the log; of what the two say otherwise, the list may be late.

        What has left is listed no more, whatever a late list says.
        """
        for record in records:
            logged = self.records.get(record.id, record)
            if record.id not in self.left and all(
                record.values.get(name) == logged.values[name] for name in logged.values
            ):
                self.put(record)
                self.listed.add(record.id)

    @property
    def left(self) -> set[str]:
        """The ids of the records that are gone, or have left the place."""
        return self.deleted | self.moved

    def with_value(self, name: str, value: Value) -> list[Record]:
        """Return the records that hold a value, or held it when they were created, oldest first."""
        if name not in self._by_value:
            by_value = self._by_value[name] = {}
            for _, record in sorted({**self.records, **self.created}.items()):
                by_value.setdefault(record.values.get(name), []).append(record)
        return self._by_value[name].get(value, [])


class Port:
    """One datatype in one place of a system, for the length of a pass."""

    required: ClassVar[tuple[str, ...]] = ()
    """The properties without which no record is created, and by which a created record is found."""
    identity: ClassVar[str] = ""
    """The property of which the system itself allows one record per value (a member's e-mail); or ''."""

    def __init__(self, http: Http, datatype: str, place: Mapping[str, str]) -> None:
        self.http = http
        self.datatype = datatype
        self.place = place

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return the headers that sign a request in."""
        raise NotImplementedError

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""
        raise NotImplementedError

    @staticmethod
    def denial(reason: str) -> type[SyncFailure]:  # noqa: ARG004 - most systems deny all or nothing
        """Return the failure that a 401 or 403 with this reason stands for."""
        return NoAccess

    def changes_since(self, cursor: str) -> Changes:
        """Return the records that may have changed since a cursor; all records for the cursor ''."""
        raise NotImplementedError

    def unchanged(self) -> Iterable[Record]:
        """Return the records of the place that changes do not show: those that a log begins after, or does not name."""
        return ()

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        raise NotImplementedError

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties only; return the record as stored.

        Raises VersionConflict, RefusedError, Gone, Unanswered.
        """
        raise NotImplementedError

    def normalise(self, property_: str, value: Value) -> Value:  # noqa: ARG002 - most values are kept as they are
        """Return a value as the system is known to store it: trimmed, re-cased, completed or cut."""
        return value

    def change_times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:
        """Return when each property took its present value, '' where the system cannot say."""
        return dict.fromkeys(properties, record.modified_at)

    def made_at(self, record: Record) -> str:  # noqa: ARG002 - most systems say when a record was last changed
        """Return when a record was made, '' where only its last change is known."""
        return ""

    def create(self, values: Values) -> Record | None:
        """Create a record; return None where the answer does not say which record. Raises RefusedError, Unanswered."""
        raise NotImplementedError

    def created_candidates(self, changes: Changes, name: str, value: Value, high_water: str) -> Iterator[Record]:
        """Yield the records that a create with this value may have made: the newer ones, or all with that identity."""
        stored = self.normalise(name, value)
        for record in changes.with_value(name, stored) if stored is not None else ():
            if record.id > high_water or name == self.identity:
                yield record


class SystemPorts(NamedTuple):
    """A system as the reference sync reaches it."""

    name: str
    """The system's name, as documents write it."""
    environment: tuple[str, ...]
    """The endings of the environment variables that the sync needs: `URL` and the credentials."""
    by_datatype: Mapping[str, type[Port]]
    word: str = ""
    """The system's name in environment variables; '' for its name in capitals."""

    def variable(self, ending: str) -> str:
        """Return the name of an environment variable, such as `SYNCPROOF_TRELLO_URL`."""
        return f"SYNCPROOF_{self.word or self.name.upper()}_{ending}"


def text(value: Json) -> str | None:
    """Return a text in canonical form: None for an empty text."""
    if value is not None and not isinstance(value, str):
        raise TypeError("not text")
    return value or None


def iso(milliseconds: int) -> str:
    """Return milliseconds since 1970 as a canonical moment."""
    return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch(moment: str) -> int:
    """Return a canonical moment as milliseconds since 1970."""
    return (datetime.fromisoformat(moment) - _EPOCH) // timedelta(milliseconds=1)
