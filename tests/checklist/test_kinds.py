"""The kinds of sentences: a row of the table is all that the reader of documents needs."""

from __future__ import annotations

import pytest

from syncproof.checklist import KINDS, SUPPORTED, End
from syncproof.checklist.dialect import kind_of, wording
from syncproof.errors import BadInput
from syncproof.stories.rules import RULES

TASK, CARDS, LEAD = End("Custompms", "Task"), End("Trello", "Cards"), End("Custompms", "Lead")


def refusal(text: str) -> str:
    """Return the error for a sentence in the section of tasks and cards."""
    with pytest.raises(BadInput) as refused:
        kind_of(text, TASK, CARDS, where="some.rst:14")
    return str(refused.value)


@pytest.mark.parametrize("kind", SUPPORTED)
def test_a_sentence_of_a_supported_kind_is_recognised_however_it_is_broken_and_spelt(kind: str) -> None:
    text = wording(kind, TASK, CARDS).replace(" ", " \n ").replace("Custompms", "CustomPMS")

    assert kind_of(text, TASK, CARDS, where="some.rst:14") == kind


@pytest.mark.parametrize("kind", SUPPORTED)
def test_a_sentence_of_a_supported_kind_that_names_another_datatype_is_refused_with_the_right_one(kind: str) -> None:
    what, nearest, _ = refusal(wording(kind, LEAD, CARDS)).splitlines()

    assert what.startswith("some.rst:14: the sentence speaks of other datatypes than its section does: ")
    assert nearest == f"  nearest  {wording(kind, TASK, CARDS)}"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in SUPPORTED])
def test_a_sentence_of_another_kind_is_refused_by_the_name_of_the_kind(kind: str) -> None:
    text = KINDS[kind].shape.format(source=TASK, target=CARDS, free="If it is open, and paid")

    assert refusal(text).startswith(f"some.rst:14: a sentence of the kind {kind} cannot be put to the test yet: ")


@pytest.mark.parametrize(
    ("kind", "what"), [("every", "speaks of other"), ("create-if-connected", "create-if-connected")]
)
def test_a_sentence_that_ends_like_a_condition_is_of_the_kind_that_it_begins_like(kind: str, what: str) -> None:
    name = "Lead, it will be synchronized with a Lead"

    assert what in refusal(KINDS[kind].shape.format(source=TASK, target=name, free=name)).partition(": ")[2]


def test_every_supported_kind_obliges_to_something() -> None:
    assert {rule.sentence for rule in RULES.values()} == {*SUPPORTED}
