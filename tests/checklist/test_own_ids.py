"""Which rows whose source is the record's own id are played, and why others are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import Criterion, End, Qualifier, Row, Section
from syncproof.checklist import testable as parting
from syncproof.fakes import OWN
from syncproof.fakes.derived import declared_by
from syncproof.sut.contract import sut_checklist
from tests.fakes.derived.conftest import checklist, section

KNOWN = {name: fake.datatypes for name, fake in OWN.items()}
VESSEL, BOATS = End("Hollow", "Vessel"), End("Brackwater", "Boats")
CARDS = End("Trello", "Cards")
NAME = ("name", "title", "string")


def parted(own: Section) -> Section:
    """Return a section as a run plays it."""
    return parting.testable(checklist(own), KNOWN).sections[0]


def test_an_id_goes_to_as_many_properties_as_the_table_says() -> None:
    own = parted(section(VESSEL, BOATS, ("id", "externalId", "string"), NAME, ("ID", "code", "N/A"), ("id", "nr", "")))
    assert [(row.label, row.target) for row in own.id_rows] == [("id", "externalId"), ("ID", "code"), ("nr", "nr")]
    assert [row.source for row in own.carried_rows] == ["name"]
    assert (len(own.kept_rows), own.untested) == (4, ())


def test_a_sync_is_told_that_the_source_is_the_id_however_the_document_spells_it() -> None:
    own = parted(section(VESSEL, BOATS, NAME, ("Id", "externalId", "string")))
    (told,) = sut_checklist(checklist(own), {})["sections"]
    assert told["properties"] == [
        {"source": "name", "target": "title", "type": "string"},
        {"source": "id", "target": "externalId", "type": "string"},
    ]


def test_no_derived_system_has_the_id_as_a_property_that_users_fill() -> None:
    own = parted(section(VESSEL, BOATS, NAME, ("id", "externalId", "integer"), ("code", "id", "string")))
    declared = declared_by([checklist(own)], KNOWN)
    assert list(declared["Hollow"]["Vessel"].properties) == ["name", "code"]
    assert list(declared["Brackwater"]["Boats"].properties) == ["title", "externalId"]


@pytest.mark.parametrize("end", [CARDS, End("Custompms", "Task"), End("Customerp", "Project")])
def test_the_id_of_a_record_of_a_known_system_goes_to_a_derived_one(end: End) -> None:
    text = {"Cards": "name", "Task": "title", "Project": "name"}[end.datatype]
    own = parted(section(end, BOATS, (text, "title", "string"), ("id", "externalId", "string")))
    assert ([row.target for row in own.id_rows], own.untested) == (["externalId"], ())


@pytest.mark.parametrize(
    ("target", "rows", "why"),
    [
        (BOATS, [("id", "nr", "boolean")], "the document says boolean, and Brackwater Boats holds no id so"),
        (CARDS, [("id", "desc", "integer")], "the document says integer, and Trello Cards holds no id so"),
        (BOATS, [("id", "x", ""), ("code", "x", "")], "x is to hold something else than the id as well"),
        (BOATS, [("id", "x", ""), ("iD", "x", "string")], "the table has the same row before"),
        (BOATS, [("id", "ID", "")], "no sync can set the id that a system gives a record"),
        (
            CARDS,
            [("id", "dsc", "")],
            "the fake of Trello Cards has no property dsc, the nearest is desc",
        ),
        (CARDS, [("id", "due", "")], "Trello Cards takes no id of another system as its due"),
        (
            End("Trello", "Members"),
            [("id", "bio", "")],
            "several records can share one of Trello Members, which holds one id",
        ),
    ],
)
def test_an_id_that_the_target_cannot_hold_is_left_out_with_the_reason(
    target: End, rows: list[tuple[str, str, str]], why: str
) -> None:
    text = {"Boats": "title", "Cards": "name", "Members": "fullName"}[target.datatype]
    own = parted(section(VESSEL, target, ("name", text, "string"), *rows))
    assert [each.why for each in own.untested if each.row.source.casefold() == "id"] == [why]


def test_an_id_is_a_number_where_the_document_says_so() -> None:
    rows = [NAME, ("id", "nr", "integer"), ("id", "code", "string")]
    own = parted(section(VESSEL, BOATS, *rows))
    assert len(own.id_rows) == 2
    declared = declared_by([checklist(own)], KNOWN)
    assert declared["Hollow"]["Vessel"].numbered
    boats = declared["Brackwater"]["Boats"].properties
    assert {name: each.kind for name, each in boats.items()} == {"title": "text", "nr": "number", "code": "text"}
    assert len(parted(section(End("Custompms", "Task"), BOATS, ("title", "title", "string"), *rows[1:])).id_rows) == 2
    (left_out,) = parted(section(CARDS, BOATS, *rows)).untested
    assert left_out.why == "the document says integer, and the ids of Trello Cards are texts"


def test_an_id_beside_a_criterion_or_a_condition_on_its_target_is_left_out() -> None:
    own = section(VESSEL, BOATS, NAME, ("id", "x", "string"))
    why = ["x is to hold something else than the id as well"]
    assert [each.why for each in parted(replace(own, criteria=(Criterion("code", "x"),))).untested] == why
    asking = Row("code", "nr", "string", "document", (), (Qualifier("7", "x"),))
    assert [each.why for each in parted(replace(own, rows=(*own.rows, asking))).untested] == why


def test_an_id_that_depends_on_something_is_left_out() -> None:
    own = section(VESSEL, BOATS, NAME)
    row = Row("id", "x", "string", "document", (Qualifier("open", "state"),))
    why = "no story can choose the id that a system gives a record, nor what else the row depends on"
    assert [each.why for each in parted(replace(own, rows=(*own.rows, row))).untested] == [why]


def test_a_table_of_nothing_but_ids_has_no_row_to_tell_records_apart() -> None:
    own = parted(section(VESSEL, BOATS, ("id", "externalId", "string")))
    assert [each.why for each in own.untested] == [
        "stories tell records apart by a row that users fill, and there is none"
    ]
