"""Commands that keep what they know in the wrong place, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncproof.drivers.workplace import Workplace
from tests.drivers.conftest import TINY, Judge, Script

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


def test_a_file_that_others_write_in_the_current_folder_is_not_named(tmp_path: Path) -> None:
    place = Workplace(home=str(tmp_path))
    ours, others = tmp_path / "pairs.json", tmp_path / "neighbours.log"
    for number in range(3):
        others.write_text(f"{number} between passes")
        with place.watched():
            ours.write_text(str(number))
            others.write_text(f"{number} in a pass")
    with place.watched():
        (tmp_path / "once.txt").touch()

    found = place.hints(1, 1)
    place.close()
    assert [hint for hint in found if "changed" in hint] == [
        "pairs.json changed in the current folder: is that the state of the sync?"
    ]


def test_a_file_that_changes_in_few_passes_is_a_neighbours(tmp_path: Path) -> None:
    place = Workplace(home=str(tmp_path))
    for number in range(12):
        with place.watched():
            (tmp_path / "pairs.json").write_text(str(number))
            if number % 5 == 0:
                (tmp_path / "neighbours.log").write_text(str(number))

    found = place.hints(1, 1)
    place.close()
    assert [hint for hint in found if "changed" in hint] == [
        "pairs.json changed in the current folder: is that the state of the sync?"
    ]


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
    assert "SYNCPROOF_STATE_DIR is no folder any more" in judged.failure


def test_one_that_keeps_it_where_it_was_told_has_a_pair_once(judge: Judge, script: Script) -> None:
    judged = judge("--sut", script("work(state)", begin=TINY), only=AGAIN)

    assert "no counterpart" not in judged.failure
    assert "SYNCPROOF_STATE_DIR" not in judged.failure


@pytest.mark.thorough
def test_a_daemon_that_is_taken_for_a_command_is_told_so(judge: Judge) -> None:
    judged = judge("--sut", "sh -c 'echo http://127.0.0.1:4711; exec sleep 100'", "--pass-timeout", "2")

    assert judged.code == 1
    assert "the first line is an address, as a daemon prints: is this a daemon? --sut-daemon" in judged.failure
