"""Rows that share a property with others, or depend on what a record holds: how records come to it, and what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.rows import joined
from syncproof.errors import HarnessBroke
from syncproof.laws.values import unfilled
from syncproof.ledger import By, Created, Updated
from syncproof.quoting import quoted
from syncproof.steps import partners, value_claims, values
from syncproof.stories.dependence import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import End, Row
    from syncproof.ledger import Value
    from syncproof.steps.world import World


def add_dependent(world: World, who: str, label: str, on: str, *, applies: bool) -> None:
    """Let the sync make a pair to which a row applies, or does not, depending `on` what the document says."""
    section, row = world.section, world.sections.row(label)
    if row.having != on:
        raise HarnessBroke(f"{label} depends on {row.having or 'nothing'}, and the step says {on}")
    source, target = (world.fake(end).datatypes[end.datatype] for end in (section.source, section.target))
    found = held(section, row, source, target, applies=applies)
    if found is None:
        raise HarnessBroke(f"no values are known with which a row {'applies' if applies else 'does not apply'}: {row}")
    believable = {**world.cast.record(who, section.source), **world.roster.named(who, section.source)}
    for other in (*section.rows, *section.branches) if applies else ():
        if other.target == row.target:  # they are to hold one value, so that nothing is open before the story begins
            believable[row.source] = believable[other.source]
    # What the target is asked for can come from the source.
    fed = {each.source: found.target[each.target] for each in section.rows if each.target in found.target}
    partners.add_paired(world, who, section, {**believable, **fed, **found.source})
    world.sync.settle()  # a pass may write what a row depends on, so that the row applies from the next pass on
    # A counterpart is made without what is asked of it, and two records that match may have been made equal otherwise.
    for end, wanted in ((section.target, found.target), (section.source, found.source)):
        now = world.fake(end).records(end.datatype)[world.roster.record(who, end)]
        if lacking := {name: value for name, value in wanted.items() if now[name] != value}:
            world.users.change_unseen(who, end, lacking)
            world.sync.run()


def add_apart(world: World, who: str, label: str) -> None:
    """Add somebody to the source, with another value in one of the properties that share a row."""
    end = world.section.source
    record = {**world.cast.record(who, end), **world.roster.named(who, end)}
    name = world.roster.property(end, label).name
    world.users.add(who, end, {**record, name: values.other(world, who, label, record[name])})


def all_hold(world: World, who: str, label: str, value: Value) -> None:
    """Claim that both systems hold a value in all rows that share a property with a row, directly or through others."""
    for row in rows_with(world, label):
        value_claims.both_hold(world, who, row.label, value)


def all_agree(world: World, who: str, label: str) -> None:
    """Claim that both systems hold one value in all rows that share a property with a row."""
    ends = (world.section.source, world.section.target)
    rows = rows_with(world, label)
    saw = [world.roster.value(who, row.label, end) for row in rows for end in ends]
    world.evidence.expect(
        all(value == saw[0] for value in saw),
        f"both systems agree on {who}'s {label} and all that shares a row with it",
        otherwise=f"{who}'s {label} and what shares a row with it differ",
        expected="one value",
        saw=" and ".join(dict.fromkeys(map(quoted, saw))),
        lines=lambda: value_claims.changes(world, who, label),
    )


def left_alone(world: World, who: str, label: str, end: End) -> None:
    """Claim that the sync never gave a property of somebody's record a value."""
    record, name = world.roster.record(who, end), world.roster.property(end, label).name
    written = list(_written(world, end, record, name))
    world.evidence.expect(
        not written,
        f"the sync left {who}'s {name} in {end} alone",
        otherwise=f"the sync changed {who}'s {name} in {end}, to which the row does not apply",
        expected="no value of the sync's",
        saw=" and ".join(quoted(value) for _, value in written) or "none",
        lines=lambda: tuple(line for line, _ in written),
    )


def _written(world: World, end: End, record: str, name: str) -> Iterator[tuple[int, Value]]:
    """Yield the lines in which the sync gave a property something, each with the value."""
    for event in world.ledger:
        if not isinstance(event, Created | Updated) or event.by is not By.SUT:
            continue
        given = event.values if isinstance(event, Created) else event.after
        if (event.ref.system, event.ref.datatype, event.ref.record) == (end.system, end.datatype, record):
            is_change = isinstance(event, Updated) or not unfilled(given.get(name))
            if name in given and is_change:
                yield event.line, given[name]


def rows_with(world: World, label: str) -> list[Row]:
    """Return the rows that share a property with a row, directly or through others, the row among them."""
    section, row = world.section, world.sections.row(label)
    return next(list(group) for group in joined((*section.rows, *section.branches)) if row in group)
