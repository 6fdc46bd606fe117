"""Defects that show only in trouble: a list that lacks records, a read that is late, a record that is not there.

Each is a defect that syncs in use have had; the classes say where such defects are reported.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from syncproof.engine import Sync
from syncproof.engine.broken.defect import BreaksPorts, Defect
from syncproof.engine.failures import Failed, GaveUp, Gone, Unanswered
from syncproof.engine.links import Link
from syncproof.engine.plan import TARGET
from syncproof.engine.ports.custompms import CustompmsPort
from syncproof.engine.ports.port import Changes, Record
from syncproof.engine.section import SectionJob
from syncproof.engine.side import Side
from syncproof.engine.work import Work
from syncproof.ledger import Values


class StartsAnew(Sync):
    """Takes an empty list for a new place: forgets its pairs, and begins from the start.

    rclone's bisync stops at an empty listing, and vdirsyncer at an empty collection, because of what this has done.
    """

    def read_changes(self, section: SectionJob) -> Work:
        work = super().read_changes(section)
        if TARGET in work.cursors and not work.target.changes.records:
            self.links.db.execute("DELETE FROM link WHERE section = ?", (section.id,))
            self.links.db.execute("DELETE FROM cursor WHERE section = ?", (section.id,))
            work = super().read_changes(section)
        return work


class OffsetPort(CustompmsPort):
    """A port that reads numbered pages once, and goes on from the latest record that it has seen."""

    def changes_since(self, cursor: str) -> Changes:
        records: dict[str, Record] = {}
        page, total = 1, 1
        while len(records) < total and page <= total:
            found, total = self._page(cursor, page)
            records |= found
            page += 1
            if not found:
                break
        newest = max((record.modified_at for record in records.values()), default=cursor)

        @dataclass
        class ReadOnce(Changes):
            since: str = newest

        return ReadOnce(records, newest)


class PagesByOffset(BreaksPorts):
    """Skips the record that moves to a page that was read already, since another one was deleted meanwhile.

    The known defect of paging by offset: every API guide that offers cursors offers them for this.
    """

    defective = (OffsetPort,)


class BelievesSuccess(Sync):
    """Takes every 200 for success, whatever the body says, and stores as done what it has sent.

    APIs that answer errors with 200, and login pages of proxies, are reported as lost changes for this.
    """

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        try:
            return super().write(work, link, side, record, changes)
        except Unanswered as unanswered:
            if "makes no sense" in str(unanswered) or "in JSON" in str(unanswered):
                return record._replace(values={**record.values, **changes})
            raise


class BelievesOldReads(Sync):
    """Takes the first read after its own write for the truth: the old value looks like a user's edit.

    Read replicas and search indexes are behind for a moment; syncs that read from them undo what they just wrote.
    """

    def current(self, work: Work, side: Side, link: Link, record: str) -> Record:  # noqa: ARG002 - the engine's own
        return side.current(record)


class StopsAtPoison(Sync):
    """Ends the pass at the first record that gets no answer: the records behind it wait for ever.

    A queue whose first message always fails is blocked; that is why queues have dead letters.
    """

    def report_failure(self, work: Work, source: str, failed: Failed) -> None:
        super().report_failure(work, source, failed)
        if isinstance(failed, Unanswered):
            raise GaveUp(str(failed))


class StopsAtMissing(Sync):
    """Ends the pass at a record that is gone, in this pass and in all that follow.

    One 404 in the middle of a job, uncaught, stops the job at the same place every night.
    """

    def attempt(self, work: Work, source: str, step: Callable[..., None], *args: object) -> None:
        def uncaught(work: Work, *args: object) -> None:
            try:
                step(work, *args)
            except Gone as gone:
                raise GaveUp(str(gone)) from gone

        super().attempt(work, source, uncaught, *args)


DEFECTS = (
    Defect(
        "starts-anew-at-an-empty-list",
        StartsAnew,
        "robust.sporadic-empty",
        law="counterpart",
        also=("in-sync.last-one",),
    ),
    Defect(
        "pages-by-offset",
        PagesByOffset,
        "robust.paging-shift",
        "customer-to-organizations",
        "custompms-trello",
        law="counterpart",
    ),
    Defect("believes-every-success", BelievesSuccess, "robust.garbage", law="no-lost-edit"),
    Defect("believes-old-reads", BelievesOldReads, "robust.stale-read"),
    Defect("stops-at-poison", StopsAtPoison, "robust.poison"),
    Defect("stops-at-a-missing-record", StopsAtMissing, "robust.vanished", law="rest", also=("in-sync.no-delete",)),
)
