"""Reports take the place of nothing that a run reads, be it the sync itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
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


@pytest.mark.parametrize("name", ["customerp-trello/verdicts.feature", "customerp-trello/verdicts.FEATURE"])
def test_no_report_becomes_a_feature(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    features = copied(tmp_path)
    assert main(["run", "--features", str(features), "--csv", str(features / name)]) == 2
    assert capsys.readouterr().err.startswith(f"{features / name}: would look like an input in {features}\n")
    assert not (features / name).exists()


def test_no_report_becomes_a_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(folder), "--csv", str(folder / "new.rst")]) == 2
    assert f"{folder / 'new.rst'}: would look like an input in {folder}\n" in capsys.readouterr().err
