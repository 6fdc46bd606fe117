"""The published schema of a sweep and the types of its rows say the same, both ways."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import jsonschema

from syncproof.report.sweep_rows import SCHEMA as NAME
from syncproof.report.sweep_rows import SweepSummary
from tests.report.test_event_schema import SWEEP as SCHEMA
from tests.report.test_event_schema import at_once
from tests.report.test_schema import Shape, shape_of_schema, shape_of_type


def shape(schema: dict[str, Any]) -> Shape:
    """Return the shape of a schema."""
    whole = at_once(schema, schema)
    return shape_of_schema(whole, whole)


def spoiled() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema with one mistake: a key missing, no longer required, or of another type."""
    for name in ("", *SCHEMA["$defs"]):
        for key in (SCHEMA["$defs"][name] if name else SCHEMA)["properties"]:
            for mistake in ("gone", "required the other way", "retyped"):
                whole = copy.deepcopy(SCHEMA)
                part = whole["$defs"][name] if name else whole
                if mistake == "gone":
                    del part["properties"][key]
                elif mistake == "retyped":
                    part["properties"][key] = {"type": "null"}
                else:
                    part["required"] = sorted({*part["required"]} ^ {key})
                yield f"{name}.{key} {mistake}", whole


def test_the_schema_and_the_types_of_the_rows_say_the_same() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["properties"]["schema"] == {"const": NAME}
    assert shape(SCHEMA) == shape_of_type(SweepSummary)


def test_a_mistake_anywhere_in_the_schema_shows() -> None:
    schemas = dict(spoiled())

    assert len(schemas) > 150
    assert [name for name, schema in schemas.items() if shape(schema) == shape_of_type(SweepSummary)] == []
