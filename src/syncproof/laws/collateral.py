"""Nothing else: the SUT deletes nothing, and changes only mapped properties of paired records.

The law judges every change in the ledger, also of records that no checklist names, such as a board or a membership.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.laws.dependence import may_apply
from syncproof.laws.scope import Finding, Scope
from syncproof.laws.values import quoted, unfilled
from syncproof.laws.words import named, source_named, target_named
from syncproof.ledger import By, Created

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncproof.laws.life import Life
    from syncproof.laws.pairing import Pair, Pairing
    from syncproof.laws.timeline import Timeline


def nothing_else(timeline: Timeline, scopes: Sequence[Scope], pairing: Pairing) -> Iterator[Finding]:
    """Find what the SUT deleted, created outside of the targets' places, or changed without need."""
    for deletion in timeline.deleted:
        life = timeline.lives[deletion.ref.system, deletion.ref.datatype, deletion.ref.record]
        yield Finding(
            "nothing-else",
            f"the sync deleted {_named(scopes, life)}; expected the record to stay",
            (life.born, deletion.line),
            f"deleted {deletion.ref.system} {deletion.ref.datatype}",
        )
    wanted = {(*scope.target, scope.place) for scope in scopes}
    marks = _Marks(timeline, scopes, pairing)
    for creation in timeline.created:
        ref = creation.ref
        if (ref.system, ref.datatype, ref.place) not in wanted and not marks.takes(creation):
            life = timeline.lives[ref.system, ref.datatype, ref.record]
            text = f"the sync created {_named(scopes, life)} in {ref.system}; expected none: no section asks for that"
            yield Finding("nothing-else", text, (creation.line,), f"created {ref.system} {ref.datatype}")
    yield from _given(pairing)
    yield from _changes(timeline, scopes, pairing)


def _given(pairing: Pairing) -> Iterator[Finding]:
    """Find the values that the SUT gave a counterpart by rows that did not apply to the pair."""
    for pair in pairing.pairs:
        if pair.target.by is not By.SUT or not any(row.qualifiers for row in pair.scope.rows):
            continue
        applying = {row.target for row in may_apply(pair.scope, pair.source, pair.target)}
        for row in pair.scope.rows:
            value = pair.target.value(row.target, pair.target.born)
            if row.target not in applying and not unfilled(value):
                record = target_named(pair.scope, pair.target)
                text = f"the sync gave {record} {quoted(value)} as {row.target}; expected none without {row.having}"
                about = f"{' '.join(pair.target.key[:2])}: {row.target}, which depends on {row.having}"
                yield Finding("nothing-else", text, (pair.source.born, pair.target.born), about)


class _Marks:
    """The marks of its own that a SUT may leave: one of a kind on each paired record, and one where such records live.

    The latter is what the marks are made of, such as the custom field of a board.
    """

    def __init__(self, timeline: Timeline, scopes: Sequence[Scope], pairing: Pairing) -> None:
        self._declared = {mark for scope in scopes for mark in scope.marks}
        self._paired = {life.record for pair in pairing.pairs for life in (pair.source, pair.target)}
        ends = {end for scope in scopes for end in (scope.source, scope.target)}
        self._unpaired = {life.record for end in ends for life in timeline.of_type(*end)} - self._paired
        self._left: set[tuple[str, str, str]] = set()

    def takes(self, creation: Created) -> bool:
        """Whether a record is such a mark, and the first on its record."""
        ref = creation.ref
        mark = ref.system, ref.datatype, ref.place if ref.place in self._paired else ""
        fits = mark[:2] in self._declared and ref.place not in self._unpaired and mark not in self._left
        self._left.add(mark)
        return fits


def late_writes(pair: Pair, beside: Sequence[Pair], timeline: Timeline) -> int:
    """Return the number of the SUT's writes to a pair's records when the pair was over before the SUT last rested.

    `beside`: the pairs that have the same target record, which may be written to for any of them.
    """
    return sum(
        change.by is By.SUT
        and not any(
            _in_time(each, change.line, timeline) for each in (pair, *beside) if life in {each.source, each.target}
        )
        for row in may_apply(pair.scope, pair.source, pair.target)
        for life, name in ((pair.source, row.source), (pair.target, row.target))
        for change in life.held.get(name, ())
    )


def _changes(timeline: Timeline, scopes: Sequence[Scope], pairing: Pairing) -> Iterator[Finding]:
    mapped: dict[Life, dict[str, list[Pair]]] = {}
    for pair in (*pairing.pairs, *pairing.perhaps):
        for row in may_apply(pair.scope, pair.source, pair.target):
            mapped.setdefault(pair.source, {}).setdefault(row.source, []).append(pair)
            mapped.setdefault(pair.target, {}).setdefault(row.target, []).append(pair)
        for row in pair.scope.id_rows:
            mapped.setdefault(pair.target, {}).setdefault(row.target, []).append(pair)
    surplus = {extra.target for extra in pairing.surplus}
    marks = {mark for scope in scopes for mark in scope.marks}
    seen: dict[Life, list[tuple[int, str, str]]] = {}
    for update in timeline.updated:
        life = timeline.lives[update.ref.system, update.ref.datatype, update.ref.record]
        if life in surplus or (life.by is By.SUT and life.key[:2] in marks):
            continue  # its existence is the breach, or is allowed
        for name, value in update.after.items():
            if not any(_in_time(pair, update.line, timeline) for pair in mapped.get(life, {}).get(name, ())):
                change = f"{name} from {quoted(update.before.get(name))} to {quoted(value)}"
                seen.setdefault(life, []).append((update.line, name, change))
    for life, changes in seen.items():
        over = all(name in mapped.get(life, ()) for _, name, _ in changes)
        unmapped = "its partner was gone" if over else "the section does not map that"
        why = unmapped if life in mapped else "the record is in no pair"
        what = " and ".join(dict.fromkeys(change for _, _, change in changes))
        text = f"the sync changed {_named(scopes, life)}: {what}; expected no change: {why}"
        about = f"changed {' '.join(life.key[:2])}: {', '.join(sorted({name for _, name, _ in changes}))}"
        yield Finding("nothing-else", text, tuple(dict.fromkeys(line for line, _, _ in changes)), about)


def _in_time(pair: Pair, line: int, timeline: Timeline) -> bool:
    """Whether a pair was not over before the SUT last rested: until then the SUT may finish what it has read."""
    return pair.until is None or not timeline.rested_between(pair.until, line)


def _named(scopes: Sequence[Scope], life: Life) -> str:
    for scope in scopes:
        if life.key[:2] == scope.source:
            return source_named(scope, life)
        if life.key[:2] == scope.target:
            return target_named(scope, life)
    return named(life, ["name"])
