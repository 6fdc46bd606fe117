"""Nothing is left of a run, however it ends: no process of the SUT's, wherever it went, no reaper, no folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from syncproof.cli import main
from tests.drivers.conftest import DAEMON, Script
from tests.hearing import SYNCPROOF

pytestmark = pytest.mark.thorough

PROC = Path("/proc")
MARK = "NOTHING_OF_THIS_IS_LEFT"
SECONDS = 120.0
"""So long is waited for what never comes; nothing that comes takes near as long."""
STRAYS = """
    import os, subprocess, sys, time
    subprocess.Popen(["sleep", "1000"])                                             # a child
    subprocess.Popen(["sleep", "1000"], start_new_session=True)                     # in a session of its own
    subprocess.run(["sh", "-c", "setsid sh -c 'sleep 1000 & sleep 1000' &"])        # whose parent is gone
    subprocess.run(["sh", "-c", "trap '' TERM INT HUP; sleep 1000 &"])              # who does not listen
    def ready():
        name = os.environ["READY"]
        open(f"{name}/{os.getpid()}", "w").close()
"""


@pytest.fixture
def mark(tmp_path: Path, lacking: Callable[[str], NoReturn]) -> Iterator[str]:
    """Mark all processes of a run, in their environment; those that are left are killed in the end."""
    if not (PROC / "self" / "environ").exists():
        lacking("no /proc, where processes are found")
    mark = f"{MARK}={tmp_path}"
    yield mark
    for left in marked(mark):
        os.kill(left, signal.SIGKILL)


def marked(mark: str) -> list[int]:
    """Return all processes with a mark; those that ended and wait for their parent have none any more."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            told = (folder / "environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in told.split(b"\0"):
            found.append(int(folder.name))
    return found


def wait(for_what: Callable[[], object]) -> None:
    """Wait until something is so. Fails where it never is."""
    until = time.monotonic() + SECONDS
    while not for_what():
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.fixture
def start(folder: Path, tmp_path: Path, mark: str) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Let a test start a run of its own."""
    environ = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "READY": str(tmp_path / "ready")}
    environ[MARK] = mark.removeprefix(f"{MARK}=")
    for name in ("tmp", "ready"):
        (tmp_path / name).mkdir()
    runs = []

    def run(*arguments: str) -> subprocess.Popen[bytes]:
        chosen = ["--section", "Task to Trello Cards", *arguments]
        runs.append(
            subprocess.Popen(  # noqa: S603 - our own words
                [*SYNCPROOF, "run", *chosen],
                cwd=folder,
                env=environ,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        return runs[-1]

    yield run
    for each in runs:
        each.kill()
        each.wait()


Start = Callable[..., subprocess.Popen[bytes]]


def folders(tmp_path: Path) -> list[str]:
    return [each.name for each in (tmp_path / "tmp").glob("syncproof-*")]


HANGS = {
    "command": ("ready(); time.sleep(1000)", ""),
    "daemon": (
        """
    class Bad(daemon.Resident):
        def run_pass(self):
            ready(); time.sleep(1000)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    serve(Bad)
    """,
        DAEMON,
    ),
}


@pytest.mark.parametrize(
    ("number", "workers", "kind"),
    [
        (signal.SIGINT, 1, "daemon"),
        (signal.SIGTERM, 1, "command"),
        (signal.SIGKILL, 1, "daemon"),
        *(
            pytest.param(number, 1, kind, marks=pytest.mark.exhaustive)
            for number, kind in ((signal.SIGINT, "command"), (signal.SIGTERM, "daemon"), (signal.SIGKILL, "command"))
        ),
        # Workers find out for themselves, which takes them some seconds.
        pytest.param(signal.SIGTERM, 2, "command", marks=pytest.mark.thorough),
        pytest.param(signal.SIGKILL, 2, "command", marks=pytest.mark.exhaustive),
    ],
)
def test_nothing_is_left_when_the_harness_is_stopped(
    start: Start, script: Script, tmp_path: Path, mark: str, number: int, workers: int, kind: str
) -> None:
    text, begin = HANGS[kind]
    how = ["--sut-daemon"] if kind == "daemon" else []
    sut = ["--sut", script(text, begin=STRAYS + begin), *how, "--pass-timeout", "900"]
    run = start(*sut, "--workers", str(workers), "--json", str(tmp_path / "summary.json"))
    wait(lambda: len(list((tmp_path / "ready").iterdir())) == workers)
    assert len(marked(mark)) > 5
    assert folders(tmp_path)

    run.send_signal(number)

    assert run.wait(SECONDS) == (-signal.SIGKILL if number == signal.SIGKILL else 130)
    if number != signal.SIGKILL:
        assert not marked(mark)
        assert json.loads((tmp_path / "summary.json").read_text())["run"]["ended"] == "interrupted"
    wait(lambda: not marked(mark))
    wait(lambda: not folders(tmp_path))


@pytest.mark.parametrize(
    ("workers", "everybody"),
    [
        (1, False),
        pytest.param(2, True, marks=pytest.mark.thorough),
        pytest.param(1, True, marks=pytest.mark.exhaustive),
        pytest.param(2, False, marks=pytest.mark.exhaustive),
    ],
)
def test_what_was_judged_before_ctrl_c_is_kept(
    start: Start, tmp_path: Path, mark: str, capsys: pytest.CaptureFixture[str], workers: int, *, everybody: bool
) -> None:
    events, files = tmp_path / "events.jsonl", [str(tmp_path / f"{name}.json") for name in ("run", "again")]
    run = start("--workers", str(workers), "--events", str(events), "--json", files[0])
    wait(lambda: events.exists() and events.read_bytes().count(b"\n") > 5)

    if everybody:  # as a terminal does
        os.killpg(run.pid, signal.SIGINT)
    else:
        run.send_signal(signal.SIGINT)

    assert run.wait(SECONDS) == 130
    assert main(["report", str(events), "--json", files[1]]) == 130
    summary = json.loads(Path(files[0]).read_text())
    assert summary["run"]["ended"] == "interrupted"
    assert summary["totals"]["scenarios"]["pass"] >= 5
    assert summary["totals"]["scenarios"]["error"] == 0
    assert summary["totals"]["unplayed"] > 0
    assert Path(files[0]).read_bytes() == Path(files[1]).read_bytes()
    assert capsys.readouterr().out.splitlines()[-1].startswith("exit 130: the run was interrupted; ")
    wait(lambda: not marked(mark))
    assert not folders(tmp_path)


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGINT, marks=pytest.mark.exhaustive),
        pytest.param(signal.SIGTERM, marks=pytest.mark.thorough),
        signal.SIGKILL,
    ],
)
def test_nothing_is_left_of_waiting_for_a_service(start: Start, tmp_path: Path, mark: str, number: int) -> None:
    run = start("--sut-url", "http://127.0.0.1:9", "--attach", "--only", "every.created")
    wait(lambda: list((tmp_path / "tmp").glob("syncproof-*/environment")))

    run.send_signal(number)

    run.wait(SECONDS)
    wait(lambda: not marked(mark))
    wait(lambda: not folders(tmp_path))


def test_ctrl_c_is_told_by_the_exit_code(start: Start, script: Script, tmp_path: Path) -> None:
    run = start("--sut", script("ready(); time.sleep(1000)", begin=STRAYS))
    wait(lambda: list((tmp_path / "ready").iterdir()))

    os.killpg(run.pid, signal.SIGINT)

    assert run.wait(SECONDS) == 130


@pytest.mark.parametrize("kind", [pytest.param("command", marks=pytest.mark.thorough), "daemon"])
def test_nothing_is_left_after_a_run(start: Start, script: Script, tmp_path: Path, mark: str, kind: str) -> None:
    text, begin = HANGS[kind]
    how = ["--sut-daemon"] if kind == "daemon" else []
    sync = script(text.replace("time.sleep(1000)", "pass"), begin=STRAYS + begin)

    run = start("--sut", sync, *how, "--only", "every.created")

    assert run.wait(SECONDS) == 1
    assert list((tmp_path / "ready").iterdir())
    assert (marked(mark), folders(tmp_path)) == ([], [])


def test_nothing_of_a_pass_is_left_in_the_next(start: Start, script: Script, tmp_path: Path) -> None:
    sync = script(
        "#!/bin/sh\n"
        'for each in $(cat "$READY/strays"); do kill -0 "$each" && echo "$each" >> "$READY/left"; done\n'
        'setsid sleep 1000 & echo $! >> "$READY/strays"\n'
    )

    run = start("--sut", sync, "--only", "every.created")

    assert run.wait(SECONDS) == 1
    assert len((tmp_path / "ready" / "strays").read_text().split()) > 1
    assert not (tmp_path / "ready" / "left").exists()
