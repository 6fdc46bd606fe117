"""The three-way merge of all rows of a pair; rows that share a property are merged as one. Pure.

The problem: the table joins an email to two properties of the other side. Merged row by row, an edit of one would
reach the other only by way of the source, and two edits would each win in their own row, so that the three never agree.

The idea: rows that share a property, directly or through others, form a group that holds one value. What changed first,
in the order of the table, is the group's new value, and goes to every property of the group that holds another. Only
where both sides changed does the policy decide, between the first change of each.

Why it is right: a group at rest has a base for each row, so an unchanged property never counts. A row that came to
apply later, or whose source held another value when the counterpart was created, has no base yet, and follows.

The cost: none where no property is shared, for then each group is one row.

Example: mail goes to email and to login. A user changes login: mail and email become the same in one pass.
"""

from __future__ import annotations

from functools import lru_cache

from syncproof.checklist.rows import joined
from syncproof.engine.plan import KnownPair, Need, Plan, RowPair, merge_row, need_of, resolve
from syncproof.ledger import Values


@lru_cache(maxsize=256)  # of all pairs of a section, the rows are the same, but for those that apply to some only
def _groups(rows: tuple[RowPair, ...]) -> tuple[tuple[RowPair, ...], ...]:
    ids = [(row,) for row in rows if row.is_of_id]  # several may hold one id, which no edit of theirs changes
    return (*joined(row for row in rows if not row.is_of_id), *ids)


def conflicts(pair: KnownPair) -> list[RowPair]:
    """Return the rows that changed on both sides: only these ask the systems for times."""
    return [row for rows in _groups(pair.rows) for row in _contested(pair, rows)]


def _contested(pair: KnownPair, rows: tuple[RowPair, ...]) -> tuple[RowPair, ...]:
    """Return the rows whose values the policy decides on."""
    if len(rows) == 1:
        return rows if need_of(pair, rows[0]) is Need.CONFLICT else ()
    source, target = _changed(pair, tuple(row for row in rows if need_of(pair, row) is not Need.NOTHING))
    return (source, target) if source and target else ()


def three_way_merge(pair: KnownPair, policy: str, source_times: Values, target_times: Values) -> Plan:
    """Return the writes after which both sides are equal, or differ only by what a system makes of a value."""
    plan = Plan()
    for rows in _groups(pair.rows):
        if len(rows) > 1:
            _merge_joined(plan, pair, rows, policy, source_times, target_times)
        else:
            merge_row(plan, pair, rows[0], policy, source_times, target_times)
    return plan


def _merge_joined(
    plan: Plan, pair: KnownPair, rows: tuple[RowPair, ...], policy: str, source_times: Values, target_times: Values
) -> None:
    """Plan what rows need that share properties: what changed first in the order of the table goes to all of them."""
    rows = tuple(row for row in rows if row.source in pair.source and row.target in pair.target)
    if all(need_of(pair, row) is Need.NOTHING for row in rows):
        return
    source, target = _changed(pair, rows)
    if lost := next((row for row in rows if row.key in pair.lost_updates), None):
        source = target = lost
    if source and target:
        contest = RowPair(source.source, target.target)
        edits = {contest.key: pair.lost_updates[lost.key]} if lost else {}
        bases = {contest.key: (pair.base[source.key][0], pair.base[target.key][1])} if source.key in pair.base else {}
        both = pair._replace(rows=(contest,), base=bases, lost_updates=edits)
        winner = resolve(both, contest, policy, source_times.get(source.source), target_times.get(target.target))
    elif target:
        winner = pair.target[target.target]
    else:
        winner = pair.source[(source or _leading(pair, rows)).source]
    for row in rows:
        held = pair.source[row.source], pair.target[row.target]
        if winner != held[0] and pair.normalise_source(row.source, winner) != held[0]:
            plan.to_source[row.source] = winner
        if winner != held[1] and pair.normalise_target(row.target, winner) != held[1]:
            plan.to_target[row.target] = winner
        plan.base[row.key] = held


def _leading(pair: KnownPair, rows: tuple[RowPair, ...]) -> RowPair:
    """Return the first row that both sides agreed on before; else the first of which the source holds something."""
    settled = [row for row in rows if row.key in pair.base]
    return next(iter([*settled, *(row for row in rows if pair.source[row.source] is not None), *rows]))


def _changed(pair: KnownPair, rows: tuple[RowPair, ...]) -> tuple[RowPair | None, RowPair | None]:
    """Return the first row whose source changed since both sides were equal, and the first whose target changed.

    Where they never were, what holds something counts as changed; a row that came to apply later follows the others.
    """
    settled = [row for row in rows if row.key in pair.base]
    if not settled:
        sources = [row for row in rows if pair.source[row.source] is not None]
        return next(iter(sources), None), next((row for row in rows if pair.target[row.target] is not None), None)
    source = next((row for row in settled if pair.source[row.source] != pair.base[row.key][0]), None)
    return source, next((row for row in settled if pair.target[row.target] != pair.base[row.key][1]), None)
