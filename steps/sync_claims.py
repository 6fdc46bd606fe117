"""Claims about what the sync did and said: each is kept as evidence, or raises PromiseBroken."""

from __future__ import annotations

from http import HTTPStatus

from syncproof.errors import NotOffered, PromiseBroken
from syncproof.ledger import By, Call, Marked, Reported, writes
from syncproof.steps.manners import MOST_EARLY
from syncproof.steps.world import World


def wrote_nothing_since_first_rest(world: World) -> None:
    """Claim that no write followed the first rest."""
    rests = [event.line for event in world.ledger if isinstance(event, Marked) and event.what == "at rest"]
    if not rests:
        raise PromiseBroken("the sync never came to rest")
    calls = [event for event in world.ledger[rests[0] :] if isinstance(event, Call) and event.by is By.SUT]
    # A source of two sections may owe the other section a write.
    joined = world.pairs.pairing()
    others = {id_ for one in world.sections if one != world.section for id_ in joined[one.slug].values()}
    made = writes(world.ledger[rests[0] :])
    lines = tuple(call.line for call in made if not any(id_ in call.path for id_ in others))
    world.evidence.expect(
        calls and not lines,
        "the sync looked and wrote nothing",
        otherwise="the sync wrote after it had come to rest" if calls else "the sync looked at nothing",
        expected="no write",
        saw=f"{len(lines)} writes" if calls else "no request",
        lines=lambda: lines,
    )
    reported = tuple(event.line for event in world.ledger[rests[0] :] if isinstance(event, Reported))
    world.evidence.expect(
        not reported,
        "the sync reported nothing",
        otherwise="the sync reported a problem where there is none",
        expected="no report",
        saw=f"{len(reported)} reports",
        lines=lambda: reported,
    )


def limit_not_hammered(world: World, system: str) -> None:
    """Claim that few requests were answered that it is too early."""
    early = [call for call in world.disturbances.since(system) if call.status == HTTPStatus.TOO_MANY_REQUESTS]
    world.evidence.expect(
        len(early) <= MOST_EARLY,
        f"the limit of {system} was not hammered",
        otherwise=f"the limit of {system} was hammered",
        expected=f"at most {MOST_EARLY} requests that came too early",
        saw=f"{len(early)} of them",
        lines=lambda: tuple(call.line for call in early),
    )


def asked_at_most(world: World, system: str, count: int) -> None:
    """Claim that the sync made few requests to a system in trouble."""
    calls = world.disturbances.since(system)
    world.evidence.expect(
        len(calls) <= count,
        f"{system} was asked at most {count} times while it refused",
        otherwise=f"{system} was asked again and again",
        expected=f"at most {count} requests",
        saw=f"{len(calls)} requests",
        lines=lambda: tuple(call.line for call in calls),
    )


def said_what_failed(world: World) -> None:
    """Claim that the sync did not end its last pass as if all had been done."""
    if not world.stage.driver.reports and not world.sync.problem:
        raise NotOffered("the SUT offers no reports of what it could not sync (docs/sut.md: reports)")
    reported = world.sync.reports()
    world.evidence.expect(
        reported or world.sync.problem,
        "the sync says that something was not done",
        otherwise="the sync says nothing of what was not done",
        expected="a report, or a pass that is given up",
        saw="a pass that is complete, without a report",
        lines=lambda: tuple(call.line for call in world.sync.calls()),
    )
