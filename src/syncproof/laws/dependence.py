"""Dependence: whether a row with qualifiers applies to two records, for all that the two have held.

While what a row depends on comes and goes, a sync may have looked before or after: of such a row nothing is judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncproof.checklist import Qualifier, Row
    from syncproof.laws.life import Life
    from syncproof.laws.scope import Scope


def applies(row: Row, source: Life, target: Life) -> bool | None:
    """Whether a row has applied to two records all the time, or at no time; None where the row has at times."""
    held = [*_held(row.source_qualifiers, source), *_held(row.target_qualifiers, target)]
    if any(not any(each) for each in held):
        return False
    return True if all(all(each) for each in held) else None


def may_apply(scope: Scope, source: Life, target: Life) -> list[Row]:
    """Return the rows of a section that have applied to two records at some time."""
    return [row for row in scope.rows if not row.qualifiers or applies(row, source, target) is not False]


def _held(qualifiers: Iterable[Qualifier], life: Life) -> Iterator[list[bool]]:
    """Yield for each qualifier whether each of the values held it that the property had, the oldest first."""
    for qualifier in qualifiers:
        changes = life.held.get(qualifier.path, [])
        before = [] if changes and changes[0].line == life.born else [None]
        yield [qualifier.takes(value) for value in (*before, *(change.value for change in changes))]
