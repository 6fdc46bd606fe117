"""Rest, and no echo: once every change is carried, the sync writes nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.scope import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.timeline import Timeline


def rest(timeline: Timeline) -> Iterator[Finding]:
    """Find the places at which the harness gave up waiting for the sync to rest."""
    for line in timeline.restless:
        writing = [each.writes[-1] for each in timeline.passes if each.ends < line and each.writes]
        seen = f"{len(writing)} passes that wrote"
        text = f"the sync never came to rest: expected two passes without a write, saw {seen}"
        yield Finding("rest", text, (*writing[-3:], line))


def no_echo(timeline: Timeline) -> Iterator[Finding]:
    """Find the first write after two quiet passes in a row, if no user had acted and no trouble was healed.

    Two passes, as for rest: trouble (a list empty by mistake, a stale answer) can hide work from one pass. A pass that
    was given up, that met a fault, or in which the sync was restarted, is not quiet, for it may not have come to its
    writes.
    """
    quiet: list[int] = []
    for each in timeline.passes:
        if quiet and timeline.changed_between(quiet[-1], each.begins):
            quiet = []
        acted = timeline.acted_between(each.begins, each.ends)
        if len(quiet) > 1 and each.writes and not timeline.changed_between(each.begins, each.writes[0]):
            seen = len(each.writes)
            text = f"nobody had changed anything since two quiet passes; expected no write, saw {seen}"
            yield Finding("no-echo", text, (quiet[-1], *each.writes))
        if each.writes or acted:
            quiet = []
        elif each.complete and each.sound:
            quiet.append(each.ends)
