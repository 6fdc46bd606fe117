"""A user edits while a pass is between its read and its write."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import orjson
import pytest

from syncproof.ledger import Values

from .conftest import (
    CARD,
    CONTACT,
    FIRM,
    PROJECT,
    TASK_COMMENT,
    Answer,
    Case,
    Trouble,
    World,
    Worlds,
    every_section,
    holds,
)


def before_each_write(here: World, act: Callable[[], object]) -> None:
    """Let a user act just before the pass's first write is answered."""

    def meanwhile(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.method != "GET":
            here.wire.trouble = None
            act()
        return answer(request)

    here.wire.trouble = meanwhile


@every_section
def test_an_edit_of_the_source_just_before_our_write_is_not_lost(world: Worlds, case: Case) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    here.edit("Trello", case.target, target, case.backward[0])
    before_each_write(here, lambda: here.edit(case.system, case.source, source, last))
    last: Values = {next(iter(case.backward[1])): "last@x.org"}
    here.settle()
    right = case.rows[next(iter(last))]
    assert here.there(case.target)[target][right] == ("http://" if right == "website" else "") + "last@x.org"
    assert here.reports == []


def test_an_edit_of_a_card_just_before_our_write_is_found_in_the_log_and_stands(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.edit("Custompms", "Task", task, {"title": "ours", "done": True})
    before_each_write(here, lambda: here.edit("Trello", "Cards", card, {"name": "theirs"}))
    here.settle()
    expected: Values = {"name": "theirs", "dueComplete": True}
    assert holds(here.there("Cards")[card], expected) == expected
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "theirs"


def test_an_edit_of_the_source_that_is_older_than_the_one_of_the_card_that_we_carry_does_not_stand(
    world: Worlds,
) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.edit("Custompms", "Task", task, {"done": True})

    def both_edit() -> None:
        here.edit("Custompms", "Task", task, {"title": "older"})
        here.edit("Trello", "Cards", card, {"name": "later"})

    def after_the_list(request: httpx.Request, answer: Answer) -> httpx.Response:
        listed = answer(request)
        if request.url.host in here.fakes["Custompms"].url and request.method == "GET":
            here.wire.trouble = None
            both_edit()
        return listed

    here.wire.trouble = after_the_list
    here.settle()
    assert here.there("Cards")[card]["name"] == "later"
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "later"


def test_a_card_moved_there_and_back_after_our_write_keeps_what_it_shows(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    (card,) = here.made("Cards")
    here.edit("Custompms", "Task", task, {"title": "ours"})
    here.run()
    here.edit("Trello", "Cards", card, {"name": "there"})
    here.edit("Trello", "Cards", card, {"name": "ours"})
    here.settle()
    assert here.there("Cards")[card]["name"] == "ours"
    assert here.fakes["Custompms"].records("Task")[task]["title"] == "ours"


@pytest.mark.parametrize("case", [FIRM, CARD], ids=str)
def test_an_edit_of_another_property_of_the_target_just_before_our_write_stands(world: Worlds, case: Case) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    name = "title" if case is CARD else "name"
    here.edit(case.system, case.source, source, {name: "ours"})
    before_each_write(here, lambda: here.edit("Trello", case.target, target, {"desc": "theirs"}))
    here.settle()
    expected: Values = {case.rows[name]: "ours", "desc": "theirs"}
    assert holds(here.there(case.target)[target], expected) == expected
    left = "notes" if case is CARD else "description"
    assert here.fakes[case.system].records(case.source)[source][left] == "theirs"


def test_an_edit_of_a_property_just_carried_back_stands_when_another_is_carried_forward(world: Worlds) -> None:
    here = world(FIRM)
    firm = here.add(FIRM)
    here.settle()
    (organization,) = here.made("Organizations")
    here.edit("Customerp", "Customer", firm, {"name": "ours"})
    here.edit("Trello", "Organizations", organization, {"desc": "theirs"})

    def meanwhile(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.method == "PUT":
            here.wire.trouble = None
            here.edit("Trello", "Organizations", organization, {"desc": "theirs again"})
        return answer(request)

    here.wire.trouble = meanwhile
    here.settle()
    expected: Values = {"displayName": "ours", "desc": "theirs again"}
    assert holds(here.there("Organizations")[organization], expected) == expected
    assert here.fakes["Customerp"].records("Customer")[firm]["description"] == "theirs again"


def test_an_email_changed_before_the_invited_member_is_found_makes_no_second_member(world: Worlds) -> None:
    here = world(CONTACT)
    here.add(CONTACT)

    def at_the_second_look(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.method == "GET" and (made := here.made("Members")):
            here.wire.trouble = None
            here.edit("Trello", "Members", next(iter(made)), {"email": "new@x.org"})
        return answer(request)

    here.wire.trouble = at_the_second_look
    here.settle()
    assert [member["email"] for member in here.made("Members").values()] == ["new@x.org"]
    assert [contact["email"] for contact in here.fakes["Customerp"].records("Contact").values()] == ["new@x.org"]


def test_a_record_added_while_a_pass_runs_is_there_after_the_next(world: Worlds) -> None:
    here = world(PROJECT)
    here.add(PROJECT)
    before_each_write(here, lambda: here.add(PROJECT))
    here.run()
    here.run()
    assert len(here.made("Actions")) == 2


def test_a_record_deleted_between_list_and_read_stops_no_other(world: Worlds) -> None:
    here = world(CARD)
    tasks = [here.add(CARD), here.add(CARD)]
    here.settle()
    first, second = here.made("Cards")
    for task in tasks:
        here.edit("Custompms", "Task", task, {"title": "Fill"})

    def meanwhile(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.url.path.endswith(first):
            here.wire.trouble = None
            here.trello.remove("Cards", first)
        return answer(request)

    here.wire.trouble = meanwhile
    here.settle()
    assert here.there("Cards")[second]["name"] == "Fill"
    assert [report[:4] for report in here.reports] == [("gone", "Trello", "Cards", first)]


def test_a_late_read_of_a_value_that_we_replaced_overwrites_nothing(world: Worlds) -> None:
    here = world(PROJECT)
    project = here.add(PROJECT)
    here.settle()
    stale: list[bytes] = []

    def behind(request: httpx.Request, answer: Answer) -> httpx.Response:
        response = answer(request)
        if request.method == "GET" and request.url.path.endswith("/actions"):
            stale.append(response.read())
            content = stale[0] if len(stale) == 2 else stale[-1]
            return httpx.Response(200, content=content, headers=response.headers, request=request)
        return response

    here.edit("Customerp", "Project", project, {"name": "Tunnel"})
    here.wire.trouble = behind
    written = len(here.writes())
    here.settle()
    assert len(stale) > 2
    assert len(here.writes()) == written + 1
    assert here.fakes["Customerp"].records("Project")[project]["name"] == "Tunnel"
    assert [comment["text"] for comment in here.made("Actions").values()] == ["Tunnel"]


def test_an_edit_behind_the_reader_of_numbered_pages_is_not_lost(world: Worlds) -> None:
    here = world(CARD)
    tasks = [here.add(CARD, title=str(number)) for number in range(150)]

    def edit_both_pages() -> None:
        here.edit("Custompms", "Task", tasks[5], {"title": "5 again"})
        here.edit("Custompms", "Task", tasks[145], {"title": "145 again"})

    here.wire.trouble = at_page(here, 2, edit_both_pages)
    here.settle()
    names = {card["name"] for card in here.made("Cards").values()}
    assert names == {str(number) for number in range(150)} - {"5", "145"} | {"5 again", "145 again"}


def at_page(here: World, page: int, act: Callable[[], object]) -> Trouble:
    """Let a user act just before a page is read for the first time."""

    def meanwhile(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.url.params.get("page") == str(page):
            here.wire.trouble = None
            act()
        return answer(request)

    return meanwhile


def test_a_row_that_slips_past_the_reader_of_numbered_pages_is_read_again(world: Worlds) -> None:
    here = world(CARD)
    tasks = [here.add(CARD, title=str(number)) for number in range(150)]
    here.wire.trouble = at_page(here, 2, lambda: here.fakes["Custompms"].remove("Task", tasks[0]))
    here.run()
    here.run()
    assert {card["name"] for card in here.made("Cards").values()} >= {str(number) for number in range(1, 150)}


@pytest.mark.parametrize("passes", [1, 2])
@pytest.mark.parametrize("case", [PROJECT, TASK_COMMENT], ids=str)
def test_a_new_record_that_appears_in_a_list_later_than_a_younger_one_is_found(
    world: Worlds, case: Case, passes: int
) -> None:
    here = world(case)
    older, younger = here.add(case), here.add(case)

    def late(request: httpx.Request, answer: Answer) -> httpx.Response:
        response = answer(request)
        if request.url.host == "api.trello.com":
            return response
        body = orjson.loads(response.read())
        items = "data" if "data" in body else "items"
        body[items] = [item for item in body[items] if str(item["id"]) != older]
        return httpx.Response(200, json=body | {"total": len(body[items])}, request=request)

    here.wire.trouble = late
    for _ in range(passes):
        here.run()
    assert [here.links.of(str(case), younger).state, len(here.made("Actions"))] == ["paired", 1]
    here.wire.trouble = None
    here.settle()
    assert len(here.made("Actions")) == 2


def test_an_edit_that_the_log_leaves_out_once_is_found(world: Worlds) -> None:
    here = world(CARD)
    tasks = [here.add(CARD), here.add(CARD)]
    here.settle()
    for card in here.made("Cards"):
        here.edit("Trello", "Cards", card, {"name": "Fill"})

    def without_the_older_line(request: httpx.Request, answer: Answer) -> httpx.Response:
        response = answer(request)
        if request.url.path.endswith("/actions"):
            here.wire.trouble = None
            return httpx.Response(200, json=orjson.loads(response.read())[:1], request=request)
        return response

    here.wire.trouble = without_the_older_line
    here.settle()
    held = here.fakes["Custompms"].records("Task")
    assert [held[task]["title"] for task in tasks] == ["Fill", "Fill"]


def test_a_read_that_is_behind_our_write_two_passes_later_overwrites_nothing(world: Worlds) -> None:
    here = world(PROJECT)
    project = here.add(PROJECT)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Customerp", "Project", project, {"name": "Tunnel"})
    here.run()
    here.run()

    def behind(request: httpx.Request, answer: Answer) -> httpx.Response:
        response = answer(request)
        if request.url.path.endswith("/actions"):
            here.wire.trouble = None
            return httpx.Response(200, content=response.read().replace(b"Tunnel", b"Bridge"), headers=JSON)
        return response

    here.wire.trouble = behind
    here.settle()
    assert here.fakes["Customerp"].records("Project")[project]["name"] == "Tunnel"
    assert here.there("Actions")[comment]["text"] == "Tunnel"


JSON = {"Content-Type": "application/json"}
