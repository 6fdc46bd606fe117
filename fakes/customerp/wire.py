"""A record of Customerp on the wire, and back. Facts: the in-house API contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import orjson

from syncproof.datatypes import Datatype
from syncproof.datatypes.nouns import one_record, with_article, within
from syncproof.fakes.kit.clock import iso
from syncproof.fakes.kit.openapi import Schema, record
from syncproof.fakes.kit.records import Record
from syncproof.fakes.kit.wire import NO_HEADERS, ErrorAnswer, Wire
from syncproof.ledger import Value, Values

READ_ONLY = ("id", "created_at", "updated_at", "etag")
PROBLEM = "application/problem+json"
DETAILS = MappingProxyType(
    {
        HTTPStatus.UNAUTHORIZED: "A valid bearer token is needed.",
        HTTPStatus.FORBIDDEN: "The token does not give access to this.",
        HTTPStatus.NOT_FOUND: "There is no such record.",
        HTTPStatus.CONFLICT: "The record is being changed by somebody else.",
        HTTPStatus.LOCKED: "The record is locked.",
        HTTPStatus.TOO_MANY_REQUESTS: "Too many requests.",
        HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong on our side.",
    }
)
"""The details of problems that say nothing of the request."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Form:
    """The form of a datatype's records in JSON: flat, each property a field; a moment is a date."""

    def __init__(self, datatype: Datatype, path: str, prefix: str) -> None:
        self.datatype = datatype
        self.name = datatype.name
        self.path = path
        """The path of the list of records, without slashes: `contacts`."""
        self.prefix = prefix
        """The beginning of each record's id."""
        self.id_pattern = f"{prefix}[A-Za-z0-9]{{10}}"
        """What a record's id looks like."""
        self.key = datatype.name
        """The datatype's name in the published API."""
        self.noun = one_record(within(datatype.name))
        """The datatype's name within a sentence."""
        self.one = with_article(self.noun)
        """The datatype's name behind its article."""
        self._dates = tuple(each.name for each in datatype.properties.values() if each.kind == "moment")

    def id_of(self, number: int) -> str:
        """Return the id of the so-manieth record, '' where nobody can guess any."""
        _ = number
        return ""

    def body(self, record: Record) -> dict[str, Any]:
        """Return a record as the API answers it."""
        shown = {
            "id": record.id,
            "created_at": iso(record.created),
            "updated_at": iso(record.updated),
            "etag": etag(record),
            **record.values,
        }
        for name in self._dates:
            if isinstance(date := shown[name], str):
                shown[name] = date[:10]
        return shown

    def folded(self, properties: Mapping[str, Schema], required: Iterable[str]) -> Schema:
        """Return the schema of an object that has these properties and no other."""
        return record(properties, required)

    def values(self, sent: Mapping[str, object]) -> Values:
        """Return the values in a body, as the ledger has them. Raises Problem for what is no value."""
        properties = self.datatype.properties
        wrong = {name: "is read-only" if name in READ_ONLY else "is unknown" for name in sent if name not in properties}
        brought: dict[str, Value] = {}
        for name, value in sent.items():
            if name in wrong:
                continue
            if value and name in self._dates and not _is_date_text(value):
                wrong[name] = "must be a date such as 2026-01-31"
            elif value is None or isinstance(value, str | int | float):
                brought[name] = value
            else:
                wrong[name] = "must not be an object or a list"
        if wrong:
            raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The record cannot be written like this.", wrong)
        return brought


class Problem(Exception):  # noqa: N818 - the vendor's word: RFC 9457 calls it a problem
    """An error answer; `errors` says what is wrong with which field or parameter."""

    def __init__(self, status: HTTPStatus, detail: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.errors = errors or {}


def problem(status: HTTPStatus, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return an error answer as the API words it (RFC 9457)."""
    return orjson.dumps(
        {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "detail": detail,
            "errors": list(errors),
        }
    )


class CustomerpWire(Wire):
    """Errors are problems (RFC 9457); a list has a cursor for its next page."""

    later_page: Mapping[str, Sequence[str]] = MappingProxyType({"cursor": ()})

    def __init__(self, realm: str) -> None:
        self.challenges = {HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": f'Bearer realm="{realm}"'}}
        """The headers of a problem beside its content type, by status."""

    def error(self, status: HTTPStatus) -> ErrorAnswer:
        """Return a problem; one of credentials says how to sign in."""
        return ErrorAnswer(
            problem(status, DETAILS.get(status, "Try again later.")), PROBLEM, self.challenges.get(status, NO_HEADERS)
        )

    def records(self, answer: Any) -> Sequence[Any] | None:  # noqa: ANN401 - decoded JSON
        """Return the data of a list."""
        return answer.get("data") if isinstance(answer, dict) and "next_cursor" in answer else None

    def shortened(self, answer: Any, records: Sequence[Any]) -> Any:  # noqa: ANN401 - decoded JSON
        """Return a list with these data and no next page."""
        return {**answer, "data": records, "next_cursor": None}


def etag(record: Record) -> str:
    """Return the ETag of a record, which changes with the record."""
    return f'"{record.version:x}-{record.updated:x}"'


def _is_date_text(value: object) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None
