"""The clock that a test controls: no fake and no test reads the wall clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

START = 1_772_352_000_000
"""Sunday 1 March 2026, 08:00 UTC, in milliseconds since 1970: when every scenario begins."""

DAY = 86_400_000
"""A day in milliseconds."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - UTC without saying so: quicker on the hot path
_MILLISECOND = timedelta(milliseconds=1)


class Clock:
    """A clock that stands still until it is advanced; `now` is in milliseconds since 1970, UTC."""

    def __init__(self, now: int = START) -> None:
        self._true = [now]
        self.ahead = 0
        """How many milliseconds the clock is ahead of the clocks that go with it; below 0, behind them."""

    @property
    def now(self) -> int:
        """The time that the clock shows. To set it moves all clocks that go with this one."""
        return self._true[0] + self.ahead

    @now.setter
    def now(self, now: int) -> None:
        self._true[0] = now - self.ahead

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._true[0] += round(seconds * 1000)

    def another(self) -> Clock:
        """Return a clock that goes with this one, and may be ahead of it or behind it."""
        clock = Clock()
        clock._true = self._true
        return clock


@lru_cache(maxsize=4096)
def iso(moment: int) -> str:
    """Return milliseconds since 1970 as `2026-01-31T12:00:00.000Z`. Raises OverflowError past year 9999."""
    # Whole numbers only: as a float of seconds, one moment in some thousands loses a millisecond.
    return f"{(_EPOCH + timedelta(milliseconds=moment)).isoformat(timespec='milliseconds')}Z"


def moment(text: str) -> int:
    """Return ISO 8601 text as milliseconds since 1970; text without a zone is UTC. Raises ValueError."""
    parsed = datetime.fromisoformat(text)
    zone = parsed.utcoffset() or timedelta()
    return (parsed.replace(tzinfo=None) - _EPOCH - zone) // _MILLISECOND


def whole_seconds(second: int) -> datetime:
    """Return seconds since 1970 as a time in UTC. Raises OverflowError past year 9999."""
    return _EPOCH + timedelta(seconds=second)
