"""The names of documents and sections in files: short enough, and no two alike."""

from __future__ import annotations

import pytest

from syncproof.checklist import End, Section, slug


def name(source: str, target: str, copy: int = 1) -> str:
    """Return the name of a section in files."""
    return Section("", End("A", source), End("B", target), (), (), copy=copy).slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (name("A to B", "C"), name("A", "B to C")),
        (name("A", "B 2"), name("A", "B", 2)),
        (name("Заказ", "Чек"), name("Счёт", "Чек")),
        (name("A", "Ä"), name("A", "Ö")),
        (name("A", "***"), name("A", "+++")),
        (name("A" * 300, "C"), name("A" * 301, "C")),
    ],
)
def test_two_pairs_of_datatypes_are_never_one_file(one: str, other: str) -> None:
    assert one != other


def test_a_name_is_no_longer_than_a_file_name_may_be() -> None:
    assert max(len(slug("A" * 300)), len(name("A" * 300, "B" * 300, 12)) // 2) <= 75


@pytest.mark.parametrize(
    ("text", "part"),
    [("Customers (human data)", "customers-human-data"), ("", "unnamed"), ("CustomERP", "customerp"), ("A_b", "a-b")],
)
def test_a_plain_name_shows_all_that_it_says(text: str, part: str) -> None:
    assert slug(text) == part
