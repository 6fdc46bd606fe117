"""The process reaper, and a program in its care: what the reaper answers, and what it leaves running."""

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
from syncproof.drivers.program import LARGEST, Program, ending
from syncproof.errors import HarnessBroke, SutMissing

SECONDS = 10.0


def program(folder: Path, text: str, *, ours: bool = True) -> Program:
    return Program(["sh", "-c", text], folder, ours=ours)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


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


# ── a program in its care ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_that_is_the_users_is_not_removed(place: Path) -> None:
    program(place, "true", ours=False).close()

    assert place.exists()


def test_a_program_that_cannot_be_started_is_missing(place: Path) -> None:
    missing = Program(["./none"], place)

    with pytest.raises(SutMissing, match=r"the SUT cannot be started: No such file or directory: \./none\n  do "):
        missing.start({})

    missing.close()


def test_a_program_that_ends_is_heard_of_once_it_is_asked(place: Path) -> None:
    running = program(place, "exit 3")
    running.start(os.environ)

    ended = running.ended(SECONDS)

    assert (ended, str(ended)) == ((3, ""), "ended with exit code 3")
    running.close()


def test_a_program_that_was_killed_is_not_taken_for_one_that_runs(place: Path) -> None:
    running = program(place, "sleep 1000")
    running.start(os.environ)
    assert running.ended() is None

    running.kill()

    assert running.ended() == (-signal.SIGKILL, "")
    running.close()


def test_a_program_is_asked_to_end_before_it_is_killed(place: Path) -> None:
    running = program(place, "trap 'echo bye; exit' TERM; echo hi; while :; do sleep 0.01; done")
    running.start(os.environ)
    while not running.lines():
        pass

    running.end()

    assert running.lines() == ["bye"]
    running.close()


def test_lines_are_whole_unless_all_of_it_is_wanted(place: Path) -> None:
    running = program(place, "true")
    running.out.write_bytes("one\u2028still one\r\ntwo".encode())

    assert running.lines() == ["one\u2028still one"]
    assert running.lines() == []
    assert running.lines(all_of_it=True) == ["two"]
    running.close()


def test_what_was_counted_is_no_flood(place: Path) -> None:
    running = program(place, "sleep 1000")
    running.start(os.environ)
    with running.err.open("wb") as file:
        file.truncate(LARGEST + 1)

    running.count()
    calm = running.ended()
    with running.err.open("ab") as file:
        file.truncate(2 * LARGEST + 2)

    assert calm is None
    assert str(running.ended()) == "printed more than 16 MB in one pass, and was ended"
    running.close()


def test_last_words_begin_with_a_whole_word(place: Path) -> None:
    running = program(place, "true")
    running.out.write_text("not these")
    running.err.write_text("x" * 9000 + " two words\n\n   three\n")

    assert running.last_words() == [" two words", "   three"]
    running.close()


def test_without_a_reaper_the_harness_broke(place: Path) -> None:
    running = program(place, "true")
    running._reaper.kill()  # noqa: SLF001 - as the system may
    running._reaper.wait()  # noqa: SLF001 - as above

    with pytest.raises(HarnessBroke, match="the process that starts the SUT is gone"):
        running.start({})

    running.close()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, "ended with exit code 1"),
        (126, "ended with exit code 126 (as shells say of what cannot be executed)"),
        (-9, "was ended by signal 9, SIGKILL (Killed)"),
        (-63, "was ended by signal 63 ("),
    ],
)
def test_an_end_is_told_in_plain_words(code: int, words: str) -> None:
    assert ending(code).startswith(words)
