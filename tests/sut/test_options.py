"""The options that order a SUT: those of `syncproof run` and of pytest are the same; what is not ordered is unsaid."""

from __future__ import annotations

import socket
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from syncproof.cli import commands, main
from syncproof.sut import Sut
from syncproof.sut.options import add_options
from tests.drivers.conftest import Judge

EVERYTHING = Sut(
    driver="broken:drifts",
    command="node 'my sync.js' --fast",
    daemon=True,
    url="http://127.0.0.1:1",
    attach=True,
    check_protocol=True,
    start_timeout=1.5,
    pass_timeout=60.0,
    rest=0.25,
    port=8810,
    folder="my work",
)


def test_of_the_reference_nothing_is_said() -> None:
    assert [*Sut().arguments("run"), *Sut().arguments("pytest")] == []


def test_every_field_is_ordered_by_an_option_of_its_own() -> None:
    for of in ("run", "pytest"):
        names = [each.metadata[of] for each in fields(Sut)]

        assert len(set(names)) == len(names)
        assert [word.partition("=")[0] for word in EVERYTHING.arguments(of) if word.startswith("--")] == names


def test_what_pytest_is_ordered_comes_out_as_it_went_in() -> None:
    parser = pytest.Parser(_ispytest=True)
    add_options(parser.getgroup("syncproof"))

    seen = parser.parse_known_args(list(EVERYTHING.arguments("pytest")))

    options = {each.metadata["pytest"]: getattr(seen, f"sut_{each.name}") for each in fields(Sut)}
    assert Sut.from_options(options.__getitem__) == EVERYTHING


def test_what_run_is_ordered_comes_out_as_it_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Sut] = []

    def note(order: Sut) -> None:
        heard.append(order)

    monkeypatch.setattr("syncproof.run.plan.check", note)

    main(["run", "--section", "no such section", *EVERYTHING.arguments("run")])

    assert heard == [EVERYTHING]


def test_what_is_under_test_is_outside_if_it_is_another_process() -> None:
    assert [Sut().outside, Sut(command="true").outside, Sut(url="http://127.0.0.1:1").outside] == [False, True, True]


def test_each_option_is_in_the_help() -> None:
    told = CliRunner().invoke(commands, ["run", "--help"]).output

    assert [each.metadata["run"] for each in fields(Sut) if f"{each.metadata['run']} " not in told] == []


# ── what a whole run says of them ──────────────────────────────────────────────────────────────────────────────────


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
    assert "sync its last pass ended with exit code 0" in judged.failure


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
    assert judged.err.startswith(f"{what}\n  do       leave out ")


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
