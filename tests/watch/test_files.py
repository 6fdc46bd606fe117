"""The files of a watch: what counts, and what a second look finds changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.sut import Sut
from syncproof.watch.files import WatchedFiles, changed, of_anything, of_file, of_sut


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        *(
            "features/a-b/x-to-y.feature",
            "features/a-b/checklist.toml",
            "features/a-b/.#x.feature",
            "features/a-b/x.feature~",
        ),
        *(
            "sync/main.py",
            "sync/lib/deep.py",
            "sync/log.txt",
            "sync/.venv/not.py",
            "sync/node_modules/not.py",
            "a-b.rst",
        ),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(files: WatchedFiles, start: Path) -> set[str]:
    return {str(path.relative_to(start)) for path in files.look()}


def test_features_documents_and_what_the_command_names_count(project: Path) -> None:
    files = WatchedFiles(
        Path("features"), (Path("a-b.rst"),), of_sut(Sut(command="/usr/bin/env python3 sync/main.py --fast"))
    )

    assert names(files, project) == {
        *("features/a-b/x-to-y.feature", "features/a-b/checklist.toml", "a-b.rst"),
        *("sync/main.py", "sync/lib/deep.py"),
    }
    assert [files.is_of(project / "sync" / name, files.sync) for name in ("new.py", "gone/x.py", "log.txt")] == [
        *(True, True, False)
    ]


def test_a_folder_that_is_named_counts_as_a_whole_but_for_what_a_run_writes(project: Path) -> None:
    files = WatchedFiles(
        Path("features"), (), (of_anything(Path("sync")),), outputs=frozenset({project / "sync" / "log.txt"})
    )

    assert names(files, project) >= {"sync/main.py", "sync/lib/deep.py"}
    assert "sync/log.txt" not in names(files, project)


def test_a_command_in_another_folder_is_found_there(project: Path) -> None:
    assert [place.folder for place in of_sut(Sut(command="python3 main.py", cwd="sync"))] == [project / "sync"]


def test_a_file_of_the_command_that_is_missing_is_seen_when_it_returns(project: Path) -> None:
    (project / "sync" / "main.py").rename(project / "saved")
    files = WatchedFiles(
        Path("features"), (), of_sut(Sut(command="python3 sync/main.py --to=a.b http://a.example/b.c"))
    )
    before = files.look()

    (project / "saved").rename(project / "sync" / "main.py")

    assert changed(before, files.look()) == [project / "sync" / "main.py"]
    assert files.folders()[-1] == project / "sync"
    assert of_sut(Sut(command="python3 -m sync")) == ()


def test_a_second_look_finds_what_was_written_renamed_removed_and_made(project: Path) -> None:
    files = WatchedFiles(Path("features"), (Path("a-b.rst"), Path("new.rst")), (of_file(Path("sync/log.txt")),))
    before = files.look()

    (project / "saved").write_text("a-b.rst")
    (project / "saved").replace(project / "a-b.rst")  # as editors save, here with the same words
    (project / "new.rst").write_text("new")
    (project / "sync" / "log.txt").unlink()

    assert [path.name for path in changed(before, files.look())] == ["a-b.rst", "new.rst", "log.txt"]
    assert changed(files.look(), files.look()) == []


def test_a_folder_that_is_gone_is_an_empty_one(project: Path) -> None:
    files = WatchedFiles(Path("nowhere"), (Path("a-b.rst"),))

    assert names(files, project) == {"a-b.rst"}
