"""Feature files that are read, into blocks with their scenarios."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.stories.feature import Feature, RuleBlock, Scenario, load, read
from syncproof.stories.gherkin import Line, Step
from tests.stories.small_feature import GHERKIN, written

BACKGROUND = Step("given", "a task", 8)


def test_a_feature_is_read_with_the_names_and_steps_that_its_outlines_take(tmp_path: Path) -> None:
    file = written(tmp_path, GHERKIN)

    assert load(file) == Feature(
        file,
        "custompms-trello",
        "task-to-cards",
        (
            RuleBlock(
                "every",
                (
                    Scenario(
                        "every.created",
                        ("A new task",),
                        11,
                        steps=(
                            BACKGROUND,
                            Step("then", "it is there", 12),
                            Step("then", "nothing else has changed", 13),
                        ),
                    ),
                    Scenario(
                        "every.backfilled",
                        ("two tasks", "three tasks"),
                        16,
                        steps=(
                            BACKGROUND,
                            Step("then", "there are two in To do", 22),
                            Step("then", "nothing else has changed", 18),
                            Step("then", "there are three in Done", 26),
                        ),
                        rows=(22, 26),
                    ),
                    Scenario(
                        "every.exactly-once",
                        ("Again [2-Done]",),
                        29,
                        steps=(
                            BACKGROUND,
                            Step("then", "it is 2 in Done", 35),
                            Step("then", "nothing else has changed", 31),
                        ),
                        rows=(35,),
                    ),
                ),
                5,
            ),
        ),
        (Line(("Each Task and its card.",), 2),),
    )


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(GHERKIN.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(GHERKIN.replace("\n", "\r"), id="CR"),
        pytest.param(GHERKIN.replace("  ", "\t"), id="tabs"),
        pytest.param(GHERKIN.removesuffix("\n"), id="no last line end"),
        pytest.param(GHERKIN.replace("\n", "  \n"), id="spaces at the ends"),
    ],
)
def test_line_ends_and_indents_make_no_difference(tmp_path: Path, same: str) -> None:
    file = written(tmp_path, same)
    changed = load(file)
    file.write_text(GHERKIN)

    assert changed == load(file)


def test_what_can_be_understood_of_a_feature_is_read_all_the_same(tmp_path: Path) -> None:
    feature, problems = read(written(tmp_path, GHERKIN.replace("@every.created", "")))

    assert ([block.kind for block in feature.blocks], len(problems)) == (["every"], 1)
