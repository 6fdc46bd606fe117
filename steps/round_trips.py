"""Any value survives there and back: hypothesis tries values of every kind, each in a world of its own."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from syncproof.checklist import End
from syncproof.steps.samples import SAMPLES
from syncproof.ledger import Value
from syncproof.steps import claims
from syncproof.steps.world import World

EXAMPLES = 25
"""How many values a row and direction is tried with; more find more, and take as much longer."""

QUICKLY = settings(
    max_examples=EXAMPLES,
    deadline=None,  # a wall clock decides no verdict
    database=None,  # same seed, same values: nothing is remembered from one run to the next
    derandomize=False,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=tuple(HealthCheck),
)


def survives(world: World, who: str, label: str, end: End) -> None:
    """Try values in one system; the other holds each, or the sync reports that it is refused there."""
    across = world.other(end)
    declared, opposite = world.property(end, label), world.property(across, label)
    strategy: st.SearchStrategy[Value] = SAMPLES[end.system].values(end.datatype, declared.name)
    evidence = 0

    @QUICKLY
    @seed(world.stage.seed)
    @given(value=strategy)
    def trial(value: Value) -> None:
        nonlocal evidence
        world.begin()
        world.add(who, world.section.source)
        world.run_pass()
        world.change(who, label, end, value)
        world.settle()
        kept = declared.stored(value)
        if opposite.refusal(kept) is None and not (opposite.mandatory and kept in {None, ""}):
            claims.holds(world, who, label, across, kept)
            claims.holds(world, who, label, end, value)
        world.judge()
        evidence += 1

    trial()
    world.evidence = [f"{who}'s {label}: {evidence} values from {end} survived, or were refused and reported"]
