"""Programs in the care of the process reaper: started, listened to, ended."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from syncproof.drivers.program import LARGEST, Program, ending
from syncproof.errors import HarnessBroke, SutMissing

SECONDS = 60.0


def program(folder: Path, text: str, *, ours: bool = True) -> Program:
    return Program(["sh", "-c", text], folder, ours=ours)


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
