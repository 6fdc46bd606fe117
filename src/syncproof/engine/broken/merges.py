"""Defects in the merge: which of two edits stands, and which change counts as an edit."""

from __future__ import annotations

from syncproof.engine import Sync
from syncproof.engine.broken.defect import Defect
from syncproof.engine.links import Link
from syncproof.engine.plan import SOURCE, Plan
from syncproof.engine.ports.port import Record
from syncproof.engine.work import Work
from syncproof.ledger import Value


class WholeRecord(Sync):
    """Writes the whole source record over the target when both sides changed, so the target's other edits are lost."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        if plan.to_source and plan.to_target:
            plan.to_source = {}
            plan.to_target = {row.target: source.values.get(row.source) for row in work.section.rows}
        return plan


class RecordTimes(Sync):
    """Goes by the time of whole records: a source modified since the last pass overwrites all edits of the target."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        if plan.to_source and source.modified_at > work.cursors.get(SOURCE, [""])[0]:
            plan.to_target |= {
                row.target: source.values.get(row.source) for row in work.section.rows if row.source in plan.to_source
            }
            plan.to_source = {}
        return plan


class SourceWins(Sync):
    """Lets the source win every conflict, even against a later edit of the target."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        for row in work.section.rows:
            changed = source.values.get(row.source) != link.base.get(row.key, (None, None))[0]
            if row.source in plan.to_source and changed:
                del plan.to_source[row.source]
                plan.to_target[row.target] = source.values.get(row.source)
        return plan


class WritesTheSame(Sync):
    """Puts the target's old value back before an edit is carried, even if the target already holds the edit."""

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        plan = super().plan(work, link, source, target)
        for row in work.section.rows:
            base = link.base.get(row.key)
            if base and row.key in plan.base and source.values.get(row.source) != base[0]:
                work.target.write(target, {row.target: base[1]})
                plan.to_target[row.target] = source.values.get(row.source)
        return plan


class SeenBefore(Sync):
    """Takes a value that a pair has held before for an echo, so an edit back to an old value is not carried."""

    had: set[tuple[int, str, Value]]

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        self.had = getattr(self, "had", set())
        plan = super().plan(work, link, source, target)
        self.had |= {(link.id, key, held) for key, base in link.base.items() for held in base}
        for row in work.section.rows:
            if (link.id, row.key, plan.to_target.get(row.target)) in self.had:
                plan.base[row.key] = (source.values.get(row.source), target.values.get(row.target))
                del plan.to_target[row.target]
            if (link.id, row.key, plan.to_source.get(row.source)) in self.had:
                plan.base[row.key] = (source.values.get(row.source), target.values.get(row.target))
                del plan.to_source[row.source]
        return plan


DEFECTS = (
    Defect(
        "whole-record",
        WholeRecord,
        "in-sync.both-sides",
        law="no-lost-edit",
        also=(
            "in-sync.during-pass",
            "in-sync.untouched-is-not-reverted",
        ),
    ),
    Defect(
        "source-wins",
        SourceWins,
        "in-sync.latest-wins",
        "task-to-cards",
        "custompms-trello",
        law="no-lost-edit",
        also=("in-sync.during-pass",),
    ),
    Defect(
        "goes-by-record-times",
        RecordTimes,
        "in-sync.untouched-is-not-reverted",
        law="no-lost-edit",
        also=(
            "in-sync.both-sides",
            "in-sync.during-pass",
            "in-sync.nothing-else",
            "in-sync.there-and-back",
            "properties.row",
        ),
    ),
    Defect("writes-the-same", WritesTheSame, "in-sync.same-edit"),
    Defect("remembers-values", SeenBefore, "in-sync.there-and-back", law="agreement"),
)
