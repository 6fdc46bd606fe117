"""Secrets that a sync prints are shown to nobody: `judge` looks for them in every test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drivers.conftest import DAEMON, TINY, Judge, Script, credentials

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
    ("user", "encode"), [("", "b64encode"), ("a", "urlsafe_b64encode"), ("ab", "b64encode"), ("joe:", "b64encode")]
)
def test_a_secret_in_base64_is_shown_to_nobody_either(judge: Judge, script: Script, user: str, encode: str) -> None:
    says = f"sys.exit('Authorization: Basic ' + base64.{encode}(('{user}' + {ALL}).encode()).decode())"

    judged = judge("--sut", script(f"import base64, os, sys; {says}"))

    assert judged.code == 1
    assert "Authorization: Basic " in judged.failure
    assert "…" in judged.failure


@pytest.mark.thorough
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


def test_a_secret_in_the_command_is_told_to_nobody(judge: Judge) -> None:
    judged = judge("--sut", "sh -c 'exit 3' --token=hunter2hunter2", "--sut-daemon")

    assert judged.code == 4
    assert "hunter2" not in judged.everything
    assert "--token=…" in judged.err


@pytest.mark.parametrize("daemon", [(), ("--sut-daemon", "--start-timeout", "3")], ids=["command", "daemon"])
def test_a_secret_in_the_command_that_the_sync_prints_is_told_to_nobody(
    judge: Judge, script: Script, daemon: tuple[str, ...]
) -> None:
    sync = script("import sys; print(sys.argv[-1], file=sys.stderr); sys.exit(f'wrong: {sys.argv[-1]}')")

    judged = judge("--sut", f"{sync} -p hunter2hunter2", *daemon)

    assert judged.code in {1, 4}
    assert "hunter2" not in judged.everything
    assert "wrong: …" in judged.everything


def test_a_secret_of_the_environment_that_the_sync_prints_is_told_to_nobody(
    judge: Judge, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_PASSWORD", "hunter2hunter2")

    judged = judge("--sut", script("import os, sys; sys.exit(f'wrong: {os.environ[\"CRM_PASSWORD\"]}')"))

    assert "hunter2" not in judged.everything
    assert "wrong: …" in judged.everything


@pytest.mark.parametrize(
    "options",
    [
        ("--sut", "true --token=hunter2hunter2", "--sut-url", "http://127.0.0.1:1"),
        ("--sut", "true --token=hunter2hunter2 '"),
        ("--sut", "./sync.py --token=hunter2hunter2"),
    ],
)
def test_a_secret_in_a_command_that_is_refused_is_told_to_nobody(
    judge: Judge, folder: Path, options: tuple[str, ...]
) -> None:
    (folder / "sync.py").touch()

    judged = judge(*options)

    assert judged.code == 2
    assert "hunter2" not in judged.everything
    assert "--token=…" in judged.err
