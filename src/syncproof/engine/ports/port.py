"""What the sync needs of a system: look what changed, read, write; of a target: create, and find again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from syncproof.engine.http import Access, Http, Json
from syncproof.ledger import Value, Values

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Record(NamedTuple):
    """A record, with canonical values; a property that the system did not tell is absent."""

    id: str
    values: Values
    at: str = ""
    """When it was last changed, by its own system; '' where it cannot say."""
    lock: Any = None
    """What the system wants to see again at a write, to know that nobody wrote in between."""
    whole: bool = True
    """False: a hint that something changed, to be read at its own address before anything is done."""


class Edit(NamedTuple):
    """A line of a system's log: a property took another value."""

    record: str
    property: str
    old: Value
    new: Value
    at: str


@dataclass
class Look:
    """What a look at a system showed: every record that may have changed, and where to look on from."""

    records: dict[str, Record]
    position: str
    edits: list[Edit] = field(default_factory=list)
    """Oldest first; empty for a system without a log, as are the next two."""
    made: dict[str, Record] = field(default_factory=dict)
    """Records as they were made, whatever they are called now."""
    gone: set[str] = field(default_factory=set)
    """Records that were deleted."""
    _holding: dict[str, dict[Value, list[Record]]] = field(default_factory=dict)

    def see(self, record: Record) -> Record:
        """Take a record as it is now."""
        self.records[record.id] = record
        self._holding.clear()
        return record

    def see_all(self, look: Look) -> None:
        """Take what a later look showed; the position stays, so that its changes are looked at as such."""
        self.records.update(look.records)
        self.made.update(look.made)
        self._holding.clear()

    def holding(self, name: str, value: Value) -> list[Record]:
        """Return the records that hold a value, or held it when they were made, by age."""
        if name not in self._holding:
            by_value = self._holding[name] = {}
            for _, record in sorted({**self.records, **self.made}.items()):
                by_value.setdefault(record.values.get(name), []).append(record)
        return self._holding[name].get(value, [])


class Port:
    """One datatype in one place of a system, for the length of a pass."""

    probe: ClassVar[str] = ""
    needs: ClassVar[tuple[str, ...]] = ()
    """The properties without which nothing is created, and by which it is found again."""
    identity: ClassVar[str] = ""
    """The property of which the system makes one record per value, whoever asks for it; or ''."""

    def __init__(self, http: Http, datatype: str, place: Mapping[str, str]) -> None:
        self.http = http
        self.datatype = datatype
        self.place = place

    @staticmethod
    def headers(access: Access) -> Mapping[str, str]:
        """Return what signs a request in."""
        raise NotImplementedError

    @staticmethod
    def explain(body: bytes) -> tuple[str, Mapping[str, str]]:
        """Return a refusal's reason, and the reasons by property."""
        raise NotImplementedError

    def look(self, since: str) -> Look:
        """Return what may have changed since a position, '' for everything."""
        raise NotImplementedError

    def read(self, record: str) -> Record:
        """Read a record at its own address. Raises Gone."""
        raise NotImplementedError

    def write(self, record: Record, changes: Values) -> Record:
        """Change only these properties; return what was stored. Raises Stale, Refused, Gone, Unanswered."""
        raise NotImplementedError

    def fit(self, property_: str, value: Value) -> Value:  # noqa: ARG002 - most values are kept as they are
        """Return what the system is known to make of a value."""
        return value

    def times(self, record: Record, properties: Iterable[str]) -> Mapping[str, str]:
        """Return when each property took its present value, '' where the system cannot say."""
        return dict.fromkeys(properties, record.at)

    def create(self, values: Values) -> Record | None:
        """Create a record; None if the answer does not say which. Raises Refused, Unanswered."""
        raise NotImplementedError

    def alike(self, look: Look, name: str, value: Value, after: str) -> Iterator[Record]:
        """Yield what a create may have made that said this of a property: what is newer, or must be the same."""
        wanted = self.fit(name, value)
        for record in look.holding(name, wanted) if wanted is not None else ():
            if record.id > after or name == self.identity:
                yield record


def text(value: Json) -> str | None:
    """Return text as canonical: nothing is None."""
    if value is not None and not isinstance(value, str):
        raise TypeError("not text")
    return value or None


def iso(milliseconds: int) -> str:
    """Return milliseconds since 1970 as a canonical moment."""
    return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch(moment: str) -> int:
    """Return a canonical moment as milliseconds since 1970."""
    return (datetime.fromisoformat(moment) - _EPOCH) // timedelta(milliseconds=1)
