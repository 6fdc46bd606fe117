"""Who is whom, in SQLite: all that must survive a crash.

A link begins as an intent, before the create is asked for; it becomes a pair when the target's id is known.
Its base holds, for every row of the property table, the value of either side when the two were last equal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

import orjson

from syncproof.engine.trouble import GaveUp
from syncproof.ledger import Value

Base: TypeAlias = Mapping[str, tuple[Value, Value]]
"""By row: the source's value and the target's, when they were last equal."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY,
    section TEXT NOT NULL,
    source TEXT NOT NULL,
    target TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL,
    base TEXT NOT NULL,
    after TEXT NOT NULL DEFAULT '',
    again INTEGER NOT NULL DEFAULT 0,
    UNIQUE (section, source)
);
CREATE INDEX IF NOT EXISTS link_target ON link (target);
CREATE INDEX IF NOT EXISTS link_again ON link (section) WHERE again;
CREATE TABLE IF NOT EXISTS own (
    id INTEGER PRIMARY KEY,
    section TEXT NOT NULL,
    link INTEGER NOT NULL REFERENCES link (id),
    side TEXT NOT NULL,
    row TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    open INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS own_section ON own (section);
CREATE INDEX IF NOT EXISTS own_link ON own (link);
CREATE TABLE IF NOT EXISTS position (
    section TEXT NOT NULL,
    side TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (section, side)
) WITHOUT ROWID;
"""


class Link(NamedTuple):
    """A source record and what is known of its counterpart."""

    id: int
    section: str
    source: str
    target: str
    """'' as long as it is not known."""
    state: str
    """`intended`, `refused`, `paired`, or `dead`: one of the two is gone, and the other is left alone."""
    base: Base
    after: str
    """Where the target stood when the create was intended: whatever it may have made is newer."""
    again: bool
    """To be done in the next pass, changed or not."""


class Own(NamedTuple):
    """A write of ours since the last look: what we believed to replace, and what we sent."""

    id: int
    old: Value
    new: Value
    open: bool
    """Whether it is not known to have landed, while the other side held what was sent."""


class Links:
    """The links in a database, `:memory:` or a file, which one sync at a time may use. Raises GaveUp.

    Every call leaves the database as a restarted sync may find it.
    """

    def __init__(self, path: str = ":memory:") -> None:
        self.db = sqlite3.connect(path, timeout=0, check_same_thread=False)
        try:
            self.db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA locking_mode=EXCLUSIVE;")
            self.db.executescript("BEGIN EXCLUSIVE;" + _SCHEMA + "COMMIT;")
        except sqlite3.OperationalError as error:
            raise GaveUp(f"{path}: {error}; is another sync at work with it?") from error

    def close(self) -> None:
        """Let another sync have the database."""
        self.db.close()

    def clear(self) -> None:
        """Forget everybody: as good as a new database, which takes longer to make than to use."""
        self.db.rollback()
        self.db.executescript("BEGIN; DELETE FROM own; DELETE FROM link; DELETE FROM position; COMMIT;")

    def rollback(self) -> None:
        """Forget what was not finished when the last user crashed."""
        self.db.rollback()

    def touching(self, section: str, sources: Iterable[str], targets: Iterable[str]) -> list[Link]:
        """Return, oldest first, the links of these records, and those that are to be done again."""
        rows = self.db.execute(
            "SELECT * FROM link WHERE id IN ("
            " SELECT id FROM link WHERE section = :id AND source IN (SELECT value FROM json_each(:sources))"
            " UNION"
            " SELECT id FROM link WHERE section = :id AND target IN (SELECT value FROM json_each(:targets))"
            " UNION SELECT id FROM link WHERE section = :id AND again"
            ") ORDER BY id",
            {"id": section, "sources": _json(list(sources)), "targets": _json(list(targets))},
        )
        return [_link(row) for row in rows]

    def of(self, section: str, source: str) -> Link:
        """Return the link of a source record that has one."""
        return _link(
            self.db.execute("SELECT * FROM link WHERE section = ? AND source = ?", (section, source)).fetchone()
        )

    def taken(self, target: str) -> bool:
        """Whether a target record has a partner."""
        return self.db.execute("SELECT 1 FROM link WHERE target = ?", (target,)).fetchone() is not None

    def held(self, property_: str, targets: Iterable[str]) -> dict[str, Value]:
        """Return, of those target records that have a partner, what a property held when we last knew."""
        rows = self.db.execute(
            "SELECT target, base FROM link WHERE target IN (SELECT value FROM json_each(?)) ORDER BY id",
            (_json(list(targets)),),
        )
        return {
            target: values[1]
            for target, base in rows
            for row, values in orjson.loads(base).items()
            if row.endswith(f"|{property_}")
        }

    def intend(self, section: str, source: str, base: Base, after: str) -> Link:
        """Store, before it is asked for, that a counterpart is to be made."""
        row = self.db.execute(
            "INSERT INTO link (section, source, state, base, after, again) VALUES (?, ?, 'intended', ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET base = excluded.base, again = 1, state = 'intended',"
            " after = CASE state WHEN 'intended' THEN after ELSE excluded.after END RETURNING *",
            (section, source, _json(base), after),
        ).fetchone()
        self.db.commit()
        return _link(row)

    def pair(self, link: Link, target: str, base: Base, *, again: bool = False) -> Link:
        """Store who the counterpart is, and what both sides hold."""
        self._change(link.section, link.source, target=target, state="paired", base=_json(base), again=again)
        return link._replace(target=target, state="paired", base=base, again=again)

    def settle(self, link: Link, base: Base, *, again: bool = False) -> Link:
        """Store what both sides hold, now that our writes are answered; `again` if there is more to be done."""
        if (base, again) != (link.base, link.again):
            self.db.execute("UPDATE own SET open = 0 WHERE link = ?", (link.id,))
            self._change(link.section, link.source, base=_json(base), again=again)
        return link._replace(base=base, again=again)

    def refuse(self, link: Link) -> None:
        """Store that no counterpart can be made until the source changes."""
        self._change(link.section, link.source, state="refused", again=False)

    def retry(self, section: str, source: str) -> None:
        """Store that a record is to be done again, changed or not."""
        self._change(section, source, again=True)

    def bury(self, section: str, source: str) -> None:
        """Store that one side is gone."""
        self._change(section, source, state="dead", again=False)

    def forget(self, link: Link) -> None:
        """Drop an intent that nobody needs any more."""
        self.db.execute("DELETE FROM link WHERE id = ?", (link.id,))
        self.db.commit()

    def _change(self, section: str, source: str, **columns: object) -> None:
        names = ", ".join(f"{name} = ?" for name in columns)
        change = f"UPDATE link SET {names} WHERE section = ? AND source = ?"  # noqa: S608 - our own column names
        self.db.execute(change, (*columns.values(), section, source))
        self.db.commit()

    def writing(self, link: Link, side: str, writes: Mapping[str, Own]) -> None:
        """Store, before they are sent, what writes replace and by what, by row."""
        self.db.executemany(
            "INSERT INTO own (section, link, side, row, old, new, open) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (link.section, link.id, side, row, _json(own.old), _json(own.new), own.open)
                for row, own in writes.items()
            ],
        )
        self.db.commit()

    def own(self, section: str) -> dict[tuple[int, str, str], Own]:
        """Return our latest writes by (link, side, row)."""
        rows = self.db.execute(
            "SELECT link, side, row, id, old, new, open FROM own WHERE section = ? ORDER BY id", (section,)
        )
        return {
            (link, side, row): Own(id_, orjson.loads(old), orjson.loads(new), bool(open_))
            for link, side, row, id_, old, new, open_ in rows
        }

    def positions(self, section: str) -> dict[str, str]:
        """Return from where to look on, by side."""
        return dict(self.db.execute("SELECT side, at FROM position WHERE section = ?", (section,)).fetchall())

    def move(self, section: str, positions: Mapping[str, str], done: Iterable[Own] = ()) -> None:
        """Store from where to look on, and forget the writes that were looked at."""
        self.db.executemany(
            "INSERT OR REPLACE INTO position VALUES (?, ?, ?)",
            [(section, side, at) for side, at in positions.items()],
        )
        if last := max((own.id for own in done), default=0):
            self.db.execute("DELETE FROM own WHERE section = ? AND id <= ?", (section, last))
        self.db.commit()


def _link(row: tuple[int, str, str, str, str, str, str, int]) -> Link:
    id_, section, source, target, state, base, after, again = row
    known = {name: (values[0], values[1]) for name, values in orjson.loads(base).items()}
    return Link(id_, section, source, target, state, known, after, bool(again))


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
