"""A type that another row denies: the nearest such row is named, with its section, document, file and line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from syncproof.checklist import Checklist, End
from syncproof.fakes import FAKES
from syncproof.stories.denied_types import denied
from tests.fakes.derived.conftest import checklist, section

VESSEL, BOATS, SHIPS = End("Hollow", "Vessel"), End("Brackwater", "Boats"), End("Tern", "Ships")


def document(source: End, target: End, *rows: tuple[str, str, str]) -> Checklist:
    """Return a document whose rows begin on line 20."""
    found = section(source, target, ("name", "title", "string"), *rows)
    placed = tuple(replace(row, line=20 + number) for number, row in enumerate(found.rows))
    name = f"{target.system.lower()}.rst"
    return replace(checklist(replace(found, rows=placed)), file=name)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    FAKES.derive([])


def why(*documents: Checklist) -> str:
    """Return which row denies the type of the second row of the first document."""
    FAKES.derive(documents)
    (own,) = documents[0].sections
    return denied(documents[0], own, own.rows[1])


def test_a_row_of_another_document_is_named_with_the_document() -> None:
    own = document(VESSEL, BOATS, ("length", "size", "integer"))
    other = document(VESSEL, SHIPS, ("length", "long", "string"))
    assert why(own, other) == (
        "length to long of Hollow Vessel to Tern Ships in Hollow to Tern Dataflow says string: tern.rst:21"
    )


def test_a_row_that_is_joined_by_way_of_others_is_named_after_the_nearer_ones() -> None:
    own = document(VESSEL, BOATS, ("length", "size", "integer"))
    between = document(VESSEL, SHIPS, ("length", "long", "integer"))
    far = document(SHIPS, End("Quay", "Berths"), ("long", "place", "float"))
    assert why(own, between, far) == (
        "long to place of Tern Ships to Quay Berths in Tern to Quay Dataflow says float: quay.rst:21"
    )
    near = document(VESSEL, End("Lock", "Gates"), ("length", "gap", "string"))
    assert why(own, between, far, near).startswith("length to gap of Hollow Vessel to Lock Gates ")


def test_rows_of_one_type_and_rows_of_other_properties_deny_nothing() -> None:
    own = document(VESSEL, BOATS, ("length", "size", "integer"))
    assert why(own, document(VESSEL, SHIPS, ("length", "long", "integer"), ("width", "wide", "string"))) == ""
