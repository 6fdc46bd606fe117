"""Circles of sections: the shortest way back, and whether what is carried comes round to where it came from."""

from __future__ import annotations

import pytest

from syncproof.checklist import End, Row, Section
from syncproof.checklist.circles import comes_round, way_back


def section(way: str, rows: str = "x>x") -> Section:
    """Return a section from one letter to another, with rows such as `x>y`."""
    source, target = (End("Acme", each) for each in way.split(">"))
    pairs = (each.split(">") for each in rows.split())
    return Section(way, source, target, (), tuple(Row(one, two, "string", "document") for one, two in pairs))


@pytest.mark.parametrize(
    ("others", "way"),
    [
        ("B>A", "B>A"),
        ("B>C C>A", "B>C C>A"),
        ("B>C C>B C>D D>A", "B>C C>D D>A"),
        ("B>C C>A B>A", "B>A"),
        ("B>C C>B", ""),
        ("C>A", ""),
    ],
)
def test_the_way_back_is_the_shortest(others: str, way: str) -> None:
    found = way_back(section("A>B"), [section("A>B"), *map(section, others.split())])
    assert " ".join(each.title for each in found) == way


@pytest.mark.parametrize(("last", "round_"), [("z>x", True), ("z>w", False), ("w>x", False)])
def test_what_is_carried_comes_round_if_each_row_goes_on(last: str, *, round_: bool) -> None:
    assert comes_round(section("A>B", "x>y"), [section("B>C", "y>z"), section("C>A", last)]) == round_
