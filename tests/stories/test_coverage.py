"""Coverage: each sentence and row of a document that no feature answers is named, and each answer to nothing."""

from __future__ import annotations

from syncproof.stories.coverage import missing
from syncproof.stories.feature import Feature, RuleBlock
from tests.stories.small_document import CHECKLIST, CREATED, EVERY, IN_SYNC, TASKS_FEATURE, feature


def complaints(*features: Feature) -> list[str]:
    """Return the errors for a document's features."""
    return [str(each) for each in missing(CHECKLIST, features)]


def test_a_full_answer_misses_nothing() -> None:
    assert complaints(TASKS_FEATURE) == []


def test_a_section_without_a_feature_and_a_feature_without_a_section_are_named_with_the_documents_lines() -> None:
    assert complaints(feature("tasks-to-card", EVERY, IN_SYNC)) == [
        (
            "some.rst:12: no feature answers the section Custompms Task to Trello Cards\n"
            "  nearest  features/custompms-trello/tasks-to-card.feature\n"
            "  do       write features/custompms-trello/task-to-cards.feature"
        ),
        (
            "dir/tasks-to-card.feature:1: the feature answers no section of some.rst\n"
            "  nearest  some.rst:12: Custompms Task to Trello Cards\n"
            "  do       name the file for its section, or remove it"
        ),
    ]


def test_a_sentence_without_a_rule_is_named_with_the_documents_line() -> None:
    assert complaints(feature("task-to-cards", IN_SYNC)) == [
        (
            "some.rst:14: no Rule answers the sentence: Every Task.\n"
            "  do       write a Rule tagged @every in dir/task-to-cards.feature"
        )
    ]


def test_a_rule_without_a_sentence_is_named_with_the_nearest_one() -> None:
    assert complaints(feature("task-to-cards", EVERY, IN_SYNC, RuleBlock("merge-criteria", (CREATED,), 30))) == [
        (
            "dir/task-to-cards.feature:30: no sentence of this kind in the section: @merge-criteria\n"
            "  nearest  @every   (some.rst:14)\n"
            "  do       correct the tag, or remove the Rule"
        )
    ]


def test_a_rule_without_a_scenario_answers_nothing() -> None:
    assert complaints(feature("task-to-cards", EVERY, RuleBlock("in-sync", (), 18))) == [
        "dir/task-to-cards.feature:18: the Rule has no scenario, so it answers nothing\n  do       write a scenario"
    ]
