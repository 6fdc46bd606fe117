"""A record of Custompms on the wire, and back. Facts: the in-house API contract."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, cast

import orjson

from syncproof.fakes.custompms.rules import DATATYPES
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.records import Record, collections
from syncproof.fakes.kit.values import as_whole, is_whole
from syncproof.fakes.kit.wire import ErrorAnswer, Wire
from syncproof.ledger import Value, Values

COLLECTIONS = collections(DATATYPES)
ERRORS = MappingProxyType(
    {
        HTTPStatus.UNAUTHORIZED: ("UNAUTHORIZED", "X-Api-Key is missing or wrong"),
        HTTPStatus.FORBIDDEN: ("FORBIDDEN", "the key does not give access to this"),
        HTTPStatus.NOT_FOUND: ("NOT_FOUND", "no such record"),
        HTTPStatus.CONFLICT: ("IN_USE", "the record is being changed"),
        HTTPStatus.LOCKED: ("LOCKED", "the record is locked"),
        HTTPStatus.TOO_MANY_REQUESTS: ("RATE_LIMITED", "too many requests"),
        HTTPStatus.INTERNAL_SERVER_ERROR: ("INTERNAL", "something went wrong"),
    }
)
"""The codes and messages of errors that say nothing of the request."""
SET_BY_SERVER = ("id", "version", "createdAt", "modifiedAt")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NEVER = 1 << 62
_FIELDS = {name: each for datatype in DATATYPES.values() for name, each in datatype.properties.items()}
_WHOLE = frozenset(name for name, each in _FIELDS.items() if "integer" in cast("list[str]", each.schema["type"]))
_MOMENTS = frozenset(name for name, each in _FIELDS.items() if each.kind == "moment")
_TIMES = _MOMENTS & _WHOLE
"""Fields that are milliseconds on the wire."""
_DATES = _MOMENTS - _WHOLE
"""Fields that are a date on the wire."""


class Fault(Exception):  # noqa: N818 - the vendor's word for an answer that is no success
    """An error answer: a status and an error code; `more` are further members of the error."""

    def __init__(self, code: str, message: str, *, status: int = 400, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"code": code, "message": message, **more}


class CustompmsWire(Wire):
    """Errors have a code in an envelope; a list says its page and how many records there are in all."""

    def error(self, status: HTTPStatus) -> ErrorAnswer:
        """Return an error with its code."""
        code, message = ERRORS.get(status, ("UNAVAILABLE", "try again later"))
        return ErrorAnswer(orjson.dumps({"error": {"code": code, "message": message}}), "application/json")

    def records(self, answer: Any) -> Sequence[Any] | None:  # noqa: ANN401 - decoded JSON
        """Return the items of a page."""
        return answer.get("items") if isinstance(answer, dict) and "total" in answer else None

    def shortened(self, answer: Any, records: Sequence[Any]) -> Any:  # noqa: ANN401 - decoded JSON
        """Return a page with these items, the last of all."""
        before = (answer["page"] - 1) * answer["pageSize"]
        return {**answer, "items": records, "total": before + len(records)}


def body(record: Record) -> dict[str, Value]:
    """Return a record as the API answers it."""
    shown = {
        "id": int(record.id),
        "version": record.version,
        "createdAt": record.created,
        "modifiedAt": record.updated,
        **record.values,
    }
    for name in _TIMES:
        if isinstance(time := shown.get(name), str):
            shown[name] = moment(time)
    for name in _DATES:
        if isinstance(date := shown.get(name), str):
            shown[name] = date[:10]
    return shown


def values(datatype: str, sent: Mapping[str, object]) -> Values:
    """Return the values in a body, as the ledger has them. Raises Fault for what is no value."""
    brought: dict[str, Value] = {}
    for name, value in sent.items():
        if name not in DATATYPES[datatype].properties:
            raise Fault("UNKNOWN_FIELD", f"{datatype} has no field {name}", field=name)
        if value is not None and not isinstance(value, str | int | float):
            raise Fault("VALIDATION", f"{name} must not be an object or a list", field=name)
        brought[name] = _incoming(name, as_whole(value) if name in _WHOLE else value)
    return brought


def _incoming(name: str, value: Value) -> Value:
    if value is None:
        return None
    if name in _TIMES:
        try:
            return iso(value if is_whole(value) else _NEVER)
        except OverflowError:
            raise Fault("VALIDATION", f"{name} must be a time in milliseconds", field=name) from None
    if name in _DATES and not (isinstance(value, str) and _DATE.fullmatch(value)):
        raise Fault("VALIDATION", f"{name} must be a date such as 2026-01-31", field=name)
    return value
