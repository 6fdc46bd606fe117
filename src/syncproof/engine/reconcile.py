"""Reconciles a pair: read, plan, write, store the new merge base; safe against crashes, lost answers and rival edits.

The problem: a pass may die between a write and the note that it was done, and a user may edit between our read and
our write. Afterwards our own write looks like a user's edit, or replaces one.

The idea: store each write as a *pending write* (the value to be replaced, the value sent) before it is sent, and use
*optimistic locking* wherever the system offers it.

Why it is right: a later read shows one of three values. The new one: the write landed, and counts as the merge base.
The old one: the write did not land, or the read is late; the record is read again at its own address. Another one: a
user edited the record since our read, so the edit is later than what we wrote, and counts as made after our write. Of
the two sides the source is written first, since its lock says whether the plan still holds; a version conflict means
to read and plan again.

The cost: one transaction before each write and one after it; a second read only after a conflict or a lost answer.

Example: the base is "Ada", a user renames the target "Grace", we write "Grace" to the source and die. The user now
renames the target "Joan". Without a note, source "Grace", target "Joan", base "Ada" is a conflict that "Grace" may
win. With it, "Grace" is known to be our own write, the base becomes "Grace", and "Joan" goes to the source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from syncproof.checklist import End
from syncproof.engine.failures import MISSES, Failed, GaveUp, Gone, NotSent, RefusedError, Unanswered, VersionConflict
from syncproof.engine.http import BACKOFF, Sleep
from syncproof.engine.joined import conflicts, three_way_merge
from syncproof.engine.links import Base, Link, Links
from syncproof.engine.pending_writes import PendingWrite
from syncproof.engine.plan import SOURCE, TARGET, KnownPair, Plan, RowPair
from syncproof.engine.ports.port import Record
from syncproof.engine.side import Side
from syncproof.engine.work import Report, Work
from syncproof.ledger import Value, Values

MAX_UNANSWERED = 10
"""How many records in a row may go unanswered before the pass is given up."""


class Reconciler:
    """Brings the two sides of a pair to agreement."""

    def __init__(self, links: Links, sleep: Sleep, report: Callable[[Report], None]) -> None:
        self.links = links
        self.sleep = sleep
        self.report = report
        self.unanswered = 0
        """Records in a row that went unanswered."""
        self.own_writes: dict[tuple[End, str], tuple[str, str]] = {}
        """By record: the time of our last write to it, and that of the last edit before."""

    def attempt(self, work: Work, source: str, step: Callable[..., None], *args: object) -> None:
        """Do a step for one record; a failure is reported and stops no other record. Raises GaveUp."""
        try:
            step(work, *args)
        except Gone as gone:
            self.miss(work, self.links.of(work.section.id, source), gone)
        except Failed as failed:
            self.links.mark_retry(work.section.id, source)
            self.report_failure(work, source, failed)
            self.unanswered += isinstance(failed, Unanswered)
            if self.unanswered >= MAX_UNANSWERED:
                raise GaveUp(f"{MAX_UNANSWERED} records in a row failed, the last one so: {failed}") from failed

    def miss(self, work: Work, link: Link, gone: Gone) -> None:
        """Note that a side of a pair is missing, and report that once; the pair is dead when that is certain."""
        if link.dead:
            return
        if link.missed + 1 < MISSES and not any(link.on(side.name) in side.changes.deleted for side in work.sides):
            self.links.mark_missing(link)
        else:
            self.links.mark_dead(link, TARGET if gone.where and gone.where[2] == link.target else SOURCE)
        if link.target and not link.missed:
            self.report_failure(work, link.source, gone)

    def report_failure(self, work: Work, source: str, failed: Failed) -> None:
        """Report a failure, with the record that it was about; by default the source record."""
        end = work.section.source
        system, datatype, record = failed.where or (end.system, end.datatype, source)
        self.report(Report(failed.kind, system, datatype, record, "", str(failed)))

    def reconcile(self, work: Work, link: Link) -> None:
        """Bring a pair to agreement; if a side changes between our read and our write, read and plan again."""
        source = self.current(work, work.source, link, link.source)
        target = self.current(work, work.target, link, link.target)
        for wait in BACKOFF:
            try:
                return self.apply(work, link, source, target)
            except VersionConflict:
                pass
            except Unanswered:
                self.sleep(wait)
            link = self.links.of(link.section, link.source)
            source, target = work.source.read(link.source), work.target.read(link.target)
        return self.apply(work, link, source, target)

    def current(self, work: Work, side: Side, link: Link, record: str) -> Record:
        """Return a record as it is now; a value that our write has replaced may be a late read, and is read again."""
        seen = side.current(record)
        for row in work.section.rows:
            write = work.pending.get((link.id, side.name, row.key))
            if write and seen.values.get(row.on(side.name)) == write.old != write.new:
                return side.read(record)
        return seen

    def apply(self, work: Work, link: Link, source: Record, target: Record) -> None:
        """Plan, write the source and then the target, and store the new base.

        An edit of the source that a write of ours replaced stands nowhere now: such a value the target holds first.
        """
        # A property that a system does not show is taken to hold its base value.
        hidden = {
            side: {row.on(side): link.base[row.key][side is TARGET] for row in work.rows_of(link)}
            for side in (SOURCE, TARGET)
        }
        source = source._replace(values={**hidden[SOURCE], **source.values})
        target = target._replace(values={**hidden[TARGET], **target.values})
        landed = {
            **link.base,
            **self.landed(work, link, work.source, source),
            **self.landed(work, link, work.target, target),
        }
        if landed != link.base:
            # The next write may fail, and its pending write takes the place of the one that landed.
            self.links.note_landed(link, landed)
        rows = work.applying(source, target)
        plan = self.plan(work, link._replace(base=landed), source, target)
        planned, lost = (source, target), work.lost_updates.get(link.id, {})
        late = {
            row.source
            for row in rows
            if row.target in plan.to_target and row.key in lost and lost[row.key].side == SOURCE
        }
        source = self.write(work, link, work.source, source, _only(plan.to_source, plan.to_source.keys() - late))
        target = self.write(work, link, work.target, target, plan.to_target)
        source = self.write(work, link, work.source, source, _only(plan.to_source, late))
        base = {**landed, **plan.base}
        for row in rows:
            if row.source in plan.to_source or row.target in plan.to_target:
                # An answer may hold a later edit of what was not written: the base is the value that was planned with.
                of_source = source if row.source in plan.to_source else planned[0]
                of_target = target if row.target in plan.to_target else planned[1]
                base[row.key] = (of_source.values[row.source], of_target.values[row.target])
        self.links.rebase(link, base, retry=source.elsewhere or target.elsewhere)
        self.unanswered = 0

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        """Return the writes that a pair needs; only rows in conflict ask the systems when they changed."""
        pair = KnownPair(
            work.applying(source, target),
            link.base,
            source.values,
            target.values,
            work.source.port.normalise,
            work.target.port.normalise,
            {
                key: lost
                for key, lost in work.lost_updates.get(link.id, {}).items()
                if (source if lost.side == SOURCE else target).values[lost.edit.property] == lost.edit.old
            },
        )
        contested = conflicts(pair)
        return three_way_merge(
            pair,
            work.section.policy,
            self.edit_times(work.source, source, contested, link) if contested else {},
            self.edit_times(work.target, target, contested, link) if contested else {},
        )

    def edit_times(self, side: Side, record: Record, rows: list[RowPair], link: Link) -> Mapping[str, str]:
        """Return when somebody else than this sync changed the properties of rows, as far as the system says when."""
        times = dict(side.port.change_times(record, [row.on(side.name) for row in rows]))
        written, edited = self.own_writes.get((side.end, record.id), ("", ""))
        for row in rows:
            name = row.on(side.name)
            if written and times[name] == written:
                times[name] = edited
            # Of two records that users made, what one was made with is as old as the record.
            if not times[name] and row.key not in link.base:
                times[name] = side.port.made_at(record)
        return times

    def landed(self, work: Work, link: Link, side: Side, record: Record) -> Base:
        """Return the base of the rows whose unanswered write is no longer waited for: the old value is gone.

        A value that is neither the old nor the new one is an edit. The edit is later than our read, and so than all
        that the write carried: whether the write landed or not, the edit counts as made after the write.
        """
        base: dict[str, tuple[Value, Value]] = {}
        for row in work.section.rows:
            name = row.on(side.name)
            write = work.pending.get((link.id, side.name, row.key))
            value = record.values.get(name)
            if write and write.unanswered and value != write.old:
                stored = value if value == side.port.normalise(name, write.new) else write.new
                base[row.key] = (stored, write.new) if side is work.source else (write.new, stored)
        return base

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        """Write, and return the record as stored; a refused property is reported, and the others are written."""
        if not changes:
            return record
        partner = work.partner(side, link)
        writes = {}
        for row in work.section.rows:
            name, opposite = row.on(side.name), row.opposite(side.name)
            if name in changes:
                new = changes[name]
                hidden = link.base[row.key][side is work.source] if row.key in link.base else None
                is_held = partner.values.get(opposite, hidden) == new
                writes[row.key] = PendingWrite(0, record.values[name], new, is_held)
        earlier = any(work.pending[key].unanswered for key in work.pending if key[:2] == (link.id, side.name))
        self.links.pending.add(link.section, link.id, side.name, writes)
        work.pending.update({(link.id, side.name, key): write for key, write in writes.items()})
        try:
            stored = side.write(record, changes)
        except (VersionConflict, NotSent) as failed:
            # Nothing was written: an edit that came between may be older than what the write carried. Where an earlier
            # write may have landed, one that was not sent changes nothing about that.
            if isinstance(failed, VersionConflict) or not earlier:
                self.links.pending.mark_unwritten(link.id, side.name)
                work.pending.update(
                    {(link.id, side.name, key): write._replace(unanswered=False) for key, write in writes.items()}
                )
            raise
        except RefusedError as refused:
            reasons = refused.reasons_for(changes)
            for name, reason in reasons.items():
                self.report(Report.of(refused.kind, side.end, record.id, name, reason))
            rest = {name: value for name, value in changes.items() if name not in reasons}
            parts = [rest] if reasons else [{name: value} for name, value in rest.items()]
            for part in parts:
                record = self.write(work, link, side, record, part)
            return record
        written, edited = self.own_writes.get((side.end, record.id), ("", ""))
        self.own_writes[side.end, record.id] = (
            stored.modified_at,
            edited if written and record.modified_at == written else record.modified_at,
        )
        return stored


def _only(values: Values, names: Collection[str]) -> Values:
    """Return the values of some properties."""
    return {name: value for name, value in values.items() if name in names}
