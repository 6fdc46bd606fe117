"""Believable records of Custompms, and every kind of value that the system takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from faker import Faker
from hypothesis import strategies as st

from syncproof.fakes.custompms.rules import CUT, DATATYPES, HIGHEST_PRIORITY, LONGEST
from syncproof.fakes.kit.clock import DAY, START, iso
from syncproof.fakes.kit.texts import moments, texts, websites
from syncproof.ledger import Value


def record(faker: Faker, datatype: str) -> dict[str, Value]:
    """Return a full record, every field filled with a value that other systems take too; same seed, same record."""
    return _RECORDS[datatype](faker)


def values(datatype: str, property_: str) -> st.SearchStrategy[Value]:
    """Return values of which a property keeps something; the system may trim or cut them."""
    declared = DATATYPES[datatype].properties[property_]
    return _strategy(property_, declared.kind).filter(
        lambda value: declared.refusal(value) is None and declared.stored(value) not in {None, ""}
    )


def _strategy(property_: str, kind: str) -> st.SearchStrategy[Value]:
    if kind == "boolean":
        return st.booleans()
    if kind == "moment":
        return moments()
    hours = st.integers(0, 10_000).map(lambda quarters: quarters / 4)
    special: Mapping[str, Callable[[], st.SearchStrategy[Value]]] = {
        "website": lambda: websites(200),
        "priority": lambda: st.integers(0, HIGHEST_PRIORITY),
        "customerId": lambda: st.integers(1, 10**6),
        "projectId": lambda: st.integers(1, 10**6),
        "budgetHours": lambda: hours,
        "estimateHours": lambda: hours,
        # A little more than is kept, for the cut.
        "notes": lambda: texts(CUT + 100),
        "description": lambda: texts(CUT + 100),
    }
    return special.get(property_, lambda: texts(LONGEST.get(property_, 250)))()


def _at(faker: Faker) -> int:
    return START + faker.random_int(-30 * 24 * 60, 180 * 24 * 60) * 60_000


def _person(faker: Faker) -> str:
    return f"{faker.first_name()} {faker.last_name()}"


def _customer(faker: Faker) -> dict[str, Value]:
    return {
        "name": faker.company(),
        "website": f"https://www.{faker.domain_name()}",
        "description": faker.catch_phrase(),
        "contactPerson": _person(faker),
        "phone": faker.numerify("+1 202 555 ####"),
        "vatNumber": faker.bothify("??#########").upper(),
        "active": faker.boolean(),
        "tags": ", ".join(faker.words(3)),
    }


def _project(faker: Faker) -> dict[str, Value]:
    return {
        "name": faker.bs().capitalize(),
        "description": faker.sentence(),
        "code": faker.bothify("??-####").upper(),
        "budgetHours": faker.random_int(1, 80) * 10,
        "archived": faker.boolean(),
        "customerId": faker.random_int(1, 10**6),
    }


def _task(faker: Faker) -> dict[str, Value]:
    due = _at(faker)
    return {
        "title": faker.sentence(4).rstrip("."),
        "notes": faker.paragraph(),
        "due": iso(due),
        "start": iso((due // DAY - faker.random_int(1, 20)) * DAY),
        "done": faker.boolean(),
        "priority": faker.random_int(1, HIGHEST_PRIORITY),
        "assignee": _person(faker),
        "estimateHours": faker.random_int(1, 160) / 4,
        "projectId": faker.random_int(1, 10**6),
    }


_RECORDS: Mapping[str, Callable[[Faker], dict[str, Value]]] = {
    "Customer": _customer,
    "Project": _project,
    "Task": _task,
}
