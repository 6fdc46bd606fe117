"""A sync that prints what it should not: too much, nonsense, secrets, reports that are none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drivers.conftest import DAEMON, TINY, Judge, Script, credentials

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


# ── reports ────────────────────────────────────────────────────────────────────────────────────────────────────────

NO_REPORT = "broken what the SUT reports is not what docs/sut.md says expected report, system, datatype and record"


@pytest.mark.parametrize("line", ['{"report": "refused"}', '{"report": "declined", "section": 5}', '{"report": 5}'])
def test_a_report_that_is_none_is_told_with_what_it_is(judge: Judge, folder: Path, line: str) -> None:
    (folder / "line").write_text(line)

    judged = judge("--sut", "cat line")

    assert judged.code == 1
    assert NO_REPORT in judged.failure
    assert f"saw {line}" in judged.failure


def test_a_section_that_is_none_cannot_be_declined(judge: Judge, folder: Path) -> None:
    (folder / "line").write_text('{"report": "declined", "section": "tasks-to-cards", "reason": "no time"}')

    judged = judge("--sut", "cat line")

    assert judged.code == 1
    assert "broken the sync declines a section that there is not: tasks-to-cards" in judged.failure
    assert "expected task-to-cards" in judged.failure


def test_a_section_of_another_document_may_be_declined(judge: Judge, folder: Path) -> None:
    (folder / "line").write_text('{"report": "declined", "section": "contact-to-members", "reason": "no time"}')

    judged = judge("--sut", "cat line")

    assert judged.code == 1
    assert "expected one record in Trello Cards" in judged.failure


def test_a_section_that_is_declined_is_inconclusive_for_its_reason(judge: Judge, folder: Path) -> None:
    (folder / "line").write_text('{"report": "declined", "section": "task-to-cards", "reason": "no\u2028 time"}')

    judged = judge("--sut", "cat line")

    assert judged.code == 3
    assert "why the sync says that it does not do task-to-cards: no time" in judged.failure
    assert "the sync asked nothing" not in judged.failure


def test_chatter_is_left_alone(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("print('hello', '{not json', 5, sep=chr(10)); work(state)", begin=TINY))

    assert "is not what docs/sut.md says" not in judged.failure


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hello", "expected JSON saw hello"),
        ("5", "expected by its schema: 5 is not of type 'object'"),
        ('{"report": "refused", "system": "Trello"}', "is a required property"),
    ],
)
def test_chatter_is_an_error_where_the_protocol_is_checked(
    judge: Judge, script: Script, line: str, expected: str
) -> None:
    judged = judge("--sut", script(f"print({line!r}); work(state)", begin=TINY), "--check-protocol")

    assert judged.code == 1
    assert "broken a line on standard output is not what docs/sut.md says" in judged.failure
    assert expected in judged.failure


# ── secrets: that none is told, `judge` sees to in every test ──────────────────────────────────────────────────────

ALL = "' '.join(os.environ[each] for each in os.environ if each.endswith(('_TOKEN', '_KEY', '_SECRET')))"


@pytest.mark.parametrize(
    "says",
    [
        f"sys.exit({ALL})",
        f"sys.exit('x' * 3900 + {ALL})",
        f"print({ALL}); sys.exit(1)",
        f"print(json.dumps({{'report': {ALL}}}))",
        f"print(json.dumps({{'report': 'declined', 'section': 'task-to-cards', 'reason': {ALL}}}))",
        f"print(json.dumps({{'report': 'declined', 'section': {ALL}}}))",
    ],
)
def test_a_secret_that_a_command_prints_is_told_to_nobody(judge: Judge, script: Script, says: str) -> None:
    judged = judge("--sut", script(f"import json, os, sys; {says}"))

    assert judged.code in {1, 3}
    assert "…" in judged.failure


@pytest.mark.parametrize(
    "says", [f"print({ALL}, flush=True)", f"print('http://127.0.0.1:9/' + {ALL}, flush=True)", f"sys.exit({ALL})"]
)
def test_a_secret_that_a_daemon_begins_with_is_told_to_nobody(judge: Judge, script: Script, says: str) -> None:
    sync = script(f"import os, sys, time; {says}; time.sleep(100)")

    judged = judge("--sut", sync, "--sut-daemon", "--start-timeout", "3")

    assert judged.code == 4
    assert "…" in judged.err


def test_a_secret_in_an_answer_is_told_to_nobody(judge: Judge, script: Script) -> None:
    sync = script(
        f"""
        class Bad(daemon.Resident):
            def run_pass(self):
                raise GaveUp("x" * 100 + {ALL})
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "POST /pass was answered 500: xxx" in judged.failure


def test_a_secret_in_a_record_is_told_to_nobody(judge: Judge, script: Script) -> None:
    sync = script("work(state)", begin=TINY.replace('task["title"]', 'told["SYNCPROOF_TRELLO_TOKEN"]'))

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "…" in judged.failure


def test_a_run_on_a_terminal_keeps_its_secrets_too(script: Script, tmp_path: Path) -> None:
    sync = script(f"import os, sys; sys.exit({ALL})")
    run = [sys.executable, "-c", "import sys; from syncproof.cli import main; sys.exit(main())", "run"]

    done = subprocess.run(  # noqa: S603 - our own words
        [*run, "--section", "task-to-cards", "--only", "every.created", "--sut", sync, "--json", "-"],
        capture_output=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        text=True,
        timeout=60,
    )

    assert done.returncode == 1
    assert not [secret for secret in credentials() if secret in done.stdout + done.stderr]


def test_reports_are_not_its_last_words(judge: Judge, script: Script) -> None:
    sync = script("""#!/bin/sh
echo 'looking around'
echo '{"section": "task-to-actions", "report": "declined", "reason": "later"}'
""")

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "| looking around" in judged.failure
    assert "declined" not in judged.failure
