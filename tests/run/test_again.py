"""The `again` line of a failure, run in a shell: the same failure is there again."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from syncproof import features
from syncproof.cli import main
from syncproof.run import session
from syncproof.run.account import Planned
from syncproof.run.again import words, words_for
from syncproof.run.session import Selection
from syncproof.run.settings import ProjectSettings, Setting
from syncproof.sut import Sut

INSTALLED = Path(next(iter(features.__path__)))
CREATED = ("--section", "contact", "--only", "every.created")
FORWARD = ("--section", "contact", "--only", "email changed in Customerp", "--driver", "broken:creates-only")
Ran: TypeAlias = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ran:
    """Let a test run words in a folder of its own, and return the exit code and the lines on standard output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHOP_TOKEN", "hunter2hunter2")

    def run(*words: str) -> tuple[int, list[str]]:
        return main(words), capsys.readouterr().out.splitlines()

    return run


def in_a_shell(line: str) -> tuple[int, list[str]]:
    """Run a line in a shell, and return its exit code and the lines on its standard output."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(  # noqa: S603 - our own words
        ["bash", "-c", line],  # noqa: S607 - any bash
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    return ended.returncode, ended.stdout.splitlines()


def again_of(lines: list[str]) -> str:
    """Return the command of the first `again` line."""
    return next(line for line in lines if line.startswith("  again")).removeprefix("  again").strip()


def failure_of(lines: list[str]) -> list[str]:
    """Return the first failure, without its `again` line."""
    start = next(index for index, line in enumerate(lines) if line.startswith("Failures")) + 2
    end = next(index for index, line in enumerate(lines) if index > start and line.startswith("  again"))
    return lines[start:end]


def own_features(folder: Path, name: str) -> None:
    """Write features with a story that the installed ones do not have."""
    shutil.copytree(INSTALLED, folder / name)
    file = folder / name / "customerp-trello/contact-to-members.feature"
    text = file.read_text()
    assert f": {STORY}\n" in text
    file.write_text(text.replace(f": {STORY}\n", f": {OWN_STORY}\n"))


STORY = "A new contact"
OWN_STORY = 'A contact\'s "first" $HOME; day'
SETTINGS = '[tool.syncproof]\nlevel = ["implied"]\ndriver = "broken:drifts"\nreports = { json = "kept.json" }\n'


@pytest.mark.parametrize(
    ("options", "settings", "has"),
    [
        ([*CREATED, "--features", "our qa", "--sut", "true"], "", ["--features 'our qa'"]),
        (["customerp.rst", *FORWARD], "", ["run customerp.rst --section"]),
        (["--sut", "true", *CREATED, "--", "-odd.rst"], "", ["run ./-odd.rst --section"]),
        (["--level", "required", *FORWARD, "--seed", "7"], "", ["--seed 7"]),
        ([*FORWARD, "--no-settings"], SETTINGS, ["run --no-settings --section"]),
        ([*CREATED, "--sut", "./sync 'a b' --token hunter2"], "", ["--token …"]),
        ([*CREATED, "--sut", "true hunter2hunter2"], "", ["--sut 'true …'"]),
        (
            [*CREATED, "--sut", "true", "--sut-cwd", "qa", "--pass-timeout", "9"],
            "",
            ["--pass-timeout 9", "--sut-cwd qa"],
        ),
        ([*FORWARD, "--trello-as-is"], "", ["--trello-as-is"]),
        pytest.param(
            [*FORWARD, "--workers", "2", "--features", "our qa"],
            "",
            ["--features 'our qa'"],
            marks=pytest.mark.exhaustive,
        ),
        (CREATED, '[tool.syncproof]\nsut = "true"\n', ["run --no-settings --section", "--sut true"]),
        ([*CREATED, "--sut", "true"], '[tool.syncproof]\nfeatures = "our qa"\n', ["run --section"]),
        (CREATED, '[tool.syncproof]\nfeatures = "our qa"\nsut = "true"\n', ["--no-settings --features 'our qa'"]),
        ([*FORWARD, "--level", "required"], SETTINGS, ["--no-settings"]),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list | tuple) else "",
)
def test_the_line_sees_the_same_failure(
    options: list[str],
    settings: str,
    has: list[str],
    ran: Ran,
    tmp_path: Path,
    documents: Mapping[str, Path],
) -> None:
    own_features(tmp_path, "our qa")
    (tmp_path / "qa").mkdir()
    for name in ("customerp.rst", "-odd.rst"):
        shutil.copy(documents["customerp-trello"], tmp_path / name)
    (tmp_path / "sync").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "sync").chmod(0o755)
    (tmp_path / "pyproject.toml").write_text(settings)

    code, lines = ran("run", *options)
    assert code == 1, lines
    again = again_of(lines)
    assert [word for word in has if word not in again] == []
    assert (f"every.created: {OWN_STORY}" in shlex.split(again)) is (
        "our qa" in f"{options}{settings}" and "every" in again
    )
    assert "hunter2" not in "\n".join(lines)
    kept = tmp_path / "kept.json"
    before = kept.read_bytes() if kept.exists() else b""

    code, second = ran(*shlex.split(again)[1:])

    assert (code, failure_of(second)) == (1, failure_of(lines))
    assert again_of(second) == again
    assert before == (kept.read_bytes() if kept.exists() else b"")


@pytest.mark.thorough
def test_pytest_on_a_feature_says_how_to_run_the_failure_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own_features(tmp_path, "qa")
    feature = "qa/customerp-trello/contact-to-members.feature"
    (tmp_path / "pyproject.toml").write_text('[tool.syncproof]\ndriver = "broken:drifts"\n')

    options = "-q -p no:cacheprovider --syncproof-sut true --syncproof-only every.created"
    code, lines = in_a_shell(f"pytest {options} {feature}")
    again = again_of(lines)
    assert code == 1
    assert again.startswith("syncproof run --no-settings --features qa --section 'Customerp Contact to Trello Members'")
    assert f"every.created: {OWN_STORY}" in shlex.split(again)

    code, second = in_a_shell(again)

    assert code == 1
    assert set(failure_of(second)) <= set(lines)


def test_a_scenario_of_which_nobody_reported_the_end_says_so_too() -> None:
    planned = Planned("customerp-trello", "contact-to-members", "every.created", "A new contact", 8)

    outcome = planned.unaccounted("It died.", seed=0, sut=Sut(command="true"), as_is=True, again=("our.rst",))

    assert again_of(outcome.failure.splitlines()) == (
        "syncproof run our.rst --section customerp-trello/contact-to-members --only 'every.created: A new contact' "
        "--seed 0 --sut true --trello-as-is"
    )


def test_a_scenario_that_is_not_there_says_how_to_run_it_all_the_same() -> None:
    file = INSTALLED / "customerp-trello/contact-to-members.feature"
    planned = Planned("customerp-trello", file.stem, "every.created", "Nobody wrote this", 8)
    selection = Selection((file,), planned=(planned,), again=("our.rst",))

    (outcome,) = session.run(selection, progress=lambda _: None, expected=lambda _: None)

    assert again_of(outcome.failure.splitlines()).startswith("syncproof run our.rst --section customerp-trello/")


def test_json_has_the_same_line(ran: Ran, tmp_path: Path) -> None:
    own_features(tmp_path, "qa")
    _, lines = ran("run", *CREATED, "--features", "qa", "--sut", "true", "--json", "out.json")

    (document,) = [each for each in json.loads((tmp_path / "out.json").read_text())["documents"] if each["sections"]]
    (rule,) = document["sections"][0]["sentences"][0]["rules"]
    assert again_of(rule["scenarios"][0]["failure"].splitlines()) == again_of(lines)


@pytest.mark.parametrize(
    ("features", "settings", "words_"),
    [
        (Path("/installed"), {}, ()),
        (Path("/qa"), {}, ("--features", "/qa")),
        (Path("/qa"), {"features": Path("/qa")}, ()),
        (Path("/installed"), {"features": Path("/qa")}, ("--features", "/installed")),
        (Path("/qa"), {"features": Path("/qa"), "workers": 2}, ("--no-settings", "--features", "/qa")),
        (Path("/installed"), {"workers": 2}, ("--no-settings",)),
    ],
)
def test_the_words_name_what_a_run_there_would_not_take_by_itself(
    features: Path, settings: Mapping[str, object], words_: tuple[str, ...]
) -> None:
    found = ProjectSettings(Path("pyproject.toml"), {key: Setting(each, "") for key, each in settings.items()})

    assert words((), features, found, Path("/installed")) == words_


def test_a_secret_in_a_path_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "hunter2hunter2")

    found = words([Path("hunter2hunter2/a.rst")], Path("/qa"), ProjectSettings(), Path("/qa"))

    assert found == ("…/a.rst",)


def test_settings_that_cannot_be_read_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.syncproof")

    found = words_for(tmp_path / "qa/customerp-trello/contact-to-members.feature")

    assert found == ("--no-settings", "--features", "qa")
