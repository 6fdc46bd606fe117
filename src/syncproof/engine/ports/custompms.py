"""Custompms: API key, numbered pages, PUT of whole records with a version. Facts: its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import ClassVar

import orjson

from syncproof.engine.http import Access, Json
from syncproof.engine.ports.port import NUMBER, Changes, Port, Record, SystemPorts, epoch, iso
from syncproof.ledger import Value, Values

PAGE = 50
MAX_TEXT = 4000
_READ_ONLY = {"id", "createdAt", "modifiedAt"}


class CustompmsPort(Port):
    """Customers, projects and tasks of Custompms."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    paths: ClassVar[Mapping[str, str]] = {"Customer": "/customers", "Project": "/projects", "Task": "/tasks"}

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return the headers that sign a request in."""
        return {"X-Api-Key": access.key}

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""
        try:
            error = orjson.loads(body)["error"]
            return error["message"], {error["field"]: error["message"]} if error.get("field") else {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return "", {}

    def changes_since(self, cursor: str) -> Changes:
        """Return the records modified at or after a moment.

        Pages are numbered: a record that is modified or deleted between two pages shifts the others, and one may
        slip past the reader. The next passes read the same changes again, and find it.
        """
        records, total = self._page(cursor, 1)
        for page in range(2, ceil(total / PAGE) + 1):
            records |= self._page(cursor, page)[0]
        newest = max((record.modified_at for record in records.values()), default=cursor)
        return Changes(records, newest, short=len(records) < total)

    def _page(self, cursor: str, page: int) -> tuple[dict[str, Record], int]:
        params = {"page": page, "pageSize": PAGE} | ({"modifiedSince": epoch(cursor)} if cursor else {})
        return self.http.get(self.paths[self.datatype], _rows, **params)

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.paths[self.datatype]}/{record}", _record)

    def write(self, record: Record, changes: Values) -> Record:
        """Put the whole record with these properties changed. Raises VersionConflict if somebody changed the record."""
        whole = {name: value for name, value in record.lock.items() if name not in _READ_ONLY}
        body = whole | {name: _wire(name, value) for name, value in changes.items()}
        return self.http.send("PUT", f"{self.paths[self.datatype]}/{record.id}", _record, body=body)

    def create(self, values: Values) -> Record:
        """Create a record, without the empty properties."""
        body = {name: _wire(name, value) for name, value in values.items() if value is not None}
        return self.http.send("POST", self.paths[self.datatype], _record, body=body)

    def created_candidates(self, changes: Changes, name: str, value: Value, high_water: str) -> Iterator[Record]:
        """Yield the records with a value that are no older than the latest change known before the create."""
        stored = self.normalise(name, value)
        for record in changes.with_value(name, stored) if stored is not None else ():
            if iso(int(str(record.values["createdAt"]))) >= high_water:
                yield record

    def normalise(self, property_: str, value: Value) -> Value:
        """Return a start as a date, a name without white space at the end, a long text cut."""
        if not isinstance(value, str):
            return value
        if property_ == "start":
            return f"{value[:10]}T00:00:00.000Z"
        if property_ in {"name", "title"}:
            return value.rstrip() or None
        return value[:MAX_TEXT] if property_ in {"notes", "description"} else value


class TasksPort(CustompmsPort):
    """Tasks, which need a title."""

    required = ("title",)


SYSTEM = SystemPorts(
    "Custompms", ("URL", "KEY"), {"Customer": CustompmsPort, "Project": CustompmsPort, "Task": TasksPort}
)


def _rows(data: Json) -> tuple[dict[str, Record], int]:
    return {record.id: record for record in map(_record, data["items"])}, int(data["total"])


def _record(data: Json) -> Record:
    values = {name: _canonical(name, value) for name, value in data.items()}
    id_ = values["id"] = str(data["id"])
    values[NUMBER] = int(data["id"])
    return Record(id_, values, iso(data["modifiedAt"]), {**data, "version": data["version"]})


def _canonical(name: str, value: Json) -> Value:
    if value is None or value == "":
        return None
    if name == "due":
        return iso(value)
    return f"{value}T00:00:00.000Z" if name == "start" else value


def _wire(name: str, value: Value) -> Value:
    if name == "due":
        return _time(value) if value else None
    if name == "start":
        return str(value)[:10] if value else None
    return "" if value is None else value


def _time(value: Value) -> Value:
    """Return a moment as Custompms has times; what is no moment goes as it is, and Custompms refuses the value."""
    try:
        return epoch(str(value))
    except (ValueError, TypeError):
        return value
