"""A section during a pass, and what is reported of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from syncproof.checklist import End
from syncproof.engine.links import Link, Own
from syncproof.engine.ports.port import Edit, Record
from syncproof.engine.section import Section
from syncproof.engine.side import Side
from syncproof.ledger import Value, Values


class Report(NamedTuple):
    """What could not be synced, and why; of what could not be created, the source's names and record."""

    kind: str
    system: str
    datatype: str
    record: str
    property: str
    reason: str

    @classmethod
    def of(cls, kind: str, end: End, record: str, property_: str, reason: str) -> Report:
        """Make a report on a record of an end of a section."""
        return cls(kind, end.system, end.datatype, record, property_, reason)


@dataclass
class Work:
    """A section during a pass."""

    section: Section
    source: Side
    target: Side
    since: Mapping[str, str]
    """The positions, by side, that the sides were looked at from."""
    own: dict[tuple[int, str, str], Own]
    """Our writes that no look has seen yet, by link, side and row."""
    lost: dict[str, dict[str, Edit]] = field(default_factory=dict)
    """Edits that our writes replaced unseen, by target record and row."""
    wanting: list[Link] = field(default_factory=list)
    """Links whose counterpart may have been made, and is still to be found."""

    def partner(self, side: Side, link: Link) -> Record:
        """Return the other side's record of a pair, as last seen."""
        if side is self.source:
            return self.target.look.records[link.target]
        return self.source.look.records[link.source]

    def wanted(self, record: Record) -> Values:
        """Return what a counterpart holds; of several that feed one property, the first that is not empty."""
        values: dict[str, Value] = {}
        for row in self.section.rows:
            if values.get(row.target) is None:
                values[row.target] = record.values.get(row.source)
        return values
