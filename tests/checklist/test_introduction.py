"""Sentences of the dialect within the prose of the introduction: none is passed over, wherever prose hides it."""

from __future__ import annotations

import pytest

from syncproof.checklist.introduction import oddities_of
from syncproof.checklist.resolve import parse
from tests.drift.conftest import TEXT

EVERY = "Every Larkbook Loan will be synchronized with a Tidepost Parcels."
MATCH = (
    "If a matching B already exists, the A will be merged with the existing one. "
    "If no matching B is found, a new B will be created."
)


def doubts(*lines: str) -> list[str]:
    """Return the doubts about lines of the introduction that stand together."""
    prose = "This document is written for tests. Its introduction promises nothing.\n"
    assert prose in TEXT
    found = parse(TEXT.replace(prose, "".join(f"{each}\n" for each in lines)), "any.rst").oddities
    assert all(each.is_doubt for each in found)
    return [f"{each.line}: {each.what.removeprefix('more than prose in the introduction: ')}" for each in found]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([f"It promises nothing. {EVERY} It is prose."], 10),
        (["It promises", f"nothing. {EVERY}"], 11),
        (["Larkbook Loan to Tidepost Parcels", "~" * 33, EVERY], 12),
        (["Note:", EVERY.replace("will be", "is"), "This is prose."], 0),
        (["Note:", "Every Larkbook Loan", "will be synchronized", "with a Tidepost Parcels. And so on."], 11),
        (["It is prose.", f"* {EVERY}"], 11),
    ],
    ids=["behind a sentence", "within a line", "below a heading", "changed words", "over lines", "in a list"],
)
def test_a_sentence_within_prose_is_a_doubt_at_its_line(lines: list[str], line: int) -> None:
    assert [each.split(":")[0] for each in doubts(*lines)] == ([str(line)] if line else [])


def test_each_sentence_is_told_and_one_of_two_parts_once() -> None:
    told = doubts(f"It is prose. {MATCH}", f"{EVERY} If it is new, it will be synchronized with a B.")

    assert [each[:30] for each in told] == [
        "10: If a matching B already exists"[:30],
        "11: Every Larkbook Loan will be synchronized"[:30],
        "11: If it is new, it will be synchronized"[:30],
    ]


def test_prose_is_no_sentence() -> None:
    assert doubts("Records are synchronized. Every record counts, and a link between two must be established.") == []
    assert oddities_of("Introduction", 7, ()) == []
