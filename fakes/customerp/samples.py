"""Believable records of Customerp, and every kind of value that the system takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from faker import Faker

from syncproof.fakes.customerp.rules import STATUSES
from syncproof.fakes.kit.clock import DAY, START, iso
from syncproof.ledger import Value

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def record(faker: Faker, datatype: str) -> dict[str, Value]:
    """Return a full record, every field filled with a value that other systems take too; same seed, same record."""
    return _RECORDS[datatype](faker)


def values(datatype: str, property_: str) -> SearchStrategy[Value]:
    """Return values of which a property keeps something; the system may trim or re-case them."""
    from syncproof.fakes.customerp import values as supply  # noqa: PLC0415 - it loads Hypothesis

    return supply.values(datatype, property_)


def _email(faker: Faker, name: str) -> str:
    # Numbered, since one email is one Trello member.
    return f"{name.lower().replace(' ', '.')}.{faker.random_int(0, 10**9)}@{faker.domain_name()}"


def _day(faker: Faker, before: int, after: int) -> str:
    return iso((START // DAY + faker.random_int(before, after)) * DAY)


def _person(faker: Faker) -> str:
    return f"{faker.first_name()} {faker.last_name()}"


def _contact(faker: Faker) -> dict[str, Value]:
    name = _person(faker)
    return {
        "name": name,
        "email": _email(faker, name),
        "phone": faker.numerify("+1 202 555 ####"),
        "title": faker.job()[:100],
        "mobile": faker.numerify("+1 303 555 ####"),
        "address": faker.address(),
        "notes": faker.sentence(),
        "owner": _person(faker),
    }


def _customer(faker: Faker) -> dict[str, Value]:
    return {
        "name": faker.company(),
        "website": f"https://www.{faker.domain_name()}",
        "description": faker.catch_phrase(),
        "org_number": faker.numerify("### ### ###"),
        "phone": faker.numerify("+1 202 555 ####"),
        "address": faker.street_address(),
        "city": faker.city(),
        "country": faker.country(),
        "credit_limit": faker.random_int(1, 500) * 1000,
        "segment": faker.random_element(("small", "medium", "enterprise")),
    }


def _project(faker: Faker) -> dict[str, Value]:
    return {
        "name": faker.bs().capitalize(),
        "description": faker.sentence(),
        "status": faker.random_element(STATUSES),
        "budget": faker.random_int(1, 900) * 500,
        "start_date": _day(faker, -90, 90),
        "customer_id": faker.bothify("cus_##??##??##"),
    }


def _employee(faker: Faker) -> dict[str, Value]:
    name = _person(faker)
    return {
        "name": name,
        "email": _email(faker, name),
        "phone": faker.numerify("+1 202 555 ####"),
        "title": faker.job()[:100],
        "department": faker.random_element(("Sales", "Finance", "Engineering", "Support")),
        "hired_on": _day(faker, -3650, 0),
    }


_RECORDS: Mapping[str, Callable[[Faker], dict[str, Value]]] = {
    "Contact": _contact,
    "Customer": _customer,
    "Project": _project,
    "Employee": _employee,
}
