"""More records than Trello lists at once, and than Trello takes requests for in a window: none is left out."""

from __future__ import annotations

import pytest

from syncproof.engine.ports import trello

from .conftest import CARD, TASK_COMMENT, Case, Worlds

A_PAGE = 1000
"""The most comments, or lines of a board's log, that Trello lists at once."""


def carried(world: Worlds, case: Case) -> list[str]:
    """Return which edits of the oldest and of the newest counterpart are carried, of one more than a page holds."""
    here = world(case)
    ((ours, theirs),) = list(case.rows.items())[:1]
    tasks = [here.add(case, **{ours: f"Number {number}"}) for number in range(A_PAGE + 1)]
    here.settle()
    made = {str(values[theirs]): id_ for id_, values in here.made(case.target).items()}
    assert set(made) == {f"Number {number}" for number in range(A_PAGE + 1)}
    assert here.slept, "Trello's window of 100 requests is not passed"

    edited = {tasks[number]: f"Changed {number}" for number in (0, A_PAGE)}
    for value in edited.values():
        here.edit("Trello", case.target, made[value.replace("Changed", "Number")], {theirs: value})
    here.settle()

    assert len(here.made(case.target)) == A_PAGE + 1
    held = here.fakes[case.system].records(case.source)
    return [value for task, value in edited.items() if held[task][ours] == value]


@pytest.mark.parametrize("case", [TASK_COMMENT, pytest.param(CARD, marks=pytest.mark.thorough)], ids=str)
def test_one_record_more_than_the_largest_page_stays_in_sync(world: Worlds, case: Case) -> None:
    assert carried(world, case) == ["Changed 0", f"Changed {A_PAGE}"]


@pytest.mark.thorough
def test_a_sync_that_reads_one_page_of_comments_leaves_the_oldest_out(
    world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trello, "pages", lambda read, _="": read(limit=trello.PAGE))

    assert carried(world, TASK_COMMENT) == [f"Changed {A_PAGE}"]
