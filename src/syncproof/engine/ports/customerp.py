"""Customerp: bearer token, cursor paging, ETag and If-Match, PATCH. Facts: its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import orjson

from syncproof.engine.http import Access, Json
from syncproof.engine.ports.port import Look, Port, Record
from syncproof.ledger import Value, Values

PAGE = 50


class Customerp(Port):
    """Contacts, customers, projects, employees."""

    paths: ClassVar[Mapping[str, str]] = {
        "Contact": "/contacts",
        "Customer": "/customers",
        "Project": "/projects",
        "Employee": "/employees",
    }

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return what signs a request in."""
        return {"Authorization": f"Bearer {access.token}"}

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""
        try:
            problem = orjson.loads(body)
            fields = {error["field"]: error["message"] for error in problem.get("errors", [])}
            return problem.get("detail") or problem["title"], fields
        except (ValueError, KeyError, TypeError, AttributeError):
            return "", {}

    def look(self, since: str) -> Look:
        """Return what was updated since, inclusively; who is edited meanwhile moves to the end."""
        records: dict[str, Record] = {}
        params: dict[str, str | int] = {"limit": PAGE}
        if since:
            params["updated_since"] = since
        while True:
            page, cursor = self.http.get(self.paths[self.datatype], _page, **params)
            records |= page
            if cursor is None:
                return Look(records, max((record.at for record in records.values()), default=since))
            params["cursor"] = cursor

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.paths[self.datatype]}/{record}", _record)

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties, unless somebody changed the record since it was read."""
        path = f"{self.paths[self.datatype]}/{record.id}"
        return self.http.send("PATCH", path, _record, body=changes, headers={"If-Match": record.lock})

    def fit(self, property_: str, value: Value) -> Value:
        """Return texts without white space at their ends, an e-mail without capitals."""
        if not isinstance(value, str):
            return value
        return (value.strip().lower() if property_ == "email" else value.strip()) or None


def _page(data: Json) -> tuple[dict[str, Record], str | None]:
    return {record.id: record for record in map(_record, data["data"])}, data["next_cursor"]


def _record(data: Json) -> Record:
    values = {name: None if value == "" else value for name, value in data.items()}
    return Record(data["id"], values, data["updated_at"], data["etag"])
