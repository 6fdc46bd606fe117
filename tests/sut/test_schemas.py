"""The schema of the messages of a SUT: it is a schema, and it refuses broken messages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sut.conftest import RECORD, Valid


def test_the_schema_is_a_schema(schema: dict[str, Any], valid: Valid) -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - the fixture `valid` says so where jsonschema is missing

    assert valid("report", {**RECORD, "report": "refused", "reason": "x"})
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("report", {**RECORD, "report": "refused", "reason": ""}),
        ("report", {**RECORD, "report": "", "reason": "x"}),
        ("report", {**RECORD, "report": "refused"}),
        ("report", {**RECORD, "report": "refused", "reason": "x", "record": 1}),
        ("report", {**RECORD, "report": "declined", "reason": "x"}),
        ("report", {"report": "declined", "section": "x"}),
        ("report", []),
        ("greeting", {"schema": "syncproof-sut/1"}),
        ("greeting", {"url": "http://127.0.0.1:1"}),
        ("greeting", {"schema": "syncproof-sut/2", "url": "http://127.0.0.1:1"}),
        ("greeting", {"schema": "syncproof-sut/1", "url": "127.0.0.1:1"}),
        ("greeting", {"schema": "syncproof-sut/1", "url": "http://127.0.0.1:1", "offers": ["dance"]}),
        ("pass", {"complete": "yes"}),
        ("pass", {"problem": None}),
        ("pass", {"reports": [{"report": "refused"}]}),
        ("pass", []),
        ("status", {"schema": "syncproof-sut/1"}),
        ("status", {"schema": "syncproof-sut/1", "offers": ["reset", "reset"]}),
        ("status", {"schema": "syncproof-sut/1", "offers": [], "passes": -1}),
        ("status", {"schema": "syncproof-sut/1", "offers": [], "reports": {}}),
    ],
)
def test_what_is_broken_is_not_valid(valid: Valid, kind: str, message: object) -> None:
    assert not valid(kind, message)
