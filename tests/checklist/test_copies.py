"""Doubled sections: what of them contradicts, and what only looks alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syncproof.checklist import Criterion, End, Row, Section, Sentence, numbered
from syncproof.checklist.copies import with_copies_compared

QUOTES = End("Beta", "Quotes")


def section(datatype: str, kind: str, line: int) -> Section:
    return Section("a title", End("Alpha", datatype), QUOTES, (Sentence(kind, "…"),), (), line)


def test_copies_that_say_otherwise_contradict_each_other() -> None:
    two = with_copies_compared([section("Leads", "every", 9), replace(section("Leads", "link-first", 29), copy=2)])
    assert [any(each.is_doubt for each in one.oddities) for one in two] == [True, True]


def test_datatypes_that_differ_in_case_alone_are_two_and_contradict_nothing() -> None:
    one, other = with_copies_compared([section("Leads", "every", 9), section("leads", "link-first", 29)])
    assert one.oddities == ()
    assert [(each.is_doubt, each.line, each.what) for each in other.oddities] == [
        (False, 29, "the datatypes differ from those of line 9 in case, blanks or punctuation alone")
    ]


ROW = Row("nr", "no", "string", "document")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, "the same content"),
        ({"rows": (replace(ROW, type="integer"),)}, "other types"),
        ({"rows": (replace(ROW, source="code", type="integer"),)}, "other rows"),
        (
            {"sentences": (Sentence("every", "…"), Sentence("in-sync", "…")), "rows": ()},
            "other sentences and no row here",
        ),
        ({"criteria": (Criterion("nr", "no"),)}, "other criteria"),
    ],
)
def test_a_copy_says_what_it_says_otherwise(other: dict[str, Any], said: str) -> None:
    first = replace(section("Leads", "every", 9), rows=(ROW,))
    _, copy = with_copies_compared(numbered([first, replace(first, line=29, **other)]))
    assert [str(each) for each in copy.oddities] == [
        f"the section stands on line 9 already, with {said}: a section of its own, copy 2"
    ]


def test_sections_whose_datatypes_differ_in_case_are_no_copies_of_each_other() -> None:
    spelt = [section(name, "every", line) for line, name in enumerate(("Leads", "leads", "leads", "LEADS"))]
    found = with_copies_compared(numbered(spelt))
    assert [each.label for each in found] == ["a title", "a title", "a title (copy 2)", "a title"]
    assert [each.slug for each in found] == ["leads-to-quotes", *(f"leads-to-quotes-{number}" for number in (2, 3, 4))]
    assert [each.chosen_by for each in found] == ["a title", *(f"leads-to-quotes-{number}" for number in (2, 3, 4))]
    (copied,) = found[2].oddities
    assert copied.made == "a section of its own, copy 2"
