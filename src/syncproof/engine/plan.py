"""The plan of what to write: a three-way merge, property by property. Pure: values in, a plan out.

The problem: a pair holds "Ada" on one side and "Ada King" on the other. From these two values alone nobody can say
which is the edit and which is old. Timestamps of whole records do not help: the newer record may hold the older name.

The idea: remember the *merge base*, the two values that the sides held when they were last equal, and compare each
side with its own base value, not with the other side.

    source changed  target changed  need
    no              no              NOTHING   in sync
    yes             no              FORWARD   write the source's value to the target
    no              yes             BACKWARD  write the target's value to the source
    yes             yes, alike      NEW_BASE  write nothing, remember the new values
    yes             yes, otherwise  CONFLICT  the policy decides, as a rule the later edit; write the loser's side

Why it is right: a side that nobody edited equals its base, so an older value never overwrites an edit. A base has a
value per side, since a system may normalise ("Ada " is stored as "Ada"): once both are in the base, they count as
equal, and no echo goes back and forth. A refused write leaves a base whose values differ, so the refused value is not
sent again until it is edited. A record's own id is never edited: the target holds it, whatever was written there.

The cost: two stored values per pair and row, and one comparison. Only a conflict asks the systems for times.

Example, with the base ("Ada", "Ada"): source "Ada", target "Ada King" needs BACKWARD, and the source becomes "Ada
King". Source "Ada Byron", target "Ada King" is a CONFLICT: edited at 9:00 and at 9:05, both sides become "Ada King".

The merge can only be as good as what was read. Where a system has no locking, an edit can fall between our read and
our write, which then replaces the edit unseen: a *lost update*. If the system keeps a log, `lost_update` finds it
there, and the next merge treats it as an edit of that side after our write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from syncproof.checklist import Qualifier
from syncproof.datatypes import OWN_ID
from syncproof.engine.links import Base
from syncproof.engine.ports.port import NUMBER, PropertyEdit
from syncproof.ledger import Value, Values

Normalise = Callable[[str, Value], Value]
SOURCE, TARGET = "source", "target"


class RowPair(NamedTuple):
    """A row of the property table: the two properties that are kept equal, and where they are."""

    source: str
    target: str
    source_holds: tuple[Qualifier, ...] = ()
    target_holds: tuple[Qualifier, ...] = ()

    @property
    def is_of_id(self) -> bool:
        """Whether the source is the record's own id, which nobody can write."""
        return self.source in {OWN_ID, NUMBER}

    @property
    def is_dependent(self) -> bool:
        """Whether the row applies to some records only."""
        return bool(self.source_holds or self.target_holds)

    def applies(self, source: Values, target: Values) -> bool:
        """Whether the row applies to two records."""
        if not self.is_dependent:
            return True  # as most rows do, of which a pass asks again and again
        asked = [(each, source) for each in self.source_holds] + [(each, target) for each in self.target_holds]
        return all(each.takes(values.get(each.path)) for each, values in asked)

    @property
    def key(self) -> str:
        """The row's name in a merge base."""
        return f"{self.source}|{self.target}"

    def on(self, side: str) -> str:
        """Return the property on a side."""
        return self.source if side == SOURCE else self.target

    def opposite(self, side: str) -> str:
        """Return the property on the other side."""
        return self.target if side == SOURCE else self.source


class Need(Enum):
    """The need of a row of a pair: which side has to be written; the table above has the cases."""

    NOTHING = auto()
    NEW_BASE = auto()
    FORWARD = auto()
    BACKWARD = auto()
    CONFLICT = auto()


@dataclass
class Plan:
    """The writes, by property, for each side; and the new base of the rows that need no write."""

    to_source: dict[str, Value] = field(default_factory=dict)
    to_target: dict[str, Value] = field(default_factory=dict)
    base: dict[str, tuple[Value, Value]] = field(default_factory=dict)


class LostUpdate(NamedTuple):
    """An edit that our write replaced unseen, turned into an edit after our write, and the side that was written."""

    side: str
    edit: PropertyEdit


class KnownPair(NamedTuple):
    """The input of the merge: the base, both sides' values, and the edits that our writes replaced."""

    rows: tuple[RowPair, ...]
    base: Base
    source: Values
    target: Values
    normalise_source: Normalise
    normalise_target: Normalise
    lost_updates: Mapping[str, LostUpdate] = {}
    """By row: an edit that our write replaced unseen. The edit counts as later than our write."""


def need_of(pair: KnownPair, row: RowPair) -> Need:
    """Return what a row needs. A side has changed if its value differs from its own base value."""
    if row.source not in pair.source or row.target not in pair.target:
        return Need.NOTHING
    values = source, target = pair.source[row.source], pair.target[row.target]
    base = pair.base.get(row.key)
    if row.key in pair.lost_updates:
        return Need.FORWARD if row.is_of_id else Need.CONFLICT
    if base == values:
        return Need.NOTHING
    if target in {source, pair.normalise_target(row.target, source)} or source == pair.normalise_source(
        row.source, target
    ):
        return Need.NEW_BASE
    changed = base is None or source != base[0], base is None or target != base[1]
    if row.is_of_id:
        changed = True, False
    elif base is None and row.is_dependent:
        # The row came to apply to a pair that there was: what nobody gave a value is filled.
        changed = source is not None, target is not None
    if all(changed):
        return Need.CONFLICT
    return Need.FORWARD if changed[0] else Need.BACKWARD


def merge_row(
    plan: Plan, pair: KnownPair, row: RowPair, policy: str, source_times: Values, target_times: Values
) -> None:
    """Plan what one row needs that shares no property with another."""
    need = need_of(pair, row)
    if need is Need.NOTHING:
        return
    source, target = pair.source[row.source], pair.target[row.target]
    if need is Need.NEW_BASE:
        plan.base[row.key] = (source, target)
    elif need is Need.FORWARD:
        plan.to_target[row.target] = source
    elif need is Need.BACKWARD:
        plan.to_source[row.source] = target
    else:
        winner = resolve(pair, row, policy, source_times.get(row.source), target_times.get(row.target))
        if winner != source:
            plan.to_source[row.source] = winner
        if winner != target:
            plan.to_target[row.target] = winner


def resolve(pair: KnownPair, row: RowPair, policy: str, source_at: Value, target_at: Value) -> Value:
    """Return the value that wins a conflict; the source's, where neither system knows a time.

    Where the target knows no time, a source that came back to what the target held last has nothing to carry.
    """
    source, target, base = pair.source[row.source], pair.target[row.target], pair.base.get(row.key)
    if lost := pair.lost_updates.get(row.key):
        if lost.side == SOURCE:
            source, source_at = lost.edit.new, lost.edit.at
        else:
            # The source is read first: an edit that our write to the target replaced is later than the source's value
            # that the write carried, by either clock.
            source_at = "" if source == target else source_at
            target, target_at = lost.edit.new, lost.edit.at
    elif policy == "latest-wins" and not target_at and base and base[1] == source:
        return target
    if policy == "target-wins" or (policy == "latest-wins" and str(target_at or "") > str(source_at or "")):
        return target
    return source


def lost_update(old: Value, new: Value, edits: Sequence[PropertyEdit]) -> PropertyEdit | None:
    """Return the edit that our write from `old` to `new` replaced unseen, turned into an edit after our write.

    `edits` are the log's lines on this property of this record since the read before the write, oldest first. A later
    edit by somebody else settles the matter: there is no lost update then.
    """
    ours = next((line for line, edit in enumerate(edits) if edit.new == new), None)
    if ours is None or ours + 1 < len(edits) or edits[ours].old == old:
        return None
    edit = edits[ours]
    return edit._replace(old=new, new=edit.old, at=edits[ours - 1].at if ours else edit.at)
