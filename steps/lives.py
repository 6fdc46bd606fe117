"""Steps on the lives of records, in the systems that have such acts: archived, restored, moved, copied."""

from __future__ import annotations

from pytest_bdd import given, when

from syncproof.steps.words import sentence
from syncproof.steps.world import World


@given(sentence("a user archives {who:Name} in {system:System}"))
@when(sentence("a user archives {who:Name} in {system:System}"))
def archive(world: World, who: str, system: str) -> None:
    """Put a record away, where the system still has it."""
    world.users.archive(who, world.sections.end(system))


@when(sentence("a user restores {who:Name} in {system:System}"))
def restore(world: World, who: str, system: str) -> None:
    """Take a record out of the archive."""
    world.users.archive(who, world.sections.end(system), archived=False)


@when(sentence("a user moves {who:Name} to {place:Place} in {system:System}"))
def move(world: World, who: str, place: str, system: str) -> None:
    """Move a record, or what it lies on, to another place."""
    world.users.move(who, world.sections.end(system), place)


@when(sentence("a user copies {who:Name} in {system:System}, and calls the copy {other:Newcomer}"))
def copy(world: World, who: str, system: str, other: str) -> None:
    """Make a second record that holds the same."""
    world.users.copy(who, world.sections.end(system), other)
