"""Counterpart: every source record has exactly one counterpart, and every counterpart has its source record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.entitlement import owed
from syncproof.laws.refusals import creation_reported, refused_creation
from syncproof.laws.scope import Finding
from syncproof.laws.values import quoted
from syncproof.laws.words import source_named, target_named
from syncproof.ledger import By

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.laws.life import Life
    from syncproof.laws.pairing import Pair, Pairing, Surplus
    from syncproof.laws.scope import Scope
    from syncproof.laws.timeline import Timeline


def missing(timeline: Timeline, pairing: Pairing) -> Iterator[Finding]:
    """Find source records without a counterpart; where the target refuses a value, the SUT has to report that."""
    doubtful = {(doubt.scope.name, doubt.source) for doubt in pairing.doubts}
    for scope, life in pairing.alone:
        is_there = life.by is By.USER and life.stay(scope.source_place).until is None
        if not is_there or timeline.missed(life, scope.source_place) or (scope.name, life) in doubtful:
            continue
        if not owed(timeline, scope, life, pairing):
            continue
        record, target = source_named(scope, life), scope.target_type.name
        refusal = refused_creation(timeline, scope, life)
        if refusal is None:
            text = f"{record} has no {target}; expected one, saw none"
            yield Finding("counterpart", text, (life.born, *timeline.rests[-1:]), f"no {target}")
        elif not creation_reported(timeline, scope, life, refusal[0]):
            text = (
                f"{record} has no {target}: "
                f"{scope.target[0]} refuses {quoted(life.value(refusal[0]))} as its {refusal[0]}; "
                "expected a report of it, saw none"
            )
            lines = (life.born, *(line for line in refusal[1:] if line >= 0))
            yield Finding("in-order", text, lines, f"{scope.target[0]} refuses {refusal[0]}, unreported")


def surplus(timeline: Timeline, pairing: Pairing) -> Iterator[Finding]:
    """Find records that the SUT created twice, again after a deletion, or for no source record."""
    pairs = {(pair.scope.name, pair.source): pair for pair in pairing.pairs}
    partners: dict[Life, list[tuple[Scope, Life]]] = {}
    for pair in pairing.pairs:
        partners.setdefault(pair.target, []).append((pair.scope, pair.source))
    for pair in pairing.pairs:
        for gone, back in pair.target.returned:
            sharing = [*partners[pair.target], *_namesakes(pairing, pair, back)]
            # A source that never met the record before the deletion is owed a counterpart, and this is the only one.
            if all(_met(timeline, scope, source, pair, gone) for scope, source in sharing if source.born < back):
                yield _recreated(pair, gone, back)
    for extra in pairing.surplus:
        twin = pairs.get((extra.scope.name, extra.like)) if extra.like else None
        yield _explained(extra, twin)


def _met(timeline: Timeline, scope: Scope, source: Life, pair: Pair, gone: int) -> bool:
    """Whether a whole pass before a line could see that the target takes the record of a pair for a source's own."""
    identity = pair.scope.target_type.identity
    names = [row.source for row in scope.rows if identity and row.target == identity]
    declared = pair.scope.target_type.properties
    return any(
        all(
            declared[identity].stored(source.value(name, each.ends)) == pair.target.value(identity, each.ends)
            for name in names
        )
        for each in timeline.whole_passes(source, gone)
        if not _is_reported(timeline, source, each.ends)
    )


def _is_reported(timeline: Timeline, source: Life, line: int) -> bool:
    """Whether the SUT has reported a source since its last change before a line: it may have no counterpart then."""
    changed = max((act for act, _ in source.acts if act < line), default=source.born)
    return any(changed < report.line < line for report in timeline.reported.get(source.record, ()))


def _namesakes(pairing: Pairing, pair: Pair, line: int) -> Iterator[tuple[Scope, Life]]:
    """Yield the sources whose counterpart the target takes for the record of a pair at a line: one e-mail, one member.

    Later edits may part them: in the end, such a source may have another counterpart.
    """
    identity = pair.scope.target_type.identity
    if not identity:
        return
    value, stored = pair.target.value(identity, line), pair.scope.target_type.properties[identity].stored
    sources = [*((other.scope, other.source) for other in pairing.pairs), *pairing.alone]
    for scope, source in sources:
        names = {row.source for row in scope.rows if row.target == identity and scope.target == pair.scope.target}
        held = [change for name in names for change in source.held.get(name, ()) if change.line < line]
        if any(stored(change.value) == value for change in held):
            yield scope, source


def _explained(extra: Surplus, twin: Pair | None) -> Finding:
    scope, life = extra.scope, extra.target
    if twin is None:
        kind = scope.source_type.name
        text = f"the sync created {target_named(scope, life)}, but no {kind} matches; expected none"
        return Finding("counterpart", text, (life.born,), f"{scope.target_type.name} of no {kind}")
    if twin.until is not None and twin.until < life.born:
        return _recreated(twin, twin.until, life.born)
    name = scope.target_type.name
    record, seen = source_named(scope, twin.source), f"{twin.target.record} and {life.record}"
    text = f"{record} has two {name}; expected one, saw {seen}"
    return Finding("counterpart", text, (twin.source.born, twin.target.born, life.born), f"two {name}")


def _recreated(pair: Pair, gone: int, back: int) -> Finding:
    datatype = pair.scope.target_type.name
    record = f"{datatype} of {source_named(pair.scope, pair.source)}"
    text = f"the {record} was deleted by a user; expected no new record, saw one"
    return Finding("counterpart", text, (gone, back), f"{datatype} again after a deletion")
