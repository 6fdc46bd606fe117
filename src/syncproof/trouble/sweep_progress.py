"""The progress of a sweep: how many cells have ended, counted by all of its workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.processes.fresh import fresh

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import SynchronizedArray

_STORIES, _CELLS, _ENDED, _WORSE = range(4)


class SweepProgress:
    """Counts that processes share. How many cells a story has is known when the story begins, and estimated before."""

    def __init__(self, stories: int) -> None:
        self._stories = stories
        self._counts: SynchronizedArray[int] = fresh().Array("q", 4)

    def begin(self, cells: int) -> None:
        """Take in that a story begins, of which so many cells will be played."""
        self._add(_STORIES, 1)
        self._add(_CELLS, cells)

    def end(self, *, passed: bool) -> None:
        """Take in that a cell has ended."""
        self._add(_WORSE, not passed)
        self._add(_ENDED, 1)

    @property
    def expected(self) -> int:
        """How many cells there will be, if the other stories have as many as those that have begun."""
        begun, cells = self._counts[_STORIES], self._counts[_CELLS]
        return round(cells * self._stories / begun) if begun else 0

    @property
    def ended(self) -> int:
        """How many cells have ended."""
        return self._counts[_ENDED]

    @property
    def worse(self) -> int:
        """How many cells did not pass."""
        return self._counts[_WORSE]

    def _add(self, what: int, count: int) -> None:
        with self._counts.get_lock():
            self._counts[what] += count
