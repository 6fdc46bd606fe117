"""Steps that counterexamples of campaigns need: a value that matters, records of any section, time that passes."""

from __future__ import annotations

from pytest_bdd import given, when

from syncproof.ledger import Value
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@given("the whole document is synchronized")
def whole_document(world: World) -> None:
    """Begin anew, with all sections of the document."""
    world.begin(world.checklist.sections)


@when(sentence("a user changes {who:Name}'s {label:Label} in {system:System} to {value:Value}"))
def change_to(world: World, who: str, label: str, system: str, value: Value) -> None:
    """Give a property a value."""
    world.users.change(who, label, world.sections.end(system), value)


@when(
    sentence("a user changes {who:Name}'s {label:Property} in {system:System} as {datatype:Datatype} to {value:Value}")
)
def change_as(world: World, who: str, label: str, system: str, datatype: str, value: Value) -> None:
    """Give a property of another section's record a value."""
    world.users.change(who, label, world.sections.end(system, datatype), value)


@when(sentence("{who:Name} is removed from {system:System} as {datatype:Datatype}"))
def remove_as(world: World, who: str, system: str, datatype: str) -> None:
    """Delete a record of another section's datatype."""
    world.users.remove(who, world.sections.end(system, datatype))


@when(sentence("{minutes:d} minutes pass"))
def minutes_pass(world: World, minutes: int) -> None:
    """Let time pass in which nobody does anything."""
    world.stage.clock.advance(60.0 * minutes)
