"""Believable records of Custompms, and every kind of value that the system takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from faker import Faker

from syncproof.fakes.custompms.rules import HIGHEST_PRIORITY
from syncproof.fakes.kit.clock import DAY, START, iso
from syncproof.ledger import Value

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def record(faker: Faker, datatype: str) -> dict[str, Value]:
    """Return a full record, every field filled with a value that other systems take too; same seed, same record."""
    return _RECORDS[datatype](faker)


def values(datatype: str, property_: str) -> SearchStrategy[Value]:
    """Return values of which a property keeps something; the system may trim or cut them."""
    from syncproof.fakes.custompms import values as supply  # noqa: PLC0415 - it loads Hypothesis

    return supply.values(datatype, property_)


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
