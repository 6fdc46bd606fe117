"""Reports take the place of nothing that a run reads, be it the sync itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.report.sweep_file import load
from tests.cli.conftest import copied
from tests.cli.test_many import folder

__all__ = ["folder"]


@pytest.mark.parametrize(
    ("words", "report"),
    [
        (["--sut", "python3 sync.py"], "sync.py"),
        (["--sut", "python3 sync.py --config=own.ini"], "own.ini"),
        (["--sut", "python3 below/../sync.py"], "sync.py"),
        (["--sut", "python3 sync.py", "--sut-cwd", "below/.."], "sync.py"),
        ([], "pyproject.toml"),
    ],
)
@pytest.mark.parametrize("option", ["--junit", "--events"])
def test_no_report_takes_the_place_of_what_a_run_reads(
    project: Callable[..., Path],
    words: list[str],
    report: str,
    option: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = project("workers = 1\n")
    (home / "below").mkdir()
    for name in ("sync.py", "own.ini"):
        (home / name).write_text("pass\n")
    before = (home / report).read_text()
    assert main(["run", "--only", "every.created", *words, option, report]) == 2
    assert capsys.readouterr().err.startswith(f"{report}: would take the place of an input: ")
    assert (home / report).read_text() == before


@pytest.mark.parametrize("report", ["sync.py", "pyproject.toml", "one.rst", "features/customerp-trello/checklist.toml"])
def test_no_sweep_takes_the_place_of_what_it_reads(
    report: str, project: Callable[..., Path], customerp: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home = project("workers = 1\n")
    copied(home)
    shutil.copy(customerp, home / "one.rst")
    (home / "sync.py").write_text("pass\n")
    before = (home / report).read_text()
    assert main(["sweep", "one.rst", "--features", "features", "--sut", "python3 sync.py", "--json", report]) == 2
    assert capsys.readouterr().err.startswith(f"{report}: would take the place of an input: ")
    assert (home / report).read_text() == before


@pytest.mark.parametrize("command", ["sweep", "campaign"])
def test_no_counterexample_becomes_a_feature(
    command: str, project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    home = project("workers = 1\n")
    copied(home)
    (home / "features/found").mkdir()
    assert main([command, "--features", "features", "--save", "features/found"]) == 2
    assert capsys.readouterr().err.startswith("features/found/script.feature: would look like an input in features\n")


def test_no_json_of_an_earlier_sweep_stays(tmp_path: Path) -> None:
    file = tmp_path / "sweep.json"
    file.write_text("of an earlier sweep")
    assert main(["sweep", "--section", "no such section", "--json", str(file)]) == 2
    held = load(file)
    assert (held["verdict"], held["ended"], held["planned"]) == ("none", "interrupted", [])


@pytest.mark.parametrize("name", ["customerp-trello/verdicts.feature", "customerp-trello/verdicts.FEATURE"])
def test_no_report_becomes_a_feature(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    features = copied(tmp_path)
    assert main(["run", "--features", str(features), "--csv", str(features / name)]) == 2
    assert capsys.readouterr().err.startswith(f"{features / name}: would look like an input in {features}\n")
    assert not (features / name).exists()


def test_no_report_becomes_a_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--csv", str(folder / "new.rst")]) == 2
    assert f"{folder / 'new.rst'}: would look like an input in {folder}\n" in capsys.readouterr().err
