"""Defects in whom a sync creates, and whom it takes for whom."""

from __future__ import annotations

from typing import Any, cast

from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, Defect, with_ports
from syncproof.engine.links import Link
from syncproof.engine.plan import SOURCE, TARGET
from syncproof.engine.ports.customerp import PAGE, Customerp
from syncproof.engine.ports.port import Look, Record, epoch, iso
from syncproof.engine.section import Section
from syncproof.engine.trouble import Failed
from syncproof.engine.work import Work


class BackfillsOnly(Sync):
    """Creates what was there at the first pass; what comes later it only follows."""

    def create(self, work: Work, record: Record) -> None:
        if TARGET not in work.since:
            super().create(work, record)


class FirstPage(Customerp):
    """Takes the first page for all there is."""

    def look(self, since: str) -> Look:
        look = super().look(since)
        look.records = dict(list(look.records.items())[:PAGE])
        return look


class StopsAtFirstPage(Sync):
    """Does not turn the page, and thinks that it has seen all."""

    ports = with_ports(Sync, Customerp=FirstPage)


class SkipsBare(Sync):
    """Skips records whose optional properties are empty, as if they were not finished."""

    def create(self, work: Work, record: Record) -> None:
        if all(record.values.get(row.source) for row in work.section.rows):
            super().create(work, record)


class ForgetsLinks(Sync):
    """Keeps who is whom in memory: a restart begins anew, and creates everybody again."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - whatever the engine takes
        super().__init__(*args)
        self.links.db.executescript("DELETE FROM link; DELETE FROM position; DELETE FROM own;")


class CreatesBothWays(Sync):
    """Gives strangers in the target a source record of their own."""

    def finish(self, work: Work) -> None:
        for record in list(work.target.look.records.values()):
            if work.since.get(SOURCE) and not self.links.taken(record.id):
                values = {row.source: record.values.get(row.target) for row in work.section.rows}
                port = work.source.port
                made = port.http.send("POST", cast("Customerp", port).paths[port.datatype], dict, body=values)
                link = self.links.intend(work.section.id, made["id"], {}, "")
                self.links.pair(
                    link,
                    record.id,
                    {row.key: (values[row.source], record.values.get(row.target)) for row in work.section.rows},
                )
        super().finish(work)


class OneCounterpartEach(Sync):
    """Thinks that a source record that has a counterpart in one section needs none in another."""

    def create(self, work: Work, record: Record) -> None:
        known = self.links.db.execute(
            "SELECT 1 FROM link WHERE source = ? AND section <> ?", (record.id, work.section.id)
        )
        if known.fetchone() is None:
            super().create(work, record)


class SharesNothing(Sync):
    """Gives up on a source record whose member is already another's."""

    def adopt(self, work: Work, link: Link, name: str = "") -> bool:
        name_ = name or work.target.port.needs[0]
        value = next((link.base[row.key][1] for row in work.section.rows if row.target == name_), None)
        found = list(work.target.port.alike(work.target.look, name_, value, link.after))
        if any(self.links.taken(record.id) for record in found):
            self.links.refuse(link)
            return True
        return super().adopt(work, link, name)


class LooksAheadOfItself(Sync):
    """Remembers the end of the pass as the place to look on from: what came meanwhile is never seen."""

    def finish(self, work: Work) -> None:
        position = work.source.port.look(work.source.look.position).position
        if position:
            work.source.look.position = iso(epoch(position) + 1)
        super().finish(work)


class GoesByName(Sync):
    """Finds out who is whom by name at every pass: two that trade names trade partners."""

    def sync(self, section: Section) -> None:
        source = self.port(section.source, {}).look("")
        target = self.port(section.target, section.place).look("")
        row = section.rows[0]
        by_name = {record.values.get(row.target): record.id for record in target.records.values()}
        for record in source.records.values():
            twin = by_name.get(record.values.get(row.source))
            if twin:
                self.links.db.execute(
                    "UPDATE link SET target = ? WHERE section = ? AND source = ? AND state = 'paired'",
                    (twin, section.id, record.id),
                )
        super().sync(section)


class Recreates(Sync):
    """Creates anew what was deleted."""

    def tell(self, work: Work, source: str, failed: Failed) -> None:  # noqa: ARG002 - the engine's own
        link = self.links.of(work.section.id, source)
        if link.state == "dead":
            self.links.forget(link)
            self.attempt(work, source, self.create, work.source.read(source))


DEFECTS = (
    Defect(
        "backfills-only",
        BackfillsOnly,
        "every.created",
        also=(
            "every.next-time",
            "in-sync.link-survives",
            "in-sync.no-delete",
            "in-sync.nothing-else",
            "in-sync.quiet",
            "properties.limits",
        ),
    ),
    Defect("stops-at-first-page", StopsAtFirstPage, "every.backfilled"),
    Defect("skips-bare-records", SkipsBare, "every.whatever-it-holds"),
    Defect(
        "duplicates-on-restart",
        ForgetsLinks,
        "every.exactly-once",
        also=(
            "in-sync.quiet",
            "in-sync.stays",
        ),
    ),
    Defect(
        "creates-both-ways",
        CreatesBothWays,
        "every.one-way",
        also=("in-sync.nothing-else",),
    ),
    Defect(
        "one-counterpart-each",
        OneCounterpartEach,
        "every.shared-source",
        "task-to-cards",
        "custompms-trello",
        also=EVERYTHING,
    ),
    Defect("shares-nothing", SharesNothing, "every.shared-target", "contact-to-members"),
    Defect(
        "looks-ahead-of-itself",
        LooksAheadOfItself,
        "every.next-time",
        also=("in-sync.during-pass",),
    ),
    Defect(
        "swaps-links",
        GoesByName,
        "in-sync.link-survives",
        also=(
            "every.whatever-it-holds",
            "in-sync.nothing-else",
        ),
    ),
    Defect("recreates-what-was-deleted", Recreates, "in-sync.no-delete"),
)
