"""Rest, and no echo: once all is carried the sync is quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.scope import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.timeline import Timeline


def rest(timeline: Timeline) -> Iterator[Finding]:
    """Find where the sync never came to rest."""
    for line in timeline.restless:
        writing = [one.writes[-1] for one in timeline.passes if one.ends < line and one.writes]
        seen = f"{len(writing)} passes that wrote"
        text = f"the sync never came to rest: expected two passes without a write, saw {seen}"
        yield Finding("rest", text, (*writing[-3:], line))


def no_echo(timeline: Timeline) -> Iterator[Finding]:
    """Find the first write after two quiet passes in a row, if no user had acted.

    Two, as for rest: trouble (a list empty by mistake, a stale answer) can hide from one pass what is to do.
    """
    quiet: list[int] = []
    for one in timeline.passes:
        if quiet and timeline.acted_between(quiet[-1], one.begins):
            quiet = []
        acted = timeline.acted_between(one.begins, one.ends)
        if len(quiet) > 1 and one.writes and not acted:
            seen = len(one.writes)
            text = f"nobody had changed anything since two quiet passes; expected no write, saw {seen}"
            yield Finding("no-echo", text, (quiet[-1], *one.writes))
        quiet = [] if one.writes or acted else [*quiet, one.ends]
