"""Stories of a sweep of which no cell is tried: those that fail without any trouble, and those at which we break."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest

from syncproof.checklist import Checklist
from syncproof.drivers.inprocess import InProcess
from syncproof.errors import SutMissing
from syncproof.steps import moment
from syncproof.steps.world import World
from syncproof.sut import Sut
from syncproof.trouble.counterexample import Counterexample
from syncproof.trouble.player import FailsUntroubled, Player
from syncproof.trouble.story import CanonicalStory
from syncproof.trouble.sweep import SweepPlan, sweep
from syncproof.trouble.tally import StoryTally
from syncproof.verdict import Verdict

SECTION = "project-to-actions"
BROKE = "the harness broke: TypeError"


@pytest.fixture(name="swept")
def _swept(checklists: dict[str, Checklist], stories: list[CanonicalStory]) -> Callable[..., list[StoryTally]]:
    def swept(*names: str) -> list[StoryTally]:
        found = (each for each in stories if (each.document, each.section) == ("custompms-trello", SECTION))
        chosen = tuple(each for each in found if each.name in names)
        return list(sweep(SweepPlan(tuple(checklists.values()), chosen, Sut(), strikes=frozenset({"lost"}))))

    return swept


def fails(*_: object) -> NoReturn:
    raise TypeError("cannot pickle it")


def verdicts(tally: StoryTally) -> dict[Verdict, int]:
    """Return how many cells have which verdict."""
    return {
        verdict: count for verdict in Verdict if (count := sum(counted[verdict] for counted in tally.verdicts.values()))
    }


def test_a_story_at_whose_beginning_the_harness_breaks_is_an_error_and_the_rest_is_swept(
    swept: Callable[..., list[StoryTally]], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = World.begin

    def begins(world: World) -> None:
        begin(world)
        is_created = not begun
        begun.append(1)
        if is_created:
            fails()

    begun: list[int] = []
    monkeypatch.setattr(World, "begin", begins)

    broken, whole = swept("created", "one side removed from Trello")

    assert (verdicts(broken), broken.is_whole) == ({Verdict.ERROR: 1}, True)
    [failure] = broken.failures.values()
    assert failure.outcome.kinds == (BROKE,)
    assert failure.outcome.message.startswith(f"{BROKE}: cannot pickle it (at test_untried_stories.py:")
    assert list(verdicts(whole)) == [Verdict.PASS]


def test_a_cell_at_which_the_harness_breaks_is_an_error_and_the_others_are_judged(
    swept: Callable[..., list[StoryTally]], monkeypatch: pytest.MonkeyPatch
) -> None:
    again = moment.Moment.again
    asked: list[int] = []

    def breaks_once(kept: moment.Moment) -> World:
        asked.append(1)
        return again(kept) if len(asked) > 1 else fails()

    monkeypatch.setattr(moment.Moment, "again", breaks_once)

    [tally] = swept("created")

    assert verdicts(tally) == {Verdict.PASS: tally.cells - 1, Verdict.ERROR: 1}


@pytest.mark.parametrize("place", ["keep", "back"])
def test_a_sync_that_is_missing_ends_the_sweep(
    place: str, swept: Callable[..., list[StoryTally]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> NoReturn:
        raise SutMissing("the sync's state directory cannot be read")

    monkeypatch.setattr(InProcess, place, missing)

    with pytest.raises(SutMissing, match="state directory"):
        swept("created")


@pytest.mark.parametrize(
    ("driver", "name", "rule"),
    [
        ("broken:one-way-only", "title changed in Trello", "in-sync.backward"),
        ("broken:one-way-only", "title changed in Custompms, notes in Trello", "in-sync.both-sides"),
        ("broken:backfills-only", "created", "every.created"),
    ],
)
def test_a_story_that_fails_without_trouble_breaks_the_rule_that_it_is_about(
    driver: str, name: str, rule: str, player_of: Callable[..., Player], checklists: dict[str, Checklist]
) -> None:
    player = player_of(name, driver)

    with pytest.raises(FailsUntroubled) as failed:
        player.probe()

    cell = failed.value.outcome.cell
    saved = Counterexample.of(player.story, cell, seed=0)
    section = next(each for each in checklists["custompms-trello"].sections if each.slug == player.story.section)
    assert (cell.strike.rule, saved.rule) == (rule, rule)
    assert f"@{rule}\n" in saved.feature(section, name)
