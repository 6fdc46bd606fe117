"""Believable records, seeded, and an unlimited supply of values that Trello takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from faker import Faker
from hypothesis import strategies as st

from syncproof.fakes.kit.texts import emails, moments, texts, websites
from syncproof.fakes.trello.rules import DATATYPES, LONGEST
from syncproof.ledger import Value

_NOT_ON_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"


def _line(longest: int) -> st.SearchStrategy[str]:
    return texts(longest).map(lambda text: _NOT_ON_A_LINE.sub(" ", text))


def _name(longest: int) -> st.SearchStrategy[str]:
    return _line(longest).map(str.strip)


_SUPPLY: Mapping[str, Callable[[], st.SearchStrategy[Value]]] = MappingProxyType(
    {
        "fullName": lambda: _name(LONGEST),
        "email": lambda: emails().map(str.strip),
        "username": lambda: st.text(f"{_PLAIN}_", min_size=8, max_size=40),
        "initials": lambda: _name(4),
        "bio": lambda: texts(LONGEST),
        "displayName": lambda: _name(100),
        "name of Organizations": lambda: st.text(f"{_PLAIN}_", min_size=8, max_size=100),
        "desc": lambda: texts(LONGEST),
        "website": lambda: websites(LONGEST),
        "text": lambda: texts(LONGEST),
        "name": lambda: _line(LONGEST),
        "due": moments,
        "start": moments,
        "dueComplete": st.booleans,
        "closed": st.booleans,
        "pos": lambda: st.integers(1, 10**6) | st.floats(0.5, 10**6),
    }
)


def values(datatype: str, property_: str) -> st.SearchStrategy[Value]:
    """Return values that a property takes, never empty ones; the property may trim or re-case them.

    Raises KeyError for what names other records (`idList`, `idMembers`): only a place knows those.
    """
    declared = DATATYPES[datatype].properties[property_]
    name = f"{property_} of {datatype}"
    supply = _SUPPLY[name if name in _SUPPLY else property_]()
    return supply.filter(lambda value: value != "" and declared.refusal(value) is None)


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
