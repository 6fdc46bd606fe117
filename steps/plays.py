"""The plays of stories that hypothesis makes up: the first failure counts, whether the same story fails again or not.

Hypothesis takes a story that fails once and then holds for a mistake in the test. Here the sync is what differs, and a
sync that keeps a promise now and then does not keep the promise.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from hypothesis.errors import Flaky

from syncproof.errors import HarnessBroke, NotOffered, PromiseBroken, SyncproofError
from syncproof.ledger import Ledger
from syncproof.steps.world import World

PLAYS = 10
"""How often a story that failed in one play and held in another is played, to say how often the story fails."""

BROKEN = (AssertionError, NotOffered, SyncproofError)
"""The errors by which a play ends without a pass; all others are hypothesis's own."""


@dataclass(slots=True)
class _Tally:
    plays: int = 0
    failures: int = 0
    broken: Exception | None = None
    """The error of the first play that failed."""
    ledger: Ledger | None = None
    """The ledger of that play."""

    @property
    def differs(self) -> bool:
        return 0 < self.failures < self.plays


class Plays:
    """Counts the plays and the failures of each story in a world, and keeps each story's first failure."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tallies: dict[Hashable, _Tally] = {}
        self._failed: list[Hashable] = []
        """The stories that failed, in the order of the failures."""

    def play(self, story: Hashable, act: Callable[[], None]) -> None:
        """Play a story. Raises what `act` raises."""
        try:
            act()
        except BROKEN as broken:
            self.failed(story, broken)
            raise
        self.held(story)

    def held(self, story: Hashable) -> None:
        """Count a play in which a story held."""
        self._tallies.setdefault(story, _Tally()).plays += 1

    def failed(self, story: Hashable, broken: Exception) -> None:
        """Count a play in which a story failed."""
        self.held(story)
        tally = self._tallies[story]
        tally.failures += 1
        if tally.broken is None:
            tally.broken, tally.ledger = broken, self._world.ledger
        self._failed.append(story)

    def search(self, search: Callable[[], object], again: Callable[[Any], None] | None = None) -> None:
        """Let hypothesis search; raise the smallest failure that it found, or the first of a story whose plays differ.

        `again` plays a story once more, and raises as the search does.
        """
        flaky = True
        try:
            search()
        except BROKEN:
            flaky = False
        except (Flaky, ExceptionGroup) as several:
            if not self._failed:
                raise
            flaky = isinstance(several, Flaky)
        if self._failed:
            # What hypothesis has made smallest, it plays last.
            self._raise(self._failed[0 if flaky else -1], again)

    def _raise(self, story: Hashable, again: Callable[[Any], None] | None) -> None:
        tally = self._tallies[story]
        while again and tally.plays < (PLAYS if tally.differs else 2):
            with suppress(*BROKEN):
                again(story)
        if tally.broken is None or tally.ledger is None:
            raise HarnessBroke(f"a story failed without an error: {story}")
        self._world.stage.ledger = tally.ledger
        if tally.differs and isinstance(tally.broken, PromiseBroken):
            tally.broken.plays = f"failed in {tally.failures} of {tally.plays} plays of the same story"
        raise tally.broken
