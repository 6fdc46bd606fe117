"""The reference sync: a pass reads what changed, plans a three-way merge, and writes.

The problem: each record has a copy in two systems, users edit both at any time, requests fail, and the sync itself
may be killed. Still both copies must come to agree, no edit may be lost, and no record may be created twice.

The idea: a pass is a small, repeatable step that starts from a *checkpoint*. For each section of the checklist:

    1  read what changed since the cursors, the source first
    2  reconcile the pairs among it: three-way merge, write, new base     plan.py, reconcile.py
    3  resolve the intents whose create was never answered                create.py
    4  pair new records that match, where there are merge criteria        match.py
       create counterparts of the other source records: intent first      create.py
    5  checkpoint: store the cursors for the next pass

A pass reads from the cursors of two passes before, so each change is looked at in three passes: a list that comes back
short, late or stale is not believed to be all there is. Pending writes are kept for as long.

Why it is right: cursors move last, so a pass that dies is repeated over the same changes, and each step is
idempotent. A repeated reconciliation finds both sides equal and writes nothing; a repeated create finds its intent.
Our own writes come back in the next reads and equal the base, so they cause no echo. The target is read after the
source: an edit missing in its changes was made after the source was read, so a later pass sees it. Without new edits,
passes become quiescent.

The cost: an idle pass reads once per list and writes nothing; n changes cost n writes. Where a system can say what
changed since a cursor (or keeps a log), a pass reads only that; elsewhere it reads the whole list.

Example: a user adds Ada to Customerp. The pass reads her, stores the intent, invites her to Trello and stores the
pair with its base. The next pass reads her again, finds both sides equal to the base, and only moves the cursors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import httpx

from syncproof.checklist import End
from syncproof.engine.failures import Failed, GaveUp
from syncproof.engine.http import BACKOFF, Access, Http, OnWait, Sleep
from syncproof.engine.links import Link, Links
from syncproof.engine.match import Matcher
from syncproof.engine.plan import SOURCE, TARGET, LostUpdate, lost_update
from syncproof.engine.ports import ByEnd, by_end, described_systems, port_of, systems
from syncproof.engine.ports.port import Changes, Port, PropertyEdit
from syncproof.engine.section import SectionJob, section_jobs
from syncproof.engine.side import Side
from syncproof.engine.work import Report, Work

PENDING = "pending"
"""The name of the cursor that counts pending writes."""
OVERLAP = 2
"""How many more passes look at what a pass has read."""


class Sync(Matcher):
    """Syncs a checklist's sections. After a crash, make a new Sync over the same links."""

    ports: ClassVar[ByEnd] = by_end(systems())

    http: ClassVar[type[Http]] = Http
    links_class: ClassVar[type[Links]] = Links

    def __init__(
        self,
        checklist: Mapping[str, Any],
        access: Mapping[str, Access],
        links: Links,
        client: httpx.Client,
        sleep: Sleep,
        report: Callable[[Report], None],
        on_wait: OnWait = lambda _: None,
    ) -> None:
        super().__init__(links, sleep, report)
        self.sections = section_jobs(checklist)
        self.all_ports = {**by_end(described_systems(checklist)), **self.ports}
        self.access = access
        self.client = client
        self.on_wait = on_wait
        self._https: dict[str, Http] = {}
        self._ports: dict[tuple[End, tuple[tuple[str, str], ...]], Port] = {}
        self._changes: dict[tuple[Port, str], Changes] = {}
        self._listed: set[tuple[Port, str]] = set()
        """The changes to which this pass has added what their log does not name."""
        links.rollback()

    def run(self) -> None:
        """Do one pass. Raises GaveUp for a pass that cannot be finished, after everything else is done."""
        # A system that was silent in the last pass is waited for anew in this one.
        for http in self._https.values():
            http.unanswered = 0
        self._ports.clear()
        self._changes.clear()
        self._listed.clear()
        self.unanswered = 0
        problems = []
        for section in self.sections:
            try:
                self.sync(section)
            except Failed as failed:
                problems.append(f"{section.id}: {failed}")
        if problems:
            raise GaveUp("; ".join(problems))

    def sync(self, section: SectionJob) -> None:
        """Do one section: the five steps of a pass."""
        work = self.read_changes(section)
        links = self.links.touching(section.id, work.source.changed, self.changed_targets(work.target))
        for link in links:
            if self.needs_work(work, link):
                self.attempt(work, link.source, self.step, link)
        self.resolve_intents(work)
        known = {link.source for link in links}
        listed = work.source.changes.listed
        new = [record for record in work.source.changes.records if record in listed and record not in known]
        for record in self.to_create(work, new):
            self.attempt(work, record.id, self.create, record)
        self.find_invited(work)
        self.checkpoint(work)

    def step(self, work: Work, link: Link) -> None:
        """Do what a link needs in its state."""
        if link.dead:
            self.revive(work, link)
        elif link.state == "paired":
            self.reconcile(work, link)
        elif link.state == "intended":
            work.unresolved.append(link)
        else:
            self.create(work, work.source.current(link.source))

    def revive(self, work: Work, link: Link) -> None:
        """Take a dead pair up again if both its records can be read after all."""
        work.source.read(link.source)
        if link.target:
            work.target.read(link.target)
        self.step(work, self.links.revive(link))

    def resolve_intents(self, work: Work) -> None:
        """Find the records that unanswered creates made, and only after a second look repeat the other creates."""
        self.find_created(work)
        if work.unresolved:
            self.refresh_target(work)
            self.find_created(work)
        links, work.unresolved = work.unresolved, []
        for link in links:
            self.attempt(work, link.source, self.retry_create, link)

    def find_invited(self, work: Work) -> None:
        """Find the counterparts that creates have made without naming them, with one read for all of them."""
        for wait in BACKOFF:
            if not work.unresolved:
                return
            self.refresh_target(work)
            self.find_created(work)
            if work.unresolved:
                self.sleep(wait)
        for link in work.unresolved:
            failed = Failed("invited, but not to be found; looked for in the next pass")
            self.report_failure(work, link.source, failed)

    def checkpoint(self, work: Work) -> None:
        """Store the cursors that have moved; the next passes read from cursors that are `OVERLAP` passes old."""
        last = max((write.id for write in work.pending.values()), default=0)
        cursors = {PENDING: [str(last), *work.cursors.get(PENDING, ["0"])]}
        for side in (work.source, work.target):
            if not side.changes.short:
                earlier = work.cursors.get(side.name, [side.since])
                cursors[side.name] = [max(earlier[0], side.changes.cursor), *earlier]
        moved = {name: each[: OVERLAP + 1] for name, each in cursors.items()}
        moved = {name: each for name, each in moved.items() if each != work.cursors.get(name)}
        shown = int(cursors[PENDING][: OVERLAP + 1][-1])
        if moved or any(write.id <= shown for write in work.pending.values()):
            self.links.checkpoint(work.section.id, moved, shown)

    def read_changes(self, section: SectionJob) -> Work:
        """Read both sides, the source first: an edit that is not yet in the target's log is later than the source's."""
        cursors = self.links.cursors(section.id)
        source = self.side(SOURCE, section.source, section.source_place, cursors)
        target = self.side(TARGET, section.target, section.place, cursors)
        self.fill_hidden_identity(target)
        # A record that this pass creates or pairs can be edited, or leave, before the pass ends, or dies.
        begins = {side.name: [side.changes.cursor] for side in (source, target) if side is target or side.changes.since}
        if begins := {name: cursor for name, cursor in begins.items() if name not in cursors}:
            self.links.checkpoint(section.id, begins)
        work = Work(section, source, target, cursors, self.links.pending.of(section.id))
        for side in (source, target):
            if work.pending and side.changes.edits:
                self.find_lost_updates(work, side)
        return work

    def side(self, name: str, end: End, place: Mapping[str, str], cursors: Mapping[str, Sequence[str]]) -> Side:
        """Read a side's changes; sections that read the same records from the same cursor share the changes."""
        port, since = self.port(end, place), cursors.get(name, [""])[-1]
        if (port, since) not in self._changes:
            self._changes[port, since] = port.changes_since(since)
        changes = self._changes[port, since]
        if name == SOURCE and (port, since) not in self._listed:
            # A counterpart is owed to records that no log names as well.
            self._listed.add((port, since))
            changes.put_listed(port.unchanged())
        return Side(name, end, port, changes, since)

    def port(self, end: End, place: Mapping[str, str]) -> Port:
        """Return the port of a datatype in a place, the same for the whole pass."""
        key = end, tuple(sorted(place.items()))
        if key not in self._ports:
            port, access = port_of(self.all_ports, end), self.access[end.system]
            if end.system not in self._https:
                self._https[end.system] = self.http(end.system, access, port, self.client, self.sleep, self.on_wait)
            self._ports[key] = port(self._https[end.system], end.datatype, place)
        return self._ports[key]

    def find_lost_updates(self, work: Work, side: Side) -> None:
        """Find in a side's log the edits that our writes replaced unseen."""
        edits: dict[tuple[str, str], list[PropertyEdit]] = {}
        for edit in side.changes.edits:
            # Of a record that has left the place, the log ends before our writes.
            if edit.record not in side.changes.left:
                edits.setdefault((edit.record, edit.property), []).append(edit)
        records = [each.changes.records if each is side else () for each in (work.source, work.target)]
        for link in self.links.touching(work.section.id, *records):
            for row in work.section.rows:
                write = work.pending.get((link.id, side.name, row.key))
                log = edits.get((link.on(side.name), row.on(side.name)), ())
                if write and (lost := lost_update(write.old, write.new, log)):
                    work.lost_updates.setdefault(link.id, {})[row.key] = LostUpdate(side.name, lost)

    def changed_targets(self, target: Side) -> set[str]:
        """Return the ids of the target records that may have changed."""
        return target.changed

    def needs_work(self, work: Work, link: Link) -> bool:
        """Whether a link needs work: a value that equals the base is an echo, mostly of our own writes."""
        source = work.source.changes.records.get(link.source)
        target = work.target.changes.records.get(link.target)
        has_left = {side: link.on(side.name) in side.changes.left for side in (work.source, work.target)}
        if link.dead:
            edited = source and source.modified_at > work.cursors.get(SOURCE, [""])[0]
            side, shown = (work.source, source) if link.state == f"no {SOURCE}" else (work.target, target)
            return bool(edited or (shown and not has_left[side]))
        if link.state == "denied":
            if link.high_water != work.listing:
                return True
        elif link.retry or any(has_left.values()) or link.id in work.lost_updates:
            return True
        for row in work.section.rows:
            base = link.base.get(row.key, (None, None))
            if source and source.values.get(row.source, base[0]) != base[0]:
                return True
            if target and target.values.get(row.target, base[1]) != base[1]:
                return True
        return False
