"""Stories and stages for sweeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import load_all
from syncproof.cli.options import installed_features
from syncproof.fakes import FAKES
from syncproof.steps.stage import Stage, on_stage
from syncproof.sut import Sut
from syncproof.trouble.player import Player
from syncproof.trouble.story import CanonicalStory, canonical_stories

SECTION = "task-to-cards"
DECLARED = FAKES.declared


@pytest.fixture(scope="session")
def checklists() -> dict[str, Checklist]:
    return {each.slug: each for each in load_all(installed_features(), DECLARED)}


@pytest.fixture(scope="session")
def stories(checklists: dict[str, Checklist]) -> list[CanonicalStory]:
    return [story for each in checklists.values() for story in canonical_stories(each, DECLARED)]


@pytest.fixture
def player_of(checklists: dict[str, Checklist], stories: list[CanonicalStory]) -> Iterator[Callable[..., Player]]:
    """Return a function that makes the player of a story of Custompms; its stage takes the place of the last."""
    with ExitStack() as stack:

        def make(
            name: str, driver: str = "reference", *, sut: Sut | None = None, section: str = SECTION, **options: bool
        ) -> Player:
            stack.close()
            stage = Stage(sut or Sut(driver=driver), seed=0)
            stack.callback(stage.close)
            stack.enter_context(on_stage(stage))
            among = [each for each in stories if each.document == "custompms-trello"]
            story = next(each for each in among if (each.section, each.name) == (section, name))
            return Player(stage, checklists[story.document], story, **options)

        yield make
