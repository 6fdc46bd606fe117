"""The bad syncs of the drivers' tests, for what they say; and the schema that messages are validated against."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any, NoReturn, TypeAlias

import pytest

from tests.drivers.conftest import folder, judge, script

__all__ = ["folder", "judge", "script"]

Valid: TypeAlias = Callable[[str, object], bool]
RECORD = {"system": "Trello", "datatype": "Cards", "record": "c1"}


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """Return the schema of the messages of a SUT."""
    read: dict[str, Any] = json.loads(resources.files("syncproof.sut").joinpath("sut-1.schema.json").read_text("utf-8"))
    return read


@pytest.fixture(scope="session")
def valid(schema: dict[str, Any], lacking: Callable[[str], NoReturn]) -> Valid:
    """Return whether a message is valid, given its kind."""
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - without jsonschema the other tests can still run
    except ImportError:
        lacking("no jsonschema, which validates messages")

    def is_valid(kind: str, message: object) -> bool:
        return bool(Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"}).is_valid(message))

    return is_valid
