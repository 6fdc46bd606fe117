"""Counterpart: every source record has exactly one, and every counterpart its source."""

from __future__ import annotations

from collections.abc import Iterator

from syncproof.laws.fits import misfits
from syncproof.laws.pairing import Pair, Pairing
from syncproof.laws.refusals import refused_creation, reported
from syncproof.laws.scope import Finding, Scope
from syncproof.laws.timeline import Life, Timeline
from syncproof.laws.values import quoted
from syncproof.laws.words import source_named, target_named


def missing(timeline: Timeline, pairing: Pairing) -> Iterator[Finding]:
    """Find the source records without a counterpart, save those that the target refuses; those have to be reported."""
    for scope, life in pairing.alone:
        if life.stay("").until is not None:
            continue
        who, target = source_named(scope, life), scope.target_type.name
        refusal = refused_creation(timeline, scope, life)
        if refusal is None:
            text = f"{who} has no {target}; expected one, saw none"
            yield Finding("counterpart", text, (life.born, *timeline.rests[-1:]))
        elif not reported(timeline, (life,), {refusal[0], *_target_names(scope, refusal[0])}, since=life.changed(refusal[0])):
            text = (
                f"{who} has no {target}: {scope.target[0]} refuses {quoted(life.value(refusal[0]))} as its {refusal[0]}; "
                f"expected a report of it, saw none"
            )
            yield Finding("in-order", text, (life.born, *(line for line in refusal[1:] if line >= 0)))


def surplus(pairing: Pairing) -> Iterator[Finding]:
    """Find what the SUT created twice, again after a deletion, or for nobody."""
    by_scope: dict[str, list[Pair]] = {}
    for pair in pairing.pairs:
        by_scope.setdefault(pair.scope.name, []).append(pair)
        for line in pair.target.returned:
            yield _recreated(pair, pair.target, line)
    for scope, life in pairing.surplus:
        yield _explained(scope, life, by_scope.get(scope.name, []))


def _explained(scope: Scope, life: Life, pairs: list[Pair]) -> Finding:
    """Name the source that a surplus record was most likely made for: the first that it fits."""
    fitting = next((pair for pair in pairs if pair.source.born < life.born and misfits(scope, pair.source, life) == 0), None)
    if fitting is None:
        text = f"the sync created {target_named(scope, life)}, and no {scope.source_type.name} is like it; expected none"
        return Finding("counterpart", text, (life.born,))
    until = fitting.until
    if until is not None and until < life.born:
        return _recreated(fitting, life, life.born)
    name = scope.target_type.name
    text = f"{source_named(scope, fitting.source)} has two {name}; expected one, saw {fitting.target.record} and {life.record}"
    return Finding("counterpart", text, (fitting.source.born, fitting.target.born, life.born))


def _recreated(pair: Pair, life: Life, line: int) -> Finding:
    name = pair.scope.target_type.name
    text = f"{name} of {source_named(pair.scope, pair.source)} was recreated after a user had deleted it; expected none, saw {life.record}"
    return Finding("counterpart", text, (pair.target.born, *([pair.until] if pair.until is not None else []), line))


def _target_names(scope: Scope, source: str) -> set[str]:
    return {row.target for row in scope.rows if row.source == source}
