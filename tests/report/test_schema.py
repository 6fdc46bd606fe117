"""The published schema of a summary and the types of its rows say the same, both ways."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NotRequired, TypeAlias, get_args, get_origin, get_type_hints, is_typeddict

import jsonschema
import pytest

from syncproof.checklist import KINDS, Row
from syncproof.checklist.dialect import TYPES
from syncproof.report import rows, summary
from syncproof.report.rows import Summary
from syncproof.stories.rules import LEVELS
from syncproof.verdict import Verdict

SCHEMA: dict[str, Any] = json.loads((Path(rows.__file__).parent / "syncproof-1.schema.json").read_text("utf-8"))
NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", dict[str, Any]: "object"}
SECTION = "documents.sections"
SENTENCE = f"{SECTION}.sentences"
COMPLETENESS = ("chosen", "played", "of")
ADDED_LATER = {
    "capabilities",
    "causes",
    "levels",
    "run",
    "require_complete",
    *COMPLETENESS,
    *(f"{part}.{key}" for part in ("documents", SECTION, SENTENCE) for key in COMPLETENESS),
    f"{SENTENCE}.rules.chosen",
    f"{SENTENCE}.rules.total",
    f"{SENTENCE}.rules.unplayed",
    "totals.unplayed",
    "levels.note",
    f"{SENTENCE}.rules.scenarios.message",
    f"{SENTENCE}.rules.scenarios.fingerprint",
    "gate.stale.do",
}
"""Keys that every summary of today has, and that summaries of the first version of syncproof/1 lack."""

Shape: TypeAlias = "str | list[Any] | dict[str, Any]"
"""A type's name, a list with its items' shape, or an object's keys with their shapes, `?` after those not required."""


def shape_of_type(kind: Any) -> Shape:  # noqa: ANN401 - any annotation
    """Return the shape of a type of `rows`."""
    if is_typeddict(kind):
        # `__required_keys__` does not see a NotRequired in an annotation that is text, as all are here.
        hints = get_type_hints(kind, include_extras=True)
        optional = {key for key, each in hints.items() if get_origin(each) is NotRequired}
        return {f"{key}?" if key in optional else key: shape_of_type(each) for key, each in hints.items()}
    if get_origin(kind) is NotRequired:
        return shape_of_type(*get_args(kind))
    if get_origin(kind) is list:
        return [shape_of_type(*get_args(kind))]
    if get_origin(kind) is Literal:
        return NAMES[type(get_args(kind)[0])]
    if get_origin(kind) is dict and kind not in NAMES:  # the counts: a number for each verdict
        return {verdict.value: shape_of_type(get_args(kind)[1]) for verdict in Verdict}
    return NAMES[kind]


def shape_of_schema(schema: dict[str, Any], part: dict[str, Any]) -> Shape:
    """Return the shape of a part of a schema."""
    if "$ref" in part:
        return shape_of_schema(schema, schema["$defs"][part["$ref"].rpartition("/")[2]])
    values = part.get("enum", [part["const"]] if "const" in part else [])
    if values:
        return NAMES[type(values[0])]
    if part["type"] == "array":
        return [shape_of_schema(schema, part["items"])]
    if "properties" in part:
        return {
            key if key in part["required"] else f"{key}?": shape_of_schema(schema, each)
            for key, each in part["properties"].items()
        }
    return str(part["type"])


def expected(kind: Any) -> Shape:  # noqa: ANN401 - any annotation
    """Return the shape that the schema has to have: what was added later stays optional."""
    return since_the_first_version(shape_of_type(kind))


def since_the_first_version(shape: Shape, place: str = "") -> Shape:
    """Return a shape with each key that was added later as optional."""
    if isinstance(shape, list):
        return [since_the_first_version(shape[0], place)]
    if isinstance(shape, str):
        return shape
    places = {key: f"{place}.{key.removesuffix('?')}".lstrip(".") for key in shape}
    return {
        f"{key}?" if places[key] in ADDED_LATER else key: since_the_first_version(each, places[key])
        for key, each in shape.items()
    }


def spoiled() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema with one mistake: a key or a requirement missing, a key too many, another type."""
    for name in ("", *SCHEMA["$defs"]):
        for key in (SCHEMA["$defs"][name] if name else SCHEMA).get("properties", {}):
            for mistake in ("gone", "not required", "twice", "retyped"):
                whole = copy.deepcopy(SCHEMA)
                part = whole["$defs"][name] if name else whole
                match mistake:
                    case "gone":
                        del part["properties"][key]
                    case "twice":
                        part["properties"][f"{key}2"] = part["properties"][key]
                    case "retyped":
                        part["properties"][key] = {"type": "null"}
                    case _ if key in part["required"]:
                        part["required"].remove(key)
                    case _:
                        part["required"].append(key)
                yield f"{name}.{key} {mistake}", whole


def test_the_schema_and_the_types_of_the_rows_say_the_same() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert shape_of_schema(SCHEMA, SCHEMA) == expected(Summary)


@pytest.mark.thorough
def test_a_mistake_anywhere_in_the_schema_shows() -> None:
    right = expected(Summary)
    shows = {name: shape_of_schema(schema, schema) != right for name, schema in spoiled()}

    assert len(shows) > 200
    assert [name for name, each in shows.items() if not each] == []


class Longer(Summary):
    """A summary with a key that the schema does not know."""

    more: str


class Looser(Summary):
    """A summary with a key that the schema does not know, and that may be absent."""

    more: NotRequired[str]


@pytest.mark.parametrize("kind", [Longer, Looser])
def test_a_key_that_only_a_type_has_shows(kind: type) -> None:
    assert shape_of_schema(SCHEMA, SCHEMA) != expected(kind)


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    parts = SCHEMA["$defs"]

    assert SCHEMA["properties"]["schema"] == {"const": summary.SCHEMA}
    assert tuple(parts["verdict"]["enum"]) == tuple(Verdict)
    assert tuple(parts["sentence"]["properties"]["kind"]["enum"]) == tuple(KINDS)
    assert tuple(parts["rule"]["properties"]["level"]["enum"]) == LEVELS
    assert tuple(parts["selection"]["properties"]["levels"]["items"]["enum"]) == LEVELS
    assert tuple(parts["level"]["properties"]["level"]["enum"]) == LEVELS
    assert all(type_ in parts["property"]["properties"]["type"]["description"] for type_ in TYPES)
    assert tuple(parts["property"]["properties"]["origin"]["enum"]) == get_args(get_type_hints(Row)["origin"])
