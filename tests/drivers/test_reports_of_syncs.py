"""Reports: what a sync may report, and what is no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drivers.conftest import TINY, Judge, Script

NO_REPORT = "broken what the SUT reports is not what docs/sut.md says expected report, system, datatype and record"


@pytest.mark.parametrize("line", ['{"report": "refused"}', '{"report": "declined", "section": 5}', '{"report": 5}'])
def test_a_report_that_is_none_is_told_with_what_it_is(judge: Judge, folder: Path, line: str) -> None:
    (folder / "line").write_text(line)

    judged = judge("--sut", "cat line")

    assert judged.code == 1
    assert NO_REPORT in judged.failure
    assert f"saw {line}" in judged.failure


def test_a_section_that_is_none_cannot_be_declined(judge: Judge, folder: Path) -> None:
    (folder / "line").write_text('{"report": "declined", "section": "tasks-to-cards", "reason": "no time"}')

    judged = judge("--sut", "cat line")

    assert judged.code == 1
    assert "broken the sync declines a section that there is not: tasks-to-cards" in judged.failure
    assert "expected task-to-cards" in judged.failure


def test_a_section_of_another_document_may_be_declined(judge: Judge, folder: Path) -> None:
    (folder / "line").write_text('{"report": "declined", "section": "contact-to-members", "reason": "no time"}')

    judged = judge("--sut", "cat line")

    assert judged.code == 1
    assert "expected one record in Trello Cards" in judged.failure


def test_a_section_that_is_declined_is_inconclusive_for_its_reason(judge: Judge, folder: Path) -> None:
    (folder / "line").write_text('{"report": "declined", "section": "task-to-cards", "reason": "no\u2028 time"}')

    judged = judge("--sut", "cat line")

    assert judged.code == 3
    assert "why the sync says that it does not do task-to-cards: no time" in judged.failure
    assert "the sync asked nothing" not in judged.failure


def test_chatter_is_left_alone(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("print('hello', '{not json', 5, sep=chr(10)); work(state)", begin=TINY))

    assert "is not what docs/sut.md says" not in judged.failure


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hello", "expected JSON saw hello"),
        ("5", "expected by its schema: 5 is not of type 'object'"),
        ('{"report": "refused", "system": "Trello"}', "is a required property"),
    ],
)
def test_chatter_is_an_error_where_the_protocol_is_checked(
    judge: Judge, script: Script, line: str, expected: str
) -> None:
    judged = judge("--sut", script(f"print({line!r}); work(state)", begin=TINY), "--check-protocol")

    assert judged.code == 1
    assert "broken a line on standard output is not what docs/sut.md says" in judged.failure
    assert expected in judged.failure
