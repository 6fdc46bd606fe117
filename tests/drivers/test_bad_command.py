"""A command that is a bad sync: what it is told is clear, and says what, where, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.drivers.conftest import TINY, Judge, Script

# ── before anything runs ───────────────────────────────────────────────────────────────────────────────────────────


def test_one_that_never_runs_is_not_played_through_the_whole_checklist(judge: Judge) -> None:
    judged = judge("--sut", "false", only="every.backfilled")

    assert judged.code == 1
    assert "scenarios  5: 3 fail, 2 inconclusive" in judged.out
    assert "not played: the sync did not run in 3 stories before" in " ".join(judged.out.split())


def test_a_program_that_is_not_there_is_told_with_the_nearest(judge: Judge, folder: Path) -> None:
    (folder / "sync.sh").write_text("#!/bin/sh\n")

    judged = judge("--sut", "./sycn.sh")

    assert (judged.code, judged.out) == (2, "")
    assert judged.err == (
        "no such program: ./sycn.sh\n"
        "  nearest  ./sync.sh\n"
        "  do       --sut takes a command as a shell does: --sut 'python3 sync.py'\n"
    )


def test_a_program_of_no_folder_is_looked_for_where_programs_are(judge: Judge) -> None:
    judged = judge("--sut", "pyhton3 sync.py")

    assert judged.code == 2
    assert judged.err.startswith("no such program: pyhton3\n  nearest  python3")


def test_a_program_beside_is_named_with_its_folder(judge: Judge, script: Script) -> None:
    script("#!/bin/sh\n", name="sync.sh")

    judged = judge("--sut", "sync.sh")

    assert judged.code == 2
    assert judged.err.startswith("no such program: sync.sh\n  nearest  ./sync.sh\n")


def test_what_cannot_be_executed_is_told_with_the_cure(judge: Judge, folder: Path) -> None:
    (folder / "sync.py").write_text("print()")

    judged = judge("--sut", "./sync.py --all")

    assert judged.code == 2
    assert judged.err == (
        "the system under test cannot be executed: ./sync.py\n"
        "  do       chmod +x ./sync.py, or name its interpreter: --sut 'python3 ./sync.py --all'\n"
    )


def test_a_script_that_does_not_say_what_interprets_it_is_told_so(judge: Judge, folder: Path) -> None:
    (folder / "sync.sh").write_text("syncproof sync\n")
    (folder / "sync.sh").chmod(0o755)

    judged = judge("--sut", "./sync.sh")

    assert judged.code == 2
    assert judged.err == (
        "the first line of the system under test names no interpreter: ./sync.sh\n"
        "  do       begin the file with a line such as #!/bin/sh, or name its interpreter\n"
    )


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("#!/usr/bin/pyhton9", "the interpreter of ./sync is not there: /usr/bin/pyhton9"),
        ("#!/usr/bin/env pyhton9", "the interpreter of ./sync is not there: pyhton9"),
        ("#!", "the first line of the system under test names no interpreter: ./sync"),
        ("#!/bin/sh\r", "the lines of the system under test end as on Windows: ./sync"),
    ],
)
def test_a_script_without_an_interpreter_is_told_so(judge: Judge, script: Script, first: str, told: str) -> None:
    judged = judge("--sut", script(f"{first}\n", name="sync"))

    assert judged.code == 2
    assert judged.err.startswith(f"{told}\n  do       ")


@pytest.mark.parametrize("options", ["", "-u ", "-B -u "])
def test_a_script_that_is_not_there_is_told_with_the_nearest(judge: Judge, folder: Path, options: str) -> None:
    (folder / "sync.py").write_text("")

    judged = judge("--sut", f"{sys.executable} {options}./snyc.py")

    assert judged.code == 2
    assert judged.err == (
        "no such file: ./snyc.py\n  nearest  ./sync.py\n  do       --sut takes paths from the current folder\n"
    )


# ── it dies ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_that_dies_at_once_is_told_with_its_last_words(judge: Judge, script: Script) -> None:
    sync = script("import sys; sys.exit('cannot load settings.toml')")

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "broken the sync does not run expected a pass that asks the systems" in judged.failure
    assert "saw the command ended with exit code 1: cannot load settings.toml" in judged.failure
    assert judged.failure.count("| cannot load settings.toml") == 1
    assert "the sync asked nothing" not in judged.failure  # it says itself what is wrong


@pytest.mark.parametrize(
    ("death", "told"),
    [
        ("kill -SEGV $$", "the command was ended by signal 11, SIGSEGV (Segmentation fault)"),
        ("kill -40 $$", "the command was ended by signal 40 ("),
        ("no-such-program", "the command ended with exit code 127 (as shells say of what was not found)"),
        ("exit 77", "the command ended with exit code 77"),
    ],
)
def test_a_death_is_told_in_plain_words(judge: Judge, death: str, told: str) -> None:
    judged = judge("--sut", f"sh -c '{death}'")

    assert judged.code == 1
    assert f"saw {told}" in judged.failure


def test_exit_code_2_without_a_request_is_inconclusive_for_its_reason(judge: Judge, script: Script) -> None:
    sync = script("import sys; print('no such policy: any\\n  do  ask for latest-wins', file=sys.stderr); sys.exit(2)")

    judged = judge("--sut", sync)

    assert judged.code == 3
    assert "task-to-cards every.created was not shown: A new task" in judged.failure
    assert "why the sync says that it does not do this checklist: no such policy: any" in judged.failure
    assert "| do ask for latest-wins" in judged.failure
    assert "the sync asked nothing" not in judged.failure


def test_exit_code_2_without_a_word_is_inconclusive_too(judge: Judge) -> None:
    judged = judge("--sut", "sh -c 'exit 2'")

    assert judged.code == 3
    assert "the command ended with exit code 2 and asked nothing of any system" in judged.failure


def test_exit_code_2_after_requests_is_no_excuse(judge: Judge, script: Script) -> None:
    ask = "curl -s $SYNCPROOF_CUSTOMPMS_URL/tasks -o /dev/null"

    judged = judge("--sut", script(f"#!/bin/sh\n{ask}; exit 2"))

    assert judged.code == 1
    assert "saw the last pass was given up: the command ended with exit code 2" in judged.failure


def test_exit_code_2_of_one_that_could_use_it_before_is_no_excuse(judge: Judge, script: Script) -> None:
    sync = script("if os.listdir(state): sys.exit(2)\nwork(state)", begin=TINY)

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "the command ended with exit code 2" in judged.failure


# ── it lives, and does wrong ───────────────────────────────────────────────────────────────────────────────────────


def test_one_that_does_nothing_fails_with_a_hint(judge: Judge) -> None:
    judged = judge("--sut", "true")

    assert judged.code == 1
    assert "broken Digging has no counterpart in Trello Cards" in judged.failure
    assert "sync the last pass ended with exit code 0" in judged.failure
    assert "the sync asked nothing of any system" in judged.failure


def test_one_that_does_its_work_and_says_that_it_did_not_never_rests(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("work(state); sys.exit(1)", begin=TINY))

    assert judged.code == 1
    assert "broken the sync never comes to rest expected two quiet passes in a row within 12" in judged.failure
    assert "saw the last pass was given up: the command ended with exit code 1" in judged.failure


def test_one_that_hangs_is_told_so_and_killed(judge: Judge) -> None:
    judged = judge("--sut", "sleep 100", "--pass-timeout", "0.2")

    assert judged.code == 1
    assert (
        "broken the sync hangs expected a pass that ends within 0.2 s (--pass-timeout) saw 3 passes that did not"
        in judged.failure
    )


def test_one_that_hangs_again_and_again_is_not_waited_for_in_every_story(judge: Judge) -> None:
    judged = judge("--sut", "sleep 100", "--pass-timeout", "0.2", only="every.exactly-once")

    assert judged.code == 1
    assert "scenarios  2: 1 fail, 1 inconclusive" in judged.out
    assert "why       not played: the sync hung 3 times before, see the stories above" in judged.out
    assert "  do        --pass-timeout gives it longer, --only plays one story" in judged.out


def test_one_that_leaves_its_work_to_others_is_told_that_they_were_ended(judge: Judge, script: Script) -> None:
    begin = "import subprocess, sys"
    sync = script("\nsubprocess.Popen(['sh', '-c', 'sleep 3; syncproof sync'])", begin=begin)

    judged = judge("--sut", sync)

    assert judged.code == 1
    assert "the command left processes running when it ended, and they were killed" in judged.failure


# ── where it keeps what it knows ───────────────────────────────────────────────────────────────────────────────────

AGAIN = "The sync runs again and again"


def test_one_that_keeps_nothing_is_told_so(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("import tempfile; work(tempfile.mkdtemp())", begin=TINY), only=AGAIN)

    assert judged.code == 1
    assert "the sync keeps nothing in SYNCPROOF_STATE_DIR: how does it find its pairs again?" in judged.failure
    assert "in the current folder" not in judged.failure


def test_one_that_keeps_it_beside_is_told_where(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("work('.')", begin=TINY), only="every.exactly-once")

    assert judged.code == 1
    assert "the sync keeps nothing in SYNCPROOF_STATE_DIR" in judged.failure
    assert "pairs.json changed in the current folder: is that the state of the sync?" in judged.failure


def test_one_that_keeps_it_elsewhere_is_told_that_it_is_not_in_its_folder(
    judge: Judge, script: Script, tmp_path: Path
) -> None:
    judged = judge("--sut", script(f"work({str(tmp_path)!r})", begin=TINY), only="every.exactly-once")

    assert judged.code == 1
    assert "the sync keeps nothing in SYNCPROOF_STATE_DIR" in judged.failure


def test_one_that_removes_its_state_directory_is_a_bad_sync_and_no_more(judge: Judge, script: Script) -> None:
    sync = script("work(state); import shutil; shutil.rmtree(state); Path(state).touch()", begin=TINY)

    judged = judge("--sut", sync, only="every.exactly-once")

    assert judged.code == 1
    assert "the sync keeps nothing in SYNCPROOF_STATE_DIR" in judged.failure


def test_one_that_keeps_it_where_it_was_told_has_a_pair_once(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("work(state)", begin=TINY), only=AGAIN)

    assert "no counterpart" not in judged.failure
    assert "SYNCPROOF_STATE_DIR" not in judged.failure


def test_a_daemon_that_is_taken_for_a_command_is_told_so(judge: Judge) -> None:
    judged = judge("--sut", "sh -c 'echo http://127.0.0.1:4711; exec sleep 100'", "--pass-timeout", "2")

    assert judged.code == 1
    assert "the first line is an address, as a daemon prints: is this a daemon? --sut-daemon" in judged.failure
