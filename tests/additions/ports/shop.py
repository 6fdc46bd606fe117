"""Shop: a token, changes since a time, PATCH with a version."""

from __future__ import annotations

from collections.abc import Mapping

import orjson

from syncproof.engine.http import Access, Json
from syncproof.engine.ports.port import Changes, Port, Record, SystemPorts, epoch, iso
from syncproof.ledger import Values


class OrderPort(Port):
    """The orders of Shop."""

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return the headers that sign a request in."""
        return {"X-Shop-Token": access.token}

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""
        try:
            problem = orjson.loads(body)
            return problem["error"], {problem["property"]: problem["error"]} if "property" in problem else {}
        except (ValueError, KeyError, TypeError):
            return "", {}

    def changes_since(self, cursor: str) -> Changes:
        """Return the orders that changed at or after a moment."""
        records = self.http.get("/orders", _records, changed_since=epoch(cursor) if cursor else 0)
        return Changes(records, max((record.modified_at for record in records.values()), default=cursor))

    def read(self, record: str) -> Record:
        """Read an order. Raises Gone."""
        return self.http.get(f"/orders/{record}", _record)

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties. Raises VersionConflict where the order has changed since it was read."""
        return self.http.send("PATCH", f"/orders/{record.id}", _record, body={**changes, "version": record.lock})


def _records(data: Json) -> dict[str, Record]:
    return {record.id: record for record in map(_record, data)}


def _record(data: Json) -> Record:
    values = {name: value or None for name, value in data.items()}
    return Record(data["id"], values, iso(data["changed"]), data["version"])


SYSTEM = SystemPorts("Shop", ("URL", "TOKEN"), {"Order": OrderPort})
