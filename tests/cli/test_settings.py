"""`[tool.syncproof]`: settings stand for options, give way to options, and are refused with file and line."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.cli import run as run_command
from syncproof.run import settings
from syncproof.run.session import Selection
from syncproof.sut import Sut
from tests.cli.conftest import FEATURES
from tests.cli.test_mistakes import refused
from tests.pages import PAGES, blocks

CONTACT = ("--section", "contact", "--only", "every.created")


def test_every_setting_stands_for_its_option(
    project: Callable[..., Path], selections: list[Selection], customerp: str
) -> None:
    folder = project(
        'features = "qa"\n'
        'documents = ["docs/one.rst"]\n'
        'baseline = "known.toml"\n'
        'level = ["required"]\n'
        "workers = 2\n"
        'driver = "broken:creates-only"\n'
        "[tool.syncproof.reports]\n"
        'json = "out.json"\n'
        'junit = "out.xml"\n'
    )
    shutil.copytree(FEATURES, folder / "qa")
    (folder / "docs").mkdir()
    shutil.copy(customerp, folder / "docs/one.rst")
    (folder / "known.toml").touch()

    assert main(["run", "--section", "contact"]) == 0

    (selection,) = selections
    assert [str(file) for file in selection.features] == ["qa/customerp-trello/contact-to-members.feature"]
    assert (selection.workers, selection.sut) == (2, Sut("broken:creates-only"))
    row = json.loads((folder / "out.json").read_text())["run"]
    assert row["selection"]["levels"] == ["required"]
    assert [each["file"] for each in row["documents"]] == ["docs/one.rst"]
    assert row["baseline"]["file"] == "known.toml"
    assert (folder / "out.xml").is_file()


def test_the_page_shows_settings_that_are_right_and_names_every_key(project: Callable[..., Path]) -> None:
    (shown,) = [block for block in blocks("docs/running.md", "toml") if block.startswith("[tool.syncproof]\n")]
    project(shown.partition("\n")[2])

    assert set(settings.found().values) == {
        *("features", "documents", "sut", "baseline", "level", "workers", "reports.json", "reports.junit"),
    }
    assert [key for key in settings.KEYS if f"`{key}`" not in PAGES["docs/running.md"]] == []


def test_paths_start_from_the_folder_of_the_file(project: Callable[..., Path], selections: list[Selection]) -> None:
    folder = project('features = "qa"\nsut = "./sync"\nreports = { json = "out.json" }\n', below="deep/er")
    shutil.copytree(FEATURES, folder / "qa")
    (folder / "sync").write_text("#!/bin/sh\n")
    (folder / "sync").chmod(0o755)

    assert main(["run", *CONTACT]) == 0

    (selection,) = selections
    assert [str(file) for file in selection.features] == ["../../qa/customerp-trello/contact-to-members.feature"]
    assert selection.sut == Sut(command="./sync", cwd="../..")
    assert (folder / "out.json").is_file()


def test_options_win(project: Callable[..., Path], selections: list[Selection], tmp_path: Path, customerp: str) -> None:
    folder = project(
        'features = "nowhere"\ndocuments = ["none.rst"]\nbaseline = "none.toml"\nlevel = ["robust"]\nworkers = 3\n'
        'reports = { json = "none/out.json" }\n'
    )
    (folder / "known.toml").touch()
    options = ["--features", str(FEATURES), "--baseline", "known.toml", "--level", "required", "--workers", "1"]

    assert main(["run", customerp, *CONTACT, *options, "--json", str(tmp_path / "mine.json")]) == 0

    (selection,) = selections
    assert (selection.workers, len(selection.planned)) == (1, 1)
    assert (tmp_path / "mine.json").is_file()


@pytest.mark.parametrize(
    ("options", "sut"),
    [
        ([], Sut(command="true", daemon=True, start_timeout=5, pass_timeout=7, check_protocol=True)),
        (
            ["--pass-timeout", "9"],
            Sut(command="true", daemon=True, start_timeout=5, pass_timeout=9, check_protocol=True),
        ),
        (["--sut", "false"], Sut(command="false")),
        (["--sut-url", "http://127.0.0.1:1"], Sut(url="http://127.0.0.1:1")),
        (["--driver", "reference"], Sut()),
        (["--no-settings"], Sut()),
    ],
)
def test_a_sut_on_the_command_line_leaves_nothing_of_that_of_the_settings(
    options: list[str], sut: Sut, project: Callable[..., Path], selections: list[Selection]
) -> None:
    project('sut = "true"\nsut-daemon = true\nstart-timeout = 5\npass-timeout = 7.0\ncheck-protocol = true\n')

    assert main(["run", *CONTACT, *options]) == 0
    assert selections[0].sut == sut


def test_the_help_needs_no_settings(project: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    (project("") / "pyproject.toml").write_text("[tool.syncproof\n")

    assert main(["run", "--help"]) == 0
    assert "--section" in capsys.readouterr().out


def test_a_shell_that_completes_a_word_needs_no_settings(project: Callable[..., Path]) -> None:
    (project("") / "pyproject.toml").write_text("[tool.syncproof\n")

    context = run_command.run.make_context("run", [], resilient_parsing=True)

    assert context.params["features"] is None


def test_the_first_look_takes_the_sut_of_the_settings_too(
    project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project('sut = "./nothing"\n')

    assert refused(capsys, "smoke").startswith("pyproject.toml:5: no such program: ./nothing\n")


def test_a_command_of_the_settings_starts_in_their_folder_and_its_error_says_so(
    project: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project('sut = "python3 snyc.py"\n', below="deep")
    (folder / "sync.py").touch()
    monkeypatch.chdir(folder / "deep")

    assert refused(capsys, "run") == (
        "../pyproject.toml:5: no such file: snyc.py\n"
        "  nearest  sync.py\n"
        "  do       sut takes paths from the folder of pyproject.toml\n"
    )


def test_the_nearest_file_counts_even_without_such_a_table(
    project: Callable[..., Path], selections: list[Selection]
) -> None:
    folder = project('driver = "broken:drifts"\n', below="deep")
    (folder / "deep/pyproject.toml").write_text('[project]\nname = "other"\n')

    assert main(["run", *CONTACT]) == 0
    assert selections[0].sut == Sut()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owners of this kind here")
@pytest.mark.parametrize(
    ("mode", "owner", "counts"),
    [(0o777, "other", False), (0o755, "other", True), (0o777, "root", True), (0o777, "us", True)],
)
def test_a_file_that_somebody_else_put_where_anybody_may_is_nobodys_settings(
    *,
    mode: int,
    owner: str,
    counts: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "open/pyproject.toml"
    (file.parent / "work").mkdir(parents=True)
    file.touch()
    file.parent.chmod(mode)
    (tmp_path / "pyproject.toml").touch()
    uid = file.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: uid if owner == "us" else uid + 1)
    monkeypatch.setattr(settings, "_ROOT", uid if owner == "root" else uid + 2)

    found = settings.nearest_file(file.parent / "work")

    assert found == (file if counts else tmp_path / "pyproject.toml")


@pytest.mark.usefixtures("selections")
def test_a_run_begins_with_its_features_and_its_settings(
    project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project('sut = "true --token hunter2"\nfeatures = "qa"\n', below="deep")
    shutil.copytree(FEATURES, folder / "qa")

    assert main(["run", *CONTACT]) == 0

    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.endswith(" in ../qa, settings of ../pyproject.toml")
    assert ", command 'true --token …' --sut-cwd .., " in first
    assert second.startswith("Customerp to Trello Dataflow")


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(("text", "shown"), [("", False), ("workers = 1\n", True)])
def test_settings_are_named_where_there_are_some(
    *, text: str, shown: bool, project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project(text)

    assert main(["run", *CONTACT]) == 0
    assert (", settings of pyproject.toml\n" in capsys.readouterr().out) is shown


@pytest.mark.parametrize("what", ["a loop", "a pipe", "a folder"])
def test_settings_that_are_no_file_are_refused_and_not_passed_over(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "pyproject.toml"
    if what == "a loop":
        place.symlink_to(place)
    elif what == "a pipe":
        os.mkfifo(place)
    else:
        place.mkdir()
    monkeypatch.chdir(tmp_path)

    assert main(["run", *CONTACT]) == 2
    assert (
        f"{place}: not a file that can be read\n  do       remove it, or add --no-settings" in capsys.readouterr().err
    )
