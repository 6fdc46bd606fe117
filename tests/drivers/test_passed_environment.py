"""`--sut-env`: of the user's environment, a sync gets only what is named, and what every program needs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.drivers.conftest import DAEMON, Judge, Script

SEEN = "json.dump(dict(os.environ), open('seen.json', 'w'))"
OURS = "SYNCPROOF_"
ALWAYS = {"PATH", "HOME", "LANG", "TMPDIR"}


def seen(folder: Path) -> set[str]:
    """Return the names of the variables that a sync had, without those of the harness and of Python itself."""
    names = json.loads((folder / "seen.json").read_text())
    assert any(name.startswith(OURS) for name in names)
    return {name for name in names if not name.startswith(OURS)} - {"LC_CTYPE"}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"MY_CRM": "crm", "MY_OTHER": "other", "LANG": "C.UTF-8", "TMPDIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("begin", ["import json, os, sys\n", DAEMON])
def test_a_sync_gets_what_is_named_and_no_more(judge: Judge, script: Script, folder: Path, begin: str) -> None:
    options = ("--sut-daemon", "--start-timeout", "3") if begin is DAEMON else ()
    command = script(f"import json, os, sys; {SEEN}; sys.exit(1)", begin=begin)

    judge("--sut", command, *options, "--sut-env", "MY_CRM")

    assert seen(folder) == {"MY_CRM"} | (ALWAYS & set(os.environ))


def test_several_names_add_up(judge: Judge, script: Script, folder: Path) -> None:
    judge("--sut", script(f"import json, os; {SEEN}"), "--sut-env", "MY_CRM", "--sut-env", "MY_OTHER")

    assert {"MY_CRM", "MY_OTHER"} <= seen(folder)


def test_without_a_name_a_sync_gets_all(judge: Judge, script: Script, folder: Path) -> None:
    judge("--sut", script(f"import json, os; {SEEN}"))

    assert {"MY_CRM", "MY_OTHER"} <= seen(folder)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--sut", "true", "--sut-env", "MY_CRN"), "--sut-env MY_CRN: your environment has no such variable\n"),
        (("--sut-url", "http://127.0.0.1:1", "--sut-env", "MY_CRM"), "--sut-env is for a command: a service runs"),
        (("--sut-env", "MY_CRM"), "--sut-env is for a sync of your own, and none is named\n  do       add --sut CMD"),
    ],
)
def test_a_name_that_helps_nobody_is_refused(judge: Judge, options: tuple[str, ...], says: str) -> None:
    judged = judge(*options)

    assert (judged.code, judged.out) == (2, "")
    assert judged.err.startswith(says)
