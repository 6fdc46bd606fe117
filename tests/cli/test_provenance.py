"""What a run says of itself: in its first line and in every report, so that two reports can be compared."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from syncproof import __version__
from syncproof.cli import main
from syncproof.cli import run as run_command
from syncproof.fakes.trello.capabilities import CAPABILITIES
from tests.cli.conftest import FEATURES, copied
from tests.pages import CHECKOUT, blocks

STARTED = datetime(2026, 3, 1, 9, 30, 5, 999_999, tzinfo=timezone(timedelta(hours=1)))
CONTACT = ["--section", "contact", "--only", "every.created"]

pytestmark = pytest.mark.usefixtures("selections", "clock")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock of the machine."""
    monkeypatch.setattr(run_command, "now", lambda: STARTED)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def report(tmp_path: Path, *arguments: str) -> dict[str, Any]:
    """Return the summary of a run as JSON has it."""
    file = tmp_path / "summary.json"
    assert main(["run", *arguments, "--json", str(file)]) == 0
    summary: dict[str, Any] = json.loads(file.read_text())
    return summary


def test_a_summary_says_what_was_played_by_what_and_where(customerp: str, tmp_path: Path) -> None:
    options = [*CONTACT, "--level", "required", "--level", "implied", "--seed", "7"]

    run = report(tmp_path, customerp, *options)["run"]

    digest = run.pop("features")
    assert run == {
        "version": __version__,
        "started": "2026-03-01T08:30:05Z",
        "seed": 7,
        "selection": {"sections": ["contact"], "levels": ["required", "implied"], "only": ["every.created"]},
        "sut": {"kind": "driver", "name": "reference", "options": []},
        "capabilities": list(CAPABILITIES),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": platform.platform(),
        "documents": [{"id": "customerp-trello", "file": customerp, "sha256": sha256(Path(customerp))}],
        "ended": "complete",
    }
    played = ("checklist.toml", "contact-to-members.feature")
    lines = [f"{sha256(FEATURES / 'customerp-trello' / name)}  features/customerp-trello/{name}\n" for name in played]
    assert digest == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_an_accepted_document_is_its_file_below_the_features(tmp_path: Path) -> None:
    assert report(tmp_path)["run"]["documents"] == [
        {
            "id": name,
            "file": f"features/{name}/checklist.toml",
            "sha256": sha256(FEATURES / name / "checklist.toml"),
        }
        for name in ("customerp-trello", "custompms-trello")
    ]


def test_the_digest_of_the_features_is_what_the_page_says(tmp_path: Path) -> None:
    (command,) = blocks("docs/running.md", "bash")

    printed = subprocess.run(["bash", "-c", command], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607 - the page's own words, any bash

    assert printed.split()[0] == report(tmp_path)["run"]["features"]


def test_a_document_may_come_through_a_pipe(customerp: str, tmp_path: Path) -> None:
    pipe = tmp_path / "document.rst"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # with somebody who reads, the opening below waits for nobody
    writer = pipe.open("wb")

    def write() -> None:
        with writer:
            writer.write(Path(customerp).read_bytes())

    threading.Thread(target=write, daemon=True).start()
    (document,) = report(tmp_path, str(pipe), *CONTACT)["run"]["documents"]
    os.close(end)

    assert document["sha256"] == sha256(Path(customerp))


@pytest.mark.parametrize("name", ["contact-to-members.feature", "checklist.toml"])
def test_another_feature_or_agreement_has_another_digest(customerp: str, name: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = report(tmp_path, customerp, *CONTACT, "--features", str(folder))["run"]
    with (folder / "customerp-trello" / name).open("a") as file:
        file.write("# changed\n")

    after = report(tmp_path, customerp, *CONTACT, "--features", str(folder))["run"]

    assert before["features"] == report(tmp_path, customerp, *CONTACT)["run"]["features"]
    assert before.pop("features") != after.pop("features")
    assert before == after


def test_a_feature_that_is_not_played_does_not_count(customerp: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "customerp-trello" / "employee-to-members.feature").open("a") as file:
        file.write("# changed\n")

    part = report(tmp_path, customerp, *CONTACT, "--features", str(folder))["run"]

    assert part == report(tmp_path, customerp, *CONTACT)["run"]


@pytest.mark.parametrize(
    ("options", "sut"),
    [
        (["--driver", "broken:creates-only"], {"kind": "driver", "name": "broken:creates-only", "options": []}),
        (
            ["--sut", "true --token hunter2", "--pass-timeout", "5", "--check-protocol"],
            {"kind": "command", "name": "true --token …", "options": ["--check-protocol", "--pass-timeout", "5"]},
        ),
        (["--sut", "true", "--sut-daemon"], {"kind": "daemon", "name": "true", "options": ["--sut-daemon"]}),
        (
            ["--sut-url", "http://127.0.0.1:4711/hooks"],
            {"kind": "service", "name": "http://127.0.0.1:4711/hooks", "options": []},
        ),
    ],
)
def test_the_sut_is_named_without_its_secrets(options: list[str], sut: dict[str, Any], tmp_path: Path) -> None:
    assert report(tmp_path, *CONTACT, *options)["run"]["sut"] == sut


def test_a_baseline_is_a_file_of_the_run_and_capabilities_that_are_off_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "known.toml"
    file.write_text("")

    run = report(tmp_path, *CONTACT, "--trello-as-is", "--baseline", str(file))["run"]

    assert run["baseline"] == {"id": "baseline", "file": str(file), "sha256": hashlib.sha256(b"").hexdigest()}
    assert run["capabilities"] == []


def test_runs_that_differ_only_in_time_differ_only_in_their_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = report(tmp_path, *CONTACT)
    monkeypatch.setattr(run_command, "now", lambda: STARTED + timedelta(days=1))
    second = report(tmp_path, *CONTACT)

    assert first["run"].pop("started") != second["run"].pop("started")
    assert first == second


def test_a_run_begins_with_a_line_of_it(customerp: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", customerp, *CONTACT, "--driver", "broken:creates-only"]) == 0

    first, *others = capsys.readouterr().out.splitlines()
    begin = f"syncproof {__version__}, 2026-03-01T08:30:05Z, seed 0, --section contact --only every.created, "
    assert first.startswith(f"{begin}driver broken:creates-only, 4 capabilities, {platform.python_implementation()} ")
    assert f", customerp-trello {sha256(Path(customerp))[:12]}, features " in first
    assert not [line for line in others if line.startswith("syncproof")]


def test_the_line_gives_way_to_a_report_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *CONTACT, "--json", "-"]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["run"]["started"] == "2026-03-01T08:30:05Z"
    assert told.err.startswith(f"syncproof {__version__}, 2026-03-01T08:30:05Z, ")


def test_a_run_that_does_not_begin_says_nothing_of_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--section", "nowhere"]) == 2
    assert capsys.readouterr().out == ""


def test_junit_has_it_in_every_suite(tmp_path: Path) -> None:
    file = tmp_path / "junit.xml"

    assert main(["run", *CONTACT, "--junit", str(file)]) == 0

    suites = ET.parse(file).getroot().findall("testsuite")  # noqa: S314 - our own
    for suite in suites:
        properties = {each.get("name"): each.get("value") for each in suite.findall("properties/property")}
        assert (suite.get("timestamp"), properties["started"]) == ("2026-03-01T08:30:05Z", "2026-03-01T08:30:05Z")
        assert properties["selection"] == "--section contact --only every.created"
        assert properties["sut"] == "driver reference"
    assert len(suites) == 2


def test_the_clock_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert datetime.now(UTC) <= run_command.now() <= datetime.now(UTC)
