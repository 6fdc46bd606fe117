"""The starts of a command: a command that takes long to start, in every pass, is told of the daemon, once in a run."""

from __future__ import annotations

from statistics import median

_SLOW = 0.5
"""Seconds until the first request from which on a start is slow: most of a story is then spent on starts."""
_ENOUGH = 5
"""The starts after which it is clear."""


class SlowStarts:
    """The seconds from each start of a command to its first request."""

    def __init__(self) -> None:
        self._seconds: list[float] = []

    def took(self, seconds: float) -> None:
        """Note a start."""
        self._seconds.append(seconds)

    @property
    def advice(self) -> str:
        """The cure of slow starts, '' where starts are quick or few."""
        if len(self._seconds) < _ENOUGH or (usual := median(self._seconds)) < _SLOW:
            return ""
        return f"your sync takes {usual:.1f} s to start, in every pass: as a daemon it starts once (--sut-daemon)"
