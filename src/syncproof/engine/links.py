"""The links in SQLite: intents, pairs, merge bases and cursors, beside pending writes; all that must survive a crash.

A link begins as an *intent*, stored before the create is requested, and becomes a *pair* when the target's id is
known. Its *base* holds, for each row of the property table, the two values that the sides held when they were last
equal. A *pending write* is stored before it is sent, and kept until a later read could show its effect. A *cursor*
says from where the next pass reads a side.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import orjson

from syncproof.engine import match_keys, pending_writes
from syncproof.engine.failures import GaveUp
from syncproof.engine.match_keys import as_json
from syncproof.ledger import Value

Base: TypeAlias = Mapping[str, tuple[Value, Value]]
"""The merge base, by row: the source's value and the target's, when they were last equal."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY,
    section TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    base TEXT NOT NULL,
    high_water TEXT NOT NULL DEFAULT '',
    retry INTEGER NOT NULL DEFAULT 0,
    UNIQUE (section, source)
);
CREATE INDEX IF NOT EXISTS link_target ON link (target);
CREATE INDEX IF NOT EXISTS link_retry ON link (section) WHERE retry;
CREATE TABLE IF NOT EXISTS cursor (
    section TEXT NOT NULL,
    side TEXT NOT NULL,
    cursor TEXT NOT NULL,
    PRIMARY KEY (section, side)
) WITHOUT ROWID;
"""

_TO_RETRY = "SELECT * FROM link WHERE section = :section AND retry"
_BY_RECORD = {
    "source": "SELECT * FROM link WHERE section = :section AND source IN (SELECT value FROM json_each(:source))",
    # The plus keeps SQLite from walking through all links of the section, where a record has an index of its own.
    "target": "SELECT * FROM link WHERE +section = :section AND target IN (SELECT value FROM json_each(:target))",
}
"""The links of records of one side. A pass in which nothing has changed asks for neither side's."""


class Link(NamedTuple):
    """A source record, and what is known of its counterpart."""

    id: int
    section: str
    source: str
    target: str
    """The counterpart's id; '' as long as it is unknown."""
    state: str
    """`intended`, `refused`, `denied`, `paired`; or `no source`, `no target`: that side is gone."""
    base: Base
    high_water: str
    """The target's cursor when the create was intended: a record made by the create has a higher id.

    Of a denied create, what the target listed then.
    """
    retry: int
    """0, or more if the next pass takes up the link even if neither side has changed."""

    @property
    def dead(self) -> bool:
        """Whether one side is gone."""
        return self.state.startswith("no ")

    def on(self, side: str) -> str:
        """Return the id of the record on a side."""
        return self.source if side == "source" else self.target

    @property
    def missed(self) -> int:
        """In how many passes in a row a side was missing: what `retry` holds beyond 1."""
        return max(0, self.retry - 1)


class Links:
    """The links in a database, `:memory:` or a file, which one sync at a time may use. Raises GaveUp.

    Each call is one transaction, after which a restarted sync can go on.
    """

    locking = "EXCLUSIVE"
    """SQLite's own word for a database that nobody else can open, from the first use on until the process ends."""

    def __init__(self, path: str = ":memory:", *, connection: type[sqlite3.Connection] = sqlite3.Connection) -> None:
        self.db = sqlite3.connect(path, timeout=0, check_same_thread=False, factory=connection)
        try:
            self.db.executescript(
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA locking_mode={self.locking};"
            )
            self.db.executescript("BEGIN EXCLUSIVE;" + _SCHEMA + pending_writes.SCHEMA + match_keys.SCHEMA + "COMMIT;")
        except sqlite3.OperationalError as error:
            raise GaveUp(f"{path}: {error}; is another sync at work with it?") from error
        self.pending = pending_writes.PendingWrites(self.db)
        self.keys = match_keys.MatchKeys(self.db)

    def close(self) -> None:
        """Release the database for another sync."""
        self.db.close()

    def clear(self) -> None:
        """Delete all rows: as good as a new database, which takes longer to make."""
        self.db.rollback()
        self.db.executescript("BEGIN; DELETE FROM pending_write; DELETE FROM link; DELETE FROM cursor; COMMIT;")
        self.keys.clear()

    def rollback(self) -> None:
        """Undo the transaction that a crashed sync left open."""
        self.db.rollback()

    def touching(self, section: str, sources: Iterable[str], targets: Iterable[str]) -> list[Link]:
        """Return the links of these records and the links to retry, oldest first."""
        asked = {"source": list(sources), "target": list(targets)}
        selects = [_TO_RETRY, *(_BY_RECORD[side] for side, records in asked.items() if records)]
        rows = self.db.execute(
            f"{' UNION '.join(selects)} ORDER BY id",
            {"section": section, **{side: as_json(records) for side, records in asked.items()}},
        )
        return [_link(row) for row in rows]

    def of(self, section: str, source: str) -> Link:
        """Return the link of a source record, which must have a link."""
        return _link(
            self.db.execute("SELECT * FROM link WHERE section = ? AND source = ?", (section, source)).fetchone()
        )

    def is_paired(self, target: str) -> bool:
        """Whether a target record has a partner."""
        return self.db.execute("SELECT 1 FROM link WHERE target = ?", (target,)).fetchone() is not None

    def is_source_paired(self, section: str, source: str) -> bool:
        """Whether a source record has a partner by a section."""
        found = self.db.execute(
            "SELECT 1 FROM link WHERE section = ? AND source = ? AND target <> ''", (section, source)
        )
        return found.fetchone() is not None

    def source_of(self, section: str, target: str) -> str | None:
        """Return the partner of a target record by a section; None for none."""
        found = self.db.execute("SELECT source FROM link WHERE target = ? AND section = ?", (target, section))
        return next((str(source) for (source,) in found), None)

    def is_denied(self, section: str, source: str, base: Base) -> bool:
        """Whether a create from the same values was denied."""
        found = self.db.execute(
            "SELECT 1 FROM link WHERE section = ? AND source = ? AND state = 'denied' AND base = ?",
            (section, source, as_json(base)),
        )
        return found.fetchone() is not None

    def base_values(self, property_: str, targets: Iterable[str]) -> dict[str, Value]:
        """Return a property's value in the merge base, for each of these target records that has a partner."""
        rows = self.db.execute(
            "SELECT target, base FROM link WHERE target IN (SELECT value FROM json_each(?)) ORDER BY id",
            (as_json(list(targets)),),
        )
        return {
            target: values[1]
            for target, base in rows
            for row, values in orjson.loads(base).items()
            if row.endswith(f"|{property_}")
        }

    def intend(self, section: str, source: str, base: Base, high_water: str) -> Link:
        """Store the intent to create a counterpart; a repeated intent keeps its first high-water mark."""
        row = self.db.execute(
            "INSERT INTO link (section, source, state, base, high_water, retry) VALUES (?, ?, 'intended', ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET base = excluded.base, retry = 1, state = 'intended',"
            " high_water = CASE WHEN state IN ('refused', 'denied') THEN excluded.high_water ELSE high_water END"
            " RETURNING *",
            (section, source, as_json(base), high_water),
        ).fetchone()
        self.db.commit()
        return _link(row)

    def pair_found(self, section: str, source: str, target: str) -> Link:
        """Store a pair of two records that were there before; their values were never equal that we know."""
        row = self.db.execute(
            "INSERT INTO link (section, source, target, state, base, retry) VALUES (?, ?, ?, 'paired', '{}', 1)"
            " RETURNING *",
            (section, source, target),
        ).fetchone()
        self.db.commit()
        return _link(row)

    def pair(self, link: Link, target: str, base: Base, *, retry: bool = False) -> Link:
        """Store the counterpart's id, and the merge base."""
        self._change(link.section, link.source, target=target, state="paired", base=as_json(base), retry=retry)
        return link._replace(target=target, state="paired", base=base, retry=retry)

    def note_landed(self, link: Link, base: Base) -> None:
        """Store the base of writes that have landed unanswered, while other writes of the pair still wait."""
        self._change(link.section, link.source, base=as_json(base))

    def rebase(self, link: Link, base: Base, *, retry: bool = False) -> Link:
        """Store a new merge base, now that our writes are answered; `retry` if the link needs another pass."""
        if (base, retry) != (link.base, link.retry):
            self.pending.mark_answered(link.id)
            self._change(link.section, link.source, base=as_json(base), retry=retry)
        return link._replace(base=base, retry=retry)

    def mark_refused(self, link: Link, *, denied_at: str = "") -> None:
        """Store that no counterpart can be created until the source changes, or the listing where that was denied."""
        denied = {"state": "denied", "high_water": denied_at, "retry": True}
        self._change(link.section, link.source, **denied if denied_at else {"state": "refused", "retry": False})

    def mark_retry(self, section: str, source: str) -> None:
        """Store that the next pass takes up a record, changed or not."""
        self._change(section, source, retry=True)

    def mark_missing(self, link: Link) -> None:
        """Store that a side was missing in one more pass."""
        self._change(link.section, link.source, retry=link.missed + 2)

    def mark_dead(self, link: Link, side: str) -> None:
        """Store that a side is gone."""
        self._change(link.section, link.source, state=f"no {side}", retry=0)

    def revive(self, link: Link) -> Link:
        """Store that both sides are there after all."""
        state = "paired" if link.target else "intended"
        self._change(link.section, link.source, state=state, retry=1)
        return link._replace(state=state, retry=1)

    def _change(self, section: str, source: str, **columns: object) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        change = f"UPDATE link SET {names} WHERE section = ? AND source = ?"  # noqa: S608 - our own column names
        self.db.execute(change, (*columns.values(), section, source))
        self.db.commit()

    def cursors(self, section: str) -> dict[str, list[str]]:
        """Return the cursors of the last passes by side, newest first; a side that was never read has none."""
        rows = self.db.execute("SELECT side, cursor FROM cursor WHERE section = ?", (section,))
        return {side: orjson.loads(cursors) for side, cursors in rows}

    def checkpoint(self, section: str, cursors: Mapping[str, Sequence[str]], shown: int = 0) -> None:
        """Store cursors, newest first, and delete the pending writes up to an id, which enough reads have shown."""
        self.db.executemany(
            "INSERT OR REPLACE INTO cursor VALUES (?, ?, ?)",
            [(section, side, as_json(each)) for side, each in cursors.items()],
        )
        self.pending.delete(section, shown)
        self.db.commit()


def _link(row: tuple[int, str, str, str, str, str, str, int]) -> Link:
    id_, section, source, target, state, base, high_water, retry = row
    pairs = {name: (values[0], values[1]) for name, values in orjson.loads(base).items()}
    return Link(id_, section, source, target, state, pairs, high_water, retry)
