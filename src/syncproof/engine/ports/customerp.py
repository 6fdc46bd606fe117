"""Customerp: bearer token, cursor paging, ETag and If-Match, PATCH. Facts: its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

import orjson

from syncproof.engine.http import Access, Json
from syncproof.engine.ports.port import Changes, Port, Record, SystemPorts
from syncproof.ledger import Value, Values

PAGE = 50
_DATES = frozenset({"start_date", "hired_on"})
_MIDNIGHT = "T00:00:00.000Z"


class CustomerpPort(Port):
    """Contacts, customers, projects and employees of Customerp."""

    required: ClassVar[tuple[str, ...]] = ("name",)
    created_at: ClassVar[str] = "created_at"
    """The name under which a record keeps when it was created."""
    paths: ClassVar[Mapping[str, str]] = {
        "Contact": "/contacts",
        "Customer": "/customers",
        "Project": "/projects",
        "Employee": "/employees",
    }

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return the headers that sign a request in."""
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

    @property
    def address(self) -> str:
        """The path of the list of records."""
        return self.paths[self.datatype]

    def decode(self, data: Json) -> Record:
        """Decode a record."""
        values = {name: None if value == "" else value for name, value in data.items()}
        values |= {name: f"{values[name]}{_MIDNIGHT}" for name in _DATES if values.get(name)}
        return Record(data["id"], values, data["updated_at"], data["etag"])

    def encode(self, values: Values) -> Json:
        """Encode values for a request; a date goes without its time."""
        return {
            name: value.partition("T")[0] if name in _DATES and isinstance(value, str) else value
            for name, value in values.items()
        }

    def create(self, values: Values) -> Record:
        """Create a record, without the empty properties."""
        body = self.encode({name: value for name, value in values.items() if value is not None})
        return self.http.send("POST", self.address, self.decode, body=body)

    def created_candidates(self, changes: Changes, name: str, value: Value, high_water: str) -> Iterator[Record]:
        """Yield the records with a value that are no older than the latest change known before the create."""
        stored = self.normalise(name, value)
        for record in changes.with_value(name, stored) if stored is not None else ():
            if str(record.values.get(self.created_at, "")) >= high_water:
                yield record

    def changes_since(self, cursor: str) -> Changes:
        """Return the records updated at or after a moment; a record edited between two pages moves to the last page."""
        records: dict[str, Record] = {}
        short = False
        params: dict[str, str | int] = {"limit": PAGE}
        if cursor:
            params["updated_since"] = cursor
        while True:
            page, next_page = self.http.get(self.address, self._page, **params)
            records |= page
            if next_page is None:
                newest = max((record.modified_at for record in records.values()), default=cursor)
                return Changes(records, newest, short)
            short = short or len(page) < PAGE
            params["cursor"] = next_page

    def _page(self, data: Json) -> tuple[dict[str, Record], str | None]:
        return {record.id: record for record in map(self.decode, data["data"])}, data["next_cursor"]

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        return self.http.get(f"{self.address}/{record}", self.decode)

    def write(self, record: Record, changes: Values) -> Record:
        """Change these properties. Raises VersionConflict where the record has changed since it was read."""
        path, body = f"{self.address}/{record.id}", self.encode(changes)
        return self.http.send("PATCH", path, self.decode, body=body, headers={"If-Match": record.lock})

    def normalise(self, property_: str, value: Value) -> Value:
        """Return texts without white space at their ends, an e-mail without capitals, a moment as a date."""
        if not isinstance(value, str):
            return value
        if property_ in _DATES:
            return f"{value[:10]}{_MIDNIGHT}"
        return (value.strip().lower() if property_ == "email" else value.strip()) or None


class PeoplePort(CustomerpPort):
    """Contacts and employees, who need an e-mail."""

    required = ("email", "name")


SYSTEM = SystemPorts(
    "Customerp",
    ("URL", "TOKEN"),
    {"Contact": PeoplePort, "Customer": CustomerpPort, "Project": CustomerpPort, "Employee": PeoplePort},
)
