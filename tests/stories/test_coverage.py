"""Coverage: what no feature answers of a document, and each answer to nothing, is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.checklist import Row, Sentence
from syncproof.stories.coverage import unanswered
from syncproof.stories.feature import Feature, RuleBlock, Scenario
from syncproof.stories.spare import spare
from tests.stories.small_document import CHECKLIST, CREATED, EVERY, IN_SYNC, TASKS, TASKS_FEATURE, feature

ROWS = Sentence("properties", "The properties.", 18)
CARRIED = RuleBlock("properties", (Scenario("properties.row", ("title",), 31, frozenset({"title"})),), 30)
TYPED = RuleBlock("properties", (Scenario("properties.type", ("notes",), 31, frozenset({"notes"})),), 30)


def complaints(*features: Feature) -> list[str]:
    """Return the errors for a document's features."""
    return [str(each) for each in spare(CHECKLIST, features)]


def test_a_full_answer_leaves_nothing_open_and_answers_nothing_else() -> None:
    gaps = {unanswered(CHECKLIST, TASKS, sentence, [TASKS_FEATURE]) for sentence in TASKS.sentences}

    assert (gaps, complaints(TASKS_FEATURE)) == ({""}, [])


def test_a_section_without_a_feature_is_open_with_the_documents_line() -> None:
    gaps = {unanswered(CHECKLIST, TASKS, sentence, ()) for sentence in TASKS.sentences}

    assert gaps == {"no feature answers the section: some.rst:12"}


def test_a_sentence_without_a_rule_is_open_with_the_documents_line() -> None:
    gaps = [unanswered(CHECKLIST, TASKS, each, [feature("task-to-cards", IN_SYNC)]) for each in TASKS.sentences]

    assert gaps == [
        "no Rule of features/custompms-trello/task-to-cards.feature answers the sentence: some.rst:14",
        "",
    ]


@pytest.mark.parametrize(
    ("block", "gap"),
    [
        (CARRIED, "no scenario of features/custompms-trello/task-to-cards.feature carries notes to desc"),
        (TYPED, "no scenario of features/custompms-trello/task-to-cards.feature carries title to name, notes to desc"),
    ],
)
def test_a_row_without_a_story_that_carries_it_is_open(block: RuleBlock, gap: str) -> None:
    rows = (Row("title", "name", "string", "document"), Row("notes", "desc", "string", "document"))

    assert unanswered(CHECKLIST, replace(TASKS, rows=rows), ROWS, [feature("task-to-cards", block)]) == gap


def test_a_feature_without_a_section_is_named_with_the_nearest_one() -> None:
    assert complaints(feature("tasks-to-card", EVERY, IN_SYNC)) == [
        (
            "dir/tasks-to-card.feature:1: the feature answers no section of some.rst\n"
            "  nearest  some.rst:12: Custompms Task to Trello Cards\n"
            "  do       name the file for its section: SECTION.feature or SECTION.anything.feature; or remove the file"
        )
    ]


def test_a_rule_without_a_sentence_is_named_with_the_nearest_one() -> None:
    assert complaints(feature("task-to-cards", EVERY, IN_SYNC, RuleBlock("evry", (CREATED,), 30))) == [
        (
            "dir/task-to-cards.feature:30: no sentence of this kind in the section: @evry\n"
            "  nearest  @every   (some.rst:14)\n"
            "  do       correct the tag, or remove the Rule"
        )
    ]


def test_a_rule_whose_kind_is_like_no_sentences_is_named_with_none() -> None:
    assert complaints(feature("task-to-cards", EVERY, IN_SYNC, RuleBlock("merge-criteria", (CREATED,), 30))) == [
        (
            "dir/task-to-cards.feature:30: no sentence of this kind in the section: @merge-criteria\n"
            "  do       correct the tag, or remove the Rule"
        )
    ]


def test_a_rule_without_a_scenario_answers_nothing() -> None:
    assert complaints(feature("task-to-cards", EVERY, RuleBlock("in-sync", (), 18))) == [
        "dir/task-to-cards.feature:18: the Rule has no scenario, so it answers nothing\n  do       write a scenario"
    ]
