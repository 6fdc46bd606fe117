"""A folder keeps each run in a plain file, and the reports say what turned, since when, and what is flaky."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from syncproof import cli
from syncproof.cli import run as run_command
from syncproof.report import history
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.verdict import Outcome, Verdict

SCHEMA = json.loads((Path(history.__file__).parent / "syncproof-history-1.schema.json").read_text())
DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)
PLACE = "customerp-trello/contact-to-members/every"
TITLE = "Customerp Contact to Trello Members"


@pytest.fixture
def played(tmp_path: Path, customerp: str, monkeypatch: pytest.MonkeyPatch, selections: object) -> Callable[..., Any]:
    """Let a test play a run a day, in which every story passes but those of a name, and return the run's JSON."""
    assert selections == []
    days = iter(range(100))
    passing = session.run

    def play(*bad: str, only: str = "every.created", seed: int = 0, shown: bool = False) -> Any:  # noqa: ANN401 - JSON
        def run(selection: Selection, **told: Any) -> tuple[Outcome, ...]:  # noqa: ANN401 - as the original
            outcomes = passing(selection, **{**told, "progress": lambda _: None})
            return tuple(
                replace(each, verdict=Verdict.FAIL, failure="It broke.", fingerprint=("broken",))
                if each.name in bad
                else each
                for each in outcomes
            )

        monkeypatch.setattr(session, "run", run)
        now = DAY + timedelta(days=next(days))
        monkeypatch.setattr(run_command, "now", lambda: now)
        choice = ["--section", "contact", "--only", only, "--seed", str(seed)]
        reports = ["--json", str(tmp_path / "run.json"), "--html", str(tmp_path / "page.html")]
        detail = [] if shown else ["--quiet"]
        code = cli.main(["run", customerp, *choice, *reports, "--history", str(tmp_path / "history"), *detail])
        assert code == (1 if bad else 0)
        return json.loads((tmp_path / "run.json").read_text())["history"]

    return play


def test_a_sentence_says_since_when_it_stands_so_and_what_was_before(
    played: Callable[..., Any], tmp_path: Path
) -> None:
    first = {"sentence": PLACE, "state": "part", "since": "2026-03-01T08:00:00Z", "runs": 1, "before": ""}

    assert played() == {"runs": 0, "sentences": [first], "flaky": []}
    assert played()["sentences"] == [{**first, "runs": 2}]
    turned = played("A new contact")
    assert turned["sentences"] == [
        {"sentence": PLACE, "state": "fail", "since": "2026-03-03T08:00:00Z", "runs": 1, "before": "part"}
    ]
    assert f"Turned in this run: {TITLE} (every) pass of what was played → fail" in (tmp_path / "page.html").read_text()
    assert played("A new contact")["sentences"][0]["runs"] == 2
    assert (
        "fail since 2026-03-03 08:00, in 2 runs; pass of what was played before" in (tmp_path / "page.html").read_text()
    )


def test_a_story_that_comes_out_differently_with_the_same_inputs_is_flaky(
    played: Callable[..., Any], tmp_path: Path
) -> None:
    played()
    played("A new contact", seed=1)

    assert played()["flaky"] == []
    story = "customerp-trello/contact-to-members: A new contact"
    assert played("A new contact")["flaky"] == [{"story": story, "passed": 2, "of": 3}]
    assert f"Flaky, with the same inputs: {story} passed in 2 of 3 runs" in (tmp_path / "page.html").read_text()


def test_a_story_that_always_fails_is_not_flaky(played: Callable[..., Any]) -> None:
    played("A new contact")

    assert played("A new contact")["flaky"] == []


def test_a_run_of_another_part_says_nothing_of_a_sentence(played: Callable[..., Any]) -> None:
    played()
    played(only="in-sync.forward")

    assert played()["sentences"][0]["since"] == "2026-03-01T08:00:00Z"


def test_what_turned_since_the_last_signature_is_said(played: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "history"
    played()
    assert cli.main(["sign", str(tmp_path / "run.json"), "--by", "Ada", "--history", str(folder)]) == 0
    same, turned = played(), played("A new contact")

    assert same["signed"]["turned"] == []
    assert (turned["signed"]["by"], turned["signed"]["started"]) == ("Ada", "2026-03-01T08:00:00Z")
    assert turned["signed"]["turned"] == [{"sentence": PLACE, "was": "part", "now": "fail"}]
    assert (
        f"Since the run of 2026-03-01 that Ada signed: {TITLE} (every) pass of what was played → fail"
        in (tmp_path / "page.html").read_text()
    )


def test_the_terminal_says_the_same(
    played: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*bad: str) -> list[str]:
        capsys.readouterr()
        played(*bad, shown=True)
        lines = capsys.readouterr().out.splitlines()
        return [line.strip() for line in lines if line.startswith(("history", " " * 18 + "pass of", " " * 18 + "fail"))]

    assert told() == ["history    the first run that is kept"]
    assert cli.main(["sign", str(tmp_path / "run.json"), "--by", "Ada", "--history", str(tmp_path / "history")]) == 0
    (tmp_path / "run.signatures.json").unlink()
    assert told() == [
        "pass of what was played since 2026-03-01 08:00, in 2 runs",
        "history    no sentence turned in this run, after 1 earlier run",
        "history    since the run of 2026-03-01 that Ada signed: each sentence stands as",
    ]
    assert told("A new contact") == [
        "fail since 2026-03-03 08:00, in this run; pass of what was",
        f"history    turned in this run: {PLACE} pass of",
        "history    since the run of 2026-03-01 that Ada signed:",
        "history    flaky, with the same inputs: customerp-trello/contact-to-members: A",
    ]


def test_a_run_that_is_not_in_the_history_is_not_signed_there(
    played: Callable[..., Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    played()
    (tmp_path / "none").mkdir()

    assert cli.main(["sign", str(tmp_path / "run.json"), "--by", "Ada", "--history", str(tmp_path / "none")]) == 2

    assert "the history has no such run" in capsys.readouterr().err
    assert not (tmp_path / "run.signatures.json").exists()


def test_each_run_is_a_plain_file_that_fits_the_schema(played: Callable[..., Any], tmp_path: Path) -> None:
    played()
    played("A new contact")

    kept = sorted((tmp_path / "history").iterdir())

    assert [each.name[:17] for each in kept] == ["2026-03-01T080000", "2026-03-02T080000"]
    for each in kept:
        jsonschema.validate(json.loads(each.read_text()), SCHEMA)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [("notes.txt", "mine", "not JSON"), ("run.json", "{}", "does not fit syncproof-history-1.schema.json")],
)
def test_a_folder_with_other_files_is_told_before_the_run_and_not_touched(
    name: str,
    text: str,
    told: str,
    tmp_path: Path,
    customerp: str,
    selections: list[Selection],
    capsys: Any,  # noqa: ANN401
) -> None:
    folder = tmp_path / "history"
    folder.mkdir()
    (folder / name).write_text(text)

    assert cli.main(["run", customerp, "--history", str(folder)]) == 2

    error = capsys.readouterr().err
    assert "not a run of a history" in error
    assert told in error
    assert selections == []
    assert [(each.name, each.read_text()) for each in folder.iterdir()] == [(name, text)]


def test_a_folder_in_a_history_is_told_with_what_to_do(
    customerp: str, tmp_path: Path, selections: list[Selection], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "history" / "notes").mkdir(parents=True)

    assert cli.main(["run", customerp, "--history", str(tmp_path / "history")]) == 2

    assert "do       name an empty folder, or a new one; or move the file" in capsys.readouterr().err
    assert selections == []


def test_a_shard_has_no_history(customerp: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", customerp, "--shard", "1/2", "--history", str(tmp_path / "history")]) == 2
    assert "give --history to syncproof merge" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--json", "--html", "--events"])
def test_a_report_among_the_runs_of_a_history_is_refused_before_the_run(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()

    assert cli.main(["run", "--section", "contact-to-m", "--history", str(folder), option, str(folder / "x")]) == 2
    assert f"would lie among the runs of {folder}" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
