"""The fixtures of a scenario: its stage, made once in a process, and a world of its own.

They are named apart from those of other people's tests, which pytest may run beside ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import load
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.stories.feature import section_of
from syncproof.stories.playable import playable
from syncproof.sut import Sut


@pytest.fixture(scope="session", name="syncproof_stage")
def stage(pytestconfig: pytest.Config) -> Iterator[Stage]:
    """Make the stage of this process."""
    lacking = frozenset(name for name in pytestconfig.getoption("--syncproof-trello-lacks").split(",") if name)
    stage = Stage(Sut.from_options(pytestconfig.getoption), pytestconfig.getoption("--syncproof-seed"), lacking)
    yield stage
    stage.close()


@pytest.fixture(scope="module", name="syncproof_open_stage")
def open_stage(syncproof_stage: Stage) -> Iterator[Stage]:
    """Open the doors for the scenarios of a feature."""
    with on_stage(syncproof_stage):
        yield syncproof_stage


@pytest.fixture(scope="session", name="syncproof_checklists")
def checklists() -> dict[Path, Checklist]:
    """Keep the accepted documents that were read, by folder."""
    return {}


@pytest.fixture(name="syncproof_world")
def world(
    request: pytest.FixtureRequest, syncproof_open_stage: Stage, syncproof_checklists: dict[Path, Checklist]
) -> World:
    """Begin a scenario of the section that the feature file is named for."""
    folder, section = request.path.parent, section_of(request.path)
    if elsewhere := request.config.getoption("--syncproof-checklists"):
        folder = Path(elsewhere) / folder.name
    if folder not in syncproof_checklists:
        syncproof_checklists[folder] = playable(load(folder))
    world = World(syncproof_open_stage, syncproof_checklists[folder], section)
    world.begin()
    return world
