"""Steps on properties: users edit them, and both systems then hold the same. A property goes by the source's name."""

from __future__ import annotations

from pytest_bdd import given, then, when

from syncproof.steps import value_claims, values
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System}"))
def change(world: World, who: str, label: str, system: str) -> None:
    """Give a property a value that neither system has seen."""
    world.users.change(who, label, world.sections.end(system), values.fresh(world, who, label))


@given(sentence("a user changes all that is not synchronized of {who:Name} in {system:System}"))
@when(sentence("a user changes all that is not synchronized of {who:Name} in {system:System}"))
def change_unmapped(world: World, who: str, system: str) -> None:
    """Change the properties that the table does not name."""
    values.change_unmapped(world, who, world.sections.end(system))


@when(sentence("a user changes {who:Name}'s {label:Label} back in {system:System}"))
def change_back(world: World, who: str, label: str, system: str) -> None:
    """Give a property the value that it held before the first change."""
    world.users.change(who, label, world.sections.end(system), world.users.first_value(who, label))


@when(sentence("a user changes {who:Name}'s {label:Label} alike in both systems"))
def change_alike(world: World, who: str, label: str) -> None:
    """Give a property the same new value on both sides."""
    values.change_alike(world, who, label)


@when(sentence("a user empties {who:Name}'s {label:Label} in {system:System}"))
def empty(world: World, who: str, label: str, system: str) -> None:
    """Leave a property without a value."""
    world.users.change(who, label, world.sections.end(system), values.empty(world, label, world.sections.end(system)))


@when(sentence("a user changes {who:Name}'s {label:Label} to a value that {other:System} refuses"))
def become_refused(world: World, who: str, label: str, other: str) -> None:
    """Give a property, across from a system, a value that this system does not take."""
    refusing = world.sections.end(other)
    world.users.change(who, label, world.sections.other(refusing), values.refused(world, label, refusing))


@when(sentence("a user changes {who:Name}'s {label:Label} to a value that {other:System} does not keep as it is"))
def become_altered(world: World, who: str, label: str, other: str) -> None:
    """Give a property, across from a system, a value that this system trims, re-cases, cuts or completes."""
    altering = world.sections.end(other)
    world.users.change(who, label, world.sections.other(altering), values.altered(world, label, altering))


@when(
    sentence(
        "a user changes {who:Name}'s {label:Label} in {system:System} while the sync {access:Access} {other:System}"
    )
)
def change_meanwhile(world: World, who: str, label: str, system: str, access: str, other: str) -> None:
    """Change a property just before an answer that the sync waits for."""
    value = values.fresh(world, who, label)
    world.users.meanwhile(other, access, lambda: world.users.change(who, label, world.sections.end(system), value))


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System} between two pages that the sync reads"))
def change_between_pages(world: World, who: str, label: str, system: str) -> None:
    """Change a property just before the answer with a page after the first."""
    value = values.fresh(world, who, label)
    world.users.between_pages(system, lambda: world.users.change(who, label, world.sections.end(system), value))


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System} in {what:Nearness} only"))
def change_little(world: World, who: str, label: str, system: str, what: str) -> None:
    """Give a property a value that differs from the old one as little as can be."""
    end = world.sections.end(system)
    world.users.change(who, label, end, values.near(world, who, label, end, what))


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System} with the sync's own account"))
def change_as_sync(world: World, who: str, label: str, system: str) -> None:
    """Change a property signed in as whom the sync's credentials belong to; who edits does not matter."""
    world.users.change(who, label, world.sections.end(system), values.fresh(world, who, label), as_sut=True)


@when(sentence("a user makes {who:Name} look like {other:Name} in {system:System}"))
def look_alike(world: World, who: str, other: str, system: str) -> None:
    """Give every property the value that somebody else's has, as far as the system lets them."""
    values.look_alike(world, who, other, world.sections.end(system))


@when(sentence("a user swaps the {label:Label} of {who:Name} and {other:Name} in {system:System}"))
def trade(world: World, who: str, other: str, label: str, system: str) -> None:
    """Swap the values of two records."""
    end = world.sections.end(system)
    one, two = world.roster.value(who, label, end), world.roster.value(other, label, end)
    world.users.change(who, label, end, two)
    world.users.change(other, label, end, one)


@when(
    sentence(
        "users change {who:Name}'s {label:Label} {count:d} times on alternating sides, and the sync runs after each"
    )
)
def round_trips(world: World, who: str, label: str, count: int) -> None:
    """Change a property from alternating sides, each time carried across before the next."""
    values.alternate(world, who, label, count)


@then(sentence("both systems hold {who:Name}'s latest {label:Label}"))
def both_hold_latest(world: World, who: str, label: str) -> None:
    """See the last change on both sides."""
    value_claims.both_hold(world, who, label, world.users.latest(who, label))


@then(sentence("both systems hold {who:Name}'s {label:Label} as added"))
def both_hold_first(world: World, who: str, label: str) -> None:
    """See what the record came with on both sides."""
    value_claims.both_hold(world, who, label, world.users.added(who, label))


@then(sentence("both systems hold {who:Name}'s {label:Label} as added to {system:System}"))
def both_hold_added(world: World, who: str, label: str, system: str) -> None:
    """See on both sides what the record of one side came with."""
    value_claims.both_hold(world, who, label, world.users.added(who, label, world.sections.end(system).system))


@then(sentence("both systems hold {who:Name}'s {label:Label} as changed in {system:System}"))
def both_hold_of(world: World, who: str, label: str, system: str) -> None:
    """See one side's last change on both sides."""
    value_claims.both_hold(world, who, label, world.users.latest(who, label, system))


@then(sentence("both systems agree on {who:Name}'s {label:Label}"))
def both_agree(world: World, who: str, label: str) -> None:
    """See one of the changes on both sides; the laws say which may stand."""
    value_claims.both_agree(world, who, label)


@then(sentence("the sync has not overwritten {who:Name}'s {label:Label} in {system:System}"))
def not_overwritten(world: World, who: str, label: str, system: str) -> None:
    """See no change by the sync where a user made one, not even one that the sync took back."""
    value_claims.not_overwritten(world, who, label, world.sections.end(system))


@then(sentence("{system:System} keeps {who:Name}'s {label:Label} as before"))
def keeps(world: World, system: str, who: str, label: str) -> None:
    """See the value from before the change."""
    value_claims.holds(world, who, label, world.sections.end(system), world.users.first_value(who, label))


@then(sentence("{system:System} takes {who:Name}'s {label:Label} in another form, or the sync reports it, once"))
def adapted_or_reported(world: World, system: str, who: str, label: str) -> None:
    """See the value trimmed, re-cased, completed or cut, or else the value from before and one report."""
    value_claims.adapted_or_reported(world, who, label, world.sections.end(system))


@then(sentence("{system:System} holds {who:Name}'s {label:Label} in the documented type"))
def is_of_type(world: World, who: str, label: str, system: str) -> None:
    """See a value of the type that the document names."""
    value_claims.is_of_type(world, who, label, world.sections.end(system))


@then(sentence("every value of {who:Newcomer}'s {label:Label} in {system:System} reaches the other system"))
def any_value_survives(world: World, label: str, who: str, system: str) -> None:
    """Try values of every kind, each in a world of its own."""
    from syncproof.steps.round_trips import survives  # noqa: PLC0415 - other stories do without Hypothesis

    survives(world, who, label, world.sections.end(system))
