"""Defects that show only when the sync is killed in the middle of a pass: what is stored too early, late or never.

Where a story strikes, most of these engines survive by luck; a sweep strikes everywhere.
"""

from __future__ import annotations

from typing import Any

from syncproof.engine import Sync
from syncproof.engine.broken.defect import Defect
from syncproof.engine.failures import RefusedError
from syncproof.engine.links import Link, Links
from syncproof.engine.ports.port import Record
from syncproof.engine.work import Work

_TABLES = ("link", "pending_write", "cursor")


class SavesAtTheEnd(Sync):
    """Stores its state at the end of a pass only: all that a killed pass created is created again.

    Syncs that write one state file when they are done do so; bisync and vdirsyncer learned to save as they go.
    """

    def __init__(self, *args: Any) -> None:  # noqa: ANN401 - the engine's own arguments
        super().__init__(*args)
        if self.links.db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'kept_link'").fetchone():
            for table in _TABLES:
                self.links.db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own tables
                self.links.db.execute(f"INSERT INTO {table} SELECT * FROM temp.kept_{table}")  # noqa: S608 - as above
            self._forget()

    def run(self) -> None:
        """Do a pass, and let a crash take back all that was stored since it began."""
        self._forget()
        for table in _TABLES:
            self.links.db.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")  # noqa: S608 - as above
        self.links.db.commit()
        super().run()
        self._forget()

    def _forget(self) -> None:
        for table in _TABLES:
            self.links.db.execute(f"DROP TABLE IF EXISTS temp.kept_{table}")
        self.links.db.commit()


class IntendsAfterwards(Sync):
    """Stores the intent after the create was requested: a sync killed in between knows nothing of the record.

    The order comes naturally, since the record's id is known only then; doubles after a redeployment come of it.
    """

    def create(self, work: Work, record: Record) -> None:
        values = work.counterpart_values(record)
        try:
            created = work.target.port.create(values)
        except RefusedError:
            super().create(work, record)
            return
        base = self.intended_base(work, record, values)
        link = self.links.intend(work.section.id, record.id, base, work.target.changes.cursor)
        self.pair_created(work, link, values, created)


class RebasesFirst(Sync):
    """Stores the new merge base before the writes are sent: a sync killed in between holds them for done.

    "Optimistic" local state, updated first for speed, is wrong for good when the request is never made.
    """

    def apply(self, work: Work, link: Link, source: Record, target: Record) -> None:
        plan = self.plan(work, link, source, target)
        base = {**link.base, **plan.base}
        for row in work.section.rows:
            base[row.key] = (
                plan.to_source.get(row.source, source.values.get(row.source)),
                plan.to_target.get(row.target, target.values.get(row.target)),
            )
        rebased = self.links.rebase(link, base)
        super().apply(work, rebased._replace(base=link.base), source, target)


class OpenToAll(Links):
    """Links in a database that several syncs can have open."""

    locking = "NORMAL"


class WorksBesideAnother(Sync):
    """Locks its links for the moment of a write alone, so two syncs over one state each create what both miss.

    A timer that fires again before the last run has ended, or a deployment with two replicas, makes every record twice.
    """

    links_class = OpenToAll


DEFECTS = (
    Defect("works-beside-another", WorksBesideAnother, "robust.two-at-once", law="counterpart"),
    Defect("saves-at-the-end", SavesAtTheEnd, "robust.crash", law="counterpart"),
    Defect("intends-afterwards", IntendsAfterwards, "robust.crash", also=("robust.lost-answer",), law="counterpart"),
    Defect(
        "rebases-first",
        RebasesFirst,
        "robust.crash",
        swept=True,
        also=(
            "in-sync.during-pass",
            *(f"robust.{each}" for each in ("garbage", "poison", "refused", "reset", "server-error", "timeout")),
            "robust.transient-refusal",
        ),
        law="agreement",
    ),
)
