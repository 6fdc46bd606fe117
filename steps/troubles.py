"""Steps on trouble: a system answers otherwise than it should, once or until it is well again.

Which faults there are, and how a story words each, is in the list of faults.
"""

from __future__ import annotations

from pytest_bdd import then, when

from syncproof.fakes.kit.faults import READS, WRITES
from syncproof.steps import sync_claims
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@when(sentence("{system:System}'s next answer {fault:Fault}"))
def next_answer(world: World, system: str, fault: str) -> None:
    """Let a fault meet the next request on which the fault makes sense."""
    world.disturbances.plant(system, fault)


@when(sentence("{system:System}'s next answer to a read {fault:Fault}"))
def next_answer_to_read(world: World, system: str, fault: str) -> None:
    """Let a fault meet the next read on which the fault makes sense."""
    world.disturbances.plant(system, fault, methods=READS)


@when(sentence("{system:System}'s next answer to a change {fault:Fault}"))
def next_answer_to_change(world: World, system: str, fault: str) -> None:
    """Let a fault meet the next request that changes something, and on which the fault makes sense."""
    world.disturbances.plant(system, fault, methods=WRITES)


@when(sentence("from now on every answer of {system:System} {fault:Fault}"))
def every_answer(world: World, system: str, fault: str) -> None:
    """Let a fault meet all requests on which the fault makes sense, until the system is well again."""
    world.disturbances.plant(system, fault, lasting=True)


@when(sentence("from now on every answer of {system:System} about {who:Name} {fault:Fault}"))
def every_answer_about(world: World, system: str, who: str, fault: str) -> None:
    """Let a fault meet all requests to the address of somebody's record, until the system is well again."""
    record = world.roster.record(who, world.sections.end(system))
    world.disturbances.plant(system, fault, path=f"*{record}*", lasting=True)


@when(sentence("{system:System} is well again"))
def well_again(world: World, system: str) -> None:
    """Remove the faults of a system."""
    world.disturbances.heal(system)


@then(sentence("the limit of {system:System} was not hammered"))
def not_hammered(world: World, system: str) -> None:
    """See few requests while the system asked to wait."""
    sync_claims.limit_not_hammered(world, system)


@then(sentence("the sync has asked {system:System} no more than {count:d} times since"))
def asked_little(world: World, system: str, count: int) -> None:
    """See few requests since the trouble began."""
    sync_claims.asked_at_most(world, system, count)


@then("the sync says that something was not done")
def says_so(world: World) -> None:
    """See that the last pass was given up, or that a report was made of what it could not do."""
    sync_claims.said_what_failed(world)
