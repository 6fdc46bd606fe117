"""The ledger: what happened in every system and by whom, as an append-only list of frozen events.

The laws judge from these events alone. Values in it are *canonical*, whatever a system's wire format is: text is `str`,
a moment is ISO 8601 text in UTC with milliseconds (`2026-01-31T12:00:00.000Z`, a bare date its midnight), a boolean is
`bool`, nothing is `None`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias, overload

Value: TypeAlias = str | int | float | bool | None
Values: TypeAlias = Mapping[str, Value]


class By(StrEnum):
    """The author of an event."""

    USER = "user"  # a person, in the system's own screens
    SUT = "sut"  # the system under test, through the API
    HARNESS = "harness"  # the preparation of a scenario: outside the laws


class Ref(NamedTuple):
    """A reference to a record; `place` is the record in which the record lives, or ''."""

    system: str
    datatype: str
    record: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.system} {self.datatype} {self.record}"


_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_TOO_EARLY = 429
_REPEATABLE = frozenset({"PUT", "PATCH"})


# NamedTuples, not frozen dataclasses: a call is noted on every request, and NamedTuples are made three times as fast.
class Call(NamedTuple):
    """An answered request. `status` 0: the answer never reached the caller."""

    line: int
    at: int
    by: By
    system: str
    method: str
    path: str
    status: int
    fault: str = ""
    """The kind of the fault that met the request, '' where none did."""
    reason: str = ""
    """The beginning of the answer, where the system refused the request."""

    @property
    def asks(self) -> bool:
        """Whether the request asked for a change, taken or refused; registering a webhook changes no record."""
        return self.method not in _READS and "/webhooks" not in self.path

    @property
    def puts(self) -> bool:
        """Whether a system took a PUT or a PATCH, which changes nothing where the record holds the values already."""
        return self.method in _REPEATABLE and 200 <= self.status < 300  # noqa: PLR2004 - the 2xx


class Created(NamedTuple):
    """A record was created; `values` is all that the record holds."""

    line: int
    at: int
    by: By
    ref: Ref
    values: Values


class Updated(NamedTuple):
    """Properties of a record changed: exactly those in `after`, which held `before`."""

    line: int
    at: int
    by: By
    ref: Ref
    before: Values
    after: Values


class Deleted(NamedTuple):
    """A record was deleted."""

    line: int
    at: int
    by: By
    ref: Ref


class Refused(NamedTuple):
    """A system refused a value; `ref.record` is '' where the record was to be created."""

    line: int
    at: int
    by: By
    ref: Ref
    property: str
    value: Value
    reason: str


class Reported(NamedTuple):
    """The SUT reported a record that could not be synced; parts that the SUT does not know are ''."""

    line: int
    at: int
    by: By
    ref: Ref
    property: str
    reason: str


class Lacked(NamedTuple):
    """A fake did less than documents promise only because a capability is off; `property` '' means the record."""

    line: int
    at: int
    by: By
    ref: Ref
    property: str
    capability: str


class Marked(NamedTuple):
    """The harness's own marks.

    There are `pass begins`, `pass ends`, `pass given up`, `restarted`, `healed`, `at rest` and `never at rest`; and,
    of a system whose lists are late, `lists of Customerp are late` and `lists of Customerp show everything`.
    """

    line: int
    at: int
    by: By
    what: str


Event: TypeAlias = Call | Created | Updated | Deleted | Refused | Reported | Lacked | Marked


@dataclass(slots=True)
class WriteWatch:
    """Tells which requests of the SUT are writes, from the events in their order.

    A write is a request that changed something, or would have: a refused or unanswered one counts, unless it came too
    early and is to come again. A PUT of what the record holds already changes nothing, and no system makes a new
    version of the record for it.
    """

    _changed: bool = False
    """Whether the SUT has changed something since its last request for a change."""

    def is_write(self, event: Event) -> bool:
        """Take in the next event, and return whether it is a write. A system notes a change before the request."""
        if event.by is not By.SUT:
            return False
        if isinstance(event, Call):
            if not event.asks:
                return False
            changed, self._changed = self._changed, False
            return changed or not (event.puts or event.status == _TOO_EARLY)
        self._changed = self._changed or isinstance(event, Created | Updated | Deleted)
        return False


def writes(events: Iterable[Event]) -> list[Call]:
    """Return the SUT's writes among events: see WriteWatch."""
    watch = WriteWatch()
    return [event for event in events if watch.is_write(event) and isinstance(event, Call)]


class _Events(Protocol):
    """Where a ledger keeps its events."""

    def append(self, event: Event, /) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Event]: ...
    @overload
    def __getitem__(self, line: int, /) -> Event: ...
    @overload
    def __getitem__(self, line: slice, /) -> list[Event]: ...


class Ledger:
    """An append-only list of events; an event's `line` is its place in the list, from 0.

    A ledger can go on from the events of another.
    """

    def __init__(self, before: Iterable[Event] = ()) -> None:
        self._events: _Events = list(before)

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    @overload
    def __getitem__(self, line: int) -> Event: ...
    @overload
    def __getitem__(self, line: slice) -> list[Event]: ...
    def __getitem__(self, line: int | slice) -> Event | list[Event]:
        return self._events[line]

    def call(
        self, at: int, by: By, system: str, method: str, path: str, status: int, fault: str = "", reason: str = ""
    ) -> None:
        """Note an answered request."""
        self._events.append(Call(len(self._events), at, by, system, method, path, status, fault, reason))

    def created(self, at: int, by: By, ref: Ref, values: Values) -> None:
        """Note a new record."""
        self._events.append(Created(len(self._events), at, by, ref, values))

    def updated(self, at: int, by: By, ref: Ref, before: Values, after: Values) -> None:
        """Note changed properties."""
        self._events.append(Updated(len(self._events), at, by, ref, before, after))

    def deleted(self, at: int, by: By, ref: Ref) -> None:
        """Note that a record was deleted."""
        self._events.append(Deleted(len(self._events), at, by, ref))

    def refused(self, at: int, by: By, ref: Ref, property_: str, value: Value, reason: str) -> None:
        """Note a refused value."""
        self._events.append(Refused(len(self._events), at, by, ref, property_, value, reason))

    def reported(self, at: int, ref: Ref, property_: str, reason: str) -> None:
        """Note that the SUT reported a record that could not be synced."""
        self._events.append(Reported(len(self._events), at, By.SUT, ref, property_, reason))

    def lacked(self, at: int, by: By, ref: Ref, property_: str, capability: str) -> None:
        """Note what a capability that is off would have allowed."""
        self._events.append(Lacked(len(self._events), at, by, ref, property_, capability))

    def marked(self, at: int, what: str) -> None:
        """Note a mark of the harness: how far the scenario is."""
        self._events.append(Marked(len(self._events), at, By.HARNESS, what))
