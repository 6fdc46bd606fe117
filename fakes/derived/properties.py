"""The properties of a derived datatype: what each documented type stores and refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from syncproof.datatypes import Kind, Property
from syncproof.fakes.kit.values import LARGEST, NOT_BLANK, STORABLE, is_number, is_storable, is_whole
from syncproof.ledger import Value

LONGEST = 1000
"""Characters of a text."""
MISSING = "must not be blank"

_EMPTY = "An empty string clears it, like null."


def property_of(name: str, type_: str, *, mandatory: bool) -> Property:
    """Return a property of a documented type; any type that is none of the four is text."""
    kind, refusal, schema = _TYPES.get(type_, _TYPES["string"])

    def refuse(value: Value) -> str | None:
        if value is None or value == "":
            return MISSING if mandatory else None
        if mandatory and isinstance(value, str) and not value.strip():
            return MISSING
        return refusal(value)

    if mandatory:
        schema = {**schema, "type": "string", "pattern": NOT_BLANK}
    stored = _yes_or_no if kind == "boolean" else _nothing_is_null
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


_OF_VALUES: Mapping[type, str] = {bool: "boolean", int: "integer", float: "float"}
_BOUNDS = {"minimum": -LARGEST, "maximum": LARGEST, "maxLength": 0, "description": _EMPTY}

_TYPES: Mapping[str, tuple[Kind, Callable[[Value], str | None], Mapping[str, object]]] = {
    "string": (
        "text",
        _text,
        {"type": ["string", "null"], "maxLength": LONGEST, "pattern": STORABLE, "description": _EMPTY},
    ),
    "integer": ("number", _whole, {"type": ["integer", "string", "null"], **_BOUNDS}),
    "float": ("number", _number, {"type": ["number", "string", "null"], **_BOUNDS}),
    "boolean": (
        "boolean",
        _boolean,
        {"type": ["boolean", "string", "null"], "maxLength": 0, "description": "Null and an empty string are false."},
    ),
}
"""By documented type: the kind of property, the reason for which a value is refused, and the values as JSON Schema."""
