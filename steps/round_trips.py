"""Any value survives there and back: hypothesis tries values of every kind, each in a world of its own."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import example, given, seed, settings
from hypothesis import strategies as st

from syncproof.checklist import End
from syncproof.datatypes import Property
from syncproof.fakes import FAKES
from syncproof.fakes.kit.texts import AWKWARD, NUMBERS, TELLING
from syncproof.laws.adaptation import keeps
from syncproof.ledger import Value
from syncproof.steps import value_claims
from syncproof.steps.chance import SEEDED
from syncproof.steps.judge import judge
from syncproof.steps.partners import add_paired
from syncproof.steps.plays import Plays
from syncproof.steps.world import World

EXAMPLES = 10
"""How many times a row and direction is tried; more find more, and take as much longer."""
VALUES = 6
"""How many values at the most follow each other in one try, each carried across before the next."""

QUICKLY = settings(SEEDED, max_examples=EXAMPLES)


def survives(world: World, who: str, label: str, end: End) -> None:
    """Try values in one system; the other holds each, or the sync reports that it is refused there.

    The sync is told of this section alone: the others cost time and could only hide what is looked for.
    """
    across = world.sections.other(end)
    strategy = st.lists(
        FAKES[end.system].samples().values(end.datatype, world.roster.property(end, label).name),
        min_size=1,
        max_size=VALUES,
    )
    tried = 0
    plays = Plays(world)

    def carry(values: tuple[Value, ...]) -> None:
        world.begin((world.section,))
        add_paired(world, who, world.section)
        world.sync.run()
        for value in values:
            world.users.change(who, label, end, value)
            world.sync.run()
            if not _is_there(world, who, label, end, across, value):
                world.sync.settle()
            _is_carried(world, who, label, end, across, value)
        world.sync.settle()
        _is_carried(world, who, label, end, across, values[-1])
        judge(world)

    def play(values: tuple[Value, ...]) -> None:
        plays.play(values, lambda: carry(values))

    @QUICKLY
    @seed(world.stage.seed)
    @given(values=strategy)
    def trial(values: list[Value]) -> None:
        nonlocal tried
        play(tuple(values))
        tried += len(values)

    # An address of a mailbox is none of these.
    known = _known_to_spoil(world.roster.property(end, label))
    plays.search(example(values=known)(trial) if known else trial, play)
    world.evidence.replace(f"{who}'s {label}: {tried} values from {end} survived, or were refused and reported")


def _known_to_spoil(declared: Property) -> list[Value]:
    """Return what every property is tried with, as far as its system takes it, the longest text included."""
    longest = ("long" * (length // 4) for length in (16_384, 4_000, 2_000, 250, 200, 100))
    candidates: dict[str, Iterable[Value]] = {
        "text": (*AWKWARD, *longest),
        "moment": TELLING,
        "boolean": (True, False),
        "number": NUMBERS,
    }
    return [value for value in candidates[declared.kind] if declared.refusal(value) is None]


def _is_carried(world: World, who: str, label: str, end: End, across: End, value: Value) -> None:
    """Claim that both systems hold a value; where the other does not keep it as it is, the laws say what is owed."""
    kept = world.roster.property(end, label).stored(value)
    value_claims.holds(world, who, label, end, value)
    if keeps(world.roster.property(across, label), kept):
        value_claims.holds(world, who, label, across, kept)


def _is_there(world: World, who: str, label: str, end: End, across: End, value: Value) -> bool:
    """Whether the other system holds a value after one pass; a sync may need more."""
    kept, opposite = world.roster.property(end, label).stored(value), world.roster.property(across, label)
    return world.roster.value(who, label, across) == opposite.stored(kept)
