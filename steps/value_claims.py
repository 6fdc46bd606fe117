"""Claims about the values that both systems hold: each is kept as evidence, or raises PromiseBroken."""

from __future__ import annotations

from syncproof.checklist import End
from syncproof.errors import NotOffered
from syncproof.laws.adaptation import adaptations, is_cut
from syncproof.laws.values import refuses, same
from syncproof.ledger import By, Created, Reported, Updated, Value
from syncproof.report.event import quoted, quoted_apart
from syncproof.steps.world import World

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "float": (float, int),  # JSON knows no difference between 5 and 5.0
}


def holds(world: World, who: str, label: str, end: End, value: Value) -> None:
    """Claim that a system holds a value, as the system keeps it, or in a form that either side takes."""
    declared, saw = world.roster.property(end, label), world.roster.value(who, label, end)
    across = world.roster.property(world.sections.other(end), label)
    kept = [declared.stored(value), *adaptations(declared, value), *adaptations(across, value)]
    expected, seen = quoted_apart([declared.stored(value), saw])
    world.evidence.expect(
        any(same(saw, form) for form in kept),  # nothing is None in one system, and "" in the other
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
    seen, right = shown[: len(saw)], shown[len(saw) :]
    is_one_value = same(*saw)
    otherwise = f"the systems disagree on {who}'s {label}"
    if is_one_value:
        is_old = world.users.edits(who, label) and same(saw[0], world.users.first_value(who, label))
        wrong = "what was there before the change" if is_old else "a wrong value"
        otherwise = f"{who}'s {label}: both systems hold {wrong}"
    world.evidence.expect(
        agreed,
        f"both systems agree on {who}'s {label}",
        otherwise=otherwise,
        expected=f"{'one of ' if len(right) > 1 else ''}{', '.join(right)} in both systems",
        saw=f"{seen[0]} in both" if is_one_value else " and ".join(seen),
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


def reported_once(world: World, who: str, label: str) -> None:
    """Claim that the sync said once, and only once, what it could not carry."""
    if not world.stage.driver.reports:
        raise NotOffered("the SUT offers no reports of what it could not sync (docs/sut.md: reports)")
    found = reports(world, who, label)
    whole = [] if found else _reports_of_whole(world, who)
    nothing = "a report about the record came, and named no property" if whole else "no report"
    world.evidence.expect(
        len(found) == 1,
        f"the sync reports {who}'s {label} once",
        otherwise=f"the sync did not report {who}'s {label} exactly once",
        expected="one report",
        saw="; ".join(report.reason for report in found) or nothing,
        lines=lambda: [report.line for report in found or whole] or changes(world, who, label),
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


def _reports_of_whole(world: World, who: str) -> list[Reported]:
    """Return what the sync reported of somebody's record without a property, on either side."""
    ends = (world.section.source, world.section.target)
    records = {record for end in ends for record in world.roster.found(who, end)}
    return [
        event
        for event in world.ledger
        if isinstance(event, Reported) and event.ref.record in records and not event.property
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
