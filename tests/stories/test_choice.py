"""Features against a checklist: what answers what, what is missing, and what a choice asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End, Section, Sentence
from syncproof.errors import BadInput
from syncproof.stories.choice import Choice, Key, Owed, requested
from syncproof.stories.coverage import missing
from syncproof.stories.feature import Feature, RuleBlock, Scenario, load

CREATED = Scenario("every.created", ("A new task",), 7)
STORM = Scenario("every.exactly-once", ("Again and again",), 12)
FORWARD = Scenario("in-sync.forward", ("title changed", "notes changed"), 20)
EVERY = RuleBlock("every", (CREATED, STORM), 5)
IN_SYNC = RuleBlock("in-sync", (FORWARD,), 18)


def section(datatype: str, line: int) -> Section:
    """Return a section of a document."""
    return Section(
        f"Custompms {datatype} to Trello Cards",
        End("Custompms", datatype),
        End("Trello", "Cards"),
        (Sentence("every", f"Every {datatype}.", line + 2), Sentence("in-sync", "In sync.", line + 4)),
        (),
        line,
    )


TASKS = section("Task", 12)
CHECKLIST = Checklist("Custompms to Trello Dataflow", "Custompms", "Trello", "", (TASKS,), "some.rst")


def feature(slug: str, *answers: RuleBlock) -> Feature:
    """Return a feature of the document."""
    return Feature(Path(f"dir/{slug}.feature"), "custompms-trello", slug, answers)


TASKS_FEATURE = feature("task-to-cards", EVERY, IN_SYNC)


def told(*features: Feature) -> list[str]:
    """Return all that is missing."""
    return [str(each) for each in missing(CHECKLIST, features)]


def test_a_full_answer_misses_nothing() -> None:
    assert told(TASKS_FEATURE) == []


def test_a_section_without_a_feature_and_a_feature_without_a_section_are_named_with_the_documents_lines() -> None:
    assert told(feature("tasks-to-card", EVERY, IN_SYNC)) == [
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
    assert told(feature("task-to-cards", IN_SYNC)) == [
        (
            "some.rst:14: no Rule answers the sentence: Every Task.\n"
            "  do       write a Rule tagged @every in dir/task-to-cards.feature"
        )
    ]


def test_a_rule_without_a_sentence_is_named_with_the_nearest_one() -> None:
    assert told(feature("task-to-cards", EVERY, IN_SYNC, RuleBlock("merge-criteria", (CREATED,), 30))) == [
        (
            "dir/task-to-cards.feature:30: no sentence of this kind in the section: @merge-criteria\n"
            "  nearest  @every   (some.rst:14)\n"
            "  do       correct the tag, or remove the Rule"
        )
    ]


def test_a_rule_without_a_scenario_answers_nothing() -> None:
    assert told(feature("task-to-cards", EVERY, RuleBlock("in-sync", (), 18))) == [
        "dir/task-to-cards.feature:18: the Rule has no scenario, so it answers nothing\n  do       write a scenario"
    ]


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
        (Choice(section="TASK-to"), [("every.created", "every.exactly-once"), ("in-sync.forward",)]),
        (Choice(section="task to trello"), [("every.created", "every.exactly-once"), ("in-sync.forward",)]),
        (Choice(levels=("implied",)), [("every.exactly-once",)]),
        (
            Choice(levels=("implied", "required")),
            [("every.created", "every.exactly-once"), ("in-sync.forward",)],
        ),
        (Choice(only="every.created"), [("every.created",)]),
        (Choice(only="in-sync"), [("in-sync.forward",)]),
        (Choice(only="NOTES ch"), [("in-sync.forward",)]),
        (Choice(only="every.created: a new TASK"), [("every.created",)]),
    ],
)
def test_a_choice_asks_for_the_sentences_that_it_is_about(choice: Choice, rules: list[tuple[str, ...]]) -> None:
    assert [wanted.rules for wanted in requested([CHECKLIST], [TASKS_FEATURE], choice).values()] == rules


def test_without_a_choice_every_sentence_is_asked_for() -> None:
    assert requested([CHECKLIST], [TASKS_FEATURE], Choice()) == ALL


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (
            Choice(section="Tsk to"),
            (
                "no section has Tsk to in its title or name\n"
                "  nearest  task-to-cards\n"
                "  do       choose one by part of its title, or as task-to-cards, or custompms-trello/task-to-cards"
            ),
        ),
        (
            Choice(only="every.craeted"),
            (
                "no scenario is chosen by --only every.craeted\n"
                "  nearest  every.created\n"
                "  do       choose a rule by its id, a scenario by part of its name, or a level that the rule has"
            ),
        ),
        (
            Choice(section="task", levels=("robust",)),
            (
                "no scenario is chosen by --section task --level robust\n"
                "  do       choose a rule by its id, a scenario by part of its name, or a level that the rule has"
            ),
        ),
    ],
)
def test_a_choice_that_matches_nothing_is_refused(choice: Choice, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        requested([CHECKLIST], [TASKS_FEATURE], choice)

    assert str(refused.value) == text


GHERKIN = """\
Feature: Custompms Task to Trello Cards

  @every
  Rule: Every Task becomes a card

    Background:
      Given a task

    @every.created
    Example: A new task
      Then it is there

    @every.backfilled
    Scenario Outline: <amount> tasks
      Then they are there

      Examples:
        | amount | list |
        | two    | To do |

      Examples:
        | amount | list |
        | three  | Done |

    @every.exactly-once
    Scenario Outline: Again
      Then it is there

      Examples:
        | times | list |
        | 2     | Done |
"""


def written(tmp_path: Path, text: str) -> Path:
    """Write a feature where it belongs."""
    folder = tmp_path / "custompms-trello"
    folder.mkdir()
    file = folder / "task-to-cards.feature"
    file.write_text(text)
    return file


def test_a_feature_is_read_with_the_names_that_its_outlines_take(tmp_path: Path) -> None:
    file = written(tmp_path, GHERKIN)

    assert load(file) == Feature(
        file,
        "custompms-trello",
        "task-to-cards",
        (
            RuleBlock(
                "every",
                (
                    Scenario("every.created", ("A new task",), 10),
                    Scenario("every.backfilled", ("two tasks", "three tasks"), 14),
                    Scenario("every.exactly-once", ("Again [2-Done]",), 26),
                ),
                4,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        (
            "Feature:",
            "Feeture:",
            "1: not Gherkin: expected: #EOF, #Language, ",
        ),
        (
            "@every\n",
            "@evry\n",
            (
                "4: a Rule answers one kind of sentence, but its tags name 0: @evry\n"
                "  nearest  @every\n"
                "  do       tag the Rule with the kind of its sentence"
            ),
        ),
        (
            "  @every\n",
            "",
            "3: a Rule answers one kind of sentence, but its tags name 0: no tag\n",
        ),
        (
            "@every.created",
            "@every.creatd",
            (
                "10: a scenario shows one rule, but its tags name 0: @every.creatd\n"
                "  nearest  @every.created\n"
                "  do       tag the scenario with the id of its rule"
            ),
        ),
        (
            "@every.created",
            "@every.created @every.one-way",
            "10: a scenario shows one rule, but its tags name 2: @every.created @every.one-way\n",
        ),
        (
            "@every.created",
            "@in-sync.forward",
            (
                "10: @in-sync.forward follows from another kind of sentence than @every\n"
                "  do       move the scenario below the Rule @in-sync"
            ),
        ),
        (
            "Example: A new task",
            "Example: Again",
            (
                "26: the name stands on line 10 already: Again\n"
                "  do       rename one of the two: of scenarios with one name, only the last would run"
            ),
        ),
        (
            "  @every\n  Rule: Every Task becomes a card\n",
            "",
            "8: a scenario outside of every Rule: A new task\n  do       move it below the Rule",
        ),
    ],
)
def test_a_feature_that_answers_unclearly_is_refused_by_file_and_line(
    tmp_path: Path, right: str, wrong: str, text: str
) -> None:
    file = written(tmp_path, GHERKIN.replace(right, wrong, 1))

    with pytest.raises(BadInput) as refused:
        load(file)

    assert str(refused.value).startswith(f"{file}:{text}")


def test_an_empty_feature_answers_nothing(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")).blocks == ()
