"""The match keys in SQLite: what records without a partner hold in the criteria, and which sources are undecided."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import orjson

Keys: TypeAlias = Mapping[str, Mapping[str, str]]
"""By record and criterion: the value that another record has to hold."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS match_key (
    section TEXT NOT NULL,
    side TEXT NOT NULL,
    record TEXT NOT NULL,
    criterion TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (section, side, record, criterion)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS match_key_value ON match_key (section, criterion, value);
CREATE TABLE IF NOT EXISTS undecided (
    section TEXT NOT NULL,
    source TEXT NOT NULL,
    others TEXT NOT NULL,
    PRIMARY KEY (section, source)
) WITHOUT ROWID;
"""

_HAS_LINK = {
    "source": "EXISTS (SELECT 1 FROM link WHERE link.section = :section AND link.source = record)",
    "target": "EXISTS (SELECT 1 FROM link WHERE link.target = record)",
    "connected": "EXISTS (SELECT 1 FROM link WHERE link.section = :section AND link.source = record)",
}
_MATCHING = """
    SELECT DISTINCT other.record AS record FROM match_key AS own JOIN match_key AS other
        ON other.section = own.section AND other.criterion = own.criterion AND other.value = own.value
        AND other.side <> own.side
    WHERE own.section = :section AND own.side = :side AND own.record IN (SELECT value FROM json_each(:records))
    ORDER BY record
"""


class MatchKeys:
    """The keys in a database that has a table of links. Each call that changes something is one transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def clear(self) -> None:
        """Delete all rows."""
        self.db.executescript("BEGIN; DELETE FROM match_key; DELETE FROM undecided; COMMIT;")

    def unlinked(self, section: str, side: str, records: Iterable[str]) -> list[str]:
        """Return those of a side's records that have no link, in their order."""
        rows = self.db.execute(
            f"SELECT value AS record FROM json_each(:records) WHERE NOT {_HAS_LINK[side]}",  # noqa: S608 - our own words
            {"section": section, "records": as_json(list(records))},
        )
        return [record for (record,) in rows]

    def matching(self, section: str, side: str, records: Iterable[str]) -> list[str]:
        """Return the records of the other side, without a link, that hold the same as one of these in a criterion."""
        rows = self.db.execute(_MATCHING, {"section": section, "side": side, "records": as_json(list(records))})
        other = "source" if side == "target" else "target"
        return self.unlinked(section, other, [record for (record,) in rows])

    def waiting(self, section: str) -> list[str]:
        """Return the source records without a link whose connected record another section has paired."""
        rows = self.db.execute(
            "SELECT DISTINCT record FROM match_key WHERE section = ? AND side = 'connected' AND EXISTS"
            " (SELECT 1 FROM link WHERE link.section = criterion AND link.source = value AND link.target <> '')"
            " ORDER BY record",
            (section,),
        )
        return self.unlinked(section, "source", [record for (record,) in rows])

    def store(self, section: str, side: str, keys: Keys) -> None:
        """Store the keys of records in place of those that they had; a record with a link has none."""
        free = set(self.unlinked(section, side, keys))
        wanted = {
            (record, criterion, value)
            for record, held in keys.items()
            if record in free
            for criterion, value in held.items()
        }
        rows = self.db.execute(
            "SELECT record, criterion, value FROM match_key WHERE section = ? AND side = ?"
            " AND record IN (SELECT value FROM json_each(?))",
            (section, side, as_json(list(keys))),
        )
        stored = set(rows)
        if wanted != stored:
            self.db.executemany(
                "DELETE FROM match_key WHERE section = ? AND side = ? AND record = ? AND criterion = ?",
                [(section, side, record, criterion) for record, criterion, _ in sorted(stored - wanted)],
            )
            self.db.executemany(
                "INSERT INTO match_key VALUES (?, ?, ?, ?, ?)",
                [(section, side, *row) for row in sorted(wanted - stored)],
            )
            self.db.commit()

    def undecided(self, section: str) -> list[str]:
        """Return the source records of which no pass could say yet which record is their partner."""
        rows = self.db.execute("SELECT source FROM undecided WHERE section = ? ORDER BY source", (section,))
        return [source for (source,) in rows]

    def is_news(self, section: str, source: str, others: Iterable[str]) -> bool:
        """Whether other records than these are stored as those that a source matches alike."""
        stored = self.db.execute("SELECT others FROM undecided WHERE section = ? AND source = ?", (section, source))
        return bool((as_json(sorted(others)),) != stored.fetchone())

    def mark_undecided(self, section: str, source: str, others: Iterable[str]) -> None:
        """Store which records a source matches alike, or none where reading failed."""
        if self.is_news(section, source, others := sorted(others)):
            self.db.execute("INSERT OR REPLACE INTO undecided VALUES (?, ?, ?)", (section, source, as_json(others)))
            self.db.commit()

    def decide(self, section: str, source: str) -> None:
        """Store that the matter of a source record is decided."""
        if self.db.execute("DELETE FROM undecided WHERE section = ? AND source = ?", (section, source)).rowcount:
            self.db.commit()


def as_json(value: object) -> str:
    """Return a value as the database keeps it."""
    return orjson.dumps(value).decode()
