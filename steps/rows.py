"""Steps on rows that are more than two properties: rows that share a property, and rows that depend on a value."""

from __future__ import annotations

from pytest_bdd import given, then, when

from syncproof.steps import joined, partners
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@given(sentence("both systems know {who:Newcomer}, with {having:Having}, on which {label:Label} depends"))
def both_know_with(world: World, who: str, having: str, label: str) -> None:
    """Let the sync make a pair, and let both records hold what a row asks for."""
    joined.add_dependent(world, who, label, having, applies=True)


@given(sentence("both systems know {who:Newcomer}, without {having:Having}, on which {label:Label} depends"))
def both_know_without(world: World, who: str, having: str, label: str) -> None:
    """Let the sync make a pair, and let both records hold something else than a row asks for."""
    joined.add_dependent(world, who, label, having, applies=False)


@when(sentence("{who:Newcomer} is added to {system:System}, with another value in {label:Label}"))
def add_apart(world: World, who: str, system: str, label: str) -> None:
    """Add a record in which one of the properties that share a row differs from the others."""
    partners.check_ends(world, source=system)
    joined.add_apart(world, who, label)


@then(sentence("both systems hold {who:Name}'s latest {label:Label}, in every row that shares it"))
def all_hold_latest(world: World, who: str, label: str) -> None:
    """See the last change in every property that a row joins to the one that was changed."""
    joined.all_hold(world, who, label, world.users.latest(who, label))


@then(sentence("both systems agree on {who:Name}'s {label:Label}, in every row that shares it"))
def all_agree(world: World, who: str, label: str) -> None:
    """See one value in every property that a row joins to another."""
    joined.all_agree(world, who, label)


@then(sentence("the sync leaves {who:Name}'s {label:Label} in {system:System} alone"))
def left_alone(world: World, who: str, label: str, system: str) -> None:
    """See no value that the sync gave the property, ever."""
    joined.left_alone(world, who, label, world.sections.end(system))
