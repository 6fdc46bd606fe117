"""Copies of a section that contradict each other: each contradiction is a part of the edit that caused or ended it."""

from __future__ import annotations

import pytest

from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from tests.checklist.golden import DOCUMENTS
from tests.drift.shown import shown

BOOK, HEADING = "Larkbook Book to Tidepost Titles", "Larkbook Reader to Tidepost Patrons"
WHOLE = (DOCUMENTS / "odd" / "doubled-and-contradicting.rst").read_text()
TEXT = f"{WHOLE[: WHOLE.rindex(BOOK)].rstrip()}\n\n\n"
"""Readers to patrons, every; books to titles; then readers to patrons again, link-first."""
LINKED = (
    "Before any synchronization can take place, a link between a Larkbook Reader and a Tidepost Patrons must be "
    "established."
)
EVERY = "Every Larkbook Reader will be synchronized with a Tidepost Patrons."
ROW = "   * - age\n     - age\n     - N/A\n"
AGREEING = f"{TEXT.replace(LINKED, EVERY).rstrip()}\n{ROW}\n\n"
"""The same, with copies that say the same of which records are a pair, and have other rows."""
CONTRADICTING = AGREEING[: AGREEING.rindex(EVERY)] + AGREEING[AGREEING.rindex(EVERY) :].replace(EVERY, LINKED)
FIRST = AGREEING[AGREEING.index(HEADING) : AGREEING.index(BOOK)]


def differences(old: str, new: str) -> list[str]:
    """Return the differences between two texts, a line each."""
    return shown(compare(parse(old, "old.rst"), parse(new, "new.rst")))


def test_a_promise_for_which_copies_contradict_each_other_is_one_drift_that_says_so() -> None:
    assert differences(AGREEING, CONTRADICTING) == [
        (
            "drift sentence changed 49>49: the promise is another: every became link-first; the document "
            "contradicts itself: the section says link-first, and its copy on line 12 says every"
        )
    ]


def test_a_promise_for_which_copies_contradict_each_other_no_longer_is_one_drift_that_says_so() -> None:
    assert differences(CONTRADICTING, AGREEING) == [
        (
            "drift sentence changed 49>49: the promise is another: link-first became every; the document "
            "contradicts itself no longer: the section says link-first, and its copy on line 12 says every"
        )
    ]


def test_a_copy_that_contradicts_others_in_another_way_is_one_drift() -> None:
    other = "Those that are on loan, it  will be synchronized with a Tidepost Patrons."

    (drift,) = differences(CONTRADICTING, CONTRADICTING.replace(LINKED, other))

    assert drift.startswith("drift sentence changed 49>49: the promise is another: link-first became condition; ")
    assert "its copy on line 12 says every; the document contradicts itself: the section says condition, and" in drift


@pytest.mark.parametrize("line", [12, 47])
def test_a_copy_that_is_gone_is_that_copy_whichever_it_was(line: int) -> None:
    lines = CONTRADICTING.split("\n")
    end = next((at for at in range(line, len(lines)) if lines[at].startswith(BOOK)), len(lines))

    (drift,) = differences(CONTRADICTING, "\n".join(lines[: line - 1] + lines[end:]))

    assert drift.startswith(f"drift section removed {line}>2: ")
    assert "is gone; the document contradicts itself no longer: the section says " in drift


def test_one_copy_more_that_says_what_another_says_brings_no_contradiction() -> None:
    (notice,) = differences(CONTRADICTING, f"{CONTRADICTING}{FIRST}")

    assert notice.startswith("notice doubling added 12>")


def test_a_contradiction_does_not_hide_what_is_missing() -> None:
    assert [each.partition(": ")[2] for each in differences(CONTRADICTING, CONTRADICTING.replace(ROW, ""))] == [
        "the row age to age is gone"
    ]


def test_an_identical_copy_that_is_gone_moves_no_section() -> None:
    book = AGREEING[AGREEING.index(BOOK) : AGREEING.rindex(HEADING)]
    head = AGREEING[: AGREEING.index(HEADING)]

    (notice,) = differences(f"{head}{FIRST}{book}{FIRST}", f"{head}{book}{FIRST}")

    assert notice.startswith("notice doubling removed ")


def test_a_contradiction_is_a_part_of_the_edit_that_caused_it_and_of_no_notice_beside() -> None:
    condition = "Those that are on loan, it  will be synchronized with a Tidepost Patrons."
    waiting = CONTRADICTING.replace(EVERY, condition, 1).replace(LINKED, condition)

    notice, drift = differences(waiting, waiting.replace("on loan", "on LOAN", 1).replace(condition, EVERY))

    assert notice.startswith("notice spelling changed 14>14: the condition is spelt otherwise")
    assert "contradicts" not in notice
    assert drift.startswith(
        "drift sentence changed 49>49: the promise is another: condition became every; the document"
    )
