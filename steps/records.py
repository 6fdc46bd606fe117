"""Steps on whole records: added, removed, known to both systems, there once."""

from __future__ import annotations

from pytest_bdd import given, then, when

from syncproof.steps import additions, partners, record_claims
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@given(sentence("both systems know {who:Newcomer}"))
def both_know(world: World, who: str) -> None:
    """Let the sync make the pair: that is how both come to know somebody."""
    partners.add_paired(world, who, world.section)
    world.sync.run()


@given(sentence("both systems know {who:Newcomer}, with accents and an emoji in a long {label:Label}"))
def both_know_ornate(world: World, who: str, label: str) -> None:
    """Let the sync make a pair whose property can be changed in every little way."""
    additions.add_ornate(world, who, label)
    world.sync.run()


@given(sentence("{who:Newcomer} is added to {system:System}"))
@when(sentence("{who:Newcomer} is added to {system:System}"))
def add(world: World, who: str, system: str) -> None:
    """Add a full, believable record."""
    world.users.add(who, world.sections.end(system))


@when(sentence("{who:Newcomer} is added to {system:System} with only what is mandatory"))
def add_bare(world: World, who: str, system: str) -> None:
    """Add a record that holds what it must and nothing more."""
    additions.add_bare(world, who, world.sections.end(system))


@when(sentence("{who:Newcomer} is added to {system:System} as {datatype:Datatype}"))
def add_as(world: World, who: str, system: str, datatype: str) -> None:
    """Add a record of another section's datatype."""
    world.users.add(who, world.sections.end(system, datatype))


@given(
    sentence("{who:Newcomer} is added to {system:System} as {datatype:Datatype} with the {label:Label} of {other:Name}")
)
@when(
    sentence("{who:Newcomer} is added to {system:System} as {datatype:Datatype} with the {label:Label} of {other:Name}")
)
def add_sharing(world: World, who: str, system: str, datatype: str, label: str, other: str) -> None:
    """Add a record that agrees with somebody's in one property."""
    additions.add_sharing(world, who, world.sections.end(system, datatype), label, other)


@when(sentence("{who:Newcomer} is added to {system:System}, looking exactly like {other:Name}"))
def add_lookalike(world: World, who: str, system: str, other: str) -> None:
    """Add a record that only an id, or what must be unique, tells from another."""
    additions.add_lookalike(world, who, world.sections.end(system), other)


@given(sentence("{system:System} already has {amount:Amount}"))
def crowd(world: World, system: str, amount: int) -> None:
    """Fill a system before the sync ever ran."""
    additions.add_crowd(world, world.sections.end(system), amount)


@given("every other section has a pair of its own")
def other_sections(world: World) -> None:
    """Let the whole document be in use."""
    additions.populate_other_sections(world)


@given("the section that leads back is synchronized as well")
def way_back(world: World) -> None:
    """Begin with the section that synchronizes the target with the source, beside the scenario's own."""
    additions.add_way_back(world)


@when(sentence("{who:Newcomer} is added to {system:System} while the sync {access:Access} {other:System}"))
def add_meanwhile(world: World, who: str, system: str, access: str, other: str) -> None:
    """Add a record just before an answer that the sync waits for."""
    world.users.meanwhile(other, access, lambda: world.users.add(who, world.sections.end(system)))


@when(sentence("{who:Name} is removed from {system:System}"))
def remove(world: World, who: str, system: str) -> None:
    """Delete a record."""
    world.users.remove(who, world.sections.end(system))


@when(sentence("{who:Name} is removed from {system:System} while the sync {access:Access} {other:System}"))
def remove_meanwhile(world: World, who: str, system: str, access: str, other: str) -> None:
    """Delete a record just before an answer that the sync waits for."""
    world.users.meanwhile(other, access, lambda: world.users.remove(who, world.sections.end(system)))


@when(sentence("{who:Name} is removed from {system:System} between two pages that the sync reads"))
def remove_between_pages(world: World, who: str, system: str) -> None:
    """Delete a record just before the answer with a page after the first."""
    world.users.between_pages(system, lambda: world.users.remove(who, world.sections.end(system)))


@then(sentence("{who:Name} is in {system:System}, once"))
def is_there_once(world: World, who: str, system: str) -> None:
    """See one counterpart."""
    record_claims.is_there_once(world, who, world.sections.end(system))


@then(sentence("{who:Name} is in {system:System} as {datatype:Datatype}, once"))
def is_there_once_as(world: World, who: str, system: str, datatype: str) -> None:
    """See one counterpart of another section's datatype."""
    record_claims.is_there_once(world, who, world.sections.end(system, datatype))


@then(sentence("{who:Name} and {other:Name} share one record in {system:System}"))
def share(world: World, who: str, other: str, system: str) -> None:
    """See that the system itself made one of two."""
    record_claims.share(world, who, other, world.sections.end(system))


@then(sentence("each of them is in {system:System}, once"))
def each_is_there_once(world: World, system: str) -> None:
    """See one counterpart each, and no more."""
    record_claims.each_is_there_once(world, world.sections.end(system))


@then(sentence("{who:Name} is not in {system:System}"))
def is_not_there(world: World, who: str, system: str) -> None:
    """See no record."""
    record_claims.is_not_there(world, who, world.sections.end(system))


@then(sentence("{who:Name} is still in {system:System}"))
def is_still_there(world: World, who: str, system: str) -> None:
    """See that a record outlived its counterpart."""
    record_claims.is_still_there(world, who, world.sections.end(system))
