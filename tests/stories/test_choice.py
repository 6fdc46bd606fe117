"""A choice: the sentences and rules that a run is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import End, Row
from syncproof.errors import BadInput
from syncproof.stories.choice import Choice, Key, Owed, requested
from syncproof.stories.left_open import AUTHORS
from tests.stories.small_document import CHECKLIST, TASKS, TASKS_FEATURE

ALL = {
    Key("custompms-trello", "task-to-cards", "every"): Owed(
        ("every.created", "every.exactly-once"), ("features/custompms-trello/task-to-cards.feature:5",)
    ),
    Key("custompms-trello", "task-to-cards", "in-sync"): Owed(
        ("in-sync.forward",), ("features/custompms-trello/task-to-cards.feature:18",)
    ),
}


@pytest.mark.parametrize(
    ("choice", "rules"),
    [
        (Choice(), [("every.created", "every.exactly-once"), ("in-sync.forward",)]),
        (Choice(sections=("TASK-to",)), [("every.created", "every.exactly-once"), ("in-sync.forward",)]),
        (Choice(sections=("task to trello",)), [("every.created", "every.exactly-once"), ("in-sync.forward",)]),
        (Choice(levels=("implied",)), [("every.exactly-once",)]),
        (
            Choice(levels=("implied", "required")),
            [("every.created", "every.exactly-once"), ("in-sync.forward",)],
        ),
        (Choice(only=("every.created",)), [("every.created",)]),
        (Choice(only=("in-sync",)), [("in-sync.forward",)]),
        (Choice(only=("NOTES ch",)), [("in-sync.forward",)]),
        (Choice(only=("every.created: a new TASK",)), [("every.created",)]),
    ],
)
def test_a_choice_asks_for_the_sentences_that_it_is_about(choice: Choice, rules: list[tuple[str, ...]]) -> None:
    assert [owed.rules for owed in requested([CHECKLIST], [TASKS_FEATURE], choice).values()] == rules


def test_without_a_choice_every_sentence_is_asked_for() -> None:
    with_rows = replace(TASKS, rows=(Row("title", "name", "string", "document"),))
    assert requested([replace(CHECKLIST, sections=(with_rows,))], [TASKS_FEATURE], Choice()) == ALL


def test_a_section_without_a_row_says_so_with_its_line_and_what_to_do() -> None:
    found = requested([CHECKLIST], [TASKS_FEATURE], Choice())

    what = "no sentence of the section says which properties are synchronized: some.rst:12"
    assert {owed.unanswered for owed in found.values()} == {f"{what} ({AUTHORS})"}
    assert {key: owed._replace(unanswered="") for key, owed in found.items()} == ALL


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (
            Choice(sections=("Tsk to",)),
            (
                "no section has Tsk to in its title or name\n"
                "  nearest  task-to-cards\n"
                "  do       choose one by part of its title, or as task-to-cards, or custompms-trello/task-to-cards"
            ),
        ),
        (
            Choice(only=("every.craeted",)),
            (
                "no scenario is chosen by --only every.craeted\n"
                "  nearest  every.created\n"
                "  do       choose a rule by its id, a scenario by part of its name, or a level that the rule has"
            ),
        ),
    ],
)
def test_a_choice_that_matches_nothing_is_refused(choice: Choice, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        requested([CHECKLIST], [TASKS_FEATURE], choice)

    assert str(refused.value) == text


def test_the_section_that_is_named_as_an_example_is_one_of_the_document() -> None:
    leases = replace(TASKS, source=End("Custompms", "Lease"))

    with pytest.raises(BadInput, match=r"or as lease-to-cards, or custompms-trello/lease-to-cards$"):
        requested([replace(CHECKLIST, sections=(leases,))], [TASKS_FEATURE], Choice(sections=("nonsense",)))


def test_a_level_that_only_other_sections_have_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        requested([CHECKLIST], [TASKS_FEATURE], Choice(sections=("task",), levels=("robust",)))

    assert str(refused.value) == (
        "no scenario is chosen by --section task --level robust\n"
        "  do       leave out --level robust, or choose other sections"
    )
