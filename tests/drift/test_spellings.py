"""Sentences that say the same in another spelling, or list the same in another order: one notice."""

from __future__ import annotations

import pytest

from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.meaning import digest
from tests.drift.conftest import TEXT
from tests.drift.shown import shown

IF = "If the Loan is still open"
LISTED = "Larkbook Loan, Book, or Larkbook-orderlines"


def differences(old: str, new: str, text: str = TEXT) -> list[str]:
    """Return what differs where a text has other words; the digest of its meaning stays."""
    assert old in text
    one, two = parse(text, "old.rst"), parse(text.replace(old, new), "new.rst")
    assert digest(one) == digest(two)
    return shown(compare(one, two))


def test_datatypes_that_are_connected_in_another_order_are_one_notice() -> None:
    assert differences(LISTED, "Larkbook Book, orderlines, or Loan") == [
        (
            "notice order moved 110>110: connected to Book, orderlines, Loan, which was Loan, Book, orderlines: "
            "the order changes nothing"
        )
    ]


def test_a_connected_datatype_in_another_spelling_is_one_notice() -> None:
    assert differences(LISTED, "Larkbook Loan, BOOK, or Larkbook-Order lines") == [
        (
            "notice spelling changed 110>110: connected to Loan, BOOK, Order lines, which was Loan, Book, orderlines: "
            "spelt otherwise"
        )
    ]


@pytest.mark.parametrize("name", ["Loan", "LOAN"])
def test_a_datatype_that_is_spelt_otherwise_in_headings_too_is_told_once(name: str) -> None:
    text = TEXT.replace("Loan", "loan")

    (notice,) = differences("loan", name, text)
    assert notice.startswith("notice spelling renamed 58>58: headings are spelt otherwise: ")


def test_the_case_of_a_condition_is_a_notice_beyond_its_first_letter() -> None:
    assert differences(IF, "if the Loan is still open") == []
    assert differences(IF, "If the Loan is still  open") == []
    assert differences(IF, "If the Loan is still OPEN") == [
        (
            'notice spelling changed 60>60: the condition is spelt otherwise: "If the Loan is still open" became '
            '"If the Loan is still OPEN"'
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("- dueOn\n", "- due\u200bOn\n", 'row "dueOn to expected" (17 characters) became "due\\u200bOn to expected"'),
        ("- dueOn\n", "- dueOn\u00a0\n", 'row "dueOn to expected" (17 characters) became "dueOn\\u00a0 to expected"'),
        (IF, "If the Loan is st\u00adill open", f'another: "{IF}" (25 characters) became "If the Loan is st\\u00adill'),
    ],
    ids=["no width", "no break", "a hyphen that is not shown"],
)
def test_what_differs_and_looks_alike_is_told_with_its_code_points(old: str, new: str, lines: str) -> None:
    (drift,) = compare(parse(TEXT, "old.rst"), parse(TEXT.replace(old, new), "new.rst"))

    assert lines in drift.text


@pytest.mark.parametrize("now", ["LARKBOOK", "Lark Book", "Moorstone"])
def test_a_name_of_a_system_within_a_condition_is_told_with_the_system(now: str) -> None:
    text = TEXT.replace("If the Loan is", "If the Larkbook Loan is")

    assert [each.split(":")[0] for each in differences("Larkbook", now, text)] == [
        f"notice {'system' if now == 'Moorstone' else 'spelling'} renamed 2>2"
    ]
