"""The acts of users with which a story is interleaved: each is a step, done just before a request is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from syncproof.steps.strike import Strike

if TYPE_CHECKING:
    from syncproof.stories.facts import SectionFacts

_NEWCOMER = "Zoe"
_COPY = "Yves"


def acts(facts: SectionFacts, records: tuple[str, ...]) -> Iterator[Strike]:
    """Yield what users can do to the records of a story: change, remove and add, on either side.

    The first record is the one in hand; another one stands on the same page. Only the one in hand is archived, moved,
    copied, and changed alike on both sides, where the systems have such acts: to a sync, the other's are as good.
    """
    yield Strike("act", f"{_NEWCOMER} is added to {facts.source}", "robust.paging-shift")
    for record in records:
        for system in facts.systems:
            yield Strike("act", f"{record} is removed from {system}", "robust.vanished")
            for label in filter(None, (facts.main, facts.second)):
                yield Strike("act", f"a user changes {record}'s {label} in {system}", "in-sync.during-pass")
    for record in records[:1]:
        yield Strike("act", f"a user changes {record}'s {facts.main} alike in both systems", "in-sync.same-edit")
        for deed in _lives(facts, record):
            yield Strike("act", deed, "in-sync.life-cycle")


def _lives(facts: SectionFacts, record: str) -> Iterator[str]:
    yield from (f"a user archives {record} in {system}" for system in facts.archived)
    yield from (f"a user moves {record} to {place} in {system}" for place, system in facts.moved)
    yield from (f"a user copies {record} in {system}, and calls the copy {_COPY}" for system in facts.copied)
