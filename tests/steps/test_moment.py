"""A moment of a scenario: it can be kept whatever the sync has said so far, and its world knows what was known then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from syncproof.checklist.accepted import load_all
from syncproof.cli.options import installed_features
from syncproof.errors import NotOffered
from syncproof.fakes import FAKES
from syncproof.ledger import Ref
from syncproof.steps.moment import Moment
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import Sut
from syncproof.sut.protocol import Declined, PassEnd, SutReport

OWN, OTHER = "task-to-cards", "task-to-actions"


@pytest.fixture(name="world")
def _world() -> Iterator[World]:
    checklist = next(each for each in load_all(installed_features(), FAKES.declared) if each.slug == "custompms-trello")
    stage = Stage(Sut(), seed=0)
    with on_stage(stage):
        world = World(stage, checklist, OWN)
        world.begin()
        yield world
    stage.close()


def says(world: World, end: PassEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the sync do a pass and end it with these words."""
    monkeypatch.setattr(world.stage.driver, "run_pass", lambda: end)
    with suppress(NotOffered):  # of the story's own section
        world.sync.run()


@pytest.mark.parametrize(
    "end",
    [
        PassEnd("", declined=(Declined(OTHER, "not built"),)),
        PassEnd("", declined=(Declined(OTHER, "not built"), Declined(OWN, "not built"))),
        PassEnd("", declined=(Declined("", "not built"),)),
        PassEnd("", declined=(Declined("unknown-to-anybody", "not built"),)),
        PassEnd("", (SutReport(Ref("Custompms", "Task", "1"), "title", "refused"),)),
        PassEnd("the pass was given up"),
    ],
    ids=["another section", "two sections", "the checklist", "an unknown section", "a report", "a problem"],
)
def test_a_moment_is_kept_after_whatever_the_sync_has_said(
    end: PassEnd, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(world, end, monkeypatch)

    again = Moment(world).again()

    assert [each.slug for each in again.sections] == [each.slug for each in world.sections]
    assert again.pairs.scopes() == world.pairs.scopes()


def test_a_section_that_is_declined_later_is_not_declined_at_an_earlier_moment(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [each.slug for each in world.sections]
    moment = Moment(world)
    says(world, PassEnd("", declined=(Declined(OTHER, "not built"),)), monkeypatch)
    after = [each.slug for each in world.sections]

    assert (OTHER in before, OTHER in after) == (True, False)
    assert [each.slug for each in moment.again().sections] == before
