"""Custompms: API key, numbered pages, PUT of whole records with a version. Facts: its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import ClassVar

import orjson

from syncproof.engine.http import Access, Json
from syncproof.engine.ports.port import Look, Port, Record, epoch, iso
from syncproof.ledger import Value, Values

PAGE = 50
LONGEST = 4000
_READ_ONLY = {"id", "createdAt", "modifiedAt"}


class Custompms(Port):
    """Customers, projects, tasks."""

    paths: ClassVar[Mapping[str, str]] = {"Customer": "/customers", "Project": "/projects", "Task": "/tasks"}

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return what signs a request in."""
        return {"X-Api-Key": access.key}

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""
        try:
            error = orjson.loads(body)["error"]
            return error["message"], {error["field"]: error["message"]} if error.get("field") else {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return "", {}

    def look(self, since: str) -> Look:
        """Return what was modified since, inclusively.

        Pages are counted by offset: what is modified or deleted while several are read moves rows past the
        reader. So several are read twice; the position is the first reading's, so that nothing is missed.
        """
        records, total = self._everything(since)
        position = max((record.at for record in records.values()), default=since)
        if total > PAGE:
            records |= self._everything(since)[0]
        return Look(records, position)

    def _everything(self, since: str) -> tuple[dict[str, Record], int]:
        records, total = self._page(since, 1)
        for page in range(2, ceil(total / PAGE) + 1):
            records |= self._page(since, page)[0]
        return records, total

    def _page(self, since: str, page: int) -> tuple[dict[str, Record], int]:
        params = {"page": page, "pageSize": PAGE} | ({"modifiedSince": epoch(since)} if since else {})
        return self.http.get(self.paths[self.datatype], _rows, **params)

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.paths[self.datatype]}/{record}", _record)

    def write(self, record: Record, changes: Values) -> Record:
        """Put the whole record with these properties changed, unless it was changed since it was read."""
        whole = {name: value for name, value in record.lock.items() if name not in _READ_ONLY}
        body = whole | {name: _wire(name, value) for name, value in changes.items()}
        return self.http.send("PUT", f"{self.paths[self.datatype]}/{record.id}", _record, body=body)

    def fit(self, property_: str, value: Value) -> Value:
        """Return a start as a date, names without white space at the end, long texts cut."""
        if not isinstance(value, str):
            return value
        if property_ == "start":
            return f"{value[:10]}T00:00:00.000Z"
        if property_ in {"name", "title"}:
            return value.rstrip() or None
        return value[:LONGEST] if property_ in {"notes", "description"} else value


def _rows(data: Json) -> tuple[dict[str, Record], int]:
    return {record.id: record for record in map(_record, data["items"])}, int(data["total"])


def _record(data: Json) -> Record:
    values = {name: _canonical(name, value) for name, value in data.items()}
    return Record(str(data["id"]), values, iso(data["modifiedAt"]), {**data, "version": data["version"]})


def _canonical(name: str, value: Json) -> Value:
    if value is None or value == "":
        return None
    if name == "due":
        return iso(value)
    return f"{value}T00:00:00.000Z" if name == "start" else value


def _wire(name: str, value: Value) -> Value:
    if name == "due":
        return epoch(str(value)) if value else None
    if name == "start":
        return str(value)[:10] if value else None
    return "" if value is None else value
