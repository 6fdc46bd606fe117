"""Steps on time: the systems' clocks, two acts in one instant, lists that are late, the edges of calendars."""

from __future__ import annotations

from pytest_bdd import given, when

from syncproof.fakes.kit.clock import moment
from syncproof.steps import values
from syncproof.steps.words import sentence
from syncproof.steps.world import World

_MINUTE = 60_000


@given(sentence("{system:System}'s clock is {minutes:d} minutes {way:Way}"))
@when(sentence("{system:System}'s clock goes {minutes:d} minutes {way:Way}"))
def clock_differs(world: World, system: str, minutes: int, way: int) -> None:
    """Let a system's clock differ from those of the other systems and of the sync; no clock goes back for that."""
    world.stage.clock.advance(60.0 * max(0, -way * minutes))
    world.stage.fakes[system].clock.ahead = way * minutes * _MINUTE


@given(sentence("{system:System} keeps times in whole seconds"))
def keeps_seconds(world: World, system: str) -> None:
    """Let a system cut the times of its records."""
    world.stage.fakes[system].round_times()


@given(sentence("it is {time:Time}"))
def it_is(world: World, time: str) -> None:
    """Let time pass until two minutes before something special."""
    world.stage.clock.now = moment(time) - 2 * _MINUTE


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System} {after:After}"))
def change_soon(world: World, who: str, label: str, system: str, after: float) -> None:
    """Change a property at the very time of what happened last, or in the same second."""
    end = world.sections.end(system)
    world.users.change(who, label, end, values.fresh(world, who, label), after=after)


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System}, which no list shows yet"))
def change_unlisted(world: World, who: str, label: str, system: str) -> None:
    """Change a property; the lists show the change later, with the time at which it was made."""
    with world.stage.fakes[system].unlisted():
        world.users.change(who, label, world.sections.end(system), values.fresh(world, who, label))


@when(sentence("{who:Newcomer} is added to {system:System}, which no list shows yet"))
def add_unlisted(world: World, who: str, system: str) -> None:
    """Add a record; the lists show the record later, with the time at which it was added."""
    with world.stage.fakes[system].unlisted():
        world.users.add(who, world.sections.end(system))


@when(sentence("the lists of {system:System} show everything"))
def list_all(world: World, system: str) -> None:
    """Let the lists be up to date again."""
    world.stage.fakes[system].list_all()


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System} to {edge:Edge}"))
def change_to_edge(world: World, who: str, label: str, system: str, edge: str) -> None:
    """Give a property a moment at which calendars and clocks do something special."""
    world.users.change(who, label, world.sections.end(system), values.at_edge(world, label, edge))
