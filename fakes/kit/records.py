"""The records of a business system: checked against the declarations, versioned, with every change in the ledger."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from syncproof.datatypes import Datatype
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake, NoSuchRecord, Refusal
from syncproof.fakes.kit.ids import Ids
from syncproof.fakes.kit.store import Index, Journal, Table
from syncproof.ledger import By, Ledger, Ref, Values


def collections(datatypes: Iterable[str]) -> Mapping[str, str]:
    """Return the datatypes by the paths of their lists: `Contact` by `contacts`."""
    return {f"{name.lower()}s": name for name in datatypes}


def _itself(entry: tuple[int, str]) -> tuple[int, str]:
    return entry


class Record(NamedTuple):
    """A record between two changes; `number` counts records as they are made, times are in milliseconds since 1970."""

    number: int
    id: str
    created: int
    updated: int
    version: int
    values: Values


class Refusals(Refusal):
    """A system refuses one or more values; the text is that of the first refusal."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        first = refusals[0]
        super().__init__(first.property, first.value, first.reason)
        self.all = tuple(refusals)


class Records(Table[str, Record]):
    """The records of one datatype by id, and in the two orders in which APIs list records."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self.by_number: Index[tuple[int, str]] = Index(journal, _itself)
        self.by_change: Index[tuple[int, str]] = Index(journal, _itself)
        self._late: Table[str, Record | None] = Table(journal)

    def put(self, record: Record, *, late: bool = False) -> None:
        """Keep a record, in place of an older one with the same id; `late`: lists do not show the change yet."""
        shown = self.listed(record.id)
        if record.id not in self:
            self.by_number.add((record.number, record.id))
        self[record.id] = record
        if late:
            self._late[record.id] = shown
            return
        if record.id in self._late:
            del self._late[record.id]
        self._unlist(shown)
        self.by_change.add((record.updated, record.id))

    def drop(self, record: Record) -> None:
        """Remove a record."""
        self._unlist(self.listed(record.id))
        if record.id in self._late:
            del self._late[record.id]
        self.by_number.remove((record.number, record.id))
        del self[record.id]

    def listed(self, id_: str) -> Record | None:
        """Return a record as lists show it, None where they do not."""
        return self._late[id_] if id_ in self._late else self.get(id_)

    def list_all(self) -> bool:
        """Let lists show every change; return whether there was one that they did not show."""
        late = list(self._late)
        for id_ in late:
            self.put(self[id_])
        return bool(late)

    def _unlist(self, shown: Record | None) -> None:
        if shown:
            self.by_change.remove((shown.updated, shown.id))


class Business(Fake):
    """A system of flat records in no container; such systems differ in their HTTP and their rules.

    A change gives a record a new version and time; a write that changes nothing leaves both alone. The lists of such a
    system may be late: then a change appears in them only after a moment, with the time at which it was made.
    """

    archived: ClassVar[Mapping[str, tuple[Values, Values]]] = MappingProxyType({})
    """By datatype: what archiving changes in a record, and what restoring changes."""
    moved: ClassVar[Mapping[str, Mapping[str, Values]]] = MappingProxyType({})
    """By datatype and place: what moving there changes in a record."""
    stops_at_first: ClassVar[bool] = False
    """Whether the system answers with the first refused value alone, or else with all."""

    def __init__(
        self,
        clock: Clock,
        ledger: Ledger,
        *,
        seed: int = 0,
        capabilities: frozenset[str] = frozenset(),
        limited: bool = True,
    ) -> None:
        super().__init__(clock, ledger, seed=seed, capabilities=capabilities, limited=limited)
        self.tables: Mapping[str, Records] = {name: Records(self.journal) for name in self.datatypes}
        self._precision: Table[str, int] = Table(self.journal)
        self._late = False
        # Apart from the other ids: credentials must not change the ids of records.
        self.secret = Ids(Journal(), f"{self.name}/{seed}/credentials").hexadecimal(32)

    @abstractmethod
    def identify(self, datatype: str, number: int) -> str:
        """Return the id of the record with a number."""

    def prepare(self, datatype: str) -> Mapping[str, str]:
        """Prepare nothing: the records need no container."""
        _ = self.datatypes[datatype]
        return {}

    def record(self, datatype: str, record: str) -> Record:
        """Return a record. Raises NoSuchRecord."""
        found = self.tables[datatype].get(record)
        if found is None:
            raise NoSuchRecord(f"{self.name} has no {datatype} {record!r}")
        return found

    def records(self, datatype: str, place: str = "") -> Mapping[str, Values]:
        """Return all records by id, oldest first."""
        self._refuse_place(place)
        table = self.tables[datatype]
        return {id_: table[id_].values for _, id_ in table.by_number}

    def add(self, datatype: str, values: Values, *, place: str = "", by: By = By.USER) -> str:
        """Add a record and return its id. Raises Refusals."""
        self._refuse_place(place)
        declared = self.datatypes[datatype]
        given = {**dict.fromkeys(declared.properties), **values}
        taken = self._taken(by, Ref(self.name, datatype, ""), declared, given, needed=declared.minimal)
        number, now = self.ids.number(), self._time()
        record = Record(number, self.identify(datatype, number), now, now, 1, taken)
        self.tables[datatype].put(record, late=self._late)
        self.ledger.created(now, by, Ref(self.name, datatype, record.id), taken)
        return record.id

    def edit(self, datatype: str, record: str, changes: Values, *, by: By = By.USER, as_sut: bool = False) -> None:
        """Change properties of a record; the system does not show who did. Raises NoSuchRecord or Refusals."""
        _ = as_sut
        old = self.record(datatype, record)
        ref = Ref(self.name, datatype, record)
        taken = self._taken(by, ref, self.datatypes[datatype], changes)
        after = {name: value for name, value in taken.items() if value != old.values[name]}
        if not after:
            return
        now = self._time()
        changed = old._replace(updated=now, version=old.version + 1, values={**old.values, **after})
        self.tables[datatype].put(changed, late=self._late)
        self.ledger.updated(now, by, ref, {name: old.values[name] for name in after}, after)

    def remove(self, datatype: str, record: str, *, by: By = By.USER) -> None:
        """Delete a record. Raises NoSuchRecord."""
        self.tables[datatype].drop(self.record(datatype, record))
        self.ledger.deleted(self.clock.now, by, Ref(self.name, datatype, record))

    def archive(self, datatype: str, record: str, *, archived: bool = True) -> None:
        """Archive a record, or restore it, where the system has a field for that."""
        if datatype not in self.archived:
            raise self._cannot(datatype, record, "archived")
        self.edit(datatype, record, self.archived[datatype][not archived])

    def move(self, datatype: str, record: str, to: str) -> None:
        """Let a record belong to another record, where the system has a field for that."""
        places = self.moved.get(datatype, {})
        if to not in places:
            raise self._cannot(datatype, record, f"moved to {to}")
        self.edit(datatype, record, places[to])

    def copy(self, datatype: str, record: str) -> str:
        """Add a record that holds the same."""
        return self.add(datatype, self.record(datatype, record).values)

    @contextmanager
    def unlisted(self) -> Iterator[None]:
        """Let changes happen that no list shows yet; read at its own address, a record shows them."""
        self.ledger.marked(self.clock.now, f"lists of {self.name} are late")
        self._late = True
        try:
            yield
        finally:
            self._late = False

    def list_all(self) -> None:
        """Let the lists show every change, with the time at which it was made."""
        were_late = [table.list_all() for table in self.tables.values()]
        # Healing asks this of every system; the ledger says it of those whose lists were late.
        if any(were_late):
            self.ledger.marked(self.clock.now, f"lists of {self.name} show everything")

    def round_times(self) -> None:
        """Keep the times of records in whole seconds from now on."""
        self._precision["times"] = 1000

    def _time(self) -> int:
        """Return the time as the system keeps it."""
        return self.clock.now // self._precision.get("times", 1) * self._precision.get("times", 1)

    def _taken(self, by: By, ref: Ref, declared: Datatype, values: Values, *, needed: Sequence[str] = ()) -> Values:
        """Return the values as the system stores them. Raises Refusals, noted in the ledger."""
        refusals = []
        taken = {}
        for name, value in values.items():
            if name not in declared.properties:
                raise KeyError(f"{ref.datatype} has no {name!r}; it has {', '.join(declared.properties)}")
            property_ = declared.properties[name]
            reason = property_.refusal(value)
            if reason is None:
                taken[name] = property_.stored(value)
                if name in needed and taken[name] in {None, ""}:
                    reason = self.missing(name)
            if reason is not None:
                refusals.append(Refusal(name, value, reason))
        if refusals:
            refusals = refusals[:1] if self.stops_at_first else refusals
            for refusal in refusals:
                self.refuse(by, ref, refusal)
            raise Refusals(refusals)
        return taken

    @abstractmethod
    def missing(self, property_: str) -> str:
        """Return the refusal of a new record that lacks a property, in the system's own words."""

    def _refuse_place(self, place: str) -> None:
        if place:
            raise NoSuchRecord(f"{self.name} has no places, so none called {place!r}")
