"""The step that ends every story: nothing else has changed."""

from __future__ import annotations

from pytest_bdd import then

from syncproof.steps.judge import judge
from syncproof.steps.world import World


@then("nothing else has changed")
def nothing_else(world: World) -> None:
    """Ask every law: no echo, no duplicate, no lost edit, no disagreement, no change of what is not synchronized."""
    judge(world)
