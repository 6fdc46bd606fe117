"""Why stories have no name for a row: other rows have its names, or the table gives the pair two types."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import End, Qualifier
from syncproof.checklist import testable as parting
from tests.fakes.derived.conftest import checklist, section

VESSEL, BOATS = End("Hollow", "Vessel"), End("Brackwater", "Boats")


@pytest.mark.parametrize(
    ("rows", "whys"),
    [
        (
            [("name", "name", "string"), ("name", "name", "string"), ("name", "name", "integer")],
            ["the table has the same row before", "the table gives the pair two types, string and integer"],
        ),
        (
            [("name", "title", "string"), ("nr", "name", "string"), ("name", "nr", "string")],
            ["stories call other rows name and nr"],
        ),
    ],
)
def test_a_row_that_stories_have_no_name_for_says_why(rows: list[tuple[str, str, str]], whys: list[str]) -> None:
    own = parting.testable(checklist(section(VESSEL, BOATS, *rows)), {}).sections[0]

    assert [each.why for each in own.untested] == whys


def test_a_pair_of_two_types_that_depends_on_something_says_so() -> None:
    own = section(VESSEL, BOATS, ("code", "code", "string"), ("name", "name", "string"), ("name", "name", "integer"))
    code, *rows = own.rows
    asking = tuple(replace(each, source_qualifiers=(Qualifier("A", "code"),)) for each in rows)
    (untested,) = parting.testable(checklist(replace(own, rows=(code, *asking))), {}).sections[0].untested

    assert untested.why == "the table gives the pair two types, string and integer"
