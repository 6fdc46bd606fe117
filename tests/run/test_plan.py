"""A run end to end: what is played is what the checklist says, and what cannot be played is not green."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from syncproof import features
from syncproof.cli import main

INSTALLED = Path(next(iter(features.__path__)))
AGREED = """
[[section.agreement]]
source = "name"
target = "text"
type = "string"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the features, its first document's agreement on projects open to change."""
    shutil.copytree(INSTALLED, tmp_path / "features", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path


def change_agreement(project: Path, agreed: str) -> None:
    file = project / "features" / "customerp-trello" / "checklist.toml"
    text = file.read_text()
    assert AGREED in text
    file.write_text(text.replace(AGREED, agreed))


def run(project: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    report = project / "report.json"
    chosen = ["--section", "Customerp Project", "--features", str(project / "features"), "--json", str(report)]
    code = main(["run", *chosen, *arguments])
    return code, json.loads(report.read_text()) if report.exists() else {}


def test_without_an_agreement_nothing_is_shown_and_nothing_is_green(project: Path) -> None:
    change_agreement(project, "")

    code, report = run(project)

    sentences = report["documents"][0]["sections"][0]["sentences"]
    assert (code, [sentence["verdict"] for sentence in sentences]) == (3, ["none"] * 3)
    assert {sentence["reason"] for sentence in sentences} == {
        "the document's table is empty, and the property agreement has no row"
    }


def test_the_type_that_is_agreed_on_is_the_one_that_is_asked_for(project: Path) -> None:
    change_agreement(project, AGREED.replace("string", "integer"))

    code, _ = run(project, "--only", "properties.type")

    assert code == 1


def test_a_row_that_no_story_carries_is_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change_agreement(project, AGREED + AGREED.replace("name", "description"))

    code, report = run(project)

    assert (code, report) == (2, {})
    assert "no scenario carries description to text" in capsys.readouterr().err


def test_a_run_leaves_nothing_in_the_folder_it_is_started_in(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)

    code, _ = run(project, "--only", "properties.round-trip")

    assert (code, list(folder.iterdir())) == (0, [])
