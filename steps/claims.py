"""Claims about the end of a story: each is kept as evidence, or raises PromiseBroken."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus

from syncproof.checklist import End
from syncproof.errors import NotOffered, PromiseBroken
from syncproof.laws.adaptation import adaptations, is_cut
from syncproof.laws.values import refuses
from syncproof.ledger import By, Call, Created, Marked, Reported, Updated, Value, writes
from syncproof.report.event import quoted, quoted_apart
from syncproof.steps.manners import MOST_EARLY
from syncproof.steps.world import World

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "float": (float, int),  # JSON knows no difference between 5 and 5.0
}


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
    pairs = world.pairs.pairing()[section.slug]
    joined = {source: target for source, target in pairs.items() if source in crowd}
    others = {target for source, target in pairs.items() if source not in crowd}
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
    )


def holds(world: World, who: str, label: str, end: End, value: Value) -> None:
    """Claim that a system holds a value, as the system keeps it, or in a form that either side takes."""
    declared, saw = world.roster.property(end, label), world.roster.value(who, label, end)
    across = world.roster.property(world.sections.other(end), label)
    expected, seen = quoted_apart([declared.stored(value), saw])
    world.evidence.expect(
        saw in {declared.stored(value), *adaptations(declared, value), *adaptations(across, value)},
        f"{who}'s {declared.name} in {end}",
        otherwise=f"{who}'s {declared.name} in {end}: wrong value",
        expected=expected,
        saw=seen,
        lines=lambda: changes(world, who, label),
    )


def both_hold(world: World, who: str, label: str, value: Value) -> None:
    """Claim that both systems hold a value."""
    holds(world, who, label, world.section.source, value)
    holds(world, who, label, world.section.target, value)


def both_agree(world: World, who: str, label: str) -> None:
    """Claim that both systems hold the same one of the users' changes; without a change, what was there first."""
    ends = (world.section.source, world.section.target)
    made = {edit.value for edit in world.users.edits(who, label)} or {world.users.added(who, label)}
    saw = [world.roster.value(who, label, end) for end in ends]
    agreed = [value for value in made if saw == [world.roster.property(end, label).stored(value) for end in ends]]
    shown = quoted_apart([*saw, *sorted(made, key=str)])
    world.evidence.expect(
        agreed,
        f"both systems agree on {who}'s {label}",
        otherwise=f"the systems disagree on {who}'s {label}",
        expected="one of " + ", ".join(shown[len(saw) :]),
        saw=" and ".join(shown[: len(saw)]),
        lines=lambda: changes(world, who, label),
    )


def is_of_type(world: World, who: str, label: str, end: End) -> None:
    """Claim that a system holds something, and of the type that the table names."""
    saw, documented = world.roster.value(who, label, end), world.sections.row(label).type
    world.evidence.expect(
        isinstance(saw, _TYPES[documented]),
        f"{who}'s {label} in {end} is of the type {documented}",
        otherwise=f"{who}'s {label} in {end}: wrong type",
        expected=documented,
        saw=quoted(saw),
        lines=lambda: changes(world, who, label),
    )


def wrote_nothing_since_first_rest(world: World) -> None:
    """Claim that no write followed the first rest."""
    rests = [event.line for event in world.ledger if isinstance(event, Marked) and event.what == "at rest"]
    if not rests:
        raise PromiseBroken("the sync never came to rest")
    calls = [event for event in world.ledger[rests[0] :] if isinstance(event, Call) and event.by is By.SUT]
    # A source of two sections may owe the other section a write.
    joined = world.pairs.pairing()
    others = {id_ for one in world.sections if one != world.section for id_ in joined[one.slug].values()}
    made = writes(world.ledger[rests[0] :])
    lines = tuple(call.line for call in made if not any(id_ in call.path for id_ in others))
    world.evidence.expect(
        calls and not lines,
        "the sync looked and wrote nothing",
        otherwise="the sync wrote after it had come to rest" if calls else "the sync looked at nothing",
        expected="no write",
        saw=f"{len(lines)} writes" if calls else "no request",
        lines=lambda: lines,
    )
    reported = tuple(event.line for event in world.ledger[rests[0] :] if isinstance(event, Reported))
    world.evidence.expect(
        not reported,
        "the sync reported nothing",
        otherwise="the sync reported a problem where there is none",
        expected="no report",
        saw=f"{len(reported)} reports",
        lines=lambda: reported,
    )


def reported_once(world: World, who: str, label: str) -> None:
    """Claim that the sync said once, and only once, what it could not carry."""
    if not world.stage.driver.reports:
        raise NotOffered("the SUT offers no reports of what it could not sync (docs/sut.md: reports)")
    found = reports(world, who, label)
    world.evidence.expect(
        len(found) == 1,
        f"the sync reports {who}'s {label} once",
        otherwise=f"the sync did not report {who}'s {label} exactly once",
        expected="one report",
        saw="; ".join(report.reason for report in found) or "no report",
        lines=lambda: [report.line for report in found] or changes(world, who, label),
    )


def adapted_or_reported(world: World, who: str, label: str, end: End) -> None:
    """Claim that a system holds a form of the users' latest value that it takes, or what it held; then it is reported.

    A sync that cuts the value itself, since the system refuses the whole, reports that too.
    """
    latest, saw = world.users.latest(who, label), world.roster.value(who, label, end)
    declared = world.roster.property(end, label)
    if saw not in adaptations(declared, latest):
        holds(world, who, label, end, world.users.first_value(who, label))
        reported_once(world, who, label)
        return
    world.evidence.keep(f"{who}'s {declared.name} in {end}, in a form that {end.system} takes: {quoted(saw)}")
    if refuses(declared, latest) and is_cut(declared, latest, saw):
        reported_once(world, who, label)


def reports(world: World, who: str, label: str) -> list[Reported]:
    """Return what the sync reported of somebody's property, on either side."""
    ends = (world.section.source, world.section.target)
    places = {
        (record, world.roster.property(end, label).name) for end in ends for record in world.roster.found(who, end)
    }
    return [
        event for event in world.ledger if isinstance(event, Reported) and (event.ref.record, event.property) in places
    ]


def not_overwritten(world: World, who: str, label: str, end: End) -> None:
    """Claim that the sync changed nothing where a user made the last change, not even for a moment."""
    record, name = world.roster.record(who, end), world.roster.property(end, label).name
    updates = [
        event
        for event in world.ledger
        if isinstance(event, Updated) and event.ref.record == record and name in event.after
    ]
    last = max((event.line for event in updates if event.by is By.USER), default=0)
    after = [event for event in updates if event.line > last]
    world.evidence.expect(
        not after,
        f"{who}'s {name} in {end} was not overwritten",
        otherwise=f"{who}'s {name} in {end} was overwritten",
        expected="no change by the sync",
        saw=" and then ".join(quoted(event.after[name]) for event in after),
        lines=lambda: (event.line for event in after),
    )


def limit_not_hammered(world: World, system: str) -> None:
    """Claim that few requests were answered that it is too early."""
    early = [call for call in world.disturbances.since(system) if call.status == HTTPStatus.TOO_MANY_REQUESTS]
    world.evidence.expect(
        len(early) <= MOST_EARLY,
        f"the limit of {system} was not hammered",
        otherwise=f"the limit of {system} was hammered",
        expected=f"at most {MOST_EARLY} requests that came too early",
        saw=f"{len(early)} of them",
        lines=lambda: tuple(call.line for call in early),
    )


def asked_at_most(world: World, system: str, count: int) -> None:
    """Claim that the sync made few requests to a system in trouble."""
    calls = world.disturbances.since(system)
    world.evidence.expect(
        len(calls) <= count,
        f"{system} was asked at most {count} times while it refused",
        otherwise=f"{system} was asked again and again",
        expected=f"at most {count} requests",
        saw=f"{len(calls)} requests",
        lines=lambda: tuple(call.line for call in calls),
    )


def said_what_failed(world: World) -> None:
    """Claim that the sync did not end its last pass as if all had been done."""
    if not world.stage.driver.reports and not world.sync.problem:
        raise NotOffered("the SUT offers no reports of what it could not sync (docs/sut.md: reports)")
    reported = world.sync.reports()
    world.evidence.expect(
        reported or world.sync.problem,
        "the sync says that something was not done",
        otherwise="the sync says nothing of what was not done",
        expected="a report, or a pass that is given up",
        saw="a pass that is complete, without a report",
        lines=lambda: tuple(call.line for call in world.sync.calls()),
    )


def changes(world: World, who: str, label: str) -> tuple[int, ...]:
    """Return the ledger lines in which a property came to hold what it holds, on either side."""
    ends = (world.section.source, world.section.target)
    places = {
        (record, world.roster.property(end, label).name) for end in ends for record in world.roster.found(who, end)
    }
    changed = [event for event in world.ledger if isinstance(event, Created | Updated)]
    held = {event.line: event.values if isinstance(event, Created) else event.after for event in changed}
    return tuple(
        event.line for event in changed if any((event.ref.record, name) in places for name in held[event.line])
    )


def _made(world: World, records: Collection[str]) -> list[int]:
    """Return the ledger lines in which these records were created."""
    return [event.line for event in world.ledger if isinstance(event, Created) and event.ref.record in records]
