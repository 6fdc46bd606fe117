"""The reference sync is judged alike however it is driven: the same verdict files, byte for byte, but for the times."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syncproof import features
from syncproof.cli import main
from syncproof.run.session import Selection, run
from syncproof.sut import Sut
from syncproof.verdict import Outcome, Verdict

FOLDER = Path(next(iter(features.__path__)))
SECTIONS = (
    "customerp-trello/contact-to-members",
    "customerp-trello/project-to-actions",
    "custompms-trello/customer-to-organizations",
    "custompms-trello/task-to-cards",
)
"""Sections in which each system has its part, and each datatype of Trello."""
ROUND_TRIP = "properties.round-trip"
SYNCPROOF = str(Path(sys.executable).with_name("syncproof"))
DAEMON = ["--sut", f"{SYNCPROOF} sync --daemon", "--sut-daemon"]
BREATHLESS = "from syncproof.engine import daemon; daemon.PAUSE = 1e-4; daemon.run_service(0)"
SLUGGISH = """
import time
from syncproof.engine import daemon
status = daemon.Resident.status
daemon.Resident.status = lambda self: (status(self), time.sleep(0.07))[0]
"""
COMMAND = ["--sut", f"{SYNCPROOF} sync"]


def timeless(value: Any) -> Any:  # noqa: ANN401 - JSON is anything
    """Return a summary without its times: when the run began, and how long each scenario took."""
    match value:
        case dict():
            return {key: timeless(each) for key, each in value.items() if key not in {"started", "seconds"}}
        case list():
            return [timeless(each) for each in value]
        case _:
            return value


def verdicts(folder: Path, *options: str) -> str:
    file = folder / "verdicts.json"
    assert main(["run", "--json", str(file), *options]) == 0
    summary = json.loads(file.read_text())
    assert summary["run"].pop("sut")  # the one thing that differs on purpose
    return json.dumps(timeless(summary), indent=1, sort_keys=False)


def outcomes(selection: Selection) -> tuple[Outcome, ...]:
    """Return the outcomes of a selection, without their times."""
    found = run(selection, progress=lambda _: None, expected=lambda _: None)
    return tuple(replace(outcome, seconds=0.0) for outcome in found)


@contextmanager
def service(*command: str) -> Iterator[str]:
    """Run the reference sync as a service, and yield its url."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        try:
            assert process.stderr is not None
            yield process.stderr.readline().strip()
        finally:
            process.kill()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "rule", ["in-sync.forward", "robust.lost-answer", pytest.param(ROUND_TRIP, marks=pytest.mark.exhaustive)]
)
def test_as_a_daemon(tmp_path: Path, rule: str) -> None:
    chosen = ["--section", "project-to-actions", "--only", rule, "--seed", "3"]

    assert verdicts(tmp_path, *chosen, "--check-protocol", *DAEMON) == verdicts(tmp_path, *chosen)


# A round trip is a thousand passes, and trouble is met slowly on ports: the test above has some of both.
@pytest.mark.exhaustive
def test_as_a_daemon_in_parallel_with_everything_checked() -> None:
    files = tuple(FOLDER / f"{section}.feature" for section in SECTIONS)
    whole = Selection(files, seed=3, marks=f"not syncproof(rule='{ROUND_TRIP}') and not syncproof(level='robust')")
    daemon = Sut(command=f"{SYNCPROOF} sync --daemon", daemon=True, check_protocol=True)

    alone = outcomes(whole)

    assert len(alone) > 300
    assert {outcome.verdict for outcome in alone} == {Verdict.PASS}
    assert outcomes(replace(whole, sut=daemon, workers=2)) == alone


# A pass by a command takes as long as Python to start: one section is enough to see that it comes to the same.
@pytest.mark.thorough
@pytest.mark.parametrize(
    "rule",
    [
        pytest.param("every.exactly-once", marks=pytest.mark.exhaustive),
        "in-sync.during-pass: notes changed in Custompms just before the sync writes to Custompms",
        pytest.param("properties.limits", marks=pytest.mark.exhaustive),
    ],
)
def test_as_a_command(tmp_path: Path, rule: str) -> None:
    chosen = ["--section", "task-to-cards", "--only", rule]

    assert verdicts(tmp_path, *chosen, *COMMAND, "--check-protocol") == verdicts(tmp_path, *chosen)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "section",
    ["contact-to-members", pytest.param("Custompms Customer to Trello Organizations", marks=pytest.mark.exhaustive)],
)
def test_as_a_service(tmp_path: Path, section: str) -> None:
    chosen = [
        "--section",
        section,
        "--only",
        "every.created",
        "--only",
        "in-sync.forward",
        "--only",
        "in-sync.backward",
    ]
    with service(SYNCPROOF, "sync", "--service", "0") as url:
        served = verdicts(tmp_path, *chosen, "--sut-url", url, "--check-protocol")

    assert served == verdicts(tmp_path, *chosen)


# Users who came in the middle of a pass would let it try what was right before: it would be refused, and fail; so it
# would if what it said long ago were believed. One that is hung up on after it began anew waits a second: an id of
# Trello's, which begins with the time, tells.
@pytest.mark.thorough
@pytest.mark.parametrize(
    ("section", "rule", "manner"),
    [
        ("task-to-cards", "in-sync.same-edit: due changed alike on both sides", SLUGGISH),
        pytest.param("task-to-cards", "in-sync.same-edit", "", marks=pytest.mark.exhaustive),
        ("contact-to-members", "every.shared-target", ""),
    ],
)
def test_as_a_service_that_hardly_pauses(tmp_path: Path, section: str, rule: str, manner: str) -> None:
    chosen = ["--section", section, "--only", rule]
    with service(sys.executable, "-c", manner + BREATHLESS) as url:
        served = verdicts(tmp_path, *chosen, "--sut-url", url)

    assert served == verdicts(tmp_path, *chosen)
