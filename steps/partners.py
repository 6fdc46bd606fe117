"""Ways in which a record gets a partner: of itself, by a match, by its condition, by what it is connected to."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from syncproof.checklist import ConnectedDatatype, End, Section
from syncproof.datatypes import is_own_id
from syncproof.errors import HarnessBroke
from syncproof.ledger import Value
from syncproof.steps.world import World
from syncproof.stories.conditions import meeting

_SOMEBODY = "Somebody"
_MOST_TRIES = 50
"""Believable values among which another one is looked for."""


def check_ends(world: World, *, source: str = "", target: str = "") -> None:
    """Raise HarnessBroke where a step names a system that is not that end of the section."""
    for spoken, end in ((source, world.section.source), (target, world.section.target)):
        if spoken and world.sections.end(spoken) != end:
            raise HarnessBroke(f"the step is about {end.system}, and says {spoken}")


def somebody_of(world: World, slug: str) -> str:
    """Return the name of the one whom a section needs and no story speaks of.

    Two sections know somebody of the same name, whom a sync is not to mix up, unless the name makes a match, or the
    two are of one datatype. What another document synchronizes has no section.
    """
    if not slug:
        return _SOMEBODY
    sections = world.checklist.sections
    section = next(one for one in sections if one.slug == slug)
    is_alone = all(one is section or one.source != section.source for one in sections)
    is_compared = world.alike.is_compared(section.source, world.roster.telling(section).source)
    return _SOMEBODY if is_alone and not is_compared else f"{_SOMEBODY} {sections.index(section) + 1}"


def add_paired(world: World, who: str, section: Section, record: Mapping[str, Value] | None = None) -> None:
    """Add somebody to a section's source, and to its target as well where the sync pairs only what matches."""
    if section.predicate:
        add_meeting(world, who, section, record)
    elif section.creates or not (section.criteria or section.connections):
        world.users.add(who, section.source, record)
    elif section.criteria:
        add_with_match(world, who, section, record)
    else:
        add_connected(world, who, somebody_of(world, section.connections[0].section), section, record)


def add_meeting(
    world: World, who: str, section: Section, record: Mapping[str, Value] | None = None, *, met: bool = True
) -> None:
    """Add somebody who meets a section's condition, or does not."""
    end = section.source
    believable = {**world.cast.record(who, end), **world.roster.named(who, end)}
    world.users.add(who, end, {**believable, **(record or {}), **_condition(world, section, met=met)})


def change_meeting(world: World, who: str, *, met: bool) -> None:
    """Change somebody's record, so that the section's condition is met from now on, or no longer."""
    section = world.section
    world.users.change_unseen(who, section.source, _condition(world, section, met=met))


def _condition(world: World, section: Section, *, met: bool) -> dict[str, Value]:
    """Return a value with which a section's condition is met, or is not. Raises HarnessBroke where none is known."""
    predicate = section.predicate
    if predicate is None:
        raise HarnessBroke(f"nobody agreed on a condition: {section.title}")
    declared = world.fake(section.source).datatypes[section.source.datatype].properties[predicate.property]
    found = meeting(predicate, declared, met=met)
    if found is None:
        raise HarnessBroke(f"no value is known with which this is {'met' if met else 'not met'}: {predicate}")
    return {predicate.property: found.value}


def add_connected(
    world: World,
    who: str,
    other: str,
    section: Section,
    record: Mapping[str, Value] | None = None,
    datatype: str = "",
) -> None:
    """Add somebody who is connected to another, of whom the sync has made a pair before."""
    know_connectable(world, other, section, datatype)
    end = section.source
    believable = record or {**world.cast.record(who, end), **world.roster.named(who, end)}
    world.users.add(who, end, {**believable, **_connection(world, other, section, datatype)})


def know_connectable(world: World, other: str, section: Section, datatype: str = "") -> None:
    """Add a record that those of a section can be connected to, once, and let the sync make its pair.

    What another document synchronizes gets no pair.
    """
    connection = _to(section, datatype)
    end = section.connected_ends[connection]
    if world.roster.added(other, end):
        return
    if not connection.section:
        world.users.add_bare(other, end)
        return
    its = next(one for one in world.checklist.sections if one.slug == connection.section)
    world.sections.check_synced(its)
    add_paired(world, other, its)
    world.sync.run()


def connect(world: World, who: str, other: str, datatype: str) -> None:
    """Connect somebody's record to another one of the same system."""
    world.users.change_unseen(who, world.section.source, _connection(world, other, world.section, datatype))


def _connection(world: World, other: str, section: Section, datatype: str) -> dict[str, Value]:
    connection = _to(section, datatype)
    return {connection.property: world.roster.record(other, section.connected_ends[connection])}


def _to(section: Section, datatype: str) -> ConnectedDatatype:
    """Return a section's connection to a datatype, or its first one."""
    return next(each for each in section.connections if datatype in {"", each.datatype})


def add_with_match(world: World, who: str, section: Section, record: Mapping[str, Value] | None = None) -> None:
    """Add somebody to both systems, later to the source; the two records match, and differ in all else."""
    source, target = section.source, section.target
    record = record or {**world.cast.record(who, source), **world.roster.named(who, source)}
    criterion = section.criteria[0]
    if criterion.is_of_id:
        _add_with_id(world, who, section, record)
        return
    match = {**world.cast.record(who, target), criterion.target: record[criterion.source]}
    if not _say_when(world, section):
        alike = {row.source for row in section.carried_rows if row.target == criterion.target}
        record = {**record, **dict.fromkeys(alike, record[criterion.source])}
        match |= _carried(world, section, record)
    world.users.add(who, target, match, section=section)
    world.users.add(who, source, record, section=section)


def _add_with_id(world: World, who: str, section: Section, record: Mapping[str, Value]) -> None:
    """Add somebody to both systems, of whom one holds the other's id; the source's record is the later."""
    source, target, criterion = section.source, section.target, section.criteria[0]
    match: Mapping[str, Value] = world.cast.record(who, target)
    if not _say_when(world, section):
        match = {**match, **_carried(world, section, record)}
    if is_own_id(criterion.target):
        world.users.add(who, target, match, section=section)
        named = {**record, criterion.source: world.roster.record(who, target)}
        world.users.add(who, source, named, section=section)
        return
    # The target can hold the id once there is one: what a user gives the source afterwards is the later.
    first = {name: next(_others(world, who, source, name, {value}), value) for name, value in record.items()}
    world.users.add(who, source, first if _say_when(world, section) else record, section=section)
    named = {**match, criterion.target: world.roster.record(who, source)}
    world.users.add(who, target, named, section=section)
    world.users.complete(who, source, record)


def _say_when(world: World, section: Section) -> bool:
    """Whether both systems say when something changed: else no sync could say which of two values is the later one."""
    ends = (section.source, section.target)
    return "never" not in {world.fake(end).datatypes[end.datatype].timestamped for end in ends}


def _carried(world: World, section: Section, record: Mapping[str, Value]) -> dict[str, Value]:
    """Return what the target holds where it has what a record of the source has."""
    properties = world.fake(section.target).datatypes[section.target.datatype].properties
    return {row.target: properties[row.target].stored(record[row.source]) for row in section.rows}


def add_named(world: World, who: str, label: str, match: str) -> None:
    """Add somebody to the target, and give the record in the source the id that the target's has got."""
    if not is_own_id(match):
        raise HarnessBroke(f"the step is about an id, and says {match}")
    section = world.section
    world.users.add(who, section.target, world.cast.record(who, section.target))
    world.users.change_unseen(who, section.source, {label: world.roster.record(who, section.target)})


def add_unlike(world: World, who: str, name: str) -> None:
    """Add somebody to the source who holds in a property what no other property holds that has to match."""
    section, end = world.section, world.section.source
    record = {**world.cast.record(who, end), **world.roster.named(who, end)}
    held = {record[each.source] for each in section.criteria if each.source != name and not is_own_id(each.source)}
    value = next(_others(world, who, end, name, held), None)
    if value is None:
        raise HarnessBroke(f"no value is known of {name} in {end} that no other property holds")
    world.users.add(who, end, {**record, name: value})


def _others(world: World, who: str, end: End, name: str, held: Container[Value]) -> Iterator[Value]:
    """Yield believable values of a property that are none of those held."""
    believable = (world.cast.record(who, end)[name] for _ in range(_MOST_TRIES))
    return (value for value in believable if value not in held)


def add_match(world: World, who: str, other: str, label: str, property_: str) -> None:
    """Add a record to the target that agrees with another's in the source in these two properties, and in no other.

    Neither in a criterion of few values, which is no match in any story: a sync that looks at that alone finds none.
    """
    section, source, target = world.section, world.section.source, world.section.target
    record = world.roster.record(other, source)
    held = world.fake(source).records(source.datatype)[record]
    match = world.cast.record(who, target)
    for each in (untested.criterion for untested in section.untested_criteria):
        if each.source in held and each.target in match and match[each.target] == held[each.source]:
            value = next(_others(world, who, target, each.target, {held[each.source]}), match[each.target])
            match |= world.alike.holding(target, each.target, value)
    world.users.add(who, target, {**match, property_: record if is_own_id(label) else held[label]})


def add_namesake(world: World, who: str, label: str, other: str) -> None:
    """Add a record to the source that holds what another's in the target holds in a property."""
    source, target = world.section.source, world.section.target
    shared = world.roster.value(other, label, target)
    name = world.roster.property(source, label, world.section).name
    believable = {**world.cast.record(who, source), **world.roster.named(who, source)}
    world.users.add(who, source, {**believable, **world.alike.holding(source, name, shared)})


def add_without_match(world: World, who: str, end: End) -> None:
    """Add somebody who holds nothing in the properties that have to match."""
    section = world.section
    names = {each.source if end == section.source else each.target for each in section.criteria}
    full = {**world.cast.record(who, end), **world.roster.named(who, end)}
    world.users.add(who, end, {name: value for name, value in full.items() if name not in names})
