"""Believable records of derived datatypes, and every kind of value that their properties take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from syncproof.datatypes import Datatype, Property, form_of
from syncproof.fakes.kit.clock import DAY, START, iso
from syncproof.ledger import Value

if TYPE_CHECKING:
    from faker import Faker
    from hypothesis.strategies import SearchStrategy


class DerivedSamples:
    """Makes up what a system's datatypes hold, of which only the documented types are known."""

    def __init__(self, datatypes: Mapping[str, Datatype]) -> None:
        self._datatypes = datatypes

    def record(self, faker: Faker, datatype: str) -> dict[str, Value]:
        """Return a full record, every property filled; same seed, same record."""
        properties = self._datatypes[datatype].properties.values()
        return {each.name: _value(faker, each) for each in properties if not each.names_record}

    def values(self, datatype: str, property_: str) -> SearchStrategy[Value]:
        """Return values of which a property keeps something."""
        from syncproof.fakes.derived.values import values  # noqa: PLC0415 - it loads Hypothesis

        return values(self._datatypes[datatype].properties[property_])


def _value(faker: Faker, property_: Property) -> Value:
    if property_.kind == "boolean":
        return bool(faker.random_int(0, 1))
    if property_.kind == "number":
        whole = faker.random_int(1, 10**6)
        return whole if property_.refusal(0.5) else whole / 100
    number = faker.random_int(1000, 10**6)
    match form_of(property_):
        case "email":
            return f"{faker.first_name().lower()}.{number}@{faker.domain_name()}"
        case "website":
            return f"https://www{number}.{faker.domain_name()}"
        case "moment":
            return iso((START // DAY + faker.random_int(-90, 90)) * DAY + faker.random_int(0, DAY - 1))
    # Numbered, so that no two records look alike by chance.
    return f"{faker.word().capitalize()} {faker.word()} {number}"
