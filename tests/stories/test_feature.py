"""Feature files: read into blocks with their scenarios, or refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.errors import BadInput
from syncproof.stories.feature import Feature, RuleBlock, Scenario, load

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
