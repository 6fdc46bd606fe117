"""Claims about values: what a correct sync makes of a value, each in its own way, is right on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.errors import PromiseBroken
from syncproof.ledger import By, Created, Deleted, Ref, Reported, Updated
from syncproof.steps import record_claims, value_claims
from syncproof.steps.judge import judge
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut


@pytest.fixture
def world() -> Iterator[World]:
    """Return the world of a customer that both systems know."""
    with closing(Stage(Sut(), 0)) as stage, on_stage(stage):
        world = World(
            stage, load(Path(next(iter(features.__path__))) / "customerp-trello"), "customer-to-organizations"
        )
        world.begin((world.section,))
        world.users.add("Acme", world.section.source)
        world.sync.settle()
        yield world


def carried_and_written_back(world: World, value: str, back: str) -> None:
    """Let a user write a description in Trello, the sync carry it, and then write something back there."""
    target = world.section.target
    world.users.change("Acme", "description", target, value)
    world.sync.run()
    world.stage.fakes["Trello"].edit(target.datatype, world.roster.record("Acme", target), {"desc": back}, by=By.SUT)
    world.sync.settle()


@pytest.mark.parametrize(("value", "back"), [("  spacious  ", "spacious"), (" ", ""), (" \n\t ", "")])
def test_a_value_that_the_partner_trimmed_may_be_written_back_even_if_nothing_is_left(
    world: World, value: str, back: str
) -> None:
    carried_and_written_back(world, value, back)

    value_claims.both_hold(world, "Acme", "description", value)
    judge(world)


def test_a_value_of_which_something_is_left_is_not_written_back_as_nothing(world: World) -> None:
    carried_and_written_back(world, "  spacious  ", "")

    with pytest.raises(PromiseBroken, match="description in Customerp Customer: wrong value"):
        value_claims.both_hold(world, "Acme", "description", "  spacious  ")


def test_a_change_to_what_a_property_holds_anyway_is_nobodys_latest_edit(world: World) -> None:
    source, target = world.section.source, world.section.target
    before = world.roster.value("Acme", "name", target)
    world.users.change("Acme", "name", source, "Ajax")
    world.users.change("Acme", "name", target, before)
    world.sync.settle()

    assert world.users.latest("Acme", "name") == "Ajax"
    value_claims.both_hold(world, "Acme", "name", "Ajax")
    judge(world)


def reported(world: World, property_: str) -> PromiseBroken:
    """Return how the claim fails that a refusal was reported once, where the sync reported somebody's record."""
    target = world.section.target
    record = Ref(target.system, target.datatype, world.roster.record("Acme", target))
    world.ledger.reported(world.stage.clock.now, record, property_, "too long")
    with pytest.raises(PromiseBroken) as broken:
        value_claims.reported_once(world, "Acme", "website")
    return broken.value


def test_a_report_of_the_whole_record_is_said_to_have_come(world: World) -> None:
    broken = reported(world, "")

    assert broken.saw == "a report about the record came, and named no property"
    assert [type(world.ledger[line]) for line in broken.lines] == [Reported]


def test_a_report_of_another_property_is_no_report(world: World) -> None:
    assert reported(world, "desc").saw == "no report"


def written(world: World, source: str, target: str) -> None:
    """Let each system hold a website, as if the sync had written it there."""
    for end, name, value in ((world.section.source, "website", source), (world.section.target, "website", target)):
        fake = world.stage.fakes[end.system]
        fake.edit(end.datatype, world.roster.record("Acme", end), {name: value}, by=By.SUT)


@pytest.mark.parametrize(
    ("saw", "says"),
    [
        (
            ("https://old.org", "https://old.org"),
            (
                "Acme's website: both systems hold what was there before the change\n"
                'expected  "https://new.net" in both systems\n'
                'saw       "https://old.org" in both'
            ),
        ),
        (
            ("https://odd.org", "https://odd.org"),
            (
                "Acme's website: both systems hold a wrong value\n"
                'expected  "https://new.net" in both systems\n'
                'saw       "https://odd.org" in both'
            ),
        ),
        (
            ("https://new.net", "https://old.org"),
            (
                "the systems disagree on Acme's website\n"
                'expected  "https://new.net" in both systems\n'
                'saw       "https://new.net" and "https://old.org"'
            ),
        ),
    ],
)
def test_systems_that_hold_one_value_do_not_disagree(world: World, saw: tuple[str, str], says: str) -> None:
    written(world, "https://old.org", "https://old.org")
    world.users.change("Acme", "website", world.section.source, "https://new.net")
    written(world, *saw)

    with pytest.raises(PromiseBroken) as broken:
        value_claims.both_agree(world, "Acme", "website")

    assert str(broken.value) == says


def test_of_several_changes_one_has_to_be_in_both_systems(world: World) -> None:
    for value in ("https://a.org", "https://b.org"):
        world.users.change("Acme", "website", world.section.source, value)
    written(world, "https://a.org", "https://b.org")

    with pytest.raises(PromiseBroken) as broken:
        value_claims.both_agree(world, "Acme", "website")

    assert broken.value.expected == 'one of "https://a.org", "https://b.org" in both systems'


def test_one_more_finding_is_one(world: World) -> None:
    target = world.section.target
    made_up = {"website": "https://odd.org"}
    world.stage.fakes["Trello"].edit(target.datatype, world.roster.record("Acme", target), made_up, by=By.SUT)
    world.sync.settle()

    with pytest.raises(PromiseBroken, match=r"\(and 1 more finding\)"):
        judge(world)


@pytest.mark.parametrize(
    "claim",
    [
        lambda world: value_claims.both_hold(world, "Acme", "website", "https://new.net"),
        lambda world: record_claims.is_still_there(world, "Acme", world.section.target),
    ],
)
def test_the_deletion_of_a_record_by_the_sync_is_the_last_line_of_its_failure(
    world: World, claim: Callable[[World], None]
) -> None:
    source, target = world.section.source, world.section.target
    world.users.change("Acme", "website", source, "https://new.net")
    world.stage.fakes["Trello"].remove(target.datatype, world.roster.record("Acme", target), by=By.SUT)
    world.users.change("Acme", "name", source, "Ajax")

    with pytest.raises(PromiseBroken, match=r"^Acme is gone from Trello Organizations") as broken:
        claim(world)

    told = [(type(event), event.by) for event in map(world.ledger.__getitem__, broken.value.lines)]
    assert told == [(Created, By.USER), (Created, By.SUT), (Updated, By.USER), (Deleted, By.SUT)]
