"""Which counterparts a sync creates, and which records it pairs, with nothing going wrong."""

from __future__ import annotations

import httpx
import pytest

from .conftest import CARD, CONTACT, EMPLOYEE, FIRM, PROJECT, TASK_COMMENT, Answer, Case, Worlds, every_section, holds


@every_section
def test_a_source_record_gets_one_counterpart_that_holds_the_same(world: Worlds, case: Case) -> None:
    here = world(case)
    here.add(case)
    here.settle()
    here.restart()
    here.settle()
    assert [holds(values, case.shown) for values in here.made(case.target).values()] == [case.shown]


@every_section
def test_lookalikes_and_more_records_than_a_page_each_get_their_own_counterpart(world: Worlds, case: Case) -> None:
    here = world(case)
    for number in range(101):
        here.add(case, **({"email": f"ada{number}@x.org"} if "email" in case.record else {}))
    here.settle()
    assert len(here.made(case.target)) == 101


def test_an_older_lookalike_is_not_taken_for_the_result_of_an_unanswered_create(world: Worlds) -> None:
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


def test_one_email_is_invited_once(world: Worlds) -> None:
    here = world(CONTACT)
    here.add(CONTACT)
    here.add(CONTACT, name="Ada King")
    here.settle()
    invitations = [call for call in here.writes() if call.path.endswith("/members")]
    assert (len(invitations), len(here.made("Members"))) == (1, 1)


def test_a_datatype_of_two_sections_gets_a_counterpart_in_each_and_both_keep_in_step(world: Worlds) -> None:
    here = world(TASK_COMMENT, CARD)
    task = here.add(CARD)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Trello", "Actions", comment, {"text": "Fill"})
    here.settle()
    assert [card["name"] for card in here.made("Cards").values()] == ["Fill"]
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "Fill"


def test_records_with_one_email_share_a_member_and_keep_in_step(world: Worlds) -> None:
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


@pytest.mark.parametrize("case", [FIRM, PROJECT, TASK_COMMENT, CARD], ids=str)
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
    here = world(PROJECT)
    project = here.add(PROJECT)
    here.settle()
    (comment,) = here.made("Actions")
    here.fakes["Customerp"].remove("Project", project)
    here.settle()
    here.edit("Trello", "Actions", comment, {"text": "orphan"})
    here.settle()
    assert here.there("Actions")[comment]["text"] == "orphan"
    assert [report[:4] for report in here.reports] == [("gone", "Customerp", "Project", project)]


def test_a_deleted_card_is_reported_as_soon_as_the_log_shows_the_deletion(world: Worlds) -> None:
    here = world(CARD)
    here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.trello.remove("Cards", card)
    here.run()
    assert [report[:4] for report in here.reports] == [("gone", "Trello", "Cards", card)]
