"""One side of a section during a pass: its port, and the changes that the pass has read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from syncproof.checklist import End
from syncproof.engine.failures import DeniedError, Failed, Gone
from syncproof.engine.ports.port import Changes, Port, Record
from syncproof.ledger import Values


class Side:
    """`name` is `source` or `target`. A failure of a request here names the record that it was about."""

    def __init__(self, name: str, end: End, port: Port, changes: Changes, since: str) -> None:
        self.name = name
        self.end = end
        self.port = port
        self.changes = changes
        self.since = changes.since or since
        """The cursor from which the changes were read."""

    @property
    def changed(self) -> set[str]:
        """The ids of the records that may have changed, or left."""
        return self.changes.records.keys() | self.changes.left

    def current(self, record: str) -> Record:
        """Return a record from the changes if it was read whole, or else read it."""
        changed = self.changes.records.get(record)
        return changed if changed and changed.whole else self.read(record)

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone.

        A member who has left the workspace still has an address, and a name that is no business of the workspace's.
        """
        with self._about(record):
            if self.port.identity and record not in self.changes.listed:
                raise self._unlisted(record)
            return self.changes.put(self.port.read(record))

    def write(self, record: Record, changes: Values) -> Record:
        """Write, and keep the record as stored: another section may use the same record.

        A 404 for a record that can be read is no word on the record: the next passes write again. Nor is a denial a
        word on the value where a member has left the workspace, whom nobody there may change.
        """
        with self._about(record.id):
            try:
                return self.changes.put(self.port.write(record, changes))
            except Gone as gone:
                self.read(record.id)
                raise Failed(str(gone)) from gone
            except DeniedError as denied:
                if self.port.identity and record.id not in self.port.changes_since(self.since).listed:
                    raise self._unlisted(record.id) from denied
                raise

    def _unlisted(self, record: str) -> Gone:
        return Gone(f"{self.end}: {record} is not listed")

    def refresh(self) -> None:
        """Read the changes again: a list may have come short, or too early for what is looked for."""
        self.changes.extend(self.port.changes_since(self.since))

    @contextmanager
    def _about(self, record: str) -> Iterator[None]:
        try:
            yield
        except Failed as failed:
            failed.where = (self.end.system, self.end.datatype, record)
            raise
