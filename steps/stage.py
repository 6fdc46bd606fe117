"""Where scenarios play: the systems, mounted in this process, and the SUT; made once, taken back for each scenario."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from syncproof.accepted import load
from syncproof.checklist import Checklist
from syncproof.contract import sut_environ
from syncproof.drivers import DRIVERS
from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import Door, mounted
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import Ledger
from syncproof.steps.world import World


class Stage:
    """The systems, their doors, one clock, one ledger, and the SUT."""

    def __init__(self, driver: str, seed: int, lacking: frozenset[str] = frozenset()) -> None:
        self.seed = seed
        self.clock = Clock()
        self.ledger = Ledger()
        self.fakes = {name: fake(self.clock, self.ledger, seed=seed) for name, fake in FAKES.items()}
        if lacking:
            self.fakes[Trello.name] = Trello(self.clock, self.ledger, seed=seed, capabilities=ALL - lacking)
        self.doors: Mapping[str, Door] = {}
        self.driver = DRIVERS[driver](self.clock.advance)
        self.environ = sut_environ({name: (fake.url, fake.credentials) for name, fake in self.fakes.items()})
        self._snapshots = {name: fake.snapshot() for name, fake in self.fakes.items()}

    def clear(self) -> None:
        """Take everything back to how it was before the first scenario, with an empty ledger."""
        self.ledger = Ledger()
        for name, fake in self.fakes.items():
            fake.restore(self._snapshots[name])
            fake.ledger = self.ledger
        for door in self.doors.values():
            door.forget()


@pytest.fixture(scope="session")
def stage(pytestconfig: pytest.Config) -> Stage:
    """Make the stage of this process."""
    lacking = frozenset(name for name in pytestconfig.getoption("--trello-lacks").split(",") if name)
    stage = Stage(pytestconfig.getoption("--sut-driver"), pytestconfig.getoption("--sut-seed"), lacking)
    # What is there by now stays to the end; to look through it for garbage again and again costs a fifth of a run.
    gc.freeze()
    return stage


@contextmanager
def on_stage(stage: Stage) -> Iterator[Stage]:
    """Open the systems' doors: from here on every HTTP client of this process finds them."""
    with mounted(stage.fakes.values()) as stage.doors:
        yield stage


@pytest.fixture(scope="module")
def open_stage(stage: Stage) -> Iterator[Stage]:
    """Open the doors for the scenarios of a feature."""
    with on_stage(stage):
        yield stage


@pytest.fixture(scope="session")
def checklists() -> dict[Path, Checklist]:
    """Keep the accepted documents that were read, by folder."""
    return {}


@pytest.fixture
def world(request: pytest.FixtureRequest, open_stage: Stage, checklists: dict[Path, Checklist]) -> World:
    """Begin a scenario of the section that the feature file is named for."""
    folder, section = request.path.parent, request.path.stem
    if elsewhere := request.config.getoption("--sut-checklists"):
        folder = Path(elsewhere) / folder.name
    if folder not in checklists:
        checklists[folder] = load(folder)
    world = World(open_stage, checklists[folder], section)
    world.begin()
    return world
