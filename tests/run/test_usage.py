"""A wrong option of pytest's ends a run of features as wrong usage: nothing is left out in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from syncproof import features
from tests.run.conftest import Plain

Played: TypeAlias = Callable[..., tuple[int, str]]
FEATURE = Path(next(iter(features.__path__))) / "customerp-trello" / "contact-to-members.feature"


@pytest.fixture
def played(plain: Plain) -> Played:
    """Let a test play a feature with pytest: the test gets the exit code, and what pytest printed, on one line."""

    def play(*options: str) -> tuple[int, str]:
        code, said = plain(FEATURE, "--assert=plain", *options)
        return code, " ".join(" ".join(line.removeprefix("E ") for line in said.splitlines()).split())

    return play


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("trello-lacks=flying", "--syncproof-trello-lacks: there is no flying do use some of member-profile-write, "),
        (
            "level=requird",
            "--syncproof-level: there is no requird nearest required do use some of required, implied, robust",
        ),
        ("level=required,implid", "--syncproof-level: there is no implid nearest implied"),
        ("only=properties.dependent", "no scenario collected is chosen by properties.dependent"),
        (
            "only=every.creatd",
            "--syncproof-only: no scenario collected is chosen by every.creatd nearest every.created",
        ),
        ("only=", "--syncproof-only is given an empty text, which every name has in it"),
        ("seed=-1", "--syncproof-seed: -1 is no seed"),
        ("listed=none.json", "none.json: --syncproof-listed: No such file or directory do name a file with a list of"),
        ("listed=/", "/: --syncproof-listed: Is a directory"),
        ("collected=/dev/null", "/dev/null: --syncproof-collected: cannot be written here do name a file"),
        ("collected=none/here.json", "none/here.json: --syncproof-collected: cannot be written here do name a file"),
    ],
)
def test_an_option_that_nothing_can_be_played_with_is_wrong_usage(played: Played, option: str, text: str) -> None:
    code, said = played(f"--syncproof-{option}")

    assert (code, "INTERNALERROR" in said) == (pytest.ExitCode.USAGE_ERROR, False)
    assert text in said


@pytest.mark.parametrize("text", ["", "{", "{}x", "5", "[5]", '["abcd"]', "[[1, 2]]", '[["a", "b", {}]]'])
def test_a_list_of_scenarios_that_is_none_is_wrong_usage(played: Played, text: str, tmp_path: Path) -> None:
    file = tmp_path / "listed.json"
    file.write_text(text)

    code, said = played(f"--syncproof-listed={file}")

    assert (code, "INTERNALERROR" in said) == (pytest.ExitCode.USAGE_ERROR, False)
    assert f"{file}: --syncproof-listed: not a list of scenarios" in said


@pytest.mark.parametrize("worker", [(), ("-p", "xdist.plugin", "-n", "1")])
def test_a_listed_scenario_that_there_is_not_is_told(worker: tuple[str, ...], played: Played, tmp_path: Path) -> None:
    names = ["A new contact", "With evry property filled"]
    file = tmp_path / "listed.json"
    file.write_text(json.dumps([["customerp-trello", "contact-to-members", name] for name in names]))

    code, said = played(f"--syncproof-listed={file}", *worker)

    assert code == pytest.ExitCode.TESTS_FAILED if worker else pytest.ExitCode.USAGE_ERROR
    assert "no scenario collected is called customerp-trello/contact-to-members/With evry property filled" in said


def test_a_listed_scenario_that_is_not_sound_is_refused(plain: Plain, tmp_path: Path) -> None:
    place = tmp_path / "customerp-trello"
    place.mkdir()
    shutil.copy(FEATURE.with_name("checklist.toml"), place)
    last = "      And nothing else has changed\n"
    (place / FEATURE.name).write_text(FEATURE.read_text().replace(last, "", 1))
    file = tmp_path / "listed.json"
    file.write_text('[["customerp-trello", "contact-to-members", "A new contact"]]')

    code, said = plain(place / FEATURE.name, f"--syncproof-listed={file}")

    assert (code, "the scenario does not end with all the laws" in said) == (pytest.ExitCode.INTERRUPTED, True), said


def test_a_text_that_chooses_nothing_is_said_by_workers_too(played: Played) -> None:
    code, said = played("-p", "xdist.plugin", "-n", "1", "--syncproof-only=every.creatd")

    assert (code, "INTERNALERROR" in said) == (pytest.ExitCode.TESTS_FAILED, False)
    assert "--syncproof-only: no scenario collected is chosen by every.creatd nearest every.created" in said


def test_one_text_of_two_that_chooses_nothing_is_wrong_usage(played: Played) -> None:
    code, said = played("--syncproof-only=every.created", "--syncproof-only=every.creatd")

    assert code == pytest.ExitCode.USAGE_ERROR
    assert "no scenario collected is chosen by every.creatd" in said


def test_pytest_that_is_stopped_before_the_end_is_not_green(played: Played, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    stop.touch()

    code, _ = played("--syncproof-only=every.created", f"--syncproof-stop-file={stop}")

    assert code == pytest.ExitCode.TESTS_FAILED


def test_a_mark_that_no_system_has_is_wrong_usage(played: Played) -> None:
    code, said = played("--syncproof-sut=true", "--syncproof-sut-mark=Trello Foo")

    assert code == pytest.ExitCode.USAGE_ERROR
    assert "--syncproof-sut-mark 'Trello Foo': Trello has no such datatype nearest Trello Boards" in said
