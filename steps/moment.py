"""A moment of a scenario to come back to: systems, clock, ledger, world, and the SUT where its driver lets us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.drivers.driver import Rewindable
from syncproof.drivers.kept import Kept
from syncproof.ledger import Ledger

if TYPE_CHECKING:
    from syncproof.steps.world import World


class Moment:
    """The moment at which a Moment is made. To go back to a moment is to forget all later ones."""

    def __init__(self, world: World) -> None:
        stage = world.stage
        self._stage = stage
        self._ledger = stage.ledger
        self._events = list(stage.ledger)
        world.pairs.forget()
        self._world = Kept(world, _shared(world))
        self._snapshots = {name: fake.snapshot() for name, fake in stage.fakes.items()}
        self._sut = stage.driver.keep() if isinstance(stage.driver, Rewindable) else None

    def again(self) -> World:
        """Go back to the moment, and return a world that knows no more than it did then."""
        stage = self._stage
        stage.ledger = Ledger(self._events)
        for name, fake in stage.fakes.items():
            fake.restore(self._snapshots[name])
            fake.ledger = stage.ledger
        for door in stage.doors.values():
            door.forget()
        if isinstance(stage.driver, Rewindable):
            stage.driver.back(self._sut)
        return self._world.again({id(self._ledger): stage.ledger})


def is_offered(world: World) -> bool:
    """Whether the SUT's driver lets us come back to a moment."""
    return isinstance(world.stage.driver, Rewindable)


def _shared(world: World) -> list[object]:
    """Return what no copy of a world copies: all that never changes, and the ledger, which is replaced."""
    stage = world.stage
    shared: list[object] = [stage, stage.ledger, stage.fakes, stage.clock, world.checklist]
    shared += world.pairs.given_scopes()
    for section in world.checklist.sections:
        shared += [section, section.source, section.target]
    return shared
