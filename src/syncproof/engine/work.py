"""A section's unit of work during a pass, and the report of what could not be synced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from syncproof.checklist import End
from syncproof.engine.links import Link
from syncproof.engine.pending_writes import PendingWrite
from syncproof.engine.plan import LostUpdate, RowPair
from syncproof.engine.ports.port import Record
from syncproof.engine.section import SectionJob
from syncproof.engine.side import Side
from syncproof.ledger import Value, Values


class Report(NamedTuple):
    """A record or property that could not be synced, and why; for a failed create the names are the source's."""

    kind: str
    system: str
    datatype: str
    record: str
    property: str
    reason: str

    @classmethod
    def of(cls, kind: str, end: End, record: str, property_: str, reason: str) -> Report:
        """Return a report about a record of one end of a section."""
        return cls(kind, end.system, end.datatype, record, property_, reason)


@dataclass
class Work:
    """A section's unit of work: what a pass has read of both sides, and what is still open."""

    section: SectionJob
    source: Side
    target: Side
    cursors: Mapping[str, Sequence[str]]
    """The cursors of the last passes by side, newest first; this pass reads from the oldest."""
    pending: dict[tuple[int, str, str], PendingWrite]
    """Our writes that no read before this pass has shown, by link, side and row."""
    lost_updates: dict[int, dict[str, LostUpdate]] = field(default_factory=dict)
    """Edits that our writes replaced unseen, by link and row."""
    unresolved: list[Link] = field(default_factory=list)
    """Intents whose counterpart may exist, and is still to be found."""

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both sides, the source first."""
        return self.source, self.target

    def partner(self, side: Side, link: Link) -> Record:
        """Return the other side's record of a pair, as last read."""
        if side is self.source:
            return self.target.changes.records[link.target]
        return self.source.changes.records[link.source]

    def applying(self, source: Record, target: Record) -> tuple[RowPair, ...]:
        """Return the rows that apply to two records as they are."""
        return tuple(row for row in self.section.rows if row.applies(source.values, target.values))

    def rows_of(self, link: Link) -> list[RowPair]:
        """Return the rows whose base a link knows."""
        return [row for row in self.section.rows if row.key in link.base]

    @property
    def listing(self) -> str:
        """The target's list, in short: after another list there may be room for what was denied."""
        listed = self.target.changes.listed
        return f"{len(listed)} {max(listed, default='')}"

    def counterpart_values(self, record: Record) -> Values:
        """Return a counterpart's values; of several properties that feed one, the first that is not empty counts.

        What depends on the counterpart itself is given if the other values fulfil that.
        """
        values: dict[str, Value] = {}
        for is_dependent in (False, True):
            given = dict(values)
            for row in self.section.rows:
                is_asked = bool(row.target_holds) is is_dependent and row.applies(record.values, given)
                if is_asked and values.get(row.target) is None:
                    values[row.target] = record.values.get(row.source)
        return values
