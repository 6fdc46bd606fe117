"""Commands that end with an error: the death is told in plain words, and exit code 2 is heard."""

from __future__ import annotations

import pytest

from tests.drivers.conftest import TINY, Judge, Script


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
