"""A service that does a pass when asked may report in the answer, in its status, or in both."""

from __future__ import annotations

from typing import Any

import pytest

from syncproof.drivers.listed_reports import ListedReports
from syncproof.sut.protocol import Protocol, Status
from tests.drivers.conftest import Judge, Running

DECLINES = """
    class Declines(Service):
        status = {"schema": "syncproof-sut/1", "offers": ["reset", "pass"], "reports": []}
        def reset(self, body):
            self.status["reports"] = []
            return 200, {}
    def a_pass(self, body):
        told = {"report": "declined", "section": "task-to-cards", "reason": "no time"}
        self.status["reports"].append(told)
        return 200, {}
    setattr(Declines, "pass", a_pass)
    serve(Declines)
"""


def refused(property_: str) -> dict[str, Any]:
    """Return a report, as a service sends one."""
    return {"report": "refused", "system": "Trello", "datatype": "Card", "record": "c1", "property": property_}


def test_what_stands_in_the_status_alone_is_read(judge: Judge, running: Running) -> None:
    judged = judge("--sut-url", running(DECLINES))

    assert judged.code == 3
    assert "why the sync says that it does not do task-to-cards: no time" in judged.failure


@pytest.mark.parametrize(
    ("listed", "answered", "read"),
    [
        (["name"], [], ["name"]),
        ([], ["name"], ["name"]),
        (["name"], ["name"], ["name"]),
        (["name", "desc"], ["desc"], ["desc", "name"]),
        (["name", "name"], ["name"], ["name", "name"]),
    ],
)
def test_each_report_counts_once(listed: list[str], answered: list[str], read: list[str]) -> None:
    protocol = Protocol()
    reports = ListedReports(protocol)
    before = Status(reports=(refused("before"),))
    reports.begin(before)

    end = protocol.reports([*map(refused, answered)], "why")
    status = Status(reports=(*(before.reports or ()), *map(refused, listed)))
    together = reports.and_answered(status, end)
    next_pass = reports.and_answered(status, protocol.reports([]))

    assert [each.property for each in together.reports] == read
    assert together.problem == "why"
    assert not next_pass.reports
