"""What a difference does to the stories that were accepted, as `syncproof check` says."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.stories.feature import load
from tests.checklist.golden import DOCUMENTS
from tests.drift.test_check import compared, document


def test_a_lost_row_says_how_many_stories_lose_it(
    tmp_path: Path, documents: Mapping[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    text = documents["custompms-trello"].read_text()
    every = "Every Custompms Task will be synchronized with a Trello Cards.\n"

    assert main(["check", document(tmp_path, text.replace(every, ""))]) == 1

    out = capsys.readouterr().out
    feature = Path("features/custompms-trello/task-to-cards.feature").read_text()
    rule = feature[feature.index("@every\n") : feature.index("@in-sync\n")]
    count = rule.count("Scenario Outline:") + rule.count("Example:") + rule.count("Scenario:")
    assert f"so   {count} stories answer nothing\n" in out


LINKS = (DOCUMENTS / "good" / "links.rst").read_text()
TITLES = LINKS[LINKS.index("Larkbook Title to Tidepost Items\n") : LINKS.index("Larkbook Loan to Tidepost Parcels\n")]


@pytest.mark.parametrize(
    ("words", "instead", "effects"),
    [
        (TITLES, "", ["2 stories change"]),
        (
            "Every Larkbook Title will be synchronized with a Tidepost Items.",
            "Maybe.",
            ["2 stories go"],
        ),
        ('weight\n     - "integer"', 'weight\n     - "float"', []),
        ("Larkbook Loan to", "Larkbook Lease to", []),
    ],
    ids=["what it is connected to is gone", "what it is connected to is open", "another type", "no neighbour"],
)
def test_a_section_of_which_other_stories_are_told_since_another_changed_is_named(
    tmp_path: Path, words: str, instead: str, effects: list[str]
) -> None:
    folder = tmp_path / "features"
    assert main(["accept", document(tmp_path, LINKS, "old.rst"), "--features", str(folder)]) == 0
    assert words in LINKS

    _, found = compared(tmp_path, "check", document(tmp_path, LINKS.replace(words, instead)), "--features", str(folder))

    beside = [each for each in found["documents"][0]["differences"] if each["what"] == "stories"]
    assert [(each["level"], each["section"], each["effect"]) for each in beside] == [
        ("notice", "Larkbook Fine to Tidepost Charges", effect) for effect in effects
    ]


AGREED = '[[section.agreement]]\nsource = "name"\ntarget = "text"\ntype = "string"\n'


@pytest.mark.parametrize(
    ("row", "rule", "effect"),
    [
        ("", "", "{} stories lose their row"),
        ('   * - name\n     - summary\n     - "string"\n', "", "{} stories carry another row"),
        ('   * - name\n     - text\n     - "integer"\n', "properties.type", "{} story asks for another type"),
    ],
    ids=["gone", "another", "another type"],
)
def test_a_changed_row_says_what_becomes_of_the_stories_that_name_it(
    tmp_path: Path, documents: Mapping[str, Path], row: str, rule: str, effect: str
) -> None:
    folder = tmp_path / "features"
    shutil.copytree("features", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    accepted = folder / "customerp-trello" / "checklist.toml"
    accepted.write_text(accepted.read_text().replace(AGREED, AGREED.replace("agreement", "row")))
    text = documents["customerp-trello"].read_text()
    heading = "   * - Customerp Project Property\n     - Trello Actions Property\n     - Trello Data Type\n"
    assert heading in text

    _, found = compared(
        tmp_path, "check", document(tmp_path, text.replace(heading, heading + row)), "--features", str(folder)
    )

    feature = load(folder / "customerp-trello" / "project-to-actions.feature")
    stories = [each for block in feature.blocks for each in block.scenarios if "name" in each.labels]
    count = len([each for each in stories if each.rule == rule or not rule])
    (drift,) = [each for each in found["documents"][0]["differences"] if each["level"] == "drift"]
    assert count > 0
    assert drift["effect"] == effect.format(count)


@pytest.mark.parametrize("with_sentence", [False, True])
def test_a_table_that_is_gone_says_how_many_stories_lose_all_its_rows(tmp_path: Path, *, with_sentence: bool) -> None:
    folder = tmp_path / "features"
    assert main(["accept", document(tmp_path, LINKS, "old.rst"), "--features", str(folder)]) == 0
    rows = LINKS[LINKS.index("   * - name\n") : LINKS.index("\n\nLarkbook Loan to")]
    sentence = LINKS[LINKS.index("The following properties are synchronized between a Larkbook Title") :]
    gone = sentence[: sentence.index(rows)] + rows if with_sentence else rows
    assert gone in LINKS

    _, found = compared(tmp_path, "check", document(tmp_path, LINKS.replace(gone, "")), "--features", str(folder))

    (drift,) = [each for each in found["documents"][0]["differences"] if each["level"] == "drift"]
    feature = load(folder / "larkbook-tidepost" / "title-to-items.feature")
    count = sum(
        not {"name", "pages"}.isdisjoint(each.labels) or (with_sentence and block.kind == "properties")
        for block in feature.blocks
        for each in block.scenarios
    )
    assert drift["effect"] == f"{count} stories {'answer nothing' if with_sentence else 'lose their row'}"
