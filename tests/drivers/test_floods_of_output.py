"""Output in masses, or output that is no text."""

from __future__ import annotations

import pytest

from tests.drivers.conftest import DAEMON, Judge, Script

pytestmark = pytest.mark.thorough
FLOODED = "printed more than 16 MB in one pass, and was ended"


@pytest.mark.parametrize("to", ["", " >&2"])
def test_one_that_floods_its_output_is_ended_and_told_so(judge: Judge, to: str) -> None:
    judged = judge("--sut", f"sh -c 'yes{to}'")

    assert judged.code == 1
    assert f"saw the command {FLOODED}: y" in judged.failure


def test_a_daemon_that_floods_its_output_is_ended_and_told_so(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                while True:
                    os.write(2, b"again and again" * 1000)
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert f"the daemon {FLOODED}" in judged.failure


def test_a_daemon_that_floods_its_output_and_answers_is_told_so(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                os.write(2, b"again and again" * 2_000_000)
                return super().run_pass()
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert f"the daemon {FLOODED}" in judged.failure


def test_what_is_printed_in_other_passes_is_no_flood(judge: Judge, script: Script) -> None:
    sync = script(
        """
        class Bad(daemon.Resident):
            def run_pass(self):
                os.write(2, b"a line\\n" * 1_000_000)
                return super().run_pass()
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 0


def test_what_is_no_text_harms_nobody(judge: Judge, script: Script) -> None:
    sync = script("import os, sys; os.write(2, bytes(range(256)) * 9 + b'\\x1b[2J\\n\\xff\\xfe'); sys.exit(1)")

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "the command ended with exit code 1" in judged.failure
    assert "\x1b" not in judged.out
    assert not [character for character in judged.junit if ord(character) < 32 and character not in "\n\t\r"]


def test_of_much_that_is_said_the_last_is_shown_and_how_to_run_it_again_still(judge: Judge, script: Script) -> None:
    sync = script("for line in range(1000): print('word ' * 40, line, file=sys.stderr)", begin="import sys\n")

    judged = judge("--sut", sync)

    screen = judged.out.partition("Failures\n\n")[2].partition("\n\n")[0].splitlines()
    assert [line for line in screen if "| word word" in line]
    assert len(screen) <= 24
    assert screen[-1].startswith("  again     syncproof run ")
