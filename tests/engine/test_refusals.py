"""What a system refuses is reported once, and stops nothing else."""

from __future__ import annotations

import httpx

from syncproof.engine import Report

from .conftest import CARD, FIRM, PMS_FIRM, Answer, Worlds


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
