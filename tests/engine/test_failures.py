"""Trouble at every request of a pass that creates, carries forward and carries back."""

from __future__ import annotations

import sqlite3
from itertools import count
from typing import cast

import httpx
import pytest

from syncproof.engine import GaveUp, Links
from syncproof.engine.http import BACKOFF
from syncproof.ledger import Created, Values

from .conftest import (
    CARD,
    CONTACT,
    EMPLOYEE,
    PROJECT,
    Answer,
    Case,
    Crash,
    Trouble,
    World,
    Worlds,
    every_section,
    holds,
)
from .faults import FAULTS, busy, crash_after, crash_before, empty_list, lost_answer, refused, short_list


class Story:
    """A new record, a source edit and a target edit, all for one pass."""

    def __init__(self, here: World, case: Case) -> None:
        self.here = here
        self.case = case
        # One e-mail is one member.
        self.backward = {"email": "queen@x.org"} if "email" in case.backward[0] else case.backward[0]
        self.carried = self.backward if "email" in case.backward[0] else case.backward[1]
        self.records = [self._add(number) for number in range(2)]
        here.settle()
        self.counterparts = list(here.made(case.target))
        here.edit(case.system, case.source, self.records[0], case.forward[0])
        here.edit("Trello", case.target, self.counterparts[1], self.backward)
        self.records.append(self._add(2))
        here.clock.advance(5)

    def _add(self, number: int) -> str:
        mail = {"email": f"ada{number}@x.org"} if "email" in self.case.record else {}
        return self.here.add(self.case, **mail)

    def suffer(self, trouble: Trouble, at: int, *, lasting: bool = False) -> bool:
        """Do a pass with trouble at one request, heal, and settle. Whether the pass got as far as that request.

        `lasting` trouble meets every request from there on, and all of the next pass.
        """
        here, numbers = self.here, count()
        met = False

        def disturb(request: httpx.Request, answer: Answer) -> httpx.Response:
            nonlocal met
            number = next(numbers)
            if number < at or (number > at and not lasting):
                return answer(request)
            met = True
            return trouble(request, answer)

        here.wire.trouble = disturb
        for _ in range(1 + lasting):
            try:
                here.run()
            except (Crash, GaveUp):
                here.restart()
        here.wire.trouble = None
        here.settle()
        return met

    def outcome(self) -> tuple[Values, Values, int]:
        """Return the edited target, the edited source, and how many counterparts there are."""
        case, here = self.case, self.here
        target = here.there(case.target)[self.counterparts[0]]
        source = here.fakes[case.system].records(case.source)[self.records[1]]
        return holds(target, case.forward[1]), holds(source, self.carried), len(here.made(case.target))

    @property
    def expected(self) -> tuple[Values, Values, int]:
        return self.case.forward[1], self.carried, 3


def test_a_system_that_is_down_is_waited_for_once_in_every_pass(world: Worlds) -> None:
    here = world(CONTACT, PROJECT)
    here.add(CONTACT)
    here.wire.trouble = refused
    for passes in (1, 2):
        with pytest.raises(GaveUp, match="ConnectError"):
            here.run()
        assert here.slept == list(BACKOFF) * passes
    here.wire.trouble = None
    here.settle()
    assert len(here.made("Members")) == 1


@every_section
@pytest.mark.parametrize("trouble", [crash_before, crash_after, lost_answer])
def test_a_crash_or_a_lost_answer_at_any_request_loses_and_doubles_nothing(
    world: Worlds, case: Case, trouble: Trouble
) -> None:
    for at in count():
        here = world(case)
        story = Story(here, case)
        met = story.suffer(trouble, at)
        assert (at, story.outcome()) == (at, story.expected)
        assert sum(isinstance(change, Created) for change in here.changes()) == 3
        if not met:
            assert at > 4
            break


@pytest.mark.parametrize("case", [pytest.param(CONTACT, marks=pytest.mark.thorough), CARD], ids=str)
@pytest.mark.parametrize("trouble", FAULTS)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until healed"])
def test_a_fault_at_any_request_loses_and_doubles_nothing(
    world: Worlds, case: Case, trouble: Trouble, *, lasting: bool
) -> None:
    for at in count():
        story = Story(world(case), case)
        met = story.suffer(trouble, at, lasting=lasting)
        assert (at, story.outcome()) == (at, story.expected)
        if not met:
            break


def test_a_list_that_comes_back_empty_once_means_nothing(world: Worlds) -> None:
    def empty(request: httpx.Request, answer: Answer) -> httpx.Response:
        return httpx.Response(200, json=[], request=request) if "actions" in request.url.path else answer(request)

    for at in range(6):
        story = Story(world(PROJECT), PROJECT)
        story.suffer(empty, at)
        assert (at, story.outcome()) == (at, story.expected)


def test_one_record_that_always_fails_is_reported_every_time_and_stops_no_other(world: Worlds) -> None:
    here = world(PROJECT)
    poison = here.add(PROJECT, name="poison")
    here.add(PROJECT)
    here.wire.trouble = lambda request, answer: (
        httpx.Response(500, request=request) if b"poison" in request.read() else answer(request)
    )
    for _ in range(3):
        here.run()
    assert [report[:4] for report in here.reports] == [("failed", "Customerp", "Project", poison)] * 3
    assert [comment["text"] for comment in here.made("Actions").values()] == ["Bridge"]
    here.wire.trouble = None
    here.settle()
    assert len(here.made("Actions")) == 2


def test_an_edit_that_cannot_be_written_now_is_written_by_a_later_pass(world: Worlds) -> None:
    here = world(PROJECT)
    project = here.add(PROJECT)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Customerp", "Project", project, {"name": "Tunnel"})
    here.add(PROJECT)
    here.wire.trouble = lambda request, answer: busy(request, answer) if request.method == "PUT" else answer(request)
    here.run()
    here.wire.trouble = None
    here.settle()
    assert here.there("Actions")[comment]["text"] == "Tunnel"


@every_section
@pytest.mark.parametrize("edited", ["source", "target"])
def test_an_edit_after_an_unanswered_write_stands(world: Worlds, case: Case, edited: str) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    if edited == "source":
        here.edit(case.system, case.source, source, case.forward[0])
    else:
        here.edit("Trello", case.target, target, case.backward[0])
    here.wire.trouble = lambda request, answer: (crash_after if request.method != "GET" else go_on)(request, answer)
    with pytest.raises(Crash):
        here.run()
    here.wire.trouble = None
    here.restart()
    left, right = list(case.rows.items())[-1] if case.target == "Members" else next(iter(case.rows.items()))
    if edited == "source":
        here.edit(case.system, case.source, source, {left: "last@x.org"})
    else:
        here.edit("Trello", case.target, target, {right: "last@x.org"})
    here.settle()
    held = here.fakes[case.system].records(case.source)[source][left], here.there(case.target)[target][right]
    assert held == ("last@x.org", "last@x.org")


@every_section
def test_an_edit_of_the_target_after_an_unanswered_write_of_the_source_s_edit_stands(world: Worlds, case: Case) -> None:
    here = world(case)
    source = here.add(case)
    here.settle()
    (target,) = here.made(case.target)
    left, right = next(iter(case.rows.items()))
    here.edit(case.system, case.source, source, {left: "first"})
    here.wire.trouble = lambda request, answer: (crash_after if request.method != "GET" else go_on)(request, answer)
    with pytest.raises(Crash):
        here.run()
    here.wire.trouble = None
    here.restart()
    here.edit("Trello", case.target, target, {right: "second"})
    here.settle()
    held = here.fakes[case.system].records(case.source)[source][left], here.there(case.target)[target][right]
    assert held == ("second", "second")


class DyingDatabase:
    """A database connection over which the sync is killed at a write: as the sync begins the write, or has done so."""

    def __init__(self, links: Links, at: int) -> None:
        self.db, self.writes, self.at = links.db, count(), at

    def __getattr__(self, name: str) -> object:
        return getattr(self.db, name)

    def commit(self) -> None:
        self._stored()
        self.db.commit()
        self._stored()

    def _stored(self) -> None:
        if next(self.writes) == self.at:
            raise Crash


def die_at_write(here: World, at: int) -> bool:
    """Do a pass that is killed at a write to the database, and restart. Whether the pass got as far as that write."""
    db, dying = here.links.db, cast("sqlite3.Connection", DyingDatabase(here.links, at))
    tables = (here.links, here.links.pending, here.links.keys)
    for each in tables:
        each.db = dying
    try:
        here.run()
    except Crash:
        return True
    finally:
        for each in tables:
            each.db = db
        here.restart()
    return False


@pytest.mark.parametrize("case", [CONTACT, CARD, PROJECT], ids=str)
def test_a_crash_at_any_write_to_the_database_loses_and_doubles_nothing(world: Worlds, case: Case) -> None:
    for at in count():
        here = world(case)
        source = here.add(case)
        died = die_at_write(here, at)
        here.edit(case.system, case.source, source, case.forward[0])
        died = die_at_write(here, at) or died
        here.settle()
        (made,) = here.made(case.target).values()
        assert (at, holds(made, case.forward[1])) == (at, case.forward[1])
        if not died:
            assert at > 4
            break


def test_a_shared_counterpart_has_its_base_as_soon_as_it_is_paired(world: Worlds) -> None:
    for at in count():
        here = world(CONTACT, EMPLOYEE)
        contact = here.add(CONTACT)
        here.settle()
        here.add(EMPLOYEE)
        died = die_at_write(here, at)
        if here.links.db.execute("SELECT 1 FROM link WHERE section = ? AND target", (str(EMPLOYEE),)).fetchone():
            here.edit("Customerp", "Contact", contact, {"name": "Ada King"})
            here.settle()
            people = here.fakes["Customerp"].records("Employee")
            assert (at, [person["name"] for person in people.values()]) == (at, ["Ada King"])
        if not died:
            assert at > 3
            break


def test_a_list_that_is_empty_just_when_an_unanswered_create_is_looked_for_doubles_nothing(world: Worlds) -> None:
    here = world(PROJECT)
    here.add(PROJECT)
    here.wire.trouble = lambda request, answer: (crash_after if request.method != "GET" else go_on)(request, answer)
    with pytest.raises(Crash):
        here.run()
    here.restart()
    lists = count()

    def first_empty(request: httpx.Request, answer: Answer) -> httpx.Response:
        ours = request.method == "GET" and request.url.path.endswith("/actions") and next(lists) == 0
        return (empty_list if ours else go_on)(request, answer)

    here.wire.trouble = first_empty
    here.settle()
    assert len(here.made("Actions")) == 1


@pytest.mark.parametrize("case", [PROJECT, CARD], ids=str)
def test_a_page_that_is_shorter_than_its_system_says_moves_no_cursor(world: Worlds, case: Case) -> None:
    here = world(case)
    for _ in range(60):
        here.add(case)
    here.wire.trouble = lambda request, answer: (short_list if request.url.host != "api.trello.com" else go_on)(
        request, answer
    )
    for _ in range(5):
        here.run()
    assert len(here.made(case.target)) < 60
    here.wire.trouble = None
    here.settle()
    assert len(here.made(case.target)) == 60


def go_on(request: httpx.Request, answer: Answer) -> httpx.Response:
    return answer(request)


def test_an_edit_of_a_card_made_by_a_first_pass_that_died_is_not_lost(world: Worlds) -> None:
    here = world(CARD)
    tasks = [here.add(CARD), here.add(CARD)]
    posts = count()

    def at_the_second(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.method == "POST" and next(posts) == 1:
            raise Crash
        return answer(request)

    here.wire.trouble = at_the_second
    with pytest.raises(Crash):
        here.run()
    here.wire.trouble = None
    (card,) = here.made("Cards")
    here.edit("Trello", "Cards", card, {"name": "Fill"})
    here.restart()
    here.settle()
    held = here.fakes["Custompms"].records("Task")
    assert [held[task]["title"] for task in tasks] == ["Fill", "Dig"]


def test_a_pass_gives_up_on_a_system_that_takes_no_writes_and_the_next_goes_on(world: Worlds) -> None:
    here = world(PROJECT)
    for _ in range(30):
        here.add(PROJECT)
    here.wire.trouble = lambda request, answer: busy(request, answer) if request.method == "POST" else answer(request)
    with pytest.raises(GaveUp, match="10 records in a row failed"):
        here.run()
    here.wire.trouble = None
    here.settle()
    assert len(here.made("Actions")) == 30


@pytest.mark.parametrize("case", [CONTACT, CARD], ids=str)
@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("side", ["source", "target"])
def test_without_access_a_pass_stops_at_once_and_goes_on_when_it_is_back(
    world: Worlds, case: Case, status: int, side: str
) -> None:
    here = world(case)
    here.add(case)
    host = httpx.URL(here.fakes[case.system if side == "source" else "Trello"].url).host
    here.wire.trouble = lambda request, answer: (
        httpx.Response(status, request=request) if request.url.host == host else answer(request)
    )
    with pytest.raises(GaveUp, match=r"does not let us in .* check its credentials"):
        here.run()
    assert len(here.wire.requests) <= 3
    assert here.slept == []
    here.wire.trouble = None
    here.settle()
    assert len(here.made(case.target)) == 1


def test_a_member_who_has_left_the_workspace_is_reported_once_and_left_alone(world: Worlds) -> None:
    here = world(CONTACT)
    contact = here.add(CONTACT)
    here.settle()
    (member,) = here.made("Members")
    here.trello.remove("Members", member)
    here.edit("Customerp", "Contact", contact, {"name": "Ada King"})
    here.settle()
    assert [report[:5] for report in here.reports] == [("gone", "Trello", "Members", member, "")]
