"""The options of a SUT in a whole run: what a run does with them, and what it refuses."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.drivers.conftest import Judge


def test_a_debugger_is_for_one_story_and_says_how_many_there_are(judge: Judge) -> None:
    judged = judge("--sut", "true", "--attach", only="every.exactly-once")

    assert (judged.code, judged.out) == (2, "")
    assert judged.err == (
        "--attach is for one scenario, and 2 are chosen\n"
        "  do       --section TITLE --only 'every.created: A new task' names one, as `again` does\n"
    )


@pytest.mark.parametrize("options", [["--sut", ""], ["--sut-url", ""], ["--sut", "true", "--sut-dir", ""]])
def test_what_is_given_as_nothing_is_not_taken_for_what_is_not_given(judge: Judge, options: list[str]) -> None:
    judged = judge(*options)

    assert (judged.code, judged.out) == (2, "")


def test_a_story_is_named_by_its_rule_and_title_as_again_does(judge: Judge) -> None:
    judged = judge("--driver", "broken:creates-only", only="in-sync.forward: title changed in Custompms")

    assert "scenarios  1: 1 fail" in judged.out
    again = "--only 'in-sync.forward: title changed in Custompms' --seed 0 --driver broken:creates-only"
    assert f"  again     syncproof run --section 'Custompms Task to Trello Cards' {again}\n" in judged.out


def test_a_debugger_is_told_where_the_environment_is(judge: Judge, folder: Path) -> None:
    judged = judge("--sut", "true", "--attach", "--sut-dir", "work")

    assert judged.code == 1
    assert f"the sync's environment: {folder / 'work' / 'environment'}\n" in judged.err


def test_a_debugger_is_waited_for(judge: Judge) -> None:
    judged = judge("--sut", "sleep 0.5", "--attach", "--pass-timeout", "0.1")

    assert judged.code == 1
    assert "sync the last pass ended with exit code 0" in judged.failure


@pytest.mark.parametrize(
    ("option", "what"),
    [
        (("--sut-url", "http://127.0.0.1:1"), "one service cannot be played with by several workers at once"),
        (("--sut", "true", "--sut-dir", "work"), "one folder cannot be worked in by several workers at once"),
    ],
)
def test_what_there_is_once_is_not_for_several_workers(judge: Judge, option: tuple[str, ...], what: str) -> None:
    judged = judge(*option, "--workers", "2")

    assert (judged.code, judged.out) == (2, "")
    assert judged.err.startswith(f"{what}\n  do       ")


def test_ports_that_are_taken_are_told_once(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    # Each worker of a run has ports of its own; this test may be in one.
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        judged = judge("--sut", "true", "--sut-port", str(port), only="every.exactly-once")

    assert (judged.code, judged.out) == (2, "")
    assert judged.err == (
        f"port {port} of 127.0.0.1 is in use\n  do       --sut-port takes the first of 4 free ports; 0 takes any\n"
    )
