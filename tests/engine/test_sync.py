"""One pass after another, with nothing going wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from syncproof.engine import Report
from syncproof.ledger import By, Created, Updated, Values

from .conftest import CASES, Answer, Case, World, every_section, holds

CONTACT, EMPLOYEE, FIRM, BRIDGE, PLACE, _, COMMENT, CARD = CASES
Worlds = Callable[..., World]


@every_section
def test_a_source_record_gets_one_counterpart_that_holds_the_same(world: Worlds, case: Case) -> None:
    here = world(case)
    here.add(case)
    here.settle()
    here.restart()
    here.settle()
    assert [holds(values, case.shown) for values in here.made(case.target).values()] == [case.shown]


@every_section
def test_an_edit_of_the_source_reaches_the_target_in_one_write(world: Worlds, case: Case) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    written = len(here.writes())
    here.edit(case.system, case.source, source, case.forward[0])
    here.settle()
    assert holds(here.there(case.target)[target], case.forward[1]) == case.forward[1]
    assert len(here.writes()) == written + 1
    assert here.links.pending_writes(str(case)) == {}


@every_section
def test_an_edit_of_the_target_reaches_the_source_and_touches_nothing_else(world: Worlds, case: Case) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    before = dict(here.fakes[case.system].records(case.source)[source])
    written = len(here.writes())
    here.edit("Trello", case.target, target, case.backward[0])
    here.settle()
    after = here.fakes[case.system].records(case.source)[source]
    changed = {name: value for name, value in after.items() if value != before[name]}
    assert {name: value or None for name, value in changed.items()} == {
        name: value or None for name, value in case.backward[1].items()
    }
    assert len(here.writes()) == written + 1


@every_section
def test_lookalikes_and_more_than_a_page_each_get_their_own(world: Worlds, case: Case) -> None:
    here = world(case)
    for number in range(101):
        here.add(case, **({"email": f"ada{number}@x.org"} if "email" in case.record else {}))
    here.settle()
    assert len(here.made(case.target)) == 101


def test_a_lookalike_that_was_there_before_is_not_taken_for_an_unanswered_create(world: Worlds) -> None:
    here = world(FIRM)
    here.trello.add("Organizations", {"displayName": "Acme"})
    here.add(FIRM)

    def refuse(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.method == "POST":
            here.wire.trouble = None
            raise httpx.ConnectError("refused", request=request)
        return answer(request)

    here.wire.trouble = refuse
    here.settle()
    assert len(here.made("Organizations")) == 2


@pytest.mark.parametrize(("system", "most"), [("Customerp", 7), ("Custompms", 6)])
def test_an_idle_pass_writes_nothing_and_reads_once_a_list(world: Worlds, system: str, most: int) -> None:
    here = world(*(case for case in CASES if case.system == system))
    for case in here.cases:
        here.add(case)
    here.settle()
    asked = len(here.wire.requests)
    here.run()
    idle = here.wire.requests[asked:]
    assert [request.method for request in idle] == ["GET"] * most


def test_the_log_of_a_board_is_read_once(world: Worlds) -> None:
    here = world(CARD)
    here.add(CARD)
    here.settle()
    logs: list[bytes] = []

    def listen(request: httpx.Request, answer: Answer) -> httpx.Response:
        response = answer(request)
        if request.url.path.endswith("/actions"):
            logs.append(response.read())
        return response

    here.wire.trouble = listen
    here.run()
    assert logs == [b"[]"]


def test_a_deleted_card_is_reported_as_soon_as_the_log_tells(world: Worlds) -> None:
    here = world(CARD)
    here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.trello.remove("Cards", card)
    here.run()
    assert [report[:4] for report in here.reports] == [("gone", "Trello", "Cards", card)]


def test_one_email_is_invited_once(world: Worlds) -> None:
    here = world(CONTACT)
    here.add(CONTACT)
    here.add(CONTACT, name="Ada King")
    here.settle()
    invitations = [call for call in here.writes() if call.path.endswith("/members")]
    assert (len(invitations), len(here.made("Members"))) == (1, 1)


def test_a_datatype_of_two_sections_gets_a_counterpart_in_each_and_both_keep_in_step(world: Worlds) -> None:
    here = world(COMMENT, CARD)
    task = here.add(CARD)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Trello", "Actions", comment, {"text": "Fill"})
    here.settle()
    assert [card["name"] for card in here.made("Cards").values()] == ["Fill"]
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "Fill"


def test_those_with_one_email_share_a_member_and_keep_in_step(world: Worlds) -> None:
    here = world(CONTACT, EMPLOYEE)
    here.add(CONTACT)
    here.settle()
    employee = here.add(EMPLOYEE)
    here.settle()
    here.edit("Customerp", "Employee", employee, {"name": "Ada King"})
    here.settle()
    erp = here.fakes["Customerp"]
    people = [*erp.records("Contact").values(), *erp.records("Employee").values()]
    assert [person["name"] for person in people] == ["Ada King", "Ada King"]
    assert [member["fullName"] for member in here.made("Members").values()] == ["Ada King"]


def test_an_unpaired_target_record_is_left_alone(world: Worlds) -> None:
    here = world(FIRM)
    here.trello.add("Organizations", {"displayName": "Acme"})
    here.add(FIRM)
    here.settle()
    assert len(here.made("Organizations")) == 2
    assert len(here.changes()) == 1


@pytest.mark.parametrize("later", ["source", "target"])
def test_the_later_edit_of_a_card_and_its_task_stands_and_other_edits_too(world: Worlds, later: str) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    edits: list[tuple[str, str, str, Values]] = [
        ("Custompms", "Task", task, {"title": "source", "done": True}),
        ("Trello", "Cards", card, {"name": "target", "desc": "shallow"}),
    ]
    for edit in edits if later == "target" else reversed(edits):
        here.edit(*edit)
    here.settle()
    assert not any(request.url.path.endswith(f"{card}/actions") for request in here.wire.requests)
    expected: Values = {"name": later, "desc": "shallow", "dueComplete": True}
    assert holds(here.there("Cards")[card], expected) == expected
    assert holds(here.fakes["Custompms"].records("Task")[task], {"title": 0, "notes": 0, "done": 0}) == {
        "title": later,
        "notes": "shallow",
        "done": True,
    }


@pytest.mark.parametrize("policy", ["source-wins", "target-wins"])
def test_the_policy_is_a_setting(world: Worlds, policy: str) -> None:
    here = world(BRIDGE, policy=policy)
    project = here.add(BRIDGE)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Customerp", "Project", project, {"name": "source"})
    here.edit("Trello", "Actions", comment, {"text": "target"})
    here.settle()
    assert here.there("Actions")[comment]["text"] == policy.split("-", maxsplit=1)[0]


def test_the_same_edit_on_both_sides_needs_no_write(world: Worlds) -> None:
    here = world(BRIDGE)
    project = here.add(BRIDGE)
    here.settle()
    (comment,) = here.made("Actions")
    written = len(here.writes())
    here.edit("Customerp", "Project", project, {"name": "Tunnel"})
    here.edit("Trello", "Actions", comment, {"text": "Tunnel"})
    here.settle()
    assert len(here.writes()) == written


@every_section
def test_a_value_changed_there_and_back_is_carried_both_times(world: Worlds, case: Case) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    there, back = case.backward[0], {name: case.shown.get(name) for name in case.backward[0]}
    for changes in (there, back, there, back):
        here.edit("Trello", case.target, target, {name: value or None for name, value in changes.items()})
        here.run()
        held = here.fakes[case.system].records(case.source)[source]
        assert [held[left] or None for left, right in case.rows.items() if right in changes] == [
            changes[right] or None for right in case.rows.values() if right in changes
        ]


def test_a_start_keeps_its_hour_where_there_is_one(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.edit("Trello", "Cards", card, {"start": "2026-06-01T15:30:00.000Z"})
    here.settle()
    assert here.there("Cards")[card]["start"] == "2026-06-01T15:30:00.000Z"
    assert here.fakes["Custompms"].records("Task")[task]["start"] == "2026-06-01T00:00:00.000Z"


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


def test_what_cannot_be_created_is_reported_once_and_tried_again_when_it_changes(world: Worlds) -> None:
    here = world(PLACE)
    firm = here.add(PLACE, name=" Acme")
    here.add(PLACE)
    here.settle()
    assert len(here.made("Organizations")) == 1
    assert [report[:5] for report in here.reports] == [("refused", "Custompms", "Customer", firm, "name")]
    here.edit("Custompms", "Customer", firm, {"name": "Acme"})
    here.settle()
    assert len(here.made("Organizations")) == 2


def test_what_is_refused_at_a_create_is_left_out_and_reported(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.wire.trouble = refuse_due
    here.settle()
    assert [card["name"] for card in here.made("Cards").values()] == ["Dig"]
    assert [report[:5] for report in here.reports] == [("refused", "Custompms", "Task", task, "due")]


def refuse_due(request: httpx.Request, answer: Answer) -> httpx.Response:
    """Be a Trello that takes no due date."""
    if request.method == "POST" and b'"due":' in request.content:
        return httpx.Response(400, text="invalid value for due", request=request)
    return answer(request)


@pytest.mark.parametrize("case", [FIRM, BRIDGE, COMMENT, CARD], ids=str)
def test_a_deleted_counterpart_is_not_recreated_and_stops_no_other_pair(world: Worlds, case: Case) -> None:
    here = world(case)
    records = [here.add(case), here.add(case)]
    here.settle()
    first, second = here.made(case.target)
    here.trello.remove(case.target, first)
    for record in records:
        here.edit(case.system, case.source, record, case.forward[0])
    here.settle()
    assert {id_: holds(values, case.forward[1]) for id_, values in here.made(case.target).items()} == {
        second: case.forward[1]
    }
    assert [report[:4] for report in here.reports] == [("gone", "Trello", case.target, first)]


def test_a_deleted_source_record_leaves_its_counterpart_alone(world: Worlds) -> None:
    here = world(BRIDGE)
    project = here.add(BRIDGE)
    here.settle()
    (comment,) = here.made("Actions")
    here.fakes["Customerp"].remove("Project", project)
    here.settle()
    here.edit("Trello", "Actions", comment, {"text": "orphan"})
    here.settle()
    assert here.there("Actions")[comment]["text"] == "orphan"
    assert [report[:4] for report in here.reports] == [("gone", "Customerp", "Project", project)]


def test_the_sync_does_what_was_needed_and_no_more(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    here.edit("Custompms", "Task", task, {"done": True})
    here.settle()
    kinds: list[Any] = [type(change) for change in here.changes()]
    assert kinds == [Created, Updated]
    assert all(change.by is By.SUT for change in here.changes())


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
