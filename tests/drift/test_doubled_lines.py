"""Rows and criteria that a table says twice: an identical copy changes nothing, whichever of two documents has it."""

from __future__ import annotations

import pytest

from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.effects import with_effects
from syncproof.drift.meaning import digest
from tests.drift.conftest import TEXT

AGE = '   * - age\n     - years\n     - "integer"\n'
FINE = '   * - fine\n     - balance\n     - "float"\n'
MAIL = "   * - Emails.Value\n     - email\n"
TYPED = AGE.replace("integer", "string")
OTHER = AGE.replace("years", "age")


def told(old: str, new: str) -> list[str]:
    """Return what differs between two texts of documents, with the lines and the effect of each."""
    one, two = parse(old, "old.rst"), parse(new, "new.rst")
    found = with_effects(compare(one, two), one, two, [])
    assert (digest(one) == digest(two)) == all(each.level == "notice" for each in found)
    return [
        "; ".join(filter(None, (f"{each.level} {each.old.line}>{each.new.line} {each.text}", each.effect)))
        for each in found
    ]


@pytest.mark.parametrize(
    ("line", "noun", "lines"),
    [(AGE, "row age to years", (47, 50)), (MAIL, "criterion Emails.Value with email", (26, 28))],
    ids=["row", "criterion"],
)
def test_an_identical_copy_of_a_line_is_a_notice_there_and_back_with_both_places(
    line: str, noun: str, lines: tuple[int, int]
) -> None:
    (first, copy), doubled = lines, TEXT.replace(line, line * 2)

    assert told(TEXT, doubled) == [f"notice {first}>{copy} the {noun} stands there once more"]
    assert told(doubled, TEXT) == [f"notice {copy}>{first} a copy of the {noun} is gone"]
    assert told(doubled, TEXT.replace(line, line * 3)) == [
        f"notice {first}>{2 * copy - first} the {noun} stands there once more"
    ]


def test_a_copy_that_is_otherwise_is_one_drift_there_and_back() -> None:
    for copy in (TYPED, OTHER):
        for one in (AGE, AGE * 2):
            two = AGE + copy
            for old, new in ((one, two), (two, one)):
                found = told(TEXT.replace(AGE, old), TEXT.replace(AGE, new))
                assert len(found) == 1
                assert found[0].startswith("drift ")
    assert told(TEXT, TEXT.replace(AGE, AGE + TYPED)) == [
        "drift 33>50 the row age to years of the type string is new; no story carries the row"
    ]


def test_copies_of_two_lines_that_change_places_are_no_drift() -> None:
    for line, other in ((AGE, FINE), (AGE, TYPED), (AGE, OTHER)):
        one, two = (TEXT.replace(AGE, "").replace(FINE, text) for text in (line * 2 + other, line + other * 2))
        assert [each.split()[0] for each in told(one, two)] == ["notice", "notice"]


def test_a_new_row_that_stands_twice_is_one_drift_and_one_notice() -> None:
    assert told(TEXT.replace(AGE, ""), TEXT.replace(AGE, AGE * 2)) == [
        "drift 33>47 the row age to years is new; no story carries the row",
        "notice 33>50 the row age to years stands there once more",
    ]


def test_a_criterion_that_stands_twice_is_an_oddity() -> None:
    found = parse(TEXT.replace(MAIL, MAIL * 2), "any.rst").sections[0].oddities

    assert [(each.line, str(each)) for each in found] == [
        (28, "the criterion Emails.Value with email stands on line 26 already: tested once")
    ]
