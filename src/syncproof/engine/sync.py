"""The reference sync: one pass reads what changed, plans, and writes.

For every section of the checklist: look at both sides; bring pairs that changed to agreement; finish the
creates that a crash left open; create what has no counterpart yet; only then remember from where to look on.
A pass that dies is repeated, and finds its traces: an intent before every create, a note before every write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import httpx

from syncproof.checklist import End
from syncproof.engine.apply import Apply
from syncproof.engine.http import WAITS, Access, Http, Sleep, Waiting
from syncproof.engine.links import Link, Links
from syncproof.engine.plan import SOURCE, TARGET, overwritten
from syncproof.engine.ports.customerp import Customerp
from syncproof.engine.ports.custompms import Custompms
from syncproof.engine.ports.port import Edit, Look, Port
from syncproof.engine.ports.trello import Cards, Comments, Members, Organizations
from syncproof.engine.section import Section, sections
from syncproof.engine.side import Side
from syncproof.engine.trouble import Failed, GaveUp
from syncproof.engine.work import Report, Work
from syncproof.errors import BadInput, nearest


class Sync(Apply):
    """Syncs a checklist's sections. After a crash, make a new one over the same links."""

    ports: ClassVar[Mapping[tuple[str, str], type[Port]]] = {
        ("Customerp", "Contact"): Customerp,
        ("Customerp", "Customer"): Customerp,
        ("Customerp", "Project"): Customerp,
        ("Customerp", "Employee"): Customerp,
        ("Custompms", "Customer"): Custompms,
        ("Custompms", "Project"): Custompms,
        ("Custompms", "Task"): Custompms,
        ("Trello", "Members"): Members,
        ("Trello", "Organizations"): Organizations,
        ("Trello", "Actions"): Comments,
        ("Trello", "Cards"): Cards,
    }

    def __init__(
        self,
        checklist: Mapping[str, Any],
        access: Mapping[str, Access],
        links: Links,
        client: httpx.Client,
        sleep: Sleep,
        report: Callable[[Report], None],
        waiting: Waiting = lambda _: None,
    ) -> None:
        super().__init__(links, sleep, report)
        self.sections = sections(checklist)
        self.access = access
        self.client = client
        self.waiting = waiting
        self._https: dict[str, Http] = {}
        self._ports: dict[tuple[End, tuple[tuple[str, str], ...]], Port] = {}
        self._looks: dict[tuple[Port, str], Look] = {}
        links.rollback()

    def run(self) -> None:
        """Do one pass. Raises GaveUp if it cannot be finished, after all has been done that can be."""
        # Whoever was silent in the last pass is waited for in this one.
        self._https.clear()
        self._ports.clear()
        self._looks.clear()
        self.failures = 0
        troubles = []
        for section in self.sections:
            try:
                self.sync(section)
            except Failed as failed:
                troubles.append(f"{section.id}: {failed}")
        if troubles:
            raise GaveUp("; ".join(troubles))

    def sync(self, section: Section) -> None:
        """Do one section."""
        work = self.begin(section)
        links = self.links.touching(section.id, work.source.look.records, self.seen(work.target))
        for link in links:
            if self.concerns(work, link):
                self.attempt(work, link.source, self.step, link)
        self.resume(work)
        known = {link.source for link in links}
        for record in list(work.source.look.records.values()):
            if section.creates and record.id not in known:
                self.attempt(work, record.id, self.create, record)
        self.meet(work)
        self.finish(work)

    def step(self, work: Work, link: Link) -> None:
        """Do what a link needs in its state."""
        if link.state == "paired":
            self.merge(work, link)
        elif link.state == "intended":
            work.wanting.append(link)
        else:
            self.create(work, work.source.current(link.source))

    def resume(self, work: Work) -> None:
        """Finish creates that were intended: look for what they may have made, and only then ask again."""
        self.seek(work)
        links, work.wanting = work.wanting, []
        for link in links:
            self.attempt(work, link.source, self.create_again, link)

    def meet(self, work: Work) -> None:
        """Find those who were invited: one look for all."""
        for wait in WAITS:
            if not work.wanting:
                return
            self.look_again(work)
            self.seek(work)
            if work.wanting:
                self.sleep(wait)
        for link in work.wanting:
            self.tell(work, link.source, Failed("invited, but not to be found; looked for in the next pass"))

    def finish(self, work: Work) -> None:
        """Remember from where to look on."""
        positions = {side.name: side.look.position for side in (work.source, work.target)}
        positions = {name: at for name, at in positions.items() if at != work.since.get(name)}
        if positions or work.own:
            self.links.move(work.section.id, positions, work.own.values())

    # Looking

    def begin(self, section: Section) -> Work:
        """Look at both sides, the source first: what is not in the target's log by then is the later edit."""
        since = self.links.positions(section.id)
        source = self.side(SOURCE, section.source, {}, since)
        target = self.side(TARGET, section.target, section.place, since)
        self.recall(target)
        if TARGET not in since:
            # What this pass creates can be edited before it ends, or dies.
            self.links.move(section.id, {TARGET: target.look.position})
        work = Work(section, source, target, since, self.links.own(section.id))
        if work.own and target.look.edits:
            self.verify(work)
        return work

    def side(self, name: str, end: End, place: Mapping[str, str], since: Mapping[str, str]) -> Side:
        """Look at a side; sections that look at the same records from the same position share the look."""
        port = self.port(end, place)
        key = port, since.get(name, "")
        if key not in self._looks:
            self._looks[key] = port.look(key[1])
        return Side(name, end, port, self._looks[key])

    @classmethod
    def kind(cls, end: End) -> type[Port]:
        """Return what speaks for a datatype. Raises BadInput for one that nobody has written it for."""
        kinds = {f"{system} {datatype}": kind for (system, datatype), kind in cls.ports.items()}
        if (name := str(end)) not in kinds:
            raise BadInput(f"no way to reach {name}", nearest=nearest(name, kinds), do=f"use one of {', '.join(kinds)}")
        return kinds[name]

    def port(self, end: End, place: Mapping[str, str]) -> Port:
        """Return the port of a datatype in a place, one for the whole pass."""
        key = end, tuple(sorted(place.items()))
        if key not in self._ports:
            kind, access = self.kind(end), self.access[end.system]
            if end.system not in self._https:
                self._https[end.system] = Http(end.system, access, kind, self.client, self.sleep, self.waiting)
            self._ports[key] = kind(self._https[end.system], end.datatype, place)
        return self._ports[key]

    def verify(self, work: Work) -> None:
        """Find in the target's log what our writes replaced unseen."""
        edits: dict[tuple[str, str], list[Edit]] = {}
        for edit in work.target.look.edits:
            edits.setdefault((edit.record, edit.property), []).append(edit)
        for link in self.links.touching(work.section.id, (), work.target.look.records):
            for row in work.section.rows:
                own = work.own.get((link.id, TARGET, row.key))
                if own and (lost := overwritten(own.old, own.new, edits.get((link.target, row.target), ()))):
                    work.lost.setdefault(link.target, {})[row.key] = lost

    def seen(self, target: Side) -> set[str]:
        """Return the target records that may have changed."""
        return target.look.records.keys() | target.look.gone

    def concerns(self, work: Work, link: Link) -> bool:
        """Whether there is something to do: what equals the base is an echo, mostly of our own writes."""
        if link.state == "dead":
            return False
        if link.again or link.target in work.target.look.gone or link.target in work.lost:
            return True
        source = work.source.look.records.get(link.source)
        target = work.target.look.records.get(link.target)
        for row in work.section.rows:
            base = link.base.get(row.key, (None, None))
            if source and source.values.get(row.source, base[0]) != base[0]:
                return True
            if target and target.values.get(row.target, base[1]) != base[1]:
                return True
        return False
