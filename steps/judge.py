"""The judgement of a scenario at rest: all laws are asked, and the first finding breaks the promise; then manners."""

from __future__ import annotations

from syncproof.errors import HarnessBroke, NotOffered, PromiseBroken, counted
from syncproof.laws import findings
from syncproof.laws.groups import edges, groups
from syncproof.ledger import By, Call, Created, Deleted, Marked, Updated
from syncproof.steps import manners
from syncproof.steps.world import World


def judge(world: World) -> None:
    """Ask all laws. Raises PromiseBroken with the first finding, or where a sync has no manners.

    Raises NotOffered where the sync did not make the request at which trouble was to strike: then nothing is shown.
    """
    last = next((event for event in reversed(world.ledger[:]) if isinstance(event, Marked)), None)
    if last is None or last.what != "at rest":
        raise HarnessBroke("the laws judge a sync at rest: say `the sync comes to rest` first")
    if not any(isinstance(event, Call) and event.by is By.SUT for event in world.ledger):
        raise PromiseBroken(
            "the sync looked at nothing", expected="a request to a system", saw="none in the whole story"
        )
    if unmet := [each for each in world.sync.strikes if not each.came]:
        what = "the sync did not make the request at which trouble was to strike"
        raise NotOffered(f"{what}: {unmet[0]}; {unmet[0].why_unmet}", kind=what)
    if impossible := [each.impossible for each in world.sync.strikes if each.impossible]:
        raise impossible[0]
    if world.users.waiting:
        raise PromiseBroken("a planned user edit was never triggered", expected="the edit", saw="none")
    explained = world.pairs.explained()
    found = findings(explained)
    if found:
        first = found[0]
        more = f" (and {counted(len(found) - 1, 'more finding')})" if len(found) > 1 else ""
        kinds = tuple(sorted({each.kind for each in found}))
        raise PromiseBroken(f"law {first.law}: {first.text}{more}", lines=first.lines, kinds=kinds)
    if waiting := world.disturbances.waiting:
        what = "the sync made no request that a planted fault could meet"
        raise NotOffered(f"{what}: {waiting[0]}", kind=what)
    manners.check(world.ledger)
    if explained.timeline.updated:
        manners.nothing_taken_back(groups(edges(explained.pairing.pairs)), explained.timeline.begun)
    # The sync may make more changes or fewer in another run: only the users' changes are the same for a seed.
    acts = sum(isinstance(event, Created | Updated | Deleted) and event.by is By.USER for event in world.ledger)
    if acts:  # the laws hold wherever nothing happens
        world.evidence.keep(f"every law holds after {acts} changes by users")
