"""A record of Custompms on the wire, and back. Facts: the in-house API contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from syncproof.fakes.custompms.rules import DATATYPES
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.records import Record, collections
from syncproof.fakes.kit.values import as_whole, is_whole
from syncproof.ledger import Value, Values

COLLECTIONS = collections(DATATYPES)
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
