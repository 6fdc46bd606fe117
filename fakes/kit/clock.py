"""The time that the test controls: no fake and no test reads the wall clock."""

from __future__ import annotations

from datetime import UTC, datetime

START = 1_772_352_000_000
"""Sunday 1 March 2026, 08:00 UTC, in milliseconds since 1970: when every scenario begins."""

DAY = 86_400_000
"""A day in milliseconds."""


class Clock:
    """A clock that stands still until it is told to advance; `now` is in milliseconds since 1970, UTC."""

    def __init__(self, now: int = START) -> None:
        self.now = now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += round(seconds * 1000)


def iso(moment: int) -> str:
    """Return milliseconds since 1970 as `2026-01-31T12:00:00.000Z`."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> int:
    """Return ISO 8601 text as milliseconds since 1970; text without a zone is UTC. Raises ValueError."""
    parsed = datetime.fromisoformat(text)
    return round((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp() * 1000)
