"""Histories written by hand: a line of Python for each act of a user or the sync, in order; the ledger lines follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.checklist import Row
from syncproof.datatypes import Datatype, Property
from syncproof.laws import Finding, Pairing, Scope, judge, pairs
from syncproof.ledger import By, Ledger, Ref, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.checklist import Policy


def trimmed(value: Value) -> Value:
    return (value.strip() or None) if isinstance(value, str) else value


def lowered(value: Value) -> Value:
    return value.lower() or None if isinstance(value, str) else value


def first_ten(value: Value) -> Value:
    return value[:10] if isinstance(value, str) else value or ""


def at_most_ten(value: Value) -> str | None:
    return "at most 10 characters" if isinstance(value, str) and len(value) > 10 else None


def properties(*declared: Property) -> Mapping[str, Property]:
    return {one.name: one for one in declared}


CONTACT = Datatype(
    "Contact",
    properties(Property("name", mandatory=True, stored=trimmed), Property("email", stored=lowered), Property("phone")),
    timestamped="record",
)
EMPLOYEE = Datatype("Employee", CONTACT.properties, timestamped="record")
MEMBERS = Datatype(
    "Members",
    properties(Property("fullName", mandatory=True), Property("email", stored=lowered), Property("bio")),
    identity="email",
    timestamped="never",
)
CUSTOMER = Datatype(
    "Customer",
    properties(Property("name", mandatory=True, stored=trimmed), Property("website"), Property("phone")),
)
ORGANIZATIONS = Datatype(
    "Organizations",
    properties(Property("displayName", mandatory=True), Property("website", refusal=at_most_ten), Property("colour")),
    timestamped="never",
)
TASK = Datatype("Task", properties(Property("title", mandatory=True), Property("notes", stored=first_ten)))
CARDS = Datatype("Cards", properties(Property("name", mandatory=True), Property("desc")), timestamped="property")
ACTIONS = Datatype("Actions", properties(Property("text", mandatory=True)), timestamped="never")
BOARDS = Datatype("Boards", properties(Property("name"), Property("closed")))

DATATYPES = {
    one.name: one for one in (CONTACT, EMPLOYEE, MEMBERS, CUSTOMER, ORGANIZATIONS, TASK, CARDS, ACTIONS, BOARDS)
}
SYSTEMS = {
    "Contact": "Customerp",
    "Employee": "Customerp",
    "Customer": "Customerp",
    "Task": "Custompms",
    "Members": "Trello",
    "Organizations": "Trello",
    "Cards": "Trello",
    "Actions": "Trello",
    "Boards": "Trello",
}
PLACES = {"Members": "org", "Cards": "list", "Actions": "card"}


def section(source: str, target: str, **rows: str) -> Scope:
    return Scope(
        name=f"{source}-to-{target}".lower(),
        source=(SYSTEMS[source], source),
        target=(SYSTEMS[target], target),
        place=PLACES.get(target, ""),
        rows=tuple(Row(one, other, "string", "agreement") for one, other in rows.items()),
        source_type=DATATYPES[source],
        target_type=DATATYPES[target],
        promises=frozenset({"every", "in-sync", "properties"}),
        source_place=PLACES.get(source, ""),
    )


class Sections:
    """Sections of every sort: a shared target, one source for two targets, a place of its own."""

    contacts = section("Contact", "Members", name="fullName", email="email")
    employees = section("Employee", "Members", name="fullName", email="email")
    customers = section("Customer", "Organizations", name="displayName", website="website")
    tasks = section("Task", "Cards", title="name", notes="desc")
    comments = section("Task", "Actions", title="text")
    cards = section("Cards", "Task", name="title", desc="notes")
    policies: tuple[Policy, ...] = ("latest-wins", "source-wins", "target-wins", "any")

    @staticmethod
    def elsewhere(scope: Scope, place: str) -> Scope:
        return replace(scope, name="elsewhere", place=place)


class Story:
    """A history in the making; every step takes a second."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.now = 0
        self.holds: dict[tuple[str, str], dict[str, Value]] = {}

    def add(self, datatype: str, record: str, *, by: By = By.USER, place: str | None = None, **values: Value) -> int:
        full = {name: values.get(name) for name in DATATYPES[datatype].properties}
        self.holds[datatype, record] = full
        self.ledger.created(self._tick(), by, self._ref(datatype, record, place), dict(full))
        return len(self.ledger) - 1

    def edit(self, datatype: str, record: str, *, by: By = By.USER, **values: Value) -> int:
        return self._edit(datatype, record, by, None, values)

    def edit_elsewhere(self, datatype: str, record: str, place: str, **values: Value) -> int:
        """Let a user edit a record that lies elsewhere by now."""
        return self._edit(datatype, record, By.USER, place, values)

    def _edit(self, datatype: str, record: str, by: By, place: str | None, values: dict[str, Value]) -> int:
        held = self.holds[datatype, record]
        before = {name: held[name] for name in values}
        held |= values
        self.ledger.updated(self._tick(), by, self._ref(datatype, record, place), before, values)
        return len(self.ledger) - 1

    def remove(self, datatype: str, record: str, *, by: By = By.USER) -> int:
        self.ledger.deleted(self._tick(), by, self._ref(datatype, record))
        return len(self.ledger) - 1

    def sync_adds(self, datatype: str, record: str, *, place: str | None = None, **values: Value) -> int:
        line = self.add(datatype, record, by=By.SUT, place=place, **values)
        self._write(datatype, "POST")
        return line

    def sync_edits(self, datatype: str, record: str, **values: Value) -> int:
        line = self.edit(datatype, record, by=By.SUT, **values)
        self._write(datatype, "PUT")
        return line

    def sync_puts_the_same(self, datatype: str) -> None:
        self._write(datatype, "PUT")

    def sync_edits_and_hears(self, status: int, fault: str, datatype: str, record: str, **values: Value) -> int:
        """Let the sync write, and get an answer of a status (0: none) that a fault has spoilt ('': no fault has)."""
        line = self.edit(datatype, record, by=By.SUT, **values)
        self.ledger.call(self._tick(), By.SUT, SYSTEMS[datatype], "PUT", f"/{datatype}", status, fault)
        return line

    def sync_is_refused(self, datatype: str, record: str, **values: Value) -> int:
        self._write(datatype, "PUT", status=400)
        for name, value in values.items():
            self.ledger.refused(self._tick(), By.SUT, self._ref(datatype, record), name, value, "no")
        return len(self.ledger) - 1

    def sync_reports(self, datatype: str, record: str, property_: str = "") -> int:
        self.ledger.reported(self._tick(), self._ref(datatype, record), property_, "refused")
        return len(self.ledger) - 1

    def mark(self, what: str) -> int:
        self.ledger.marked(self._tick(), what)
        return len(self.ledger) - 1

    def quiet_pass(self) -> None:
        self.mark("pass begins")
        self.ledger.call(self._tick(), By.SUT, "Trello", "GET", "/1/x", 200)
        self.mark("pass ends")

    def rest(self) -> int:
        self.quiet_pass()
        self.quiet_pass()
        return self.mark("at rest")

    def judged(self, *scopes: Scope, policy: Policy = "latest-wins") -> tuple[Finding, ...]:
        return judge(list(self.ledger), scopes, policy=policy)

    def broken(self, *scopes: Scope, policy: Policy = "latest-wins") -> list[tuple[str, tuple[int, ...]]]:
        return [(finding.law, finding.lines) for finding in self.judged(*scopes, policy=policy)]

    def paired(self, *scopes: Scope) -> Pairing:
        return pairs(list(self.ledger), scopes)

    def linked(self) -> None:
        """Put Ada the customer into both systems, and rest."""
        self.add("Customer", "c", name="Ada", website="a.no", phone="1")
        self.sync_adds("Organizations", "o", displayName="Ada", website="a.no", colour="red")
        self.rest()

    def linked_task(self) -> None:
        """Put a task into both systems, and rest."""
        self.add("Task", "t", title="Dig", notes="deep")
        self.sync_adds("Cards", "k", name="Dig", desc="deep")
        self.rest()

    def _write(self, datatype: str, method: str, status: int = 200) -> None:
        self.ledger.call(self._tick(), By.SUT, SYSTEMS[datatype], method, f"/{datatype}", status)

    def _ref(self, datatype: str, record: str, place: str | None = None) -> Ref:
        return Ref(SYSTEMS[datatype], datatype, record, PLACES.get(datatype, "") if place is None else place)

    def _tick(self) -> int:
        self.now += 1000
        return self.now


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
def sections() -> Sections:
    return Sections()
