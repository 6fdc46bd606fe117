"""The process reaper: orders in, answers out, and nothing is left when the orders end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from syncproof.drivers import process_reaper

SECONDS = 60.0


@pytest.fixture
def guard(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a reaper without a `Program` between."""
    command = [sys.executable, "-I", "-S", process_reaper.__file__, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own words
        yield process
        process.kill()


def order(guard: subprocess.Popen[bytes], **words: Any) -> None:  # noqa: ANN401 - an order is JSON
    assert guard.stdin is not None
    guard.stdin.write(f"{json.dumps(words)}\n".encode())
    guard.stdin.flush()


def answer(guard: subprocess.Popen[bytes]) -> Any:  # noqa: ANN401 - an answer is JSON
    assert guard.stdout is not None
    return json.loads(guard.stdout.readline())


def test_it_says_how_a_program_ended(guard: subprocess.Popen[bytes], place: Path) -> None:
    order(guard, start=["sh", "-c", "echo $WORD; exit 7"], environ={"WORD": "hi"}, out=f"{place}/o", err=f"{place}/e")

    started, ended = answer(guard), answer(guard)

    assert ended == {"ended": started["pid"], "code": 7}
    assert (place / "o").read_text() == "hi\n"


def test_it_says_why_a_program_cannot_be_started(guard: subprocess.Popen[bytes], place: Path) -> None:
    order(guard, start=[str(place / "none")], environ={}, out=f"{place}/o", err=f"{place}/e")

    assert answer(guard) == {"error": f"No such file or directory: {place}/none"}


def test_it_counts_what_it_sweeps(guard: subprocess.Popen[bytes], place: Path) -> None:
    text = "setsid sleep 1000 & setsid sleep 1000 & exit 0"
    order(guard, start=["sh", "-c", text], environ={"PATH": os.environ["PATH"]}, out=f"{place}/o", err=f"{place}/e")
    assert [answer(guard).keys(), answer(guard).keys()] == [{"pid"}, {"ended", "code"}]

    order(guard, sweep=True)

    assert answer(guard) == {"swept": 2 if sys.platform == "linux" else 0}


def test_it_ends_and_removes_its_folder_when_nobody_gives_orders(guard: subprocess.Popen[bytes], place: Path) -> None:
    assert guard.stdin is not None
    order(guard, start=["sleep", "1000"], environ={"PATH": os.environ["PATH"]}, out=f"{place}/o", err=f"{place}/e")
    pid = answer(guard)["pid"]

    guard.stdin.close()

    assert guard.wait(SECONDS) == 0
    assert not place.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_goes_on_when_it_is_asked_to_end(guard: subprocess.Popen[bytes], place: Path, number: int) -> None:
    order(guard, sweep=True)
    assert answer(guard) == {"swept": 0}

    guard.send_signal(number)
    order(guard, start=["true"], environ={"PATH": os.environ["PATH"]}, out=f"{place}/o", err=f"{place}/e")

    assert answer(guard).keys() == {"pid"}
