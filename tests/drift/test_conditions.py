"""The free text of conditions where systems have other names: each name is replaced once, and as a whole."""

from __future__ import annotations

import pytest

from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.meaning import digest
from tests.checklist.golden import DOCUMENTS

TEXT = (DOCUMENTS / "good" / "links.rst").read_text().replace("If the Loan is still", "If the Larkbook Loan is, still,")


def told(old: str, new: str) -> list[str]:
    """Return what differs between two texts of documents."""
    return [each.text for each in compare(parse(old, "old.rst"), parse(new, "new.rst"))]


@pytest.mark.parametrize("now", ["Larkbook Shop", "Old Larkbook", "Lark"])
def test_a_name_that_has_the_other_one_within_is_replaced_once(now: str) -> None:
    new = TEXT.replace("Larkbook", now)

    assert told(TEXT, new) == [f"the system Larkbook is called {now} now"]
    assert told(new, TEXT) == [f"the system {now} is called Larkbook now"]
    edited = told(TEXT, new.replace("is, still,", "was, once,"))[1]
    assert "If the Larkbook Loan is, still, open" in edited
    assert f"If the {now} Loan was, once, open" in edited


def test_of_two_systems_the_longer_name_is_read_first() -> None:
    text = TEXT.replace("Larkbook Loan is, still,", "Loan is, in Larkbook Tide,").replace("Tidepost", "Larkbook Tide")

    assert told(text, text.replace("Larkbook Tide", "Moorstone")) == [
        "the system Larkbook Tide is called Moorstone now"
    ]
    other = text.replace("Larkbook Tide", "Moorstone")
    assert digest(parse(text, "old.rst")) == digest(parse(other, "new.rst"))


@pytest.mark.parametrize(
    ("old", "now"), [("Larkbook", "Moorstone"), ("Larkbook", "Lark"), ("Tidepost", "Old Tidepost")]
)
def test_headings_that_are_renamed_before_the_title_leave_a_condition_the_same(old: str, now: str) -> None:
    title = "Larkbook to Tidepost Dataflow"
    text = TEXT.replace("Loan is, still, open", "Loan is, still, open in Tidepost")
    new = text.replace(old, now).replace(title.replace(old, now), title)

    assert {each.level for each in compare(parse(text, "old.rst"), parse(new, "new.rst"))} == {"notice"}
    assert {each.level for each in compare(parse(new, "old.rst"), parse(text, "new.rst"))} == {"notice"}
    assert digest(parse(text, "old.rst")) == digest(parse(new, "new.rst"))
    assert "the condition is another" in told(text, new.replace("is, still,", "was, once,"))[0]
