"""Believable orders, and every kind of value that an order takes."""

from __future__ import annotations

from faker import Faker
from hypothesis import strategies as st

from syncproof.fakes.kit.texts import texts
from syncproof.ledger import Value

from .rules import DATATYPES, LONGEST


def record(faker: Faker, datatype: str) -> dict[str, Value]:
    """Return a full, believable record; same seed, same record."""
    _ = DATATYPES[datatype]
    return {"title": faker.sentence(3), "note": faker.paragraph(1), "coupon": faker.bothify("??-####")}


def values(datatype: str, property_: str) -> st.SearchStrategy[Value]:
    """Return any value that a property takes."""
    declared = DATATYPES[datatype].properties[property_]
    return texts(LONGEST).filter(lambda text: declared.refusal(text) is None)
