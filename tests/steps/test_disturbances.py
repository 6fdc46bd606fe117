"""Faults in a scenario: they meet the sync's requests, and a sync that they break is judged for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.engine.work import Work
from syncproof.errors import NotOffered, PromiseBroken
from syncproof.ledger import By, Call, Created
from syncproof.steps.judge import judge
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut


class Repeats(Sync):
    """Repeats a create that was not answered, and never looks for what the first one made."""

    def find_created(self, work: Work) -> None:
        """Find nothing."""


@pytest.fixture
def stage() -> Iterator[Stage]:
    with closing(Stage(Sut(), 0)) as stage, on_stage(stage):
        yield stage


def begun(stage: Stage, sync: type[Sync] = Sync) -> World:
    """Return the world of a scenario with one section and one task in Custompms, which the sync has not seen yet."""
    stage.driver = in_process(sync)(stage.clock.advance)
    world = World(stage, load(Path(next(iter(features.__path__))) / "custompms-trello"), "task-to-cards")
    world.begin((world.section,))
    world.users.add("Digging", world.section.source)
    return world


def creates(world: World) -> list[int]:
    """Return the statuses of the sync's requests that create cards."""
    calls = [event for event in world.ledger if isinstance(event, Call) and event.path == "/1/cards"]
    return [call.status for call in calls]


def cards(world: World) -> int:
    """Return how many records the sync has created."""
    return sum(isinstance(event, Created) and event.by is By.SUT for event in world.ledger)


@pytest.mark.parametrize(("kind", "requests"), [("lost", [0]), ("refused", [200])])
def test_a_fault_meets_the_next_request_on_which_it_makes_sense(stage: Stage, kind: str, requests: list[int]) -> None:
    world = begun(stage)

    world.disturbances.plant("Trello", kind)
    assert world.sync.run().problem == ""
    world.sync.settle()
    judge(world)

    assert (creates(world), cards(world)) == (requests, 1)
    statuses = [event.status for event in world.ledger if isinstance(event, Call) and event.system == "Trello"]
    assert statuses.count(0) == 1


def test_a_sync_that_repeats_what_was_not_answered_is_broken_by_a_lost_answer(stage: Stage) -> None:
    world = begun(stage, Repeats)
    world.sync.settle()
    judge(world)

    world = begun(stage, Repeats)
    world.disturbances.plant("Trello", "lost")
    world.sync.settle()

    assert (creates(world), cards(world)) == ([0, 200], 2)
    with pytest.raises(PromiseBroken, match="law "):
        judge(world)


def test_a_slow_answer_lets_time_pass_on_the_clock_of_the_scenario(stage: Stage) -> None:
    world = begun(stage)
    before = stage.clock.now

    world.disturbances.plant("Custompms", "slow", seconds=4)
    world.sync.run()

    assert stage.clock.now == before + 5000  # a pass begins a second after what was before


def test_a_fault_that_met_no_request_shows_nothing_and_is_forgotten_by_the_next_scenario(stage: Stage) -> None:
    world = begun(stage)
    world.disturbances.plant("Custompms", "lost")
    world.sync.settle()

    with pytest.raises(NotOffered, match="the sync made no request that a planted fault could meet"):
        judge(world)

    world = begun(stage)
    world.sync.settle()
    judge(world)


@pytest.mark.parametrize(("kind", "parameters"), [("lots", {}), ("slow", {"minutes": 1}), ("lost", {"seconds": 1})])
def test_a_fault_that_cannot_strike_is_refused_when_planted(
    stage: Stage, kind: str, parameters: dict[str, Any]
) -> None:
    world = begun(stage)

    with pytest.raises(ValueError, match="fault"):
        world.disturbances.plant("Trello", kind, **parameters)

    assert world.disturbances.waiting == ()
