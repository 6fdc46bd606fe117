"""The search for garbage: what a run has collected is set aside once, also where one run plays within another."""

from __future__ import annotations

import gc

import pytest

from syncproof.run import garbage


def test_the_outermost_block_alone_sets_aside_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(garbage, "_BLOCKS", [])
    for name in ("freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda name=name: done.append(name))

    for _ in range(2):
        with garbage.set_aside():
            with garbage.set_aside():
                assert done[-1] == "freeze"
            assert done[-1] == "freeze"

    assert done == ["freeze", "unfreeze", "freeze", "unfreeze"]


@pytest.mark.parametrize(("before", "within"), [((700, 10, 9), (20_000, 10, 9)), ((0, 10, 9), (0, 10, 9))])
def test_what_stories_leave_is_searched_seldom_until_the_outermost_block_ends(
    before: tuple[int, int, int], within: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_BLOCKS", [])
    for name in ("freeze", "unfreeze"):
        monkeypatch.setattr(gc, name, lambda: None)
    found = gc.get_threshold()
    gc.set_threshold(*before)
    try:
        with garbage.set_aside():
            with garbage.set_aside():
                pass
            assert gc.get_threshold() == within
        assert gc.get_threshold() == before
    finally:
        gc.set_threshold(*found)


def test_what_a_run_of_tests_has_collected_is_set_aside() -> None:
    assert gc.get_freeze_count() > 0
