"""The published schemas as jsonschema reads them: OpenAPI 3.0's own words, and what an answer does not keep of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from .operations import Schema, name, published

Errors: TypeAlias = Iterator[ValidationError]
Validator: TypeAlias = Any
"""Published types of jsonschema's own do not know `descend`."""

BEYOND = "a key beyond the schema"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
URL = re.compile(r"https?://\S+")
_FORMATS: Mapping[str, re.Pattern[str]] = {
    # "date" never is a day alone: every date goes out as a moment in UTC with milliseconds (observed).
    "date": MOMENT,
    "date-time": MOMENT,
    "uri": URL,
    "url": URL,
    "email": re.compile(r"\S+@\S+"),
}


class Difference(NamedTuple):
    """Where an answer is not what is published, and what it gives there; the same for all answers alike."""

    where: str
    """A component or an operation, and the way down from there, `*` for each item of an array."""
    given: str

    def __str__(self) -> str:
        return f"{self.where}: {self.given}"


class Found(NamedTuple):
    """A difference as it was met."""

    difference: Difference
    pointer: str
    instance: Any
    keyword: str
    wanted: Any


def _nothing(schema: Schema, instance: object) -> bool:
    return instance is None and schema.get("nullable") is True


def _reference(validator: Validator, _: object, instance: object, schema: Schema) -> Errors:
    """Look elsewhere; what stands beside a reference does not count (OpenAPI 3.0), but `nullable` is meant."""
    if not _nothing(schema, instance):
        component = name(schema)
        yield from validator.descend(instance, published().components[component], schema_path=f"#{component}")


def _type(validator: Validator, wanted: str, instance: object, schema: Schema) -> Errors:
    if not _nothing(schema, instance) and not validator.is_type(instance, wanted):
        yield ValidationError(_type_of(instance))


def _enum(_: Validator, wanted: Iterable[object], instance: object, schema: Schema) -> Errors:
    if not _nothing(schema, instance) and instance not in wanted and isinstance(instance, str):
        yield ValidationError(f"={instance}")


def _format(_: Validator, wanted: str, instance: object, __: Schema) -> Errors:
    if wanted in _FORMATS and isinstance(instance, str) and not _FORMATS[wanted].fullmatch(instance):
        yield ValidationError(f"not a {wanted}")


def _pattern(_: Validator, wanted: str, instance: object, __: Schema) -> Errors:
    if isinstance(instance, str) and not re.search(wanted, instance):
        yield ValidationError("not of the pattern")


def _required(_: Validator, wanted: Iterable[str], instance: object, __: Schema) -> Errors:
    if isinstance(instance, dict):
        yield from (ValidationError(f"lacks {key}") for key in wanted if key not in instance)


def _properties(validator: Validator, wanted: Mapping[str, Schema], instance: object, _: Schema) -> Errors:
    """Look into each; a key that is not published is told, though JSON Schema would let it pass."""
    if isinstance(instance, dict):
        for key, value in instance.items():
            if key in wanted:
                yield from validator.descend(value, wanted[key], path=key, schema_path=key)
            else:
                yield ValidationError(BEYOND, path=[key])


def _any(validator: Validator, wanted: list[Schema], instance: object, _: Schema) -> Errors:
    """Let the first decide that the value is well within; an alternative alone is none."""
    for schema in wanted:
        errors = list(validator.descend(instance, schema, schema_path=0))
        if len(wanted) == 1 or all(error.message == BEYOND for error in errors):
            yield from errors
            return
    yield ValidationError(_type_of(instance))


_Dialect: Any = extend(  # type: ignore[no-untyped-call]  # jsonschema publishes no type of it
    Draft4Validator,
    {
        "$ref": _reference,
        "anyOf": _any,
        "enum": _enum,
        "format": _format,
        "oneOf": _any,
        "pattern": _pattern,
        "properties": _properties,
        "required": _required,
        "type": _type,
    },
)


def _type_of(value: object) -> str:
    if value is None:
        return "null"
    return {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}[type(value)]


@cache
def _validator(schema: str) -> Validator:
    made: Validator = _Dialect(json.loads(schema))
    return made


def differences(answer: object, schema: Schema, operation: str) -> Iterator[Found]:
    """Yield where an answer is not what a schema of an operation says."""
    for error in _validator(json.dumps(schema)).iter_errors(answer):
        pointer = "".join(f"/{part}" for part in error.absolute_path)
        yield Found(
            _normal(error, operation), pointer or "/", error.instance, str(error.validator), error.validator_value
        )


def _normal(error: ValidationError, operation: str) -> Difference:
    """Tell of a value by the component that has it as a property; of a component itself by where it is used."""
    where, component = operation, ""
    path = iter(error.absolute_schema_path)
    for part in path:
        if part == "items":
            where, component = f"{component or where}/*", ""
        elif part == "properties":
            where, component = component or where, ""
            key = next(path, None)
            if key is not None:
                where += f"/{key}"
        elif isinstance(part, str) and part.startswith("#"):
            component = part[1:]
    if error.message == BEYOND:
        return Difference(f"{component or where}/{error.path[-1]}", BEYOND)
    return Difference(where, error.message)
