"""One side of a section during a pass: its port, and what the pass has seen through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from syncproof.checklist import End
from syncproof.engine.port import Look, Port, Record
from syncproof.engine.trouble import Failed
from syncproof.ledger import Values


class Side:
    """`name` is `source` or `target`; what fails here says of which record."""

    def __init__(self, name: str, end: End, port: Port, look: Look) -> None:
        self.name = name
        self.end = end
        self.port = port
        self.look = look

    def current(self, record: str) -> Record:
        """Return what the look showed whole, and read what it did not."""
        seen = self.look.records.get(record)
        return seen if seen and seen.whole else self.read(record)

    def read(self, record: str) -> Record:
        """Read a record at its own address."""
        with self._about(record):
            self.look.records[record] = self.port.read(record)
        return self.look.records[record]

    def write(self, record: Record, changes: Values) -> Record:
        """Write, and remember what was stored: another section may look at the same record."""
        with self._about(record.id):
            self.look.records[record.id] = self.port.write(record, changes)
        return self.look.records[record.id]

    def look_again(self) -> None:
        """See what has come to be since the look; the position stays."""
        look = self.port.look(self.look.position)
        self.look.records.update(look.records)
        self.look.made.update(look.made)

    @contextmanager
    def _about(self, record: str) -> Iterator[None]:
        try:
            yield
        except Failed as failed:
            failed.where = (self.end.system, self.end.datatype, record)
            raise
