"""Feature files that are refused, with all that is wrong, by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.errors import BadInput
from syncproof.stories.feature import load
from tests.stories.small_feature import GHERKIN, refused


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        pytest.param(
            "Feature:",
            "Feeture:",
            (
                "1: the file does not begin with a Feature: Feeture: Custompms Task to Trello Cards\n"
                "  do       begin with a line such as Feature: Customerp Contact to Trello Members\n"
            ),
            id="a misspelt Feature",
        ),
        pytest.param(
            "      Then it is there\n      And",
            "      Then it is there\n      Adn",
            (
                "13: not Gherkin here: Adn nothing else has changed\n"
                "  nearest  And\n"
                "  do       begin the line with a keyword that can stand here"
            ),
            id="a misspelt keyword",
        ),
        pytest.param(
            "@every\n",
            "@evry\n",
            (
                "5: a Rule answers one kind of sentence, but its tags name 0: @evry\n"
                "  nearest  @every\n"
                "  do       tag the Rule with the kind of its sentence"
            ),
            id="a misspelt kind",
        ),
        pytest.param(
            "  @every\n",
            "",
            (
                "4: a Rule answers one kind of sentence, but its tags name 0: no tag\n"
                "  do       tag the Rule with the kind of its sentence"
            ),
            id="no kind",
        ),
        pytest.param(
            "    @every.created\n",
            "",
            (
                "10: a scenario shows one rule, but its tags name 0: no tag\n"
                "  nearest  @every.created\n"
                "  do       tag the scenario with the id of its rule"
            ),
            id="no rule tag",
        ),
        pytest.param(
            "@every.created",
            "@every.creatd",
            (
                "11: a scenario shows one rule, but its tags name 0: @every.creatd\n"
                "  nearest  @every.created\n"
                "  do       tag the scenario with the id of its rule"
            ),
            id="a misspelt rule tag",
        ),
        pytest.param(
            "@every.created",
            "@every.created\n    @Evry.backfilled @every.backfilled.soon",
            (
                "11: no rule is called so: @Evry.backfilled\n"
                "  nearest  @every.backfilled\n"
                "  do       correct the tag; a tag of your own is called as no rule could be\n"
                "11: no rule is called so: @every.backfilled.soon\n"
                "  nearest  @every.backfilled\n"
                "  do       correct the tag; a tag of your own is called as no rule could be"
            ),
            id="a second rule tag that is misspelt",
        ),
        pytest.param(
            "  @every\n",
            "  @every @in-sync.quite\n",
            (
                "4: no rule is called so: @in-sync.quite\n"
                "  nearest  @in-sync.quiet\n"
                "  do       correct the tag; a tag of your own is called as no rule could be"
            ),
            id="a misspelt rule tag at a Rule",
        ),
        pytest.param(
            "@every.created",
            "@every.created @every.one-way",
            (
                "11: a scenario shows one rule, but its tags name 2: @every.created @every.one-way\n"
                "  nearest  @every.created\n"
                "  do       tag the scenario with the id of its rule"
            ),
            id="two rule tags",
        ),
        pytest.param(
            "@every.created",
            "@in-sync.forward",
            (
                "11: @in-sync.forward follows from another kind of sentence than @every\n"
                "  do       move the scenario below the Rule @in-sync"
            ),
            id="another sentence's rule",
        ),
        pytest.param(
            "Feature:",
            "@every.created\nFeature:",
            "2: @every.created is a tag of a scenario, not of the Feature\n  do       move the tag to a scenario",
            id="a rule tag at the Feature",
        ),
        pytest.param(
            "      Examples:\n        | times",
            "      @every.created\n      Examples:\n        | times",
            "34: @every.created is a tag of a scenario, not of Examples\n  do       move the tag to a scenario",
            id="a rule tag at Examples",
        ),
        pytest.param(
            "Feature:",
            "# language: de\nFeature:",
            (
                "1: features are read in English, not in the language de\n"
                "  do       remove the comment, and write the keywords in English"
            ),
            id="another language",
        ),
        pytest.param(
            "Example: A new task",
            "Example: Again",
            (
                "29: the name stands on line 11 already: Again\n"
                "  do       rename one of the two: of scenarios with one name, only the last would run"
            ),
            id="two scenarios of one name",
        ),
        pytest.param(
            "Example: A new task",
            "Example: two tasks",
            (
                "22: the name stands on line 11 already: two tasks\n"
                "  do       write into the scenario's name, as <column>, what tells its rows apart, or remove the row"
            ),
            id="a row with the name of a scenario",
        ),
        pytest.param("Example: A new task", "Example:", "11: the scenario has no name\n", id="no name"),
        pytest.param(
            "  @every\n  Rule: Every Task becomes a card\n",
            "",
            "9: a scenario outside of every Rule: A new task\n  do       move it below the Rule of its sentence",
            id="a scenario outside",
        ),
        pytest.param(
            "      Then it is there\n      And nothing else has changed\n",
            "      When it is there\n",
            (
                "11: the scenario has no Then, so it asserts nothing: A new task\n"
                "  do       say what is seen, and end with: And nothing else has changed"
            ),
            id="no Then",
        ),
        pytest.param(
            "      Then it is there\n      And nothing else has changed\n",
            "",
            "11: the scenario has no Then, so it asserts nothing: A new task\n",
            id="no step",
        ),
        pytest.param(
            "      And nothing else has changed\n",
            "",
            (
                "12: the scenario does not end with all the laws: it is there\n"
                "  nearest  And nothing else has changed\n"
                "  do       end the scenario with this step"
            ),
            id="no nothing else has changed",
        ),
        pytest.param(
            "      And nothing else has changed\n",
            "      And nothing else has changed\n      And it is there\n",
            "14: the scenario does not end with all the laws: it is there\n",
            id="more after nothing else has changed",
        ),
        pytest.param(
            "      Then it is there\n",
            "      And it is there\n      Then it is there\n",
            (
                "12: the first step goes on from no other: it is there\n"
                "  do       begin the step with Given, When or Then"
            ),
            id="And first",
        ),
        pytest.param(
            "      Then it is there\n",
            "      * it is there\n      Then it is there\n",
            "12: the first step goes on from no other: it is there\n",
            id="a star first",
        ),
        pytest.param(
            "      Given a task",
            "      But a task",
            "8: the first step goes on from no other: a task\n",
            id="But first in the Background",
        ),
        pytest.param(
            "        | 2     | Done |\n",
            "",
            "33: the Examples have no row, so nothing of them is played\n  do       add a row",
            id="Examples without rows",
        ),
        pytest.param(
            "\n      Examples:\n        | times | list |\n        | 2     | Done |\n",
            "",
            "29: the outline has no Examples: Again\n  do       add a table of Examples",
            id="an outline without Examples",
        ),
        pytest.param(
            "it is <times> in",
            "it is <times> <tims> in",
            (
                "30: no column of the Examples is called tims: it is <times> <tims> in <list>\n"
                "  nearest  times\n"
                "  do       correct the placeholder, or add the column"
            ),
            id="a placeholder without a column",
        ),
        pytest.param(
            "Example: A new task",
            "Example: A new task <times>",
            (
                "11: no column of the Examples is called times: A new task <times>\n"
                "  do       add Examples with this column"
            ),
            id="a placeholder without Examples",
        ),
        pytest.param(
            "it is <times> in",
            "it is twice in",
            (
                "33: no step uses the column times, so its values are not played\n"
                "  do       write <times> in a step, or remove the column"
            ),
            id="a column that no step uses",
        ),
        pytest.param(
            "        | 2     | Done |\n",
            "        | 2     | Done |\n        | 2     | Done |\n",
            "36: the name stands on line 35 already: Again [2-Done]\n",
            id="a row that stands twice",
        ),
        pytest.param(
            "| times | list |\n        | 2     | Done |",
            "| times | list | times |\n        | 2     | Done | 2     |",
            "33: two columns are called times\n  do       rename one of the two",
            id="a column that stands twice",
        ),
        pytest.param(
            "        | 2     | Done |\n",
            "        | 2     |\n",
            "35: not Gherkin: inconsistent cell count within the table\n  do       correct the line",
            id="a row of another length",
        ),
    ],
)
def test_a_feature_that_is_not_sound_is_refused_by_file_and_line(
    tmp_path: Path, right: str, wrong: str, text: str
) -> None:
    assert right in GHERKIN

    assert f"{refused(tmp_path, GHERKIN.replace(right, wrong, 1))}\n".startswith(text)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(
            b"\xef\xbb\xbf" + GHERKIN.encode(),
            "1: begins with a byte order mark\n  do       save the file as UTF-8 without the mark",
            id="a byte order mark",
        ),
        pytest.param(
            GHERKIN.encode("utf-16"),
            "1: not a feature: not UTF-8 text\n  do       save the file as UTF-8 text, or remove it",
            id="UTF-16",
        ),
        pytest.param("", "1: the file holds no Feature\n", id="an empty file"),
        pytest.param("# Later.\n", "1: the file holds no Feature\n", id="a comment"),
        pytest.param("{}\n", "1: the file does not begin with a Feature: {}\n", id="no feature"),
        pytest.param(b"\x00\x01PNG", "1: the file does not begin with a Feature: ??PNG\n", id="a picture"),
    ],
)
def test_a_file_that_holds_no_feature_is_refused(tmp_path: Path, content: str | bytes, text: str) -> None:
    assert refused(tmp_path, content).startswith(text)


def test_a_folder_is_no_feature(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        load(tmp_path)

    assert str(error.value) == (
        f"{tmp_path}: cannot be read: Is a directory\n  do       save the file as UTF-8 text, or remove it"
    )


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    spoilt = GHERKIN.replace("@every.created", "@every.creatd").replace("<list>", "Done")

    assert [line for line in refused(tmp_path, spoilt).splitlines() if line[0] != " "] == [
        "11: a scenario shows one rule, but its tags name 0: @every.creatd",
        "20: no step uses the column list, so its values are not played",
        "24: no step uses the column list, so its values are not played",
        "33: no step uses the column list, so its values are not played",
    ]
