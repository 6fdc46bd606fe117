"""Claims about records and their counterparts: each is kept as evidence, or raises PromiseBroken."""

from __future__ import annotations

from collections.abc import Collection

from syncproof.checklist import End
from syncproof.errors import NotOffered
from syncproof.ledger import By, Created, Reported
from syncproof.report.event import quoted
from syncproof.steps.world import World


def is_there_once(world: World, who: str, end: End) -> None:
    """Claim that somebody has one counterpart, and that the sync made no second one."""
    record = world.roster.record(who, end)
    label = world.roster.telling(world.sections.of(end)).source
    held = world.roster.value(who, label, end)
    name = world.roster.property(end, label).name
    alike = [key for key, values in world.fake(end).records(end.datatype).items() if values[name] == held]
    world.evidence.expect(
        alike == [record],
        f"{who} is one record in {end}",
        otherwise=f"{who} is not exactly one record in {end}",
        expected=f"one record with {name} {quoted(held)}",
        saw=f"{len(alike)} with {name} {quoted(held)}",
        lines=lambda: _made(world, alike),
    )


def share(world: World, who: str, other: str, end: End) -> None:
    """Claim that two records have the same counterpart."""
    one, two = world.roster.record(who, end), world.roster.record(other, end)
    world.evidence.expect(
        one == two,
        f"{who} and {other} share a record in {end}",
        otherwise=f"{who} and {other} do not share a record in {end}",
        expected=one,
        saw=two,
    )


def each_is_there_once(world: World, end: End) -> None:
    """Claim that everybody of the crowd has a counterpart, and that the sync made no more for the crowd."""
    section = world.sections.of(end)
    crowd = {world.roster.record(who, world.sections.other(end)) for who in world.crowd}
    pairing = world.pairs.pairing()
    joined = {source: target for source, target in pairing[section.slug].items() if source in crowd}
    others = {pair.target.record for pair in pairing.pairs if pair.source.record not in crowd}
    made = [
        event
        for event in world.ledger
        if isinstance(event, Created)
        and event.by is By.SUT
        and event.ref.datatype == end.datatype
        and event.ref.record not in others
    ]
    expected = len(world.crowd)
    world.evidence.expect(
        len(joined) == len(made) == len(set(joined.values())) == expected,
        f"each of {expected} is in {end}, once",
        otherwise=f"not each of {expected} is in {end} exactly once",
        expected=f"{expected} counterparts",
        saw=f"{len(made)} made, {len(joined)} of {expected} with a counterpart",
        lines=lambda: (event.line for event in made[:4]),
    )


def is_not_there(world: World, who: str, end: End) -> None:
    """Claim that somebody has no record in a system."""
    label = world.roster.telling(world.sections.of(end)).source
    held, name = world.roster.value(who, label, world.sections.other(end)), world.roster.property(end, label).name
    found = [key for key, values in world.fake(end).records(end.datatype).items() if values[name] == held]
    world.evidence.expect(
        not found,
        f"{who} is not in {end}",
        otherwise=f"{who} has a record in {end}",
        expected=f"no record with {name} {quoted(held)}",
        saw=f"{len(found)} with {name} {quoted(held)}",
        lines=lambda: _made(world, found),
    )


def has_no_counterpart(world: World, who: str, end: End) -> None:
    """Claim that the sync made no pair with somebody's record."""
    across = world.sections.other(end)
    record = world.roster.record(who, across)
    pairs = world.pairs.pairing()[world.sections.of(end).slug]
    if across == world.sections.of(end).target:
        pairs = {target: source for source, target in pairs.items()}
    world.evidence.expect(
        record not in pairs,
        f"{who} has no counterpart in {end}",
        otherwise=f"{who} has a counterpart in {end}",
        expected="none",
        saw=pairs.get(record, "none"),
        lines=lambda: _made(world, [record, *([pairs[record]] if record in pairs else [])]),
    )


def reported_whole(world: World, who: str) -> None:
    """Claim that the sync reported somebody's record, whatever the property."""
    if not world.stage.driver.reports:
        raise NotOffered("the SUT offers no reports of what it could not sync (docs/sut.md: reports)")
    records = {
        record for end in (world.section.source, world.section.target) for record in world.roster.found(who, end)
    }
    found = [event for event in world.ledger if isinstance(event, Reported) and event.ref.record in records]
    world.evidence.expect(
        found,
        f"the sync reports {who}",
        otherwise=f"the sync does not report {who}",
        expected="a report",
        saw="no report",
        lines=lambda: _made(world, sorted(records)),
    )


def is_still_there(world: World, who: str, end: End) -> None:
    """Claim that nobody deleted somebody's record."""
    there = world.roster.lives(who, end)
    world.evidence.expect(
        there,
        f"{who} is still in {end}",
        otherwise=f"{who} is gone from {end}",
        expected="the record",
        saw="the record" if there else "no record",
        lines=lambda: world.roster.lines_until_gone(who, end),
    )


def _made(world: World, records: Collection[str]) -> list[int]:
    """Return the ledger lines in which these records were created."""
    return [event.line for event in world.ledger if isinstance(event, Created) and event.ref.record in records]
