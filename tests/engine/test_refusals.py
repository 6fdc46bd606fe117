"""A refused value is reported once, and what a system refuses for another reason is tried again."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest

from syncproof.engine import GaveUp, Report
from syncproof.engine.failures import MISSES

from .conftest import (
    CARD,
    FIRM,
    PMS_FIRM,
    PROJECT,
    Answer,
    Case,
    Trouble,
    World,
    Worlds,
    every_section,
    holds,
)


def test_a_refused_value_is_reported_once_and_stops_no_other_property(world: Worlds) -> None:
    here = world(FIRM)
    firm = here.add(FIRM)
    here.settle()
    (organization,) = here.made("Organizations")
    here.edit("Trello", "Organizations", organization, {"website": "http://a b.no", "desc": "Springs"})
    here.settle()
    held = here.fakes["Customerp"].records("Customer")[firm]
    assert (held["website"], held["description"]) == ("http://acme.no", "Springs")
    assert [report[:5] for report in here.reports] == [("refused", "Customerp", "Customer", firm, "website")]


def test_a_refused_emptiness_is_reported_once_and_the_value_stays(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.edit("Trello", "Cards", card, {"name": ""})
    here.settle()
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "Dig"
    assert [report[:5] for report in here.reports] == [("refused", "Custompms", "Task", task, "title")]


def test_a_record_that_cannot_be_created_is_reported_once_and_retried_when_it_changes(world: Worlds) -> None:
    here = world(PMS_FIRM)
    firm = here.add(PMS_FIRM, name=" Acme")
    here.add(PMS_FIRM)
    here.settle()
    assert len(here.made("Organizations")) == 1
    assert [report[:5] for report in here.reports] == [("refused", "Custompms", "Customer", firm, "name")]
    here.edit("Custompms", "Customer", firm, {"name": "Acme"})
    here.settle()
    assert len(here.made("Organizations")) == 2


def test_a_property_refused_at_a_create_is_left_out_and_reported(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.wire.trouble = refuse_due
    here.settle()
    assert [card["name"] for card in here.made("Cards").values()] == ["Dig"]
    assert [report[:5] for report in here.reports] == [("refused", "Custompms", "Task", task, "due")]


def refuse_due(request: httpx.Request, answer: Answer) -> httpx.Response:
    """Be a Trello that takes no due date."""
    if request.method == "POST" and b'"due":' in request.read():
        return httpx.Response(400, text="invalid value for due", request=request)
    return answer(request)


def test_reports_name_the_record_the_property_and_the_reason(world: Worlds) -> None:
    here = world(FIRM)
    firm = here.add(FIRM, name="A", website="http://acme.no")
    here.settle()
    (organization,) = here.made("Organizations")
    here.edit("Trello", "Organizations", organization, {"website": "http://a b.no"})
    here.settle()
    (report,) = here.reports
    assert report == Report("refused", "Customerp", "Customer", firm, "website", report.reason)
    assert report.reason


def somebody(case: Case, name: str) -> dict[str, str]:
    """Return what tells another record of a case apart: people of one email would be one member."""
    return {"email": f"{name}@x.org"} if "email" in case.record else {}


def at_writes(status: int, text: str = "") -> Trouble:
    """Refuse every write in this way, and answer every read."""
    return lambda request, answer: (
        answer(request) if request.method == "GET" else httpx.Response(status, text=text, request=request)
    )


def hiding(record: str) -> Trouble:
    """Answer as if there were no such record, at the record's own address; lists show the record."""
    return lambda request, answer: (
        httpx.Response(404, request=request) if request.url.path.endswith(record) else answer(request)
    )


def run_in(here: World, trouble: Trouble, *, passes: int) -> None:
    """Do passes in trouble, which is over afterwards."""
    here.wire.trouble = trouble
    for _ in range(passes):
        with suppress(GaveUp):
            here.run()
    here.wire.trouble = None


OF_THE_MOMENT = [(409, ""), (423, ""), (302, "")]
OF_THE_RECORD = [(404, ""), (410, "")]
OF_THE_ACCOUNT = [(401, ""), (403, ""), (401, "unauthorized permission requested"), (402, ""), (405, "")]


@pytest.mark.parametrize("passes", [pytest.param(1, marks=pytest.mark.thorough), 2, MISSES + 1])
@pytest.mark.parametrize("refusal", [*OF_THE_MOMENT, *OF_THE_RECORD, *OF_THE_ACCOUNT], ids=str)
@every_section
def test_what_is_refused_for_a_moment_is_carried_when_the_moment_is_over(
    world: Worlds, case: Case, refusal: tuple[int, str], passes: int
) -> None:
    here = world(case)
    source, other = here.add(case), here.add(case, **somebody(case, "bob"))
    here.settle()
    target, another = (here.links.of(str(case), each).target for each in (source, other))
    here.edit(case.system, case.source, source, case.forward[0])
    own, its = next(iter(case.rows.items()))
    here.edit("Trello", case.target, another, {its: "Another"})
    here.add(case, **somebody(case, "eve"))
    run_in(here, at_writes(*refusal), passes=passes)
    here.settle()
    assert holds(here.there(case.target)[target], case.forward[1]) == case.forward[1]
    assert here.fakes[case.system].records(case.source)[other][own] == "Another"
    assert len(here.made(case.target)) == 3


def test_a_pair_that_was_not_to_be_found_for_long_is_alive_when_it_is_listed_again(world: Worlds) -> None:
    here = world(PROJECT)
    project = here.add(PROJECT)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Customerp", "Project", project, {"name": "Tunnel"})
    run_in(here, hiding(comment), passes=MISSES)
    assert here.links.of(str(PROJECT), project).dead
    assert [report[:4] for report in here.reports] == [("gone", "Trello", "Actions", comment)]
    here.settle()
    assert here.there("Actions")[comment]["text"] == "Tunnel"
    assert not here.links.of(str(PROJECT), project).dead


def test_a_dead_pair_costs_an_idle_pass_no_request(world: Worlds) -> None:
    here = world(PROJECT)
    project, other = here.add(PROJECT), here.add(PROJECT)
    here.settle()
    first, second = here.made("Actions")
    here.fakes["Customerp"].remove("Project", project)
    here.trello.remove("Actions", second)
    here.edit("Trello", "Actions", first, {"text": "orphan"})
    here.edit("Customerp", "Project", other, {"name": "orphan"})
    for _ in range(MISSES + 2):
        here.run()
    assert {here.links.of(str(PROJECT), each).state for each in (project, other)} == {"no source", "no target"}
    before = len(here.wire.requests)
    here.run()
    assert len(here.wire.requests) == before + 2
    assert len(here.reports) == 2


def test_without_access_nothing_is_sent_after_the_first_refusal(world: Worlds) -> None:
    here = world(PROJECT, CARD)
    for _ in range(5):
        here.add(PROJECT)
    run_in(here, at_writes(403), passes=1)
    assert [request.method for request in here.wire.requests if request.method != "GET"] == ["POST"]
    assert here.reports == []
