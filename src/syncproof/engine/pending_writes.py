"""The pending writes in SQLite: writes of the sync's own, stored before each is sent, until a later read shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

import orjson

from syncproof.engine.match_keys import as_json
from syncproof.ledger import Value

SCHEMA = """
CREATE TABLE IF NOT EXISTS pending_write (
    -- An id is never given again: what was deleted up to an id must not be a later write.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    section TEXT NOT NULL,
    link INTEGER NOT NULL REFERENCES link (id),
    side TEXT NOT NULL,
    row TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    unanswered INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS pending_write_section ON pending_write (section);
CREATE INDEX IF NOT EXISTS pending_write_link ON pending_write (link);
"""


class PendingWrite(NamedTuple):
    """A write of ours that no later read has shown yet: the value that we meant to replace, and the value sent."""

    id: int
    old: Value
    new: Value
    unanswered: bool
    """Whether no answer is known, and the partner held exactly the value that was sent."""


class PendingWrites:
    """The pending writes in a database that has a table of links; `id_` is that of a link."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def add(self, section: str, id_: int, side: str, writes: Mapping[str, PendingWrite]) -> None:
        """Store writes, by row, before they are sent. The call is one transaction."""
        self.db.executemany(
            "INSERT INTO pending_write (section, link, side, row, old, new, unanswered) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (section, id_, side, row, as_json(write.old), as_json(write.new), write.unanswered)
                for row, write in writes.items()
            ],
        )
        self.db.commit()

    def of(self, section: str) -> dict[tuple[int, str, str], PendingWrite]:
        """Return the latest pending writes of a section by link, side and row."""
        rows = self.db.execute(
            "SELECT link, side, row, id, old, new, unanswered FROM pending_write WHERE section = ? ORDER BY id",
            (section,),
        )
        return {
            (link, side, row): PendingWrite(id_, orjson.loads(old), orjson.loads(new), bool(unanswered))
            for link, side, row, id_, old, new, unanswered in rows
        }

    def mark_unwritten(self, id_: int, side: str) -> None:
        """Store that the last writes of a side are answered: they changed nothing. The call is one transaction."""
        self.db.execute("UPDATE pending_write SET unanswered = 0 WHERE link = ? AND side = ?", (id_, side))
        self.db.commit()

    def mark_answered(self, id_: int) -> None:
        """Mark the writes of both sides as answered; the caller's transaction stores the merge base with that."""
        self.db.execute("UPDATE pending_write SET unanswered = 0 WHERE link = ?", (id_,))

    def delete(self, section: str, shown: int) -> None:
        """Delete the writes up to an id; the caller's transaction stores the cursors of the reads that showed them.

        An unanswered write of a pair that failed since then is kept: no merge base has taken it in.
        """
        self.db.execute(
            "DELETE FROM pending_write WHERE section = ? AND id <= ? AND NOT"
            " (unanswered AND EXISTS (SELECT 1 FROM link WHERE link.id = pending_write.link AND link.retry))",
            (section, shown),
        )
