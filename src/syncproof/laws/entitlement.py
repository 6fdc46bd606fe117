"""Entitlement: which source records are owed a counterpart at rest, and which could have been given one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncproof.laws.life import Life
    from syncproof.laws.pairing import Pairing
    from syncproof.laws.scope import Scope
    from syncproof.laws.timeline import Timeline


def owed(timeline: Timeline, scope: Scope, life: Life, pairing: Pairing) -> bool:
    """Whether a source record that no record matches is owed a counterpart at the last rest."""
    rest = timeline.rests[-1]
    begins = timeline.pass_before(rest)
    if life.born > rest or not all(meets(scope, life, line) for line in _moments(scope, life, begins, rest)):
        return False
    if scope.creates:
        return True
    return any(
        pair.source.record == life.value(name, begins) == life.value(name, rest)
        and pair.since < begins
        and pair.lives(rest)
        for name, section in scope.connections
        for pair in pairing.pairs
        if pair.scope.name == section
    ) or any(all(life.value(name, each) for each in _changes(life, name, begins, rest)) for name in _elsewhere(scope))


def unasked(timeline: Timeline, scope: Scope, life: Life, line: int, pairing: Pairing) -> str:
    """Return why no counterpart was to be created for a source record at a line, '' where one was.

    What held at the last rest, or since then, may be what the SUT has read.
    """
    before = max((rest for rest in timeline.rests if rest < line), default=-1)
    if not any(meets(scope, life, each) for each in _moments(scope, life, before, line)):
        return f"the condition is not met: {scope.predicate}"
    if scope.creates or any(
        pair.scope.name == section and pair.source.record == life.value(name, each) and pair.since <= line
        for name, section in scope.connections
        for pair in pairing.pairs
        for each in _changes(life, name, before, line)
    ):
        return ""
    if any(life.value(name, each) for name in _elsewhere(scope) for each in _changes(life, name, before, line)):
        return ""
    return "the two have to be linked first" + (", or connected to what is synchronized" if scope.connections else "")


def meets(scope: Scope, life: Life, line: int) -> bool:
    """Whether a source record meets its section's condition after a line."""
    return scope.predicate is None or scope.predicate.takes(life.value(scope.predicate.property, line))


def _elsewhere(scope: Scope) -> list[str]:
    """Return the properties that connect a source record to what another document synchronizes."""
    return [name for name, section in scope.connections if not section]


def _moments(scope: Scope, life: Life, first: int, last: int) -> list[int]:
    """Return the lines after which the condition may be met or not: the first, the last, and each change between."""
    return _changes(life, scope.predicate.property, first, last) if scope.predicate else [last]


def _changes(life: Life, name: str, first: int, last: int) -> list[int]:
    between = [change.line for change in life.held.get(name, ()) if first < change.line < last]
    return [max(first, life.born), *between, last]
