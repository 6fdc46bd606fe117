"""Believable records, seeded, and an unlimited supply of values that Trello takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from faker import Faker

from syncproof.ledger import Value

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"


def values(datatype: str, property_: str) -> SearchStrategy[Value]:
    """Return values that a property takes, never empty ones; the property may trim or re-case them.

    Raises KeyError for what names other records (`idList`, `idMembers`): only a place knows those.
    """
    from syncproof.fakes.trello import values as supply  # noqa: PLC0415 - it loads Hypothesis

    return supply.values(datatype, property_)


def record(faker: Faker, datatype: str) -> dict[str, Value]:
    """Return a full record that a person might have made; a card without its list."""
    return _RECORDS[datatype](faker)


def _number(faker: Faker) -> int:
    return int(faker.random_int(0, 10**9))


def _member(faker: Faker) -> dict[str, Value]:
    first, last, number = str(faker.first_name()), str(faker.last_name()), _number(faker)
    plain = "".join(letter for letter in f"{first}{last}".lower() if letter in _PLAIN)
    return {
        "fullName": f"{first} {last}",
        "email": f"{plain}.{number}@{faker.free_email_domain()}",
        "username": f"{plain}{number}",
        "initials": f"{first[0]}{last[0]}".upper(),
        "bio": str(faker.sentence()),
    }


def _organization(faker: Faker) -> dict[str, Value]:
    company, number = str(faker.company()), _number(faker)
    plain = "".join(letter for letter in company.lower() if letter in _PLAIN)
    return {
        "displayName": company,
        "name": f"{plain}{number}",
        "desc": str(faker.catch_phrase()),
        "website": f"https://{plain}.example",
    }


def _comment(faker: Faker) -> dict[str, Value]:
    return {"text": f"{faker.bs().capitalize()} {_number(faker)}"}


def _card(faker: Faker) -> dict[str, Value]:
    return {
        "name": str(faker.sentence(4)).rstrip("."),
        "desc": str(faker.paragraph()),
        "due": f"2026-{faker.random_int(4, 12):02}-{faker.random_int(1, 28):02}T16:00:00.000Z",
        "start": f"2026-03-{faker.random_int(1, 28):02}T08:00:00.000Z",
        "dueComplete": bool(faker.random_int(0, 1)),
        "closed": False,
        "pos": 1024 * faker.random_int(1, 1000),
    }


_RECORDS: Mapping[str, Callable[[Faker], dict[str, Value]]] = MappingProxyType(
    {"Members": _member, "Organizations": _organization, "Actions": _comment, "Cards": _card}
)
