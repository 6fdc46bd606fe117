"""The published schema of a run's events and the types of its rows say the same, both ways."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from syncproof.report import run_events
from syncproof.report.run_events import BeganRow, EndedRow, JudgedRow, SweptRow
from tests.report.test_schema import SCHEMA as SUMMARY
from tests.report.test_schema import Shape, shape_of_schema, shape_of_type, since_the_first_version

SCHEMA: dict[str, Any] = json.loads(
    (Path(run_events.__file__).parent / "syncproof-events-1.schema.json").read_text("utf-8")
)
SWEEP: dict[str, Any] = json.loads(
    (Path(run_events.__file__).parent / "syncproof-sweep-1.schema.json").read_text("utf-8")
)
HOMES = {each["$id"]: each for each in (SUMMARY, SWEEP)}
ROWS = {"began": BeganRow, "judged": JudgedRow, "swept": SweptRow, "ended": EndedRow}


def at_once(part: Any, home: dict[str, Any]) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a part of a schema, its home, with each reference replaced by what stands there."""
    if isinstance(part, list):
        return [at_once(each, home) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" not in part:
        return {key: at_once(each, home) for key, each in part.items()}
    place, _, names = part["$ref"].partition("#/")
    found = there = HOMES.get(place, home)
    for name in names.split("/"):
        found = found[name]
    return at_once(found, there)


def shapes(schema: dict[str, Any]) -> dict[str, Shape]:
    """Return the shape of each event of a schema."""
    whole = at_once(schema, schema)
    return {name: shape_of_schema(whole, whole["$defs"][name]) for name in ROWS}


def expected() -> dict[str, Shape]:
    """Return the shapes that the types have; what the run's provenance had later stays optional."""
    return {name: since_the_first_version(shape_of_type(row), f"events.{name}") for name, row in ROWS.items()}


def spoiled() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the schema with one mistake: a key or a requirement missing, a key too many, another type."""
    for name, part in SCHEMA["$defs"].items():
        for key in part["properties"]:
            for mistake in ("gone", "not required", "twice", "retyped"):
                whole = copy.deepcopy(SCHEMA)
                there = whole["$defs"][name]
                match mistake:
                    case "gone":
                        del there["properties"][key]
                    case "twice":
                        there["properties"][f"{key}2"] = there["properties"][key]
                    case "retyped":
                        there["properties"][key] = {"type": "null"}
                    case _ if key in there["required"]:
                        there["required"].remove(key)
                    case _:
                        there["required"].append(key)
                yield f"{name}.{key} {mistake}", whole


def test_the_schema_and_the_types_of_the_events_say_the_same() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)

    assert shapes(SCHEMA) == expected()


def test_a_mistake_anywhere_in_the_schema_shows() -> None:
    schemas = dict(spoiled())

    assert len(schemas) > 150
    assert [name for name, schema in schemas.items() if shapes(schema) == expected()] == []


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    parts = SCHEMA["$defs"]
    broken_off = [run_events.BROKEN_OFF]

    assert SCHEMA["properties"]["event"]["enum"] == list(ROWS)
    assert parts["began"]["properties"]["schema"] == {"const": run_events.EVENTS}
    assert parts["ended"]["properties"]["how"]["enum"] == list(run_events.ENDS)
    assert SUMMARY["$defs"]["run"]["properties"]["ended"]["enum"] == [*run_events.ENDS, *broken_off]


@pytest.mark.parametrize("event", [{"event": "began"}, {"event": "paused"}, {"event": "ended", "how": "well"}, []])
def test_anything_else_is_no_event(event: object) -> None:
    whole = copy.deepcopy(SCHEMA)
    whole["$defs"] |= HOMES

    assert not jsonschema.Draft202012Validator(whole).is_valid(event)
