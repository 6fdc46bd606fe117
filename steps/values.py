"""Which values people choose: new ones, empty ones, ones that a system refuses or does not keep as they are."""

from __future__ import annotations

from syncproof.checklist import End
from syncproof.datatypes import Property
from syncproof.errors import HarnessBroke
from syncproof.fakes.kit.clock import iso, moment
from syncproof.fakes.kit.fake import NoSuchAct, Refusal
from syncproof.ledger import Value
from syncproof.steps.world import World
from syncproof.stories.near_values import NEARNESS, edge_value, ornate_value
from syncproof.stories.odd_values import altered_value, empty_value, refused_value

_MOST_TRIES = 1000
"""Believable values among which a new one is looked for."""
_DAY = 24 * 60 * 60 * 1000
_BEFORE_MIDNIGHT = _DAY - 61_001
"""A time of day that is another date in most zones, and is lost where seconds or less are dropped."""


def fresh(world: World, who: str, label: str) -> Value:
    """Return a value that neither system has held for somebody, and that both take and keep as it is."""
    declared = _declared(world, label)
    if declared[0].kind == "moment":
        day = moment("2026-04-01T00:00:00Z") + _DAY * (7 * len(world.users.edits(who, label)) + world.cast.number())
        at_night = iso(day + _BEFORE_MIDNIGHT)
        return at_night if _taken_as_it_is(at_night, *declared) else iso(day)
    return other(world, who, label, world.roster.current(who, label))


def other(world: World, who: str, label: str, than: Value) -> Value:
    """Return another value than this one, which both systems take and keep as it is."""
    declared = _declared(world, label)
    if declared[0].kind == "boolean":
        return not than
    for _ in range(_MOST_TRIES):
        value = world.cast.record(who, world.section.source)[declared[0].name]
        if value != than and _taken_as_it_is(value, *declared):
            return value
    raise HarnessBroke(f"no value is known that both systems take as {label}")


def _taken_as_it_is(value: Value, *declared: Property) -> bool:
    return all(one.refusal(value) is None and one.stored(value) == value for one in declared)


def empty(world: World, label: str, end: End) -> Value:
    """Return what a system holds where there is nothing."""
    return empty_value(world.roster.property(end, label))


def refused(world: World, label: str, end: End) -> Value:
    """Return a value that a system refuses and the one across takes and keeps."""
    value = refused_value(world.roster.property(end, label), world.roster.property(world.sections.other(end), label))
    if value is None:
        raise HarnessBroke(f"{end} refuses no {label} that {world.sections.other(end)} takes")
    return value


def altered(world: World, label: str, end: End) -> Value:
    """Return a value that a system takes and makes something else of, and the one across takes and keeps."""
    value = altered_value(world.roster.property(end, label), world.roster.property(world.sections.other(end), label))
    if value is None:
        raise HarnessBroke(f"{end} keeps every {label} that {world.sections.other(end)} takes")
    return value


def near(world: World, who: str, label: str, end: End, what: str) -> Value:
    """Return a value that differs from the present one in its case alone, or in its spaces, or the like.

    Raises NoSuchAct where the present value has nothing of the kind.
    """
    value = world.roster.value(who, label, end)
    near = NEARNESS[what](value) if isinstance(value, str) and value else value
    if near == value:
        raise NoSuchAct(f"{who}'s {label} has nothing that differs in {what}")
    return near


def ornate(world: World, who: str, label: str) -> Value:
    """Return a text of somebody's own that has values near it of every kind."""
    value = ornate_value(*_declared(world, label), who=who)
    if value is None:
        raise HarnessBroke(f"no text with accents and emoji is kept as {label} on both sides")
    return value


def at_edge(world: World, label: str, edge: str) -> Value:
    """Return a moment at which calendars and clocks do something special."""
    value = edge_value(edge, *_declared(world, label))
    if value is None:
        raise HarnessBroke(f"not both sides keep {edge} as {label}")
    return value


def _declared(world: World, label: str) -> tuple[Property, Property]:
    return world.roster.property(world.section.source, label), world.roster.property(world.section.target, label)


def look_alike(world: World, who: str, other: str, end: End) -> None:
    """Give somebody another's values; what the system wants to be unique it refuses, and that stays as it is."""
    for row in world.section.rows:
        try:
            world.users.change(who, row.source, end, world.roster.value(other, row.source, end))
        except Refusal:
            continue


def alternate(world: World, who: str, label: str, count: int) -> None:
    """Change a property from alternating sides; the sync runs after each change."""
    ends = (world.section.source, world.section.target)
    for turn in range(count):
        world.users.change(who, label, ends[turn % 2], fresh(world, who, label))
        world.sync.run()


def change_alike(world: World, who: str, label: str) -> None:
    """Let users give a property the same new value on both sides."""
    value = fresh(world, who, label)
    world.users.change(who, label, world.section.source, value)
    world.users.change(who, label, world.section.target, value)


def change_unmapped(world: World, who: str, end: End) -> None:
    """Let a user change all of a record that the table of no section names which the sync does."""
    named: set[str] = set()
    for section in (each for each in world.sections if end in {each.source, each.target}):
        is_source = end == section.source
        named |= {row.source if is_source else row.target for row in section.kept_rows}
        for row in section.dependents:
            named |= {each.path for each in (row.source_qualifiers if is_source else row.target_qualifiers)}
    others = {name: value for name, value in world.cast.record(who, end).items() if name not in named}
    world.users.change_unseen(who, end, others)
