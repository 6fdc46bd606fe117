"""The sync runs, restarts, comes to rest, and says what it could not do."""

from __future__ import annotations

from pytest_bdd import given, then, when

from syncproof.steps import sync_claims, value_claims
from syncproof.steps.words import sentence
from syncproof.steps.world import World


@when("the sync runs")
def run_once(world: World) -> None:
    """Do one pass."""
    world.sync.run()


@when(sentence("the sync runs {times:d} times"))
def run_often(world: World, times: int) -> None:
    """Do some passes."""
    world.sync.run_often(times)


@given("the sync has come to rest")
@when("the sync comes to rest")
def come_to_rest(world: World) -> None:
    """Run until nothing is left to do."""
    world.sync.settle()


@when("the sync restarts")
def restart(world: World) -> None:
    """End the sync and start it again over what it kept."""
    world.sync.restart()


@then("the sync has written nothing since")
def wrote_nothing(world: World) -> None:
    """See no write request after the sync last came to rest, before the latest rest."""
    sync_claims.wrote_nothing_since_first_rest(world)


@then(sentence("the sync reports {who:Name}'s {label:Label}, once"))
def reported_once(world: World, who: str, label: str) -> None:
    """See one report, however often the sync ran."""
    value_claims.reported_once(world, who, label)
