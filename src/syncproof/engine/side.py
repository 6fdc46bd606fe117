"""One side of a section during a pass: its port, and what the pass has seen through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from syncproof.checklist import End
from syncproof.engine.ports.port import Look, Port, Record
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
            return self.look.see(self.port.read(record))

    def write(self, record: Record, changes: Values) -> Record:
        """Write, and remember what was stored: another section may look at the same record."""
        with self._about(record.id):
            return self.look.see(self.port.write(record, changes))

    def look_again(self) -> None:
        """See what has come to be since the look."""
        self.look.see_all(self.port.look(self.look.position))

    @contextmanager
    def _about(self, record: str) -> Iterator[None]:
        try:
            yield
        except Failed as failed:
            failed.where = (self.end.system, self.end.datatype, record)
            raise
