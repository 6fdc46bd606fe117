"""Whether a source explains what the SUT gave a record at its creation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.adaptation import adaptations
from syncproof.laws.values import same, unfilled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.checklist import Row
    from syncproof.laws.life import Life
    from syncproof.laws.scope import Scope
    from syncproof.ledger import Value

UNFILLED = 1
GARBLED = 1000


def misfits(scope: Scope, source: Life, target: Life, feeding: Mapping[str, Sequence[Row]] | None = None) -> int:
    """Return 0 where the source had held each value that the target was given; else `UNFILLED` or `GARBLED` a property.

    A SUT may create a record in two writes, or leave out what the target refuses: the other laws judge that. Of several
    rows that feed one property, one has to fit. `feeding`: the rows `by_target`, for whoever asks of many records.
    """
    of_ids = sum(_of_id(target.value(row.target, target.born), scope.id_for(row, source)) for row in scope.id_rows)
    return of_ids + sum(
        min(0 if _is_left_out(row, target) else _misfit(scope, row, source, target) for row in rows)
        for rows in (feeding or by_target(scope)).values()
    )


def _of_id(given: Value, own: Value) -> int:
    """Return what a row of an id adds to the misfits: the source's record never has another id."""
    if same(given, own):
        return 0
    return UNFILLED if unfilled(given) else GARBLED


def by_target(scope: Scope) -> Mapping[str, list[Row]]:
    """Return the rows that feed each property of the target."""
    found: dict[str, list[Row]] = {}
    for row in scope.rows:
        found.setdefault(row.target, []).append(row)
    return found


def _is_left_out(row: Row, target: Life) -> bool:
    """Whether a row that may not apply gave nothing."""
    return bool(row.qualifiers) and unfilled(target.value(row.target, target.born))


def _misfit(scope: Scope, row: Row, source: Life, target: Life) -> int:
    """Return what one row adds to the misfits of a source and a target."""
    given = target.value(row.target, target.born)
    declared = scope.target_property(row)
    changes = source.held.get(row.source, ())
    by_then = [change.value for change in changes if change.line < target.born] or [None]
    if any(same(value, given) or same(declared.stored(value), given) for value in by_then):
        return 0
    if any(given in adaptations(declared, value) for value in by_then):
        return 0
    return UNFILLED if unfilled(given) else GARBLED


def images(scope: Scope, row: Row, source: Life) -> set[Value]:
    """Return all values by which a source's property could appear in the target; nothing is None."""
    declared = scope.target_property(row)
    values = [change.value for change in source.held.get(row.source, ())] or [None]
    found = {image for value in values for image in (value, declared.stored(value), *adaptations(declared, value))}
    return {None if image == "" else image for image in found}
