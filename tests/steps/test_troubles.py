"""Claims about trouble: each is red for a sync that does what the claim forbids, and a planted fault that is healed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.engine.broken.retries import Hammers, Storms
from syncproof.engine.broken.trouble import BelievesOldReads
from syncproof.errors import PromiseBroken
from syncproof.fakes.kit.faults import FAULTS
from syncproof.steps import sync_claims, value_claims
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.words import FAULT_WORDS
from syncproof.steps.world import World
from syncproof.sut import Sut


@pytest.fixture
def stage() -> Iterator[Stage]:
    with closing(Stage(Sut(), 0)) as stage, on_stage(stage):
        yield stage


def paired(stage: Stage, sync: type[Sync] = Sync) -> World:
    """Return the world of a customer that both systems know, with the sync at rest."""
    stage.driver = in_process(sync)(stage.clock.advance)
    checklist = load(Path(next(iter(features.__path__))) / "customerp-trello")
    world = World(stage, checklist, "customer-to-organizations")
    world.begin((world.section,))
    world.users.add("Acme", world.section.source)
    world.sync.settle()
    return world


def rename(world: World) -> None:
    world.users.change("Acme", "name", world.section.source, "Ajax")


def test_every_fault_has_its_words() -> None:
    assert {f"answer {words}": name for words, name in FAULT_WORDS.items()} == {
        kind.plain: name for name, kind in FAULTS.items()
    }


@pytest.mark.parametrize(("sync", "hammers"), [(Sync, False), (Hammers, True)])
def test_a_limit_is_hammered_by_more_than_a_few_requests(stage: Stage, sync: type[Sync], hammers: bool) -> None:  # noqa: FBT001 - a row of the table
    world = paired(stage, sync)
    world.disturbances.plant("Trello", "rate-limit-window")
    rename(world)
    world.sync.settle()

    if hammers:
        with pytest.raises(PromiseBroken, match="the limit of Trello was hammered"):
            sync_claims.limit_not_hammered(world, "Trello")
    else:
        sync_claims.limit_not_hammered(world, "Trello")


def test_a_sync_that_knocks_on_asks_too_often(stage: Stage) -> None:
    world = paired(stage, Storms)
    world.disturbances.plant("Trello", "unauthorised", lasting=True)
    rename(world)
    world.sync.run()

    with pytest.raises(PromiseBroken, match="Trello was asked again and again"):
        sync_claims.asked_at_most(world, "Trello", 10)


def test_what_was_asked_before_the_trouble_does_not_count(stage: Stage) -> None:
    world = paired(stage)
    world.disturbances.plant("Trello", "unauthorised", lasting=True)

    sync_claims.asked_at_most(world, "Trello", 0)


def test_a_pass_that_says_nothing_of_what_was_not_done_is_found(stage: Stage) -> None:
    world = paired(stage)
    with pytest.raises(PromiseBroken, match="the sync says nothing of what was not done"):
        sync_claims.said_what_failed(world)

    world.disturbances.plant("Trello", "unauthorised", lasting=True)
    rename(world)
    world.sync.run()

    sync_claims.said_what_failed(world)


@pytest.mark.parametrize(("sync", "overwrites"), [(Sync, False), (BelievesOldReads, True)])
def test_a_value_that_is_overwritten_for_a_moment_is_found(stage: Stage, sync: type[Sync], overwrites: bool) -> None:  # noqa: FBT001 - a row of the table
    world = paired(stage, sync)
    rename(world)
    world.disturbances.plant("Trello", "stale")
    world.sync.settle()

    assert world.roster.value("Acme", "name", world.section.source) == "Ajax"
    if overwrites:
        with pytest.raises(PromiseBroken, match="was overwritten"):
            value_claims.not_overwritten(world, "Acme", "name", world.section.source)
    else:
        value_claims.not_overwritten(world, "Acme", "name", world.section.source)


def test_trouble_lasts_until_the_system_is_well_again(stage: Stage) -> None:
    world = paired(stage)
    world.disturbances.plant("Trello", "unauthorised", lasting=True)
    rename(world)

    problems = [bool(world.sync.run().problem) for _ in range(3)]
    world.disturbances.heal("Trello")
    world.sync.settle()

    assert problems == [True] * 3
    value_claims.both_hold(world, "Acme", "name", "Ajax")
    assert world.disturbances.waiting == ()


def test_a_fault_that_met_nothing_before_the_system_was_well_again_still_waits(stage: Stage) -> None:
    world = paired(stage)
    world.disturbances.plant("Trello", "lost")

    world.disturbances.heal("Trello")

    assert world.disturbances.waiting == ("lost",)


def test_an_act_between_two_pages_waits_for_a_page_after_the_first(stage: Stage) -> None:
    world = paired(stage)
    world.users.between_pages("Customerp", lambda: rename(world))

    world.sync.run()
    before = world.users.waiting
    for number in range(51):
        world.users.add(f"{number}", world.section.source)
    world.sync.run()

    assert (before, world.users.waiting) == (True, False)
    assert world.roster.value("Acme", "name", world.section.source) == "Ajax"


def test_a_change_to_what_a_property_held_anyway_is_nobodys_latest_edit(stage: Stage) -> None:
    world = paired(stage)
    rename(world)
    target = world.section.target
    world.users.change("Acme", "name", target, "Ajax Ltd")
    world.users.change("Acme", "name", world.section.source, "Ajax")

    assert [edit.value for edit in world.users.edits("Acme", "name")] == ["Ajax", "Ajax Ltd"]
