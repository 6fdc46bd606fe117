"""A counterexample that is dropped into the features of its section is a story like any other."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.cli.conftest import copied
from tests.plain_pytest import COMMAND

SUT = ("--driver", "broken:looks-ahead-of-itself")
NAME = "task-to-cards.empty-list.feature"


@pytest.fixture(name="features")
def _features(tmp_path: Path) -> Path:
    """Return features with what a sweep of a broken engine has saved."""
    folder = tmp_path / "found"
    folder.mkdir()
    chosen = ("--section", "task-to-cards", "--story", "created", "--fault", "empty-list")
    assert main(["sweep", *chosen, *SUT, "--save", str(folder)]) == 1
    features = copied(tmp_path)
    [saved] = folder.glob("*.feature")
    shutil.copy(saved, features / "custompms-trello" / NAME)
    return features


def test_it_fails_with_the_engine_that_it_was_found_with_and_passes_with_the_reference(
    features: Path, tmp_path: Path
) -> None:
    report = tmp_path / "run.json"
    chosen = ("run", "--features", str(features), "--section", "task-to-cards", "--only", "created, and empty-list")

    assert main([*chosen, *SUT, "--json", str(report)]) == 1
    [document] = json.loads(report.read_text())["documents"]
    [section] = document["sections"]
    stories = [
        (section["id"], sentence["kind"], rule["id"], each["file"], each["verdict"])
        for sentence in section["sentences"]
        for rule in sentence["rules"]
        for each in rule["scenarios"]
    ]
    assert stories == [("task-to-cards", "every", "robust.sporadic-empty", f"features/custompms-trello/{NAME}", "fail")]
    assert main([*chosen, "--quiet"]) == 0
    assert main([*chosen, "--trello-as-is", "--quiet", *SUT]) == 1


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("request 99 is an empty list", r"empty-list at request 99; it made \d+ requests from there on"),
        ("request 1 is lost", "lost at request 1; the fault makes no sense there"),
    ],
)
def test_a_sync_that_does_not_make_the_request_that_trouble_was_for_shows_nothing(
    step: str, why: str, features: Path, tmp_path: Path
) -> None:
    story, report = features / "custompms-trello" / NAME, tmp_path / "run.json"
    text, changed = re.subn(r"request \d+ is an empty list", step, story.read_text())
    story.write_text(text)
    chosen = ("run", "--features", str(features), "--section", "task-to-cards", "--only", "created, and empty-list")

    assert changed == 1
    assert main([*chosen, "--json", str(report)]) == 3
    what = f"the sync did not make the request at which trouble was to strike: {why}"
    assert re.search(what, report.read_text())


def test_it_is_listed_and_explained(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--features", str(features), "--section", "task-to-cards")
    capsys.readouterr()

    assert main(["list", "stories", *chosen]) == 0
    assert "robust.sporadic-empty: created, and empty-list" in capsys.readouterr().out
    assert main(["explain", "created, and empty-list", *chosen]) == 0
    assert f"features/custompms-trello/{NAME}:" in capsys.readouterr().out


def test_two_files_of_a_section_have_no_scenario_of_one_name(
    features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = features / "custompms-trello"
    shutil.copy(folder / NAME, folder / "task-to-cards.again.feature")
    capsys.readouterr()

    assert main(["run", "--features", str(features), "--section", "task-to-cards"]) == 2
    assert "another feature of the section has a scenario of this name" in capsys.readouterr().err


def test_a_file_of_no_section_is_refused(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = features / "custompms-trello"
    (folder / NAME).rename(folder / "task-to-crads.empty-list.feature")
    capsys.readouterr()

    assert main(["run", "--features", str(features), "--section", "task-to-cards"]) == 2
    assert "SECTION.anything.feature" in capsys.readouterr().err


@pytest.mark.thorough
def test_pytest_collects_it(features: Path) -> None:
    command = [*COMMAND, "-p", "no:xdist", str(features / "custompms-trello" / NAME)]
    broken = [*command, "--syncproof-driver=broken:looks-ahead-of-itself"]

    ended = [subprocess.run(words, cwd=features, check=False).returncode for words in (command, broken)]  # noqa: S603 - our own words

    assert ended == [pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED]
