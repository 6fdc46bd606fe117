"""A sync that removes the folder that the harness made for it is a bad sync, and nothing else ends with it."""

from __future__ import annotations

import pytest

from tests.drivers.conftest import DAEMON, TINY, Judge, Script

REMOVE = "import os, shutil; shutil.rmtree(os.path.dirname(os.environ['SYNCPROOF_CHECKLIST']))"


@pytest.mark.parametrize("last", ["sys.exit(1)", "sys.exit(0)", "print('x' * 9000)"])
def test_a_command_that_removes_the_folder_fails_its_story(judge: Judge, script: Script, last: str) -> None:
    judged = judge("--sut", script(f"import sys; {REMOVE}; {last}"))

    assert judged.code == 1
    assert "the folder that the sync was given is gone: does the sync remove more than its own" in judged.failure
    assert "error" not in judged.out


@pytest.mark.parametrize("last", ["sys.exit(1)", "sys.exit(0)"])
def test_a_command_that_removes_its_state_folder_is_told_so(judge: Judge, script: Script, last: str) -> None:
    judged = judge("--sut", script(f"import shutil; work(state); shutil.rmtree(state); {last}", begin=TINY))

    assert judged.code == 1
    assert "SYNCPROOF_STATE_DIR is no folder any more: does the sync remove more than its files?" in judged.failure
    assert "keeps nothing" not in judged.failure


def test_the_next_story_has_its_folder_again(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script(f"work(state); {REMOVE}", begin=TINY), only="every.next-time")

    assert judged.code == 1
    assert "the harness broke" not in judged.everything


def test_a_daemon_that_removes_the_folder_fails_its_story(judge: Judge, script: Script) -> None:
    sync = script(
        f"""
        class Bad(daemon.Resident):
            def run_pass(self):
                {REMOVE}
                raise GaveUp("no more")
        serve(Bad)
        """,
        begin=DAEMON,
    )

    judged = judge("--sut", sync, "--sut-daemon")

    assert judged.code == 1
    assert "the harness broke" not in judged.everything
