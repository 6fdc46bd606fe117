"""Defects in creating counterparts and in pairing records."""

from __future__ import annotations

from typing import Any, cast

from syncproof.engine import Sync
from syncproof.engine.broken.defect import EVERYTHING, BreaksPorts, Defect
from syncproof.engine.failures import Gone
from syncproof.engine.links import Link
from syncproof.engine.plan import SOURCE, TARGET
from syncproof.engine.ports.customerp import PAGE, CustomerpPort
from syncproof.engine.ports.port import Changes, Record, epoch, iso
from syncproof.engine.section import SectionJob
from syncproof.engine.work import Work


class BackfillsOnly(Sync):
    """Creates counterparts in the first pass only: a record added later gets none, since a target cursor exists."""

    def create(self, work: Work, record: Record) -> None:
        if TARGET not in work.cursors:
            super().create(work, record)


class FirstPagePort(CustomerpPort):
    """A port that returns the first page of a list as if the list ended there."""

    def changes_since(self, cursor: str) -> Changes:
        changes = super().changes_since(cursor)
        changes.records = dict(list(changes.records.items())[:PAGE])
        return changes


class StopsAtFirstPage(BreaksPorts):
    """Reads only the first page of a list, so the records on later pages are never synced."""

    defective = (FirstPagePort,)


class SkipsBare(Sync):
    """Creates no counterpart for a record with an empty optional property, as if the record were unfinished."""

    def create(self, work: Work, record: Record) -> None:
        if all(record.values.get(row.source) for row in work.section.rows):
            super().create(work, record)


class ForgetsLinks(Sync):
    """Loses its links at a restart, as if they were kept in memory only, and creates every counterpart again."""

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - the engine's own arguments
        super().__init__(*args)
        self.links.db.executescript("DELETE FROM link; DELETE FROM cursor; DELETE FROM pending_write;")


class CreatesBothWays(Sync):
    """Creates a source record for every unpaired target record, against the direction of the section."""

    def checkpoint(self, work: Work) -> None:
        for record in list(work.target.changes.records.values()):
            if work.cursors.get(SOURCE) and not self.links.is_paired(record.id):
                values = {row.source: record.values.get(row.target) for row in work.section.rows}
                port = work.source.port
                created = port.http.send("POST", cast("CustomerpPort", port).paths[port.datatype], dict, body=values)
                link = self.links.intend(work.section.id, created["id"], {}, "")
                self.links.pair(
                    link,
                    record.id,
                    {row.key: (values[row.source], record.values.get(row.target)) for row in work.section.rows},
                )
        super().checkpoint(work)


class OneCounterpartEach(Sync):
    """Creates one counterpart per source record in all, so a second section with the same source gets none."""

    def create(self, work: Work, record: Record) -> None:
        elsewhere = self.links.db.execute(
            "SELECT 1 FROM link WHERE source = ? AND section <> ?", (record.id, work.section.id)
        )
        if elsewhere.fetchone() is None:
            super().create(work, record)


class SharesNothing(Sync):
    """Refuses to pair a source record with a member that has a partner, although two records may share an e-mail."""

    def adopt(self, work: Work, link: Link, name: str = "") -> bool:
        port = work.target.port
        name_ = name or port.required[0]
        value = next((link.base[row.key][1] for row in work.section.rows if row.target == name_), None)
        found = list(port.created_candidates(work.target.changes, name_, value, link.high_water))
        if any(self.links.is_paired(record.id) for record in found):
            self.links.mark_refused(link)
            return True
        return super().adopt(work, link, name)


class LooksAheadOfItself(Sync):
    """Stores a cursor read at the end of the pass, so an edit made during the pass is never read."""

    def checkpoint(self, work: Work) -> None:
        super().checkpoint(work)
        cursor = work.source.port.changes_since(work.source.changes.cursor).cursor
        if cursor:
            self.links.checkpoint(work.section.id, {SOURCE: [iso(epoch(cursor) + 1)]})


class GoesByName(Sync):
    """Pairs records by name again in every pass, so two records that swap names swap partners."""

    def sync(self, section: SectionJob) -> None:
        source = self.port(section.source, section.source_place).changes_since("")
        target = self.port(section.target, section.place).changes_since("")
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
    """Creates a counterpart again that is not to be found: the pair is dropped, and another one is made."""

    def miss(self, work: Work, link: Link, gone: Gone) -> None:
        if gone.where and gone.where[2] == link.target:
            self.links.db.execute("DELETE FROM link WHERE id = ?", (link.id,))
            self.attempt(work, link.source, self.create, work.source.read(link.source))


DEFECTS = (
    Defect(
        "backfills-only",
        BackfillsOnly,
        "every.created",
        law="counterpart",
        also=(
            "in-sync.last-one",
            "in-sync.life-cycle",
            "in-sync.near-edit",
            "robust.late-visibility",
            "every.next-time",
            "in-sync.link-survives",
            "in-sync.no-delete",
            "in-sync.nothing-else",
            "in-sync.quiet",
            "properties.limits",
            "robust.lost-answer",
            "robust.poison",
            "robust.slow",
            "robust.sporadic-empty",
            "robust.unauthorised",
            "robust.vanished",
        ),
    ),
    Defect(
        "stops-at-first-page", StopsAtFirstPage, "every.backfilled", law="counterpart", also=("robust.paging-shift",)
    ),
    Defect("skips-bare-records", SkipsBare, "every.whatever-it-holds", law="counterpart"),
    Defect(
        "duplicates-on-restart",
        ForgetsLinks,
        "every.exactly-once",
        law="counterpart",
        also=(
            "in-sync.quiet",
            "in-sync.stays",
        ),
    ),
    Defect(
        "creates-both-ways",
        CreatesBothWays,
        "every.one-way",
        law="nothing-else",
        also=("in-sync.nothing-else",),
    ),
    Defect(
        "one-counterpart-each",
        OneCounterpartEach,
        "every.shared-source",
        "task-to-cards",
        "custompms-trello",
        law="counterpart",
        also=EVERYTHING,
    ),
    Defect(
        "shares-nothing",
        SharesNothing,
        "every.shared-target",
        "contact-to-members",
        law="agreement",
        also=("in-sync.life-cycle",),
    ),
    Defect(
        "looks-ahead-of-itself",
        LooksAheadOfItself,
        "every.next-time",
        law="counterpart",
        also=(
            "robust.late-visibility",
            "robust.same-instant",
            "in-sync.during-pass",
            "robust.sporadic-empty",
        ),
    ),
    Defect(
        "swaps-links",
        GoesByName,
        "in-sync.link-survives",
        law="agreement",
        also=(
            "in-sync.life-cycle",
            "every.whatever-it-holds",
            "in-sync.nothing-else",
        ),
    ),
    Defect(
        "recreates-what-was-deleted",
        Recreates,
        "in-sync.no-delete",
        law="counterpart",
        also=("robust.vanished",),
    ),
)
