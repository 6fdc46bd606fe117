"""The properties of a derived datatype: what each documented type, and each form of a text, stores and refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from syncproof.datatypes import Form, Kind, Property
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.values import (
    LARGEST,
    NOT_BLANK,
    SPACELESS,
    SPACES,
    STORABLE,
    if_any,
    is_number,
    is_storable,
    is_whole,
)
from syncproof.ledger import Value

LONGEST = 1000
"""Characters of a text."""
MISSING = "must not be blank"

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_EMAIL_PATTERN = rf"^([^@\u0000{SPACES}]+@[^@\u0000{SPACES}]+)?$"
_NO_MOMENT = "must be a moment such as 2026-01-31T12:00:00Z"
_EMPTY = "An empty string clears it, like null."


def property_of(name: str, type_: str, *, mandatory: bool) -> Property:
    """Return a property of a documented type, or of a form; any type that is none of the four is text."""
    kind, refusal, schema = _TYPES.get(type_, _TYPES["string"])

    def refuse(value: Value) -> str | None:
        if value is None or value == "":
            return MISSING if mandatory else None
        if mandatory and isinstance(value, str) and not value.strip():
            return MISSING
        return refusal(value)

    if mandatory:
        pattern = schema.get("pattern", STORABLE)
        schema = {**schema, "type": "string", "minLength": 1, "pattern": NOT_BLANK if pattern == STORABLE else pattern}
    stored = _STORED.get(kind, _nothing_is_null)
    return Property(name, kind, mandatory=mandatory, stored=stored, refusal=refuse, schema=schema)


def connection_to(name: str) -> Property:
    """Return a property that holds the id of another record, or nothing."""
    kind, refusal, schema = _TYPES["string"]

    def refuse(value: Value) -> str | None:
        return None if value is None or value == "" else refusal(value)

    return Property(name, kind, stored=_nothing_is_null, refusal=refuse, names_record=True, schema=schema)


def type_of(value: Value) -> str:
    """Return the documented type that a value is of; text for no value."""
    return _OF_VALUES.get(type(value), "string")


def type_of_property(declared: Property) -> str:
    """Return the documented type that holds all that a property can hold."""
    if declared.kind == "number":
        return "integer" if declared.refusal(0.5) else "float"
    return "boolean" if declared.kind == "boolean" else "string"


def _nothing_is_null(value: Value) -> Value:
    return None if value == "" else value


def _yes_or_no(value: Value) -> Value:
    return bool(value)


def _time(value: Value) -> Value:
    return iso(moment(value)) if isinstance(value, str) and value else None


def _text(value: Value) -> str | None:
    if not isinstance(value, str):
        return "must be a string"
    if not is_storable(value):
        return "must not contain null characters"
    return f"must have at most {LONGEST} characters" if len(value) > LONGEST else None


def _whole(value: Value) -> str | None:
    return None if is_whole(value) and abs(value) <= LARGEST else f"must be a whole number up to {LARGEST}"


def _number(value: Value) -> str | None:
    return None if is_number(value) and abs(value) <= LARGEST else f"must be a number up to {LARGEST}"


def _boolean(value: Value) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _email(value: Value) -> str | None:
    return _text(value) or (None if _EMAIL.fullmatch(str(value)) else "must be an email address")


def _website(value: Value) -> str | None:
    return _text(value) or ("must not contain spaces" if re.search(r"\s", str(value)) else None)


def _moment(value: Value) -> str | None:
    try:
        return None if isinstance(value, str) and iso(moment(value)) else _NO_MOMENT
    except (ValueError, OverflowError):
        return _NO_MOMENT


_STORED: Mapping[Kind, Callable[[Value], Value]] = {"boolean": _yes_or_no, "moment": if_any(_time)}
TYPES_OF_FORMS: Mapping[Form, str] = {form: f"string ({form})" for form in ("email", "website", "moment")}
"""By form: the type of a property that takes only texts of the form; no document says such a type."""
TEXTS = frozenset({"string", TYPES_OF_FORMS["email"], TYPES_OF_FORMS["website"]})
"""The types of properties that hold text."""
_OF_VALUES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "float"}
_WORDS = {"type": ["string", "null"], "maxLength": LONGEST, "description": _EMPTY}
_BOUNDS = {"minimum": -LARGEST, "maximum": LARGEST, "maxLength": 0, "description": _EMPTY}

_TYPES: Mapping[str, tuple[Kind, Callable[[Value], str | None], Mapping[str, object]]] = {
    "string": ("text", _text, {**_WORDS, "pattern": STORABLE}),
    TYPES_OF_FORMS["email"]: ("text", _email, {**_WORDS, "pattern": _EMAIL_PATTERN, "title": "an email address"}),
    TYPES_OF_FORMS["website"]: ("text", _website, {**_WORDS, "pattern": SPACELESS}),
    TYPES_OF_FORMS["moment"]: (
        "moment",
        _moment,
        {
            "anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}, {"const": ""}],
            "description": _EMPTY,
        },
    ),
    "integer": ("number", _whole, {"type": ["integer", "string", "null"], **_BOUNDS}),
    "float": ("number", _number, {"type": ["number", "string", "null"], **_BOUNDS}),
    "boolean": (
        "boolean",
        _boolean,
        {"type": ["boolean", "string", "null"], "maxLength": 0, "description": "Null and an empty string are false."},
    ),
}
"""By documented type or form: the kind of property, why a value is refused, and the values as JSON Schema."""
