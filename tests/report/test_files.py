"""Report files: whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.errors import BadInput, NotWritten
from syncproof.report import files
from syncproof.report.formats import REPORTS


def test_a_report_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("before")
    file.chmod(0o640)

    files.write(file, "after →")

    assert file.read_text(encoding="utf-8") == "after →"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_report_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").touch()

    files.write(tmp_path / "report.json", "")

    assert (tmp_path / "report.json").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_a_report_that_cannot_be_finished_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.json"
    file.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)

    with pytest.raises(NotWritten, match="could not be written: No space left on device"):
        files.write(file, "after")
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("option", [*REPORTS, "events", "history"])
def test_a_file_system_that_takes_no_file_is_found_before_the_run(
    option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)

    assert main(["run", f"--{option}", str(tmp_path / "report")]) == 2
    assert "takes no new file (Read-only file system)\n  do " in capsys.readouterr().err


def test_the_look_at_a_target_leaves_nothing_behind(tmp_path: Path) -> None:
    files.check([tmp_path / "report.json"])

    assert list(tmp_path.iterdir()) == []


def test_a_history_that_takes_no_run_keeps_nobody_from_the_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    history, makes = tmp_path / "history", Path.mkdir

    def full(path: Path, mode: int = 0o777, *, parents: bool = False, exist_ok: bool = False) -> None:
        if path == history:
            raise OSError(28, "No space left on device")
        makes(path, mode, parents=parents, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "mkdir", full)

    assert main(["run", "--section", "task-to-cards", "--only", "every.created", "--history", str(history)]) == 4
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "exit 4: the run was broken off"
    assert f"\n{history}: the run could not be written: No space left on device\n  do " in told.err


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "report.json"
    link.symlink_to(tmp_path / "there" / "report.json")

    files.write(link, "text")

    assert link.is_symlink()
    assert (tmp_path / "there" / "report.json").read_text() == "text"


def test_a_report_goes_to_the_end_of_the_file_that_the_commands_of_a_step_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, other = tmp_path / "summary.md", tmp_path / "other.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(shared))
    for file in (shared, other):
        file.write_text("# Of another command")

    for file in (shared, other):
        files.write(file, "## One\n")
        files.write(file, "## Two\n")

    assert shared.read_text() == "# Of another command\n## One\n\n## Two\n"
    assert other.read_text() == "## Two\n"


def test_a_device_is_written_to_and_not_replaced() -> None:
    files.check([Path(os.devnull)])
    files.write(Path(os.devnull), "text")

    assert Path(os.devnull).is_char_device()


def test_what_has_no_utf_8_is_written_as_its_escape(tmp_path: Path) -> None:
    files.write(tmp_path / "report.json", '"\ud800"')

    assert (tmp_path / "report.json").read_text() == '"\\ud800"'


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["none/report.json"], "no such folder: "),
        (["folder"], "a folder, not a file"),
        (["report", "./report"], "named for two reports"),
    ],
)
def test_a_report_that_could_not_be_written_is_refused_beforehand(tmp_path: Path, names: list[str], told: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(BadInput, match=told):
        files.check([tmp_path / name for name in names])


def test_a_folder_that_may_not_be_written_is_refused_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(BadInput, match="cannot be written here"):
        files.check([tmp_path / "report.json"])


def test_a_feature_is_located_from_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    (tmp_path / "qa" / "stories" / "some").mkdir(parents=True)
    (tmp_path / "qa" / "stories" / "some" / "a.feature").touch()
    (tmp_path / "qa" / "known.toml").touch()
    monkeypatch.chdir(tmp_path / "qa")

    features = Path("stories")
    assert files.located("features/some/a.feature", features) == "qa/stories/some/a.feature"
    assert files.located("known.toml", features) == "qa/known.toml"
    # What lies elsewhere, such as an installed feature, or nowhere, has no place there.
    assert files.located("features/some/b.feature", features) == ""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "other"))
    assert files.located("features/some/a.feature", features) == ""


def test_without_a_repository_a_feature_is_located_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (tmp_path / "stories" / "some").mkdir(parents=True)
    (tmp_path / "stories" / "some" / "a.feature").touch()
    monkeypatch.chdir(tmp_path)

    assert files.located("features/some/a.feature", tmp_path / "stories") == "stories/some/a.feature"


@pytest.mark.parametrize("report", ["known.toml", "link", "features/checklist.toml"])
def test_a_report_in_the_place_of_an_input_is_refused(report: str, tmp_path: Path) -> None:
    inputs = [tmp_path / "known.toml", tmp_path / "features"]
    inputs[1].mkdir()
    for file in (inputs[0], inputs[1] / "checklist.toml"):
        file.touch()
    (tmp_path / "link").symlink_to(inputs[0])

    with pytest.raises(BadInput, match="would take the place of an input"):
        files.check_apart([tmp_path / report], inputs)


def test_a_new_report_may_lie_in_a_folder_that_is_an_input(tmp_path: Path) -> None:
    files.check_apart([tmp_path / "report.json"], [tmp_path])
