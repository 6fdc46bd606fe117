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
from tests.cli.conftest import FEATURES, copied
from tests.cli.test_mistakes import refused
from tests.pages import PAGES, blocks

CONTACT = ("--section", "contact", "--only", "every.created")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Let a test write the settings of a project and work in the project's folder, or in one below."""

    def write(text: str, *, below: str = "") -> Path:
        folder = tmp_path / "project"
        (folder / below).mkdir(parents=True, exist_ok=True)
        (folder / "pyproject.toml").write_text(f'[project]\nname = "qa"\n\n[tool.syncproof]\n{text}')
        monkeypatch.chdir(folder / below)
        return folder

    return write


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


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('feature = "qa"', 5, "unknown key: feature\n  nearest  features\n  do       correct the key, or remove it"),
        ("attach = true", 5, "unknown key: attach\n"),
        (
            'seed = 1\nsut = "true"',
            5,
            (
                "unknown key: seed\n"
                "  do       remove the key, or use one of features, documents, baseline, level,\n"
                "           workers, "
            ),
        ),
        ('reports = { jsn = "x" }', 5, "unknown key: jsn\n  nearest  json\n"),
        (
            '[tool.syncproof.reports]\njson = "x"\nhtm = "y"',
            7,
            "unknown key: htm\n  do       remove the key, or use one of json, junit, ",
        ),
        ("\n\nfeatures = 1", 7, 'features is not text\n  do       write features = "…"'),
        ('features = ""', 5, "features is empty\n  do       remove features"),
        ("documents = 1", 5, "documents is not a list of texts\n"),
        ('documents = ["a", 1]', 5, "documents is not a list of texts\n"),
        ('documents = [""]', 5, "a text of documents is empty\n"),
        ("baseline = true", 5, "baseline is not text\n"),
        ('reports = "x"', 5, "reports is not a table\n"),
        ("reports = { json = 1 }", 5, "json is not text\n"),
        ("level = 1", 5, "level is not a list of texts\n"),
        ("sut-env = 1", 5, "sut-env is not a list of texts\n"),
        ('level = ["required", "vital"]', 5, "level: 'vital' is not one of 'required', 'implied', 'robust'\n"),
        ('workers = "2"', 5, "workers is not a whole number\n"),
        ("workers = true", 5, "workers is not a whole number\n"),
        ("workers = 2.0", 5, "workers is not a whole number\n"),
        ("workers = 0", 5, "workers: 0 is not in the range 1<=x<=32\n  do       correct the value\n"),
        ('driver = "referense"', 5, "no such system under test: referense\n  nearest  reference\n"),
        ('driver = "reference"\nsut = "true"', 5, "two systems under test at once: --driver reference and"),
        ('sut = "true"\nsut-url = "http://127.0.0.1:1"', 5, "two systems under test at once: --sut true and --sut-url"),
        (
            'sut = "./nothing"',
            5,
            "no such program: ./nothing\n  do       sut takes paths from the folder of pyproject.toml\n",
        ),
        (
            'sut = "python3 project.py"',
            5,
            "no such file: project.py\n  do       sut takes paths from the folder of pyproject.toml\n",
        ),
        ('sut = "no-such-program"', 5, "no such program: no-such-program\n  do       --sut takes a command as a shell"),
        (
            'sut = "python3 sync.py"\nsut-cwd = "."',
            5,
            "no such file: sync.py\n  do       --sut takes paths from the current folder\n",
        ),
        ("sut = 1", 5, "sut is not text\n"),
        ('sut = "true"\nsut-daemon = "yes"', 6, "sut-daemon is not true or false\n"),
        ('sut = "true"\npass-timeout = "9"', 6, "pass-timeout is not a number\n"),
        ('sut = "true"\nrest = 1', 5, "--rest is for a service"),
        ("workers = 1\npass-timeout = 9", 6, "--pass-timeout is for a sync of your own, and none is named\n"),
        ('sut-url = "http://example.com"', 5, "--sut-url 'http://example.com' leads to another machine"),
        ('features = "nowhere"', 5, "no such folder: nowhere\n"),
        ('documents = ["none.rst"]', 5, "no such file: none.rst\n"),
        (
            'baseline = "none.toml"',
            5,
            (
                "no such file: none.toml\n"
                "  do       correct the path: it starts from the folder of the pyproject.toml, "
                "or begin with an empty file: touch none.toml\n"
            ),
        ),
        ('reports = { junit = "none/out.xml" }', 5, "none/out.xml: no such folder: "),
        ('reports = { junit = "-" }', 5, "-: only --json can be written to standard output\n"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_file_and_line(
    text: str,
    line: int,
    told: str,
    project: Callable[..., Path],
    selections: list[Selection],
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = project(f"{text}\n")

    assert refused(capsys, "run").startswith(f"pyproject.toml:{line}: {told}")
    assert selections == []
    assert [file.name for file in folder.iterdir()] == ["pyproject.toml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.syncproof\n", "pyproject.toml:1: not TOML: "),
        ("[tool]\nsyncproof = 3\n", "pyproject.toml:2: syncproof is not a table\n"),
        ("[tool]\nsyncproof.workers = 0\n", "pyproject.toml:2: workers: 0 is not in the range"),
        ("[tool]\nsyncproof = { workers = 0 }\n", "pyproject.toml:2: workers: 0 is not in the range"),
        ("tool = 3\n", "pyproject.toml:1: tool is not a table\n"),
        ("[tool.other]\nworkers = 1\n\n[tool.syncproof]\nworkers = 0\n", "pyproject.toml:5: workers: 0 is not"),
    ],
)
def test_a_file_that_is_written_otherwise_is_refused_by_its_line_too(
    text: str, told: str, project: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (project("") / "pyproject.toml").write_text(text)

    assert refused(capsys, "run").startswith(told)


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


@pytest.mark.parametrize("name", ["Syncproof", "sync-proof", "syncprof", "synproof"])
def test_a_table_that_was_meant_to_be_ours_is_not_ignored(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.{name}]\ndriver = "reference"\n')
    monkeypatch.chdir(tmp_path)

    assert refused(capsys, "run", *CONTACT).startswith(
        f"pyproject.toml:1: no table of ours: [tool.{name}]\n  nearest  [tool.syncproof]\n"
    )


@pytest.mark.parametrize("name", ["sync", "proof", "isort", "syncthing"])
def test_a_table_of_another_tool_is_left_alone(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.{name}]\ndriver = "no such sync"\n')
    monkeypatch.chdir(tmp_path)

    assert main(["run", *CONTACT]) == 0
