"""The acts of users with which a story is interleaved: each is a step, done just before a request is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from syncproof.steps.strike import Strike

if TYPE_CHECKING:
    from syncproof.stories.facts import SectionFacts

_NEWCOMER = "Zoe"


def acts(facts: SectionFacts, records: tuple[str, ...]) -> Iterator[Strike]:
    """Yield what users can do to the records of a story: change, remove and add, on either side.

    The first record is the one in hand; another one stands on the same page.
    """
    yield Strike("act", f"{_NEWCOMER} is added to {facts.source}", "robust.paging-shift")
    for record in records:
        for system in facts.systems:
            yield Strike("act", f"{record} is removed from {system}", "robust.vanished")
            for label in filter(None, (facts.main, facts.second)):
                yield Strike("act", f"a user changes {record}'s {label} in {system}", "in-sync.during-pass")
