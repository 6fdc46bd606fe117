"""docs/sut-systems.md: what the page says of the systems is what the fakes do and what the laws judge."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from syncproof import features
from syncproof.checklist.accepted import load
from syncproof.errors import PromiseBroken
from syncproof.fakes.custompms.rules import CUT
from syncproof.fakes.trello.memory import limits
from syncproof.fakes.trello.request import selection
from syncproof.steps.judge import judge
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import REFERENCE, Sut
from tests.pages import PAGES

TEXT = " ".join(PAGES["docs/sut-systems.md"].split())
NUMBERS = {10: "ten", 15: "fifteen"}


def test_the_numbers_of_the_page_are_those_of_the_systems() -> None:
    window, long_window = limits.WINDOW // 1000, limits.LONG_WINDOW // 60_000

    assert f"Trello takes {limits.OF_A_TOKEN} requests of a token in {NUMBERS[window]} seconds" in TEXT
    assert f"are limited further, to {limits.OF_PROFILES} in {NUMBERS[long_window]} minutes" in TEXT
    assert f"comes in pages of at most {selection.MOST:,}, newest first" in TEXT
    assert f"cuts descriptions and notes at {CUT:,} characters" in TEXT


def archived(driver: str) -> None:
    """Let a user archive a card, and change its task afterwards; then ask the laws."""
    checklist = load(Path(next(iter(features.__path__))) / "custompms-trello")
    stage = Stage(Sut(driver), 0)
    with closing(stage), on_stage(stage):
        world = World(stage, checklist, "task-to-cards")
        world.begin((world.section,))
        world.users.add("Digging", world.section.source)
        world.sync.settle()
        world.users.change_unseen("Digging", world.section.target, {"closed": True})
        world.users.change("Digging", "title", world.section.source, "Digging deeper")
        world.sync.settle()
        judge(world)


def test_a_card_that_a_user_archives_is_still_the_counterpart() -> None:
    archived(REFERENCE)

    with pytest.raises(PromiseBroken, match=r"law agreement: .* and its Cards disagree"):
        archived("broken:creates-only")
