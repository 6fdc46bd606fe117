"""A run that stops before its end: each report says so, and none says what an earlier run has shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from syncproof.cli import main
from syncproof.errors import BadInput, SutMissing
from syncproof.report.schemas import misfit
from syncproof.run import session
from syncproof.run.session import Selection
from syncproof.verdict import Outcome
from tests.cli.conftest import passing
from tests.cli.test_many import SAMPLES, folder

__all__ = ["folder"]

FORMATS = ("json", "html", "junit", "markdown", "messages", "har", "csv", "badge", "events")
CHOSEN = ["--only", "every.created"]


@pytest.fixture
def reports(tmp_path: Path, selections: list[Selection], customerp: str) -> dict[str, Path]:
    """Return the reports of a run that passes."""
    files = {each: tmp_path / f"report.{each}" for each in FORMATS}
    assert main(["run", customerp, *CHOSEN, *options(files)]) == 0
    assert selections
    return files


def options(reports: dict[str, Path]) -> list[str]:
    """Return the options that name reports."""
    return [word for name, path in reports.items() for word in (f"--{name}", str(path))]


def told(reports: dict[str, Path]) -> tuple[str, list[str | None]]:
    """Return the first line of the Markdown, and the errors in JUnit, after a look at the JSON."""
    summary = json.loads(reports["json"].read_text())
    assert (misfit(summary, "syncproof/1"), summary["documents"]) == ("", [])
    errors = ET.parse(reports["junit"]).getroot().iter("error")  # noqa: S314 - our own
    return reports["markdown"].read_text().splitlines()[0].replace("\\", ""), [each.get("message") for each in errors]


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (SutMissing("the sync does not start:\n  do       look"), 4, "not all could be run; the sync does not start:"),
        (BadInput("no such option", do="mend"), 2, "bad usage or input; no such option"),
        (ValueError("a defect"), 4, "not all could be run; ValueError: a defect"),
    ],
)
def test_no_report_of_an_earlier_run_stays_where_the_sync_cannot_be_asked(
    reports: dict[str, Path],
    customerp: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    error: Exception,
    code: int,
    words: str,
) -> None:
    def run(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(session, "run", run)
    before = {name: path.read_text() for name, path in reports.items()}
    capsys.readouterr()
    assert main(["run", customerp, *CHOSEN, *options(reports), "--annotations", "github"]) == code
    why = words.partition("; ")[2]
    assert told(reports) == (f"## ❌ syncproof: exit {code}: {words}", [why])
    assert [name for name, path in reports.items() if path.read_text() == before[name]] == ["har"]  # without exchanges
    assert f"::error title=error%3A {why.replace(':', '%3A')} (syncproof)::{why}\n" in capsys.readouterr().out


@pytest.mark.parametrize("given", [["--only", "every.creatd"], [*CHOSEN, "--sweep", "--swept", "none.json"]])
def test_no_report_of_an_earlier_run_stays_where_the_input_is_refused(
    reports: dict[str, Path], customerp: str, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["run", customerp, *given, *options(reports)]) == 2
    said = capsys.readouterr().err.splitlines()[0]
    assert told(reports) == (f"## ❌ syncproof: exit 2: bad usage or input; {said}", [said])
    assert main(["report", str(reports["events"])]) == 2
    assert capsys.readouterr().out.endswith(f"exit 2: bad usage or input; {said}\n")


BEGAN = "the run began, and did not end"
NOT_ENDED = (f"## ❌ syncproof: exit 130: the run was interrupted; {BEGAN}", [BEGAN])


def test_no_report_of_an_earlier_run_stays_while_a_run_goes_on(
    reports: dict[str, Path], customerp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def run(selection: Selection, **_: object) -> list[Outcome]:
        seen.append(told(reports))  # as whoever kills the process would leave them
        return passing(selection)

    monkeypatch.setattr(session, "run", run)
    assert main(["run", customerp, *CHOSEN, *options(reports)]) == 0
    assert seen == [NOT_ENDED]


def test_no_report_of_an_earlier_run_stays_where_ctrl_c_comes_before_anything_is_judged(
    reports: dict[str, Path], customerp: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def plan(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("syncproof.run.plan.plan", plan)
    capsys.readouterr()
    assert main(["run", customerp, *CHOSEN, *options(reports)]) == 130
    assert told(reports) == NOT_ENDED
    assert list(filter(None, capsys.readouterr().err.splitlines())) == [
        "the reports of an earlier run say now that this run did not end",
        "syncproof: interrupted, nothing was written",
    ]


def test_a_step_summary_gets_nothing_before_the_run_has_ended(
    reports: dict[str, Path], customerp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(reports["markdown"]))
    before = reports["markdown"].read_text()
    assert main(["run", customerp, *CHOSEN, "--markdown", str(reports["markdown"])]) == 0
    assert reports["markdown"].read_text().startswith(f"{before}\n## ◐ syncproof: exit 0: ")


@pytest.mark.parametrize("command", ["merge", "report"])
def test_no_report_of_an_earlier_run_stays_where_nothing_can_be_made_of_the_input(
    command: str, reports: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports.pop("events")
    before = {name: path.read_text() for name, path in reports.items()}
    (tmp_path / "given.json").write_text("not a run\n")
    capsys.readouterr()
    assert main([command, str(tmp_path / "given.json"), *options(reports), "--annotations", "github"]) == 2
    said = capsys.readouterr()
    why = said.err.splitlines()[0]
    assert told(reports) == (f"## ❌ syncproof: exit 2: bad usage or input; {why}", [why])
    assert [name for name, path in reports.items() if path.read_text() == before[name]] == ["har"]  # without exchanges
    assert "::error title=error%3A " in said.out


def test_what_happened_stays_in_the_events(
    reports: dict[str, Path], customerp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> None:
        raise SutMissing("the sync does not start")

    monkeypatch.setattr(session, "run", run)
    assert main(["run", customerp, *CHOSEN, *options(reports)]) == 4
    (line,) = reports["events"].read_text().splitlines()
    assert json.loads(line)["planned"]


def test_a_history_does_not_take_a_run_that_stopped(reports: dict[str, Path], customerp: str, tmp_path: Path) -> None:
    history = tmp_path / "history"
    assert main(["run", customerp, "--only", "every.creatd", "--history", str(history), *options(reports)]) == 2
    assert not history.exists()


def test_a_folder_of_which_no_document_can_be_played_has_its_reports(
    folder: Path, reports: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    bad = folder / "bad.rst"
    shutil.copy(SAMPLES / "bad/markdown.md", bad)
    assert main(["run", str(folder), *CHOSEN, *options(reports)]) == 2
    why = f"{bad}: line 1: not a dataflow document: it has no title"
    assert told(reports) == (f"## ❌ syncproof: exit 2: bad usage or input; {why}", [why])
    capsys.readouterr()
    assert main(["report", str(reports["events"])]) == 2


def test_a_report_stays_where_another_could_not_be_written(reports: dict[str, Path], customerp: str) -> None:
    before = reports["junit"].read_text()
    assert main(["run", customerp, *CHOSEN, "--junit", str(reports["junit"]), "--html", "/no/such/page"]) == 2
    assert reports["junit"].read_text() == before
