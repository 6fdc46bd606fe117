"""The kinds of sentences: a row of the table is all that the reader of documents needs."""

from __future__ import annotations

import pytest

from syncproof.checklist import KINDS, SUPPORTED, End
from syncproof.checklist.dialect import EndNames, Recognised, called_in, connected_names, recognised, wording
from syncproof.stories.rules import RULES

TASK, CARDS, LEAD = End("Custompms", "Task"), End("Trello", "Cards"), End("Custompms", "Lead")
NAMES = EndNames(TASK, {"Custompms", "PMS"}, {"Trello"}), EndNames(CARDS, {"Trello"}, {"Custompms", "PMS"})
WORDS = "If it is open, and paid"


def written(kind: str, source: End = TASK, target: End = CARDS) -> str:
    """Return a sentence of any kind."""
    return wording(kind, source, target, words=WORDS, connected=("Lead", "Big Deal", "Note"))


def found(text: str) -> Recognised | None:
    """Return what a text is in the section of tasks and cards."""
    return recognised(" ".join(text.split()), *NAMES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_is_recognised_however_it_is_broken_and_spelt(kind: str) -> None:
    text = written(kind).replace(" ", " \n ").replace("Custompms", "CustomPMS")

    words = WORDS if kind == "condition" else ""
    connected = "CustomPMS Lead, Big Deal, or Note" if kind == "create-if-connected" else ""
    assert found(text) == Recognised(kind, words, connected)


@pytest.mark.parametrize("system", ["PMS", "", "Custom-PMS"])
def test_a_sentence_may_call_the_system_by_any_of_its_names_or_not_at_all(system: str) -> None:
    assert found(written("every", End(system, "Task"))) == Recognised("every")


def test_a_new_name_of_a_system_is_noted() -> None:
    text = written("every", End("Planner", "Task"))

    assert found(text) == Recognised("every")
    assert called_in(text, "every", *NAMES) == (["Planner"], [""])


@pytest.mark.parametrize("other", [LEAD, End("Trello", "Task"), End("Custompms", "Big Task"), End("PMS", "Tasks")])
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "condition"])
def test_a_sentence_of_other_datatypes_than_its_sections_is_none(kind: str, other: End) -> None:
    assert found(written(kind, other)) == Recognised(kind, is_other=True)


def test_a_condition_for_another_target_is_none() -> None:
    assert found(written("condition", TASK, LEAD)) == Recognised("condition", is_other=True)


def test_a_sentence_into_the_source_system_is_none() -> None:
    text = written("create-if-connected").replace("into Trello", "into Custompms")

    assert found(text) == Recognised("create-if-connected", is_other=True)


@pytest.mark.parametrize("text", ["", "Every task is done.", written("every") + " Often", "x" * 30_000])
def test_a_text_of_another_shape_is_of_no_kind(text: str) -> None:
    assert found(text) is None


def test_free_text_may_begin_like_any_other_sentence() -> None:
    words = "Every Custompms Task will be synchronized with a Trello Cards, unless late"

    assert found(f"{words}, it  will be synchronized with a Trello Cards.") == Recognised("condition", words)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Custompms Lead", ("Lead",)),
        ("Custompms Lead, or Note", ("Lead", "Note")),
        ("Custompms-leads, PMS Big Deal, or Note", ("leads", "Big Deal", "Note")),
        ("Lead", ("Lead",)),
    ],
)
def test_connected_datatypes_are_named_without_their_system(text: str, names: tuple[str, ...]) -> None:
    assert connected_names(text, {"Custompms", "PMS"}) == names


def test_every_supported_kind_obliges_to_something() -> None:
    assert {rule.sentence for rule in RULES.values()} == {*SUPPORTED}
