"""Documents declare systems: datatypes, properties, and what those hold."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from syncproof.checklist import End
from syncproof.datatypes import Datatype
from syncproof.fakes import FAKES, OWN
from syncproof.fakes.derived import declared_by, derived
from syncproof.ledger import Value
from tests.fakes.derived.conftest import ALPHA_TO_BETA, CUSTOMERS, ORDERS, checklist, section

KNOWN = {name: fake.datatypes for name, fake in OWN.items()}


def declared(*sections: object) -> Mapping[str, Mapping[str, Datatype]]:
    return declared_by([checklist(*sections)], KNOWN)  # type: ignore[arg-type]  # sections, all of them


def test_a_datatype_has_what_all_tables_map() -> None:
    found = declared(
        section(CUSTOMERS, ORDERS, ("name", "title", "string"), ("nr", "no", "integer")),
        section(CUSTOMERS, End("Beta", "people"), ("name", "fullName", "string"), ("mail", "email", "string")),
    )
    assert list(found["Alpha Online"][CUSTOMERS.datatype].properties) == ["name", "nr", "mail"]
    assert list(found["Beta"]) == ["orders", "people"]


@pytest.mark.parametrize(
    ("type_", "taken", "refused"),
    [
        ("string", ["1", "", None], [1, True, "x" * 1001, "a\0b"]),
        ("integer", [1, -5, "", None], [1.5, "1", True, 2**60]),
        ("float", [1, 1.5, "", None], ["1.5", True, float("inf")]),
        ("boolean", [True, False, "", None], [1, "yes"]),
        ("N/A", ["1"], [1]),
    ],
)
def test_a_property_holds_what_its_type_says(type_: str, taken: list[Value], refused: list[Value]) -> None:
    found = declared(section(CUSTOMERS, ORDERS, ("name", "title", "string"), ("x", "y", type_)))
    for datatype, name in ((found["Alpha Online"][CUSTOMERS.datatype], "x"), (found["Beta"]["orders"], "y")):
        property_ = datatype.properties[name]
        assert [value for value in taken if property_.refusal(value) is not None] == []
        assert [value for value in refused if property_.refusal(value) is None] == []


def test_properties_that_rows_join_hold_one_type_and_text_where_the_rows_disagree() -> None:
    other = End("Beta", "others")
    rows = (("nr", "no", "integer"), ("key", "code", "float"))
    found = declared(
        section(CUSTOMERS, ORDERS, *rows),
        section(CUSTOMERS, other, ("nr", "id_text", "string"), ("key", "code", "float")),
    )
    kinds = {
        (system, name): property_.kind
        for system, datatypes in found.items()
        for datatype in datatypes.values()
        for name, property_ in datatype.properties.items()
    }
    assert kinds == {
        ("Alpha Online", "nr"): "text",
        ("Beta", "no"): "text",
        ("Beta", "id_text"): "text",
        ("Alpha Online", "key"): "number",
        ("Beta", "code"): "number",
    }


def test_a_datatype_insists_on_its_first_text_where_every_section_brings_it() -> None:
    found = declared(section(CUSTOMERS, ORDERS, ("name", "title", "string"), ("nr", "no", "integer")))
    assert found["Alpha Online"][CUSTOMERS.datatype].minimal == ("name",)
    assert found["Beta"]["orders"].minimal == ("title",)


def test_a_target_insists_on_nothing_that_a_source_may_lack() -> None:
    found = declared(
        section(CUSTOMERS, ORDERS, ("name", "title", "string"), ("mail", "mail", "string")),
        section(End("Alpha Online", "leads"), ORDERS, ("mail", "mail", "string"), ("label", "title", "string")),
    )
    assert found["Beta"]["orders"].minimal == ()


def test_a_number_is_nothing_to_insist_on() -> None:
    found = declared(section(CUSTOMERS, ORDERS, ("nr", "no", "integer"), ("name", "title", "string")))
    assert (found["Alpha Online"][CUSTOMERS.datatype].minimal, found["Beta"]["orders"].minimal) == ((), ())


def test_a_system_with_a_fake_of_its_own_is_not_derived() -> None:
    found = declared(section(CUSTOMERS, End("Trello", "Cards"), ("name", "name", "string")))
    assert list(found) == ["Alpha Online"]


def test_names_that_differ_in_signs_alone_do_not_meet() -> None:
    sections = [
        section(End(system, datatype), ORDERS, ("a", "b", "string"))
        for system in ("Alpha", "ALPHA", "al-pha", "Álfa", "?", "Trello ")
        for datatype in ("Über", "uber", "U ber", "!")
    ]
    fakes = derived(declared(*sections), [fake.word() for fake in OWN.values()])
    assert len({fake.word() for fake in fakes.values()}) == len(fakes) == 7
    assert len({fake.url for fake in fakes.values()}) == len(fakes)
    for fake in fakes.values():
        paths = [each["path"] for each in fake.described()["datatypes"]]
        assert len(set(paths)) == len(paths) == len(fake.datatypes)
        assert fake.word() not in {own.word() for own in OWN.values()}


def test_what_was_derived_is_forgotten_for_the_next_documents() -> None:
    FAKES.derive([ALPHA_TO_BETA])
    assert [name for name in FAKES if name not in OWN] == ["Alpha Online", "Beta"]
    FAKES.derive([])
    assert list(FAKES) == list(OWN)
