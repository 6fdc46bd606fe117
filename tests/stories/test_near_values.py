"""Near values: each differs from the old one, in the one thing that it says."""

from __future__ import annotations

import unicodedata

import pytest

from syncproof.datatypes import Property
from syncproof.stories.near_values import EDGES, NEARNESS, edge_value, edges, ornate_value

TEXT = Property("name")
ORNATE = str(ornate_value(TEXT))


@pytest.mark.parametrize("what", NEARNESS)
def test_a_near_value_is_another_value(what: str) -> None:
    assert NEARNESS[what](ORNATE) != ORNATE


def test_near_values_differ_in_nothing_but_what_they_say() -> None:
    near = {what: change(ORNATE) for what, change in NEARNESS.items()}

    assert near["case"].casefold() == ORNATE.casefold()
    assert near["spaces"].split() == ORNATE.split()
    assert unicodedata.normalize("NFC", near["the form of its accents"]) == ORNATE
    assert near["its last character"][:-1] == ORNATE[:-1]
    assert near["the form of its emoji"].replace("\ufe0f", "") == ORNATE


def test_a_long_text_is_taken_where_it_is_kept_and_a_short_one_else() -> None:
    short = Property("name", refusal=lambda value: "too long" if len(str(value)) > 40 else None)

    assert len(ORNATE) > 100
    assert len(str(ornate_value(TEXT, short))) < 40


def test_no_two_people_have_the_same_text_where_there_is_room_for_a_name() -> None:
    short = Property("name", refusal=lambda value: "too long" if len(str(value)) > 30 else None)

    assert ornate_value(TEXT, who="Alpha") != ornate_value(TEXT, who="Beta")
    assert ornate_value(TEXT, short, who="Alpha") == ornate_value(TEXT, short)


def test_what_folds_case_or_is_no_text_has_no_near_values() -> None:
    folded = Property("email", stored=lambda value: str(value).lower())

    assert (ornate_value(TEXT, folded), ornate_value(Property("due", "moment"))) == (None, None)


def test_an_edge_is_its_day_where_only_days_are_kept() -> None:
    day = Property("start", "moment", stored=lambda value: f"{str(value)[:10]}T00:00:00.000Z")

    assert edge_value("a leap day", day) == "2028-02-29T00:00:00.000Z"
    assert list(edges(Property("due", "moment"))) == list(EDGES)


def test_an_edge_that_a_side_refuses_is_none_of_both() -> None:
    since_1970 = Property("due", "moment", refusal=lambda value: None if str(value) >= "1970" else "too early")

    assert set(EDGES) - set(edges(since_1970)) == {"the first day of the year 1", "a day before 1970"}
