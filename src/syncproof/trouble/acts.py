"""The acts with which a story is interleaved: each is a step, done just before a request is answered.

Users act, a system's clock goes ahead, and a change is in no list until the trouble is healed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import permutations
from typing import TYPE_CHECKING

from syncproof.steps.strike import Strike

if TYPE_CHECKING:
    from syncproof.stories.facts import SectionFacts

_NEWCOMER = "Zoe"
_COPY = "Yves"
PAIRS = "in-sync.during-pass"
"""The rule that two acts of users in one pass show."""
_MINUTES = 5


def acts(facts: SectionFacts, records: tuple[str, ...], setting: Collection[str] = ()) -> Iterator[Strike]:
    """Yield what users can do to the records of a story: change, remove and add, on either side.

    The first record is the one in hand; another one stands on the same page. Only the one in hand is archived, moved,
    copied, and changed alike on both sides, where the systems have such acts: to a sync, the other's are as good. What
    the steps of the setting have archived is restored.
    """
    yield Strike("act", f"{_NEWCOMER} is added to {facts.source}", "robust.paging-shift")
    for record in records:
        for system in facts.systems:
            yield Strike("act", f"{record} is removed from {system}", "robust.vanished")
            for label in filter(None, (facts.main, facts.second)):
                yield Strike("act", f"a user changes {record}'s {label} in {system}", "in-sync.during-pass")
    for record in records[:1]:
        yield Strike("act", f"a user changes {record}'s {facts.main} alike in both systems", "in-sync.same-edit")
        for deed in _lives(facts, record, setting):
            yield Strike("act", deed, "in-sync.life-cycle")
    yield from _late(facts, records[:1])
    for system in facts.systems:
        # Not behind: where a clock is set back, no list of changes since a time shows what comes next.
        yield Strike("act", f"{system}'s clock goes {_MINUTES} minutes ahead", "robust.clock-skew")


def pairs(facts: SectionFacts, record: str) -> Iterator[tuple[Strike, Strike]]:
    """Yield each two of four acts on the record in hand, of which the second is possible after the first."""
    changes = {system: f"a user changes {record}'s {facts.main} in {system}" for system in facts.systems}
    removals = {system: f"{record} is removed from {system}" for system in facts.systems}
    afterwards = {removals[system]: changes[system] for system in facts.systems}
    for first, second in permutations((*changes.values(), *removals.values()), 2):
        if afterwards.get(first) != second:
            yield Strike("act", first, PAIRS), Strike("act", second, PAIRS)


def _late(facts: SectionFacts, records: tuple[str, ...]) -> Iterator[Strike]:
    """Yield changes that lists show late, where lists go by time: those are healed after the whole next pass."""
    deeds = [f"{_NEWCOMER} is added to {facts.source}"] if facts.source in facts.by_time else []
    for record in records:
        deeds += [f"a user changes {record}'s {facts.main} in {system}" for system in facts.by_time]
    for deed in deeds:
        yield Strike("act", f"{deed}, which no list shows yet", "robust.late-visibility", lasting=True)


def _lives(facts: SectionFacts, record: str, setting: Collection[str]) -> Iterator[str]:
    for system in facts.archived:
        archived = f"a user archives {record} in {system}"
        yield f"a user restores {record} in {system}" if archived in setting else archived
    yield from (f"a user moves {record} to {place} in {system}" for place, system in facts.moved)
    yield from (f"a user copies {record} in {system}, and calls the copy {_COPY}" for system in facts.copied)
