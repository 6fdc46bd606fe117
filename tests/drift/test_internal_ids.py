"""Internal ids in a sentence on connections: a system that is renamed can leave its old name in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import Checklist, Oddity
from syncproof.checklist.known_names import KnownNames
from syncproof.checklist.resolve import parse
from syncproof.drift.compare import compare
from syncproof.drift.meaning import digest
from tests.drift.conftest import TEXT

RENAMED = TEXT.replace("Larkbook", "Moorstone")
KEPT = RENAMED.replace("Moorstone-", "Larkbook-")


def told(old: Checklist, new: Checklist) -> list[str]:
    """Return what differs between two documents."""
    return [f"{each.level} {each.text}" for each in compare(old, new)]


def test_an_id_with_the_old_name_is_told_with_the_rename_there_and_back() -> None:
    for text in (RENAMED, KEPT):
        one, two = parse(TEXT, "old.rst"), parse(text, "new.rst")
        assert told(one, two) == ["notice the system Larkbook is called Moorstone now"]
        assert told(two, one) == ["notice the system Moorstone is called Larkbook now"]


def test_an_id_with_the_old_name_of_another_datatype_is_drift() -> None:
    text = KEPT.replace("Larkbook-orderlines", "Larkbook-lines")

    assert told(parse(TEXT, "old.rst"), parse(text, "new.rst"))[1:] == [
        "drift connected to Loan, Book, Larkbook-lines, which was Loan, Book, orderlines"
    ]


@pytest.mark.parametrize("text", [TEXT, RENAMED, KEPT], ids=["the old name", "the new name", "the old name in the id"])
@pytest.mark.parametrize("accepted", [TEXT, RENAMED, KEPT], ids=["Larkbook", "Moorstone", "out of step"])
def test_names_that_flap_leave_the_meaning_as_it_was_accepted(accepted: str, text: str) -> None:
    first = parse(TEXT, "first.rst")
    old = parse(accepted, "old.rst", KnownNames([first]))
    old = replace(old, former=(first.title,) if old.title != first.title else ())

    new = parse(text, "new.rst", KnownNames([old]))

    assert digest(first) == digest(old) == digest(new)
    assert {each.split()[0] for each in told(old, new)} <= {"notice"}
    assert len(told(old, new)) == (old.title != new.title)


def test_an_id_with_a_name_that_was_accepted_is_noted() -> None:
    found = parse(KEPT, "new.rst", KnownNames([parse(TEXT, "old.rst")])).all_oddities

    assert Oddity(110, "connected to the internal id Larkbook-orderlines", "read as orderlines") in found
