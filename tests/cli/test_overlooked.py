"""A run points out the features and documents that lie here and are not played."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.checklist import Checklist, End
from syncproof.cli import main
from tests.cli.conftest import FEATURES, copied
from tests.fakes.derived.conftest import checklist, section

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
    assert capsys.readouterr().out.splitlines()[1] == line.format("features, 'more of them'")

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


def test_features_of_other_documents_lack_none_of_those_that_come_along(
    tmp_path: Path, written: Callable[[Checklist], str], capsys: pytest.CaptureFixture[str]
) -> None:
    accepted(tmp_path, written)
    assert main(["run", "--features", str(tmp_path / "mine"), "--only", "every.created"]) == 0
    assert "documents without a folder in" not in capsys.readouterr().out


def test_the_head_names_those_derived_systems_only_that_a_document_nobody_accepted_has(
    tmp_path: Path,
    written: Callable[[Checklist], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    accepted(tmp_path, written)
    own = section(End("Trello", "Cards"), End("Brackwater", "Boats"), ("name", "title", "string"))
    (tmp_path / "new.rst").write_text(written(checklist(own)))
    monkeypatch.chdir(tmp_path)
    for others in ([], ["accepted.rst"]):
        # Of two documents, one is played from the named folder, and one from a private folder elsewhere.
        assert main(["run", "new.rst", *others, "--features", "mine", "--only", "every.created"]) == 0
        said = capsys.readouterr().out
        assert "from them alone: Trello to Brackwater Dataflow; systems derived from documents: Brackwater;" in said


def accepted(tmp_path: Path, written: Callable[[Checklist], str]) -> None:
    """Accept a document about two systems that nothing else is about."""
    own = section(End("Hollow", "Vessel"), End("Tern", "Ships"), ("name", "title", "string"))
    (tmp_path / "accepted.rst").write_text(written(checklist(own)))
    assert main(["accept", str(tmp_path / "accepted.rst"), "--features", str(tmp_path / "mine")]) == 0


@pytest.mark.usefixtures("selections")
def test_this_project_plays_its_own_features(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *CONTACT]) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith(" in features, settings of pyproject.toml")
