"""A sentence about faults in the toys' stories: no feature of the project speaks of faults, so `steps` has none."""

from __future__ import annotations

from pytest_bdd import given, parsers

from syncproof.fakes.kit.faults import FAULTS
from syncproof.steps.world import World

KINDS = {kind.plain: name for name, kind in FAULTS.items()}


@given(parsers.re(rf"(?P<system>[A-Z][a-z]+)'s next (?P<plain>{'|'.join(KINDS)})"))
def plant(world: World, system: str, plain: str) -> None:
    """Plant a fault by its plain words."""
    world.disturbances.plant(system, KINDS[plain])
