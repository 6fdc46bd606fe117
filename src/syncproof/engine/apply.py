"""Writes what the plan says, and makes counterparts: exactly one each, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Callable

from syncproof.engine.http import WAITS, Sleep
from syncproof.engine.links import Base, Link, Links, Own
from syncproof.engine.plan import Known, Plan, clashes, plan
from syncproof.engine.ports.port import Look, Record
from syncproof.engine.side import Side
from syncproof.engine.trouble import Failed, GaveUp, Gone, Refused, Stale, Unanswered
from syncproof.engine.work import Report, Work
from syncproof.ledger import Value, Values

FAILURES = 10
"""How many records in a row may go unanswered before the pass is given up."""


class Apply:
    """Brings pairs to agreement, and source records to counterparts."""

    def __init__(self, links: Links, sleep: Sleep, report: Callable[[Report], None]) -> None:
        self.links = links
        self.sleep = sleep
        self.report = report
        self.failures = 0

    def attempt(self, work: Work, source: str, step: Callable[..., None], *args: object) -> None:
        """Do one record's work; what fails for it is reported, and stops no other. Raises GaveUp."""
        try:
            step(work, *args)
        except Gone as gone:
            self.links.bury(work.section.id, source)
            self.tell(work, source, gone)
        except Failed as failed:
            self.links.retry(work.section.id, source)
            self.tell(work, source, failed)
            self.failures += isinstance(failed, Unanswered)
            if self.failures >= FAILURES:
                raise GaveUp(f"{FAILURES} records in a row failed, the last one so: {failed}") from failed

    def tell(self, work: Work, source: str, failed: Failed) -> None:
        """Report what failed for a record."""
        end = work.section.source
        system, datatype, record = failed.where or (end.system, end.datatype, source)
        self.report(Report(failed.kind, system, datatype, record, "", str(failed)))

    # Pairs

    def merge(self, work: Work, link: Link) -> None:
        """Bring a pair to agreement; if it moves between our reading and our writing, plan again."""
        source = self.current(work, work.source, link, link.source)
        target = self.current(work, work.target, link, link.target)
        for wait in WAITS:
            try:
                return self.apply(work, link, source, target)
            except Stale:
                pass
            except Unanswered:
                self.sleep(wait)
            link = self.links.of(link.section, link.source)
            source, target = work.source.read(link.source), work.target.read(link.target)
        return self.apply(work, link, source, target)

    def current(self, work: Work, side: Side, link: Link, record: str) -> Record:
        """Return a record as it is; what holds what we replaced may be a late read, and is asked again."""
        seen = side.current(record)
        for row in work.section.rows:
            own = work.own.get((link.id, side.name, row.key))
            if own and seen.values.get(row.of(side.name)) == own.old != own.new:
                return side.read(record)
        return seen

    def apply(self, work: Work, link: Link, source: Record, target: Record) -> None:
        """Plan, and write: the source first, whose lock tells whether the plan still holds."""
        # What a side does not show it holds as we last knew it.
        held = {row.target: link.base[row.key][1] for row in work.section.rows if row.key in link.base}
        target = target._replace(values={**held, **target.values})
        todo = self.plan(work, link, source, target)
        source = self.write(work, link, work.source, source, todo.to_source)
        before = target
        target = self.write(work, link, work.target, target, todo.to_target)
        base = {**link.base, **todo.base}
        for row in work.section.rows:
            if row.target in todo.to_target:
                base[row.key] = (source.values[row.source], target.values[row.target])
            elif row.source in todo.to_source:
                # Not what the target's answer holds: somebody may have edited it since we planned.
                base[row.key] = (source.values[row.source], before.values[row.target])
        self.links.settle(link, base)
        self.failures = 0

    def plan(self, work: Work, link: Link, source: Record, target: Record) -> Plan:
        """Plan what to write, and ask when something changed only where both sides did."""
        known = Known(
            work.section.rows,
            {
                **link.base,
                **self.landed(work, link, work.source, source),
                **self.landed(work, link, work.target, target),
            },
            source.values,
            target.values,
            work.source.port.fit,
            work.target.port.fit,
            {
                key: edit
                for key, edit in work.lost.get(link.target, {}).items()
                if target.values[edit.property] == edit.old
            },
        )
        rows = clashes(known)
        return plan(
            known,
            work.section.policy,
            work.source.port.times(source, [row.source for row in rows]) if rows else {},
            work.target.port.times(target, [row.target for row in rows]) if rows else {},
        )

    def landed(self, work: Work, link: Link, side: Side, record: Record) -> Base:
        """Return the base of rows that a write of ours made equal, although its answer never came."""
        base: dict[str, tuple[Value, Value]] = {}
        for row in work.section.rows:
            own = work.own.get((link.id, side.name, row.key))
            value = record.values.get(row.of(side.name))
            if own and own.open and value in {own.new, side.port.fit(row.of(side.name), own.new)}:
                base[row.key] = (value, own.new) if side is work.source else (own.new, value)
        return base

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        """Write, and return the record as stored; what is refused is reported, and stops nothing else."""
        if not changes:
            return record
        partner = work.partner(side, link)
        writes = {}
        for row in work.section.rows:
            name, there = row.of(side.name), row.across(side.name)
            if name in changes:
                writes[row.key] = Own(0, record.values[name], changes[name], partner.values[there] == changes[name])
        self.links.writing(link, side.name, writes)
        work.own.update({(link.id, side.name, key): own for key, own in writes.items()})
        try:
            return side.write(record, changes)
        except Refused as refused:
            reasons = refused.among(changes)
            for name, reason in reasons.items():
                self.report(Report.of(refused.kind, side.end, record.id, name, reason))
            rest = {name: value for name, value in changes.items() if name not in reasons}
            parts = [rest] if reasons else [{name: value} for name, value in rest.items()]
            for part in parts:
                record = self.write(work, link, side, record, part)
            return record

    # Counterparts

    def create(self, work: Work, record: Record) -> None:
        """Make a counterpart; the intent is stored first, so that a crash leaves a trace."""
        base = self.intent(work, record, work.wanted(record))
        link = self.links.intend(work.section.id, record.id, base, work.target.look.position)
        if not (work.target.port.identity and self.adopt(work, link)):
            self.make(work, link, record)

    def create_again(self, work: Work, link: Link) -> None:
        """Ask again for what was intended and is nowhere to be found, if it is still wanted."""
        try:
            record = work.source.current(link.source)
        except Gone:
            self.links.forget(link)
        else:
            self.create(work, record)

    def intent(self, work: Work, record: Record, values: Values) -> Base:
        """Return the base that a counterpart will have if it stores these values."""
        return {row.key: (record.values.get(row.source), values.get(row.target)) for row in work.section.rows}

    def make(self, work: Work, link: Link, record: Record) -> None:
        """Ask for a counterpart, and look for it before asking again."""
        values = work.wanted(record)
        waits = iter(WAITS)
        while values:
            try:
                made = work.target.port.create(values)
            except Gone as gone:
                raise Failed(f"the place is not there: {gone}") from gone
            except Refused as refused:
                values = self.less(work, link, values, refused)
                link = self.links.settle(link, self.intent(work, record, values), again=True)
            except Unanswered:
                if (wait := next(waits, None)) is None:
                    raise
                self.sleep(wait)
                self.look_again(work)
                work.wanting.append(link)
                self.seek(work)
                if link not in work.wanting:
                    return
                work.wanting.remove(link)
            else:
                self.made(work, link, values, made)
                return
        self.links.refuse(link)

    def made(self, work: Work, link: Link, values: Values, made: Record | None) -> None:
        """Pair with what was made, and take what it stored for the base."""
        self.failures = 0
        if made is None:
            work.wanting.append(link)
            return
        stored = {**values, **made.values}
        base = {row.key: (link.base[row.key][0], stored.get(row.target)) for row in work.section.rows}
        self.links.pair(link, made.id, base)

    def less(self, work: Work, link: Link, values: Values, refused: Refused) -> Values:
        """Report what was refused at a create, and return what can be created without it."""
        reasons = refused.among(values)
        for name in reasons or [""]:
            source = next((row.source for row in work.section.rows if row.target == name), "")
            reason = reasons.get(name, str(refused))
            self.report(Report.of(refused.kind, work.section.source, link.source, source, reason))
        if not reasons or not reasons.keys().isdisjoint(work.target.port.needs):
            return {}
        return {name: value for name, value in values.items() if name not in reasons}

    def look_again(self, work: Work) -> None:
        """See what has come to be in the target since the look."""
        work.target.look_again()
        self.recall(work.target)

    def recall(self, side: Side) -> None:
        """Where a system hides what its records are known by, fill in what our links know."""
        name = side.port.identity
        hidden = {id_: record for id_, record in side.look.records.items() if name and name not in record.values}
        if hidden:
            known = self.links.held(name, hidden)
            told = {id_: hidden[id_]._replace(values={**hidden[id_].values, name: known[id_]}) for id_ in known}
            side.look.see_all(Look(told, side.look.position))

    def seek(self, work: Work) -> None:
        """Find what was made: all by what they are known by; then the rest, who may have been edited since."""
        for name in work.target.port.needs:
            links, work.wanting = work.wanting, []
            for link in links:
                self.attempt(work, link.source, self.introduce, link, name)

    def introduce(self, work: Work, link: Link, name: str) -> None:
        """Pair a source record with its counterpart, or go on wanting one."""
        if not self.adopt(work, link, name):
            work.wanting.append(link)

    def adopt(self, work: Work, link: Link, name: str = "") -> bool:
        """Pair with what a create of ours has made, known by a property, and bring the pair to agreement."""
        port = work.target.port
        name = name or port.needs[0]
        value = next((link.base[row.key][1] for row in work.section.rows if row.target == name), None)
        for found in port.alike(work.target.look, name, value, link.after):
            taken = self.links.taken(found.id)
            if not taken or name == port.identity:
                # What is older than the intent, or another's, was not made from this one's values.
                base = link.base if found.id > link.after and not taken else {}
                self.merge(work, self.links.pair(link, found.id, base, again=True))
                return True
        return False
