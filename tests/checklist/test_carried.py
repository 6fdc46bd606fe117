"""What an unknown system holds across from a fake's own property, and what a row may depend on there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import Criterion, End, Qualifier, Row, Section
from syncproof.checklist import testable as parting
from syncproof.fakes import OWN
from syncproof.fakes.derived import declared_by
from tests.fakes.derived.conftest import checklist, section

KNOWN = {name: fake.datatypes for name, fake in OWN.items()}
CARDS, MEMBERS = End("Trello", "Cards"), End("Trello", "Members")
TASK, PERSON = End("Acme", "Task"), End("Acme", "Person")


def whys(*sections: Section) -> list[str]:
    """Return why rows and criteria of a document cannot be put to the test."""
    parted = parting.testable(checklist(*sections), KNOWN).sections
    rows = [each.why for one in parted for each in one.untested]
    return rows + [each.why for one in parted for each in one.untested_criteria]


@pytest.mark.parametrize(
    ("target", "theirs", "taken", "refused"),
    [
        (MEMBERS, "email", "Ada@Analytical.Example", "Ada"),
        (End("Customerp", "Contact"), "email", "ada@analytical.example", "Ada"),
        (End("Trello", "Organizations"), "website", "analytical.example", "see there"),
        (CARDS, "due", "2026-05-04T15:30:00.000Z", "tomorrow"),
    ],
)
def test_an_unknown_source_holds_what_the_property_across_takes(
    target: End, theirs: str, taken: str, refused: str
) -> None:
    own = section(PERSON, target, ("own", theirs, "string"))
    own = replace(own, criteria=(Criterion("own", theirs),))
    assert whys(own) == []
    property_ = declared_by([checklist(own)], KNOWN)["Acme"]["Person"].properties["own"]
    assert property_.refusal(taken) is None
    assert property_.refusal(refused)


def test_a_source_that_brings_words_elsewhere_has_no_form() -> None:
    to_cards = section(TASK, CARDS, ("title", "name", "string"), ("until", "due", "string"))
    to_actions = section(TASK, End("Trello", "Actions"), ("until", "text", "string"))
    assert whys(to_cards, to_actions) == [
        "Trello Cards takes only moments as its due, and until is brought to other values, too"
    ]
    declared = declared_by([checklist(to_cards, to_actions)], KNOWN)
    assert declared["Acme"]["Task"].properties["until"].kind == "text"


def test_what_one_source_brings_says_nothing_of_another_that_goes_to_the_same_property() -> None:
    both = section(TASK, CARDS, ("until", "due", "string"), ("until", "name", "string"))
    other = section(End("Acme", "Job"), CARDS, ("until", "due", "string"))
    declared = declared_by([checklist(both, other)], KNOWN)
    kinds = {name: each.properties["until"].kind for name, each in declared["Acme"].items()}
    assert kinds == {"Task": "text", "Job": "moment"}


@pytest.mark.parametrize(
    ("value", "path", "is_taken"),
    [
        ("true", "dueComplete", True),
        ("false", "dueComplete", True),
        ("yes", "dueComplete", False),
        ("3", "pos", True),
        ("1.5", "pos", True),
        ("high", "pos", False),
        ("high", "desc", True),
    ],
)
def test_a_row_depends_on_a_yes_or_no_and_on_a_number_as_on_words(value: str, path: str, *, is_taken: bool) -> None:
    title = Row("title", "name", "string", "document")
    code = Row("code", "desc" if path != "desc" else "name", "string", "document", (), (Qualifier(value, path),))
    said = [] if is_taken else [f"the fake of Trello Cards takes no {value} as its {path}"]
    assert whys(replace(section(TASK, CARDS), rows=(title, code))) == said
