"""What to write: a three-way merge, property by property. Pure: values in, a plan out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from syncproof.engine.links import Base
from syncproof.engine.ports.port import Edit
from syncproof.ledger import Value, Values

Fit = Callable[[str, Value], Value]
SOURCE, TARGET = "source", "target"


class Row(NamedTuple):
    """A row of the property table: two properties that are kept equal."""

    source: str
    target: str

    @property
    def key(self) -> str:
        """The row's name in a base."""
        return f"{self.source}|{self.target}"

    def of(self, side: str) -> str:
        """Return the property on a side."""
        return self.source if side == SOURCE else self.target

    def across(self, side: str) -> str:
        """Return the property on the other side."""
        return self.target if side == SOURCE else self.source


class Finding(Enum):
    """What a row needs."""

    NOTHING = auto()
    NEW_BASE = auto()
    FORWARD = auto()
    BACKWARD = auto()
    CLASH = auto()


@dataclass
class Plan:
    """What to write where, by property; and what both sides hold already, whatever the base says."""

    to_source: dict[str, Value] = field(default_factory=dict)
    to_target: dict[str, Value] = field(default_factory=dict)
    base: dict[str, tuple[Value, Value]] = field(default_factory=dict)


class Known(NamedTuple):
    """What a plan is made from: the base, both sides' values, what a write of ours replaced."""

    rows: tuple[Row, ...]
    base: Base
    source: Values
    target: Values
    source_fit: Fit
    target_fit: Fit
    lost: Mapping[str, Edit] = {}
    """By row: an edit of the target that a write of ours replaced unseen. It is later than what we wrote."""


def find(known: Known, row: Row) -> Finding:
    """Return what a row needs. A side has changed if it differs from its own base, not from the other."""
    if row.source not in known.source or row.target not in known.target:
        return Finding.NOTHING
    values = source, target = known.source[row.source], known.target[row.target]
    base = known.base.get(row.key)
    if row.key in known.lost:
        return Finding.CLASH
    if base == values:
        return Finding.NOTHING
    if target in {source, known.target_fit(row.target, source)} or source == known.source_fit(row.source, target):
        return Finding.NEW_BASE
    if base is None or (source != base[0] and target != base[1]):
        return Finding.CLASH
    return Finding.FORWARD if source != base[0] else Finding.BACKWARD


def clashes(known: Known) -> list[Row]:
    """Return the rows whose two sides both changed: only these ask when."""
    return [row for row in known.rows if find(known, row) is Finding.CLASH]


def plan(known: Known, policy: str, source_times: Values, target_times: Values) -> Plan:
    """Return what to write, so that both sides are equal, or differ only by what a side makes of a value."""
    result = Plan()
    for row in known.rows:
        finding = find(known, row)
        if finding is Finding.NOTHING:
            continue
        source, target = known.source[row.source], known.target[row.target]
        if finding is Finding.NEW_BASE:
            result.base[row.key] = (source, target)
        elif finding is Finding.FORWARD:
            result.to_target[row.target] = source
        elif finding is Finding.BACKWARD:
            result.to_source[row.source] = target
        else:
            value = settle(known, row, policy, source_times.get(row.source), target_times.get(row.target))
            if value != source:
                result.to_source[row.source] = value
            if value != target:
                result.to_target[row.target] = value
    return result


def settle(known: Known, row: Row, policy: str, source_at: Value, target_at: Value) -> Value:
    """Return the value that stands where both sides changed; where nobody can tell, the source's."""
    source, target = known.source[row.source], known.target[row.target]
    if edit := known.lost.get(row.key):
        # What our write replaced came after the source's value that it carried, by whichever clock.
        source_at = "" if source == target else source_at
        target, target_at = edit.new, edit.at
    if policy == "target-wins" or (policy == "latest-wins" and str(target_at or "") > str(source_at or "")):
        return target
    return source


def overwritten(old: Value, new: Value, edits: Sequence[Edit]) -> Edit | None:
    """Return what our write from `old` to `new` replaced unseen, as an edit after it, if nobody wrote since.

    `edits` are the log's lines on this property of this record since the look before the write, oldest first.
    """
    ours = next((line for line, edit in enumerate(edits) if edit.new == new), None)
    if ours is None or ours + 1 < len(edits) or edits[ours].old == old:
        return None
    edit = edits[ours]
    return edit._replace(old=new, new=edit.old, at=edits[ours - 1].at if ours else edit.at)
