"""Steps on how records become pairs where not every record gets a counterpart: matches, conditions, connections."""

from __future__ import annotations

from pytest_bdd import given, then, when

from syncproof.steps import partners, record_claims
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@given(sentence("both systems know {who:Newcomer}, {:Article} {datatype:Datatype} to connect others to"))
def both_know_connectable(world: World, who: str, datatype: str) -> None:
    """Let the sync make a pair of another section, to which records of this one can be connected."""
    partners.know_connectable(world, who, world.section, datatype)


@given(
    sentence("{system:System} has {who:Newcomer}, {:Article} {datatype:Datatype} that another document synchronizes")
)
def has_connectable(world: World, system: str, who: str, datatype: str) -> None:
    """Add a record that no section is about, to which those of this one can be connected."""
    partners.check_ends(world, source=system)
    partners.know_connectable(world, who, world.section, datatype)


@when(
    sentence(
        "{who:Newcomer} is added to {system:System}, connected to {other:Newcomer}, {:Article} {datatype:Datatype}"
    )
)
def add_connected(world: World, who: str, system: str, other: str, datatype: str) -> None:
    """Add a record that is connected to one which both systems know."""
    partners.check_ends(world, source=system)
    partners.add_connected(world, who, other, world.section, datatype=datatype)


@when(sentence("a user connects {who:Name} to {other:Name}, {:Article} {datatype:Datatype}, in {system:System}"))
def connect(world: World, who: str, other: str, datatype: str, system: str) -> None:
    """Connect a record to one which both systems know."""
    partners.check_ends(world, source=system)
    partners.connect(world, who, other, datatype)


@given(sentence("{who:Newcomer} is added to {system:System}, meeting the condition"))
@when(sentence("{who:Newcomer} is added to {system:System}, meeting the condition"))
def add_meeting(world: World, who: str, system: str) -> None:
    """Add a record that the condition is met for, as the installation understands the condition."""
    partners.check_ends(world, source=system)
    partners.add_meeting(world, who, world.section)


@given(sentence("{who:Newcomer} is added to {system:System}, not meeting the condition"))
@when(sentence("{who:Newcomer} is added to {system:System}, not meeting the condition"))
def add_not_meeting(world: World, who: str, system: str) -> None:
    """Add a record that the condition is not met for."""
    partners.check_ends(world, source=system)
    partners.add_meeting(world, who, world.section, met=False)


@when(sentence("a user changes {who:Name} in {system:System} so that the condition is met"))
def come_to_meet(world: World, who: str, system: str) -> None:
    """Change what the condition asks for, and nothing else."""
    partners.check_ends(world, source=system)
    partners.change_meeting(world, who, met=True)


@when(sentence("a user changes {who:Name} in {system:System} so that the condition is no longer met"))
def meet_no_longer(world: World, who: str, system: str) -> None:
    """Change what the condition asks for, and nothing else."""
    partners.check_ends(world, source=system)
    partners.change_meeting(world, who, met=False)


@given(sentence("{who:Newcomer} is added to {system:System}, with a match in {other:System}"))
@when(sentence("{who:Newcomer} is added to {system:System}, with a match in {other:System}"))
def add_with_match(world: World, who: str, system: str, other: str) -> None:
    """Add a record to both systems: the two agree in a property that has to match, and the source's is the later."""
    partners.check_ends(world, source=system, target=other)
    partners.add_with_match(world, who, world.section)


@given(
    sentence("{who:Name} is added to {system:System} as well, with {other:System}'s {label:Criterion} as {match:Match}")
)
@when(
    sentence("{who:Name} is added to {system:System} as well, with {other:System}'s {label:Criterion} as {match:Match}")
)
def add_match(world: World, who: str, system: str, other: str, label: str, match: str) -> None:
    """Add the target's record of somebody whom the source has: they agree in two properties that have to match."""
    partners.check_ends(world, source=other, target=system)
    partners.add_match(world, who, who, label, match)


@when(sentence("{who:Newcomer} is added to {system:System}, with {label:Criterion} unlike all else that has to match"))
def add_unlike(world: World, who: str, system: str, label: str) -> None:
    """Add a record to the source that holds in one property what it holds in no other that has to match."""
    partners.check_ends(world, source=system)
    partners.add_unlike(world, who, label)


@when(
    sentence(
        "{who:Name} is added to {system:System} as well, "
        "and {other:System}'s {label:Criterion} becomes its {match:Match}"
    )
)
def add_named(world: World, who: str, system: str, other: str, label: str, match: str) -> None:
    """Add the target's record of somebody whom the source has, and let users write its id into the source's."""
    partners.check_ends(world, source=other, target=system)
    partners.add_named(world, who, label, match)


@when(
    sentence("{who:Newcomer} is added to {system:System}, with the {label:Criterion} of {other:Name} as {match:Match}")
)
def add_matching(world: World, who: str, system: str, label: str, other: str, match: str) -> None:
    """Add a record of somebody else to the target: it matches a record of the source all the same."""
    partners.check_ends(world, target=system)
    partners.add_match(world, who, other, label, match)


@when(sentence("{who:Newcomer} is added to {system:System} with the {label:Label} of {other:Name}"))
def add_namesake(world: World, who: str, system: str, label: str, other: str) -> None:
    """Add a record to the source that agrees with one of the target in a property that need not match."""
    partners.check_ends(world, source=system)
    partners.add_namesake(world, who, label, other)


@given(sentence("{who:Newcomer} is added to {system:System}, with nothing in what has to match"))
@when(sentence("{who:Newcomer} is added to {system:System}, with nothing in what has to match"))
def add_without_match(world: World, who: str, system: str) -> None:
    """Add a record that is empty where others have what matches."""
    partners.add_without_match(world, who, world.sections.end(system))


@then(sentence("{who:Name} has no counterpart in {system:System}"))
def has_no_counterpart(world: World, who: str, system: str) -> None:
    """See a record in no pair."""
    record_claims.has_no_counterpart(world, who, world.sections.end(system))


@then(sentence("the sync reports that {who:Name} matches more than one record"))
def is_ambiguous(world: World, who: str) -> None:
    """See that the sync says so where nobody can tell which record is meant."""
    record_claims.reported_whole(world, who)
