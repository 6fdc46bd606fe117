"""Ways of adding records: bare, sharing a value, looking alike, by the hundred, in every other section."""

from __future__ import annotations

from syncproof.checklist import End, Section
from syncproof.checklist.circles import way_back
from syncproof.errors import HarnessBroke
from syncproof.ledger import Value
from syncproof.steps import partners, values
from syncproof.steps.world import World


def add_bare(world: World, who: str, end: End) -> None:
    """Add somebody with only what is mandatory."""
    datatype = world.fake(end).datatypes[end.datatype]
    full = {**world.cast.record(who, end), **world.roster.named(who, end)}
    world.users.add(who, end, {name: value for name, value in full.items() if name in datatype.minimal})


def add_ornate(world: World, who: str, label: str) -> None:
    """Add somebody with a text that can be changed in every little way."""
    end = world.section.source
    named = {**world.roster.named(who, end), label: values.ornate(world, who, label)}
    partners.add_paired(world, who, world.section, {**world.cast.record(who, end), **named})


def add_sharing(world: World, who: str, end: End, label: str, other: str) -> None:
    """Add somebody who agrees with another in one property."""
    shared = world.roster.value(other, label, world.section.source)
    record = world.cast.record(who, end)
    world.users.add(
        who,
        end,
        {
            **record,
            **world.roster.named(who, end),
            **world.alike.holding(end, world.roster.property(end, label).name, shared),
        },
    )


def add_lookalike(world: World, who: str, end: End, other: str) -> None:
    """Add somebody who holds what another holds, save for what either system wants to be unique."""
    section = world.sections.of(end)
    unique = _unique(world, section)
    held = world.fake(end).records(end.datatype)[world.roster.record(other, end)]
    world.users.add(who, end, {**held, **{name: world.cast.record(who, end)[name] for name in unique}})


def add_crowd(world: World, end: End, amount: int) -> None:
    """Add many records that differ in a number."""
    section = world.sections.of(end)
    numbered = {world.roster.telling(section).source, *_unique(world, section)}
    one = world.cast.record("crowd", end)
    world.crowd = tuple(f"Number {number}" for number in range(amount))
    for number, who in enumerate(world.crowd):
        world.users.add(who, end, {**one, **{name: _numbered(one[name], number) for name in numbered}})


def _unique(world: World, section: Section) -> set[str]:
    """Return the source's properties of which one system or the other keeps one record per value."""
    source, target = (world.fake(end).datatypes[end.datatype] for end in (section.source, section.target))
    own = {name for name, declared in source.properties.items() if declared.unique or name == source.identity}
    return own | {row.source for row in section.rows if row.target == target.identity}


def _numbered(value: Value, number: int) -> Value:
    """Return a value with a number in it."""
    return value + number if isinstance(value, int | float) else f"{number}{value}"


def add_way_back(world: World) -> None:
    """Begin with the sections that lead back in play. Raises NotOffered where the sync gets one section at a time."""
    back = way_back(world.section, world.checklist.sections)
    if not back or not world.roster.empty:
        raise HarnessBroke("the step needs a section that leads back, and comes before anybody is added")
    world.begin((world.section, *back), way_back=True)
    for each in back:
        world.sections.check_synced(each)


def populate_other_sections(world: World) -> None:
    """Begin with the whole document in use: a pair in every section but the scenario's own."""
    if not world.roster.empty:
        raise HarnessBroke("`every other section has a pair of its own` comes before anybody is added")
    world.begin(world.checklist.sections)
    for section in world.sections:
        somebody = partners.somebody_of(world, section.slug)
        is_beside = section != world.section and section.source != world.section.source
        # A section before that is connected to this one may have needed somebody already.
        if is_beside and not world.roster.added(somebody, section.source):
            partners.add_paired(world, somebody, section)
    world.sync.run()
