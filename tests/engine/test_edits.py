"""How edits of a pair are carried, with nothing going wrong."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.engine.sync import OVERLAP
from syncproof.ledger import By, Created, Updated, Values

from .conftest import CARD, CASES, PROJECT, Answer, Case, Worlds, every_section, holds


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
    here.run()
    assert here.links.pending.of(str(case)) == {}


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
    here = world(PROJECT, policy=policy)
    project = here.add(PROJECT)
    here.settle()
    (comment,) = here.made("Actions")
    here.edit("Customerp", "Project", project, {"name": "source"})
    here.edit("Trello", "Actions", comment, {"text": "target"})
    here.settle()
    assert here.there("Actions")[comment]["text"] == policy.split("-", maxsplit=1)[0]


def test_the_same_edit_on_both_sides_needs_no_write(world: Worlds) -> None:
    here = world(PROJECT)
    project = here.add(PROJECT)
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


def test_the_sync_makes_the_changes_that_are_needed_and_no_more(world: Worlds) -> None:
    here = world(CARD)
    task = here.add(CARD)
    here.settle()
    here.edit("Custompms", "Task", task, {"done": True})
    here.settle()
    kinds: list[Any] = [type(change) for change in here.changes()]
    assert kinds == [Created, Updated]
    assert all(change.by is By.SUT for change in here.changes())


@pytest.mark.parametrize(("system", "most"), [("Customerp", 7), ("Custompms", 6)])
def test_an_idle_pass_writes_nothing_and_reads_each_list_once(world: Worlds, system: str, most: int) -> None:
    here = world(*(case for case in CASES if case.system == system))
    for case in here.cases:
        here.add(case)
    here.settle()
    before = len(here.wire.requests)
    here.run()
    idle = here.wire.requests[before:]
    assert [request.method for request in idle] == ["GET"] * most


def test_the_log_of_a_board_is_read_in_three_passes_and_then_no_more(world: Worlds) -> None:
    here = world(CARD)
    here.add(CARD)
    here.settle()
    for _ in range(OVERLAP):
        here.run()
    logs: list[bytes] = []

    def listen(request: httpx.Request, answer: Answer) -> httpx.Response:
        response = answer(request)
        if request.url.path.endswith("/actions"):
            logs.append(response.read())
        return response

    here.wire.trouble = listen
    here.run()
    assert logs == [b"[]"]
