"""A run points out the features and documents that lie here and are not played."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.cli.conftest import FEATURES, copied

CONTACT = ("--section", "contact", "--only", "every.created")


@pytest.mark.usefixtures("selections")
def test_features_that_lie_here_and_are_not_played_are_pointed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copied(tmp_path)
    shutil.copytree(FEATURES, tmp_path / "more of them")
    line = "features that lie here are not played: {}; --features DIR plays them"
    monkeypatch.chdir(tmp_path)

    assert main(["run", *CONTACT]) == 0
    assert capsys.readouterr().out.splitlines()[1] == line.format("features and 'more of them'")

    assert main(["run", *CONTACT, "--features", "features"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == line.format("'more of them'")

    monkeypatch.chdir(tmp_path / "features")
    assert main(["run", *CONTACT]) == 0
    assert capsys.readouterr().out.splitlines()[1] == line.format(".")

    assert main(["run", *CONTACT, "--features", "."]) == 0
    assert "not played: " not in capsys.readouterr().out


@pytest.mark.usefixtures("selections")
def test_a_document_that_the_features_have_no_folder_for_is_pointed_out(
    customerp: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copied(tmp_path)
    shutil.rmtree(tmp_path / "features" / "custompms-trello")
    monkeypatch.chdir(tmp_path)
    line = "documents without a folder in features are not played: custompms-trello"

    assert main(["run", *CONTACT, "--features", "features"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == line

    assert main(["run", customerp, *CONTACT, "--features", "features"]) == 0
    assert line not in capsys.readouterr().out


@pytest.mark.usefixtures("selections")
def test_this_project_plays_its_own_features(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *CONTACT]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(" in features, settings of pyproject.toml")
