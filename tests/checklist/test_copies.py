"""Doubled sections: what of them contradicts, and what only looks alike."""

from __future__ import annotations

from dataclasses import replace

from syncproof.checklist import End, Section, Sentence
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
