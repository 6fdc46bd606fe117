"""Moves the one clock of the served systems: with real time, or only when it is advanced."""

from __future__ import annotations

from collections.abc import Callable

from syncproof.fakes.kit.clock import Clock

Seconds = Callable[[], float]
"""Seconds since some moment, never fewer than before."""


class Timekeeper:
    """Moves a clock with real time; without `seconds` the clock stands still until it is advanced."""

    def __init__(self, clock: Clock, seconds: Seconds | None = None) -> None:
        self.clock = clock
        self._seconds = seconds
        self._begin = clock.now
        self._began = seconds() if seconds else 0.0

    @property
    def runs(self) -> bool:
        """Whether time passes by itself."""
        return self._seconds is not None

    def tick(self) -> None:
        """Bring the clock up to now: between two ticks, so while a request is answered, time stands still."""
        if self._seconds:
            # From a fixed beginning: steps of less than a millisecond would all be rounded away.
            self.clock.now = self._begin + int((self._seconds() - self._began) * 1000)

    def advance(self, seconds: float) -> None:
        """Let time jump ahead."""
        self.set(self.clock.now + round(seconds * 1000))

    def set(self, now: int) -> None:
        """Set the clock to a moment, in milliseconds since 1970; time goes on from there."""
        self.clock.now = self._begin = now
        self._began = self._seconds() if self._seconds else 0.0
