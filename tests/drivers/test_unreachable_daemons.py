"""Daemons that cannot be asked at all: this is said once, at once, and nothing is played."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drivers.conftest import Judge, Script


@pytest.mark.thorough
@pytest.mark.parametrize("workers", [1, 2])
def test_one_that_prints_nothing_is_told_once_and_not_tried_again(judge: Judge, folder: Path, workers: int) -> None:
    sync = "sh -c 'echo >> starts; exec sleep 100'"

    judged = judge(
        "--sut", sync, "--sut-daemon", "--start-timeout", "0.5", "--workers", str(workers), only="in-sync.stays"
    )

    assert 1 <= (folder / "starts").read_text().count("\n") <= workers
    assert (judged.code, judged.out) == (4, "")
    assert judged.err == (
        "the daemon printed no address within 0.5 s\n"
        "  do       print it as the first line, and flush; --start-timeout gives it longer\n"
    )


def test_one_that_ends_can_be_tried_by_hand_as_it_is_told(judge: Judge) -> None:
    judged = judge("--sut", "sh -c 'exit 3'", "--sut-daemon")

    assert judged.code == 4
    assert judged.err.endswith("  do       try it by hand: sh -c 'exit 3'\n")


def test_one_that_ends_is_told_with_its_last_words(judge: Judge, script: Script) -> None:
    sync = script("import sys; sys.exit('no licence')")

    judged = judge("--sut", sync, "--sut-daemon")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err == (
        "the daemon was to keep running, and ended with exit code 1\n"
        "  | no licence\n"
        f"  do       try it by hand: {sync}\n"
    )


@pytest.mark.thorough
def test_one_that_does_not_listen_where_it_says_is_told_so(judge: Judge) -> None:
    judged = judge("--sut", "sh -c 'echo http://127.0.0.1:9; exec sleep 100'", "--sut-daemon", "--start-timeout", "3")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err == (
        "the daemon printed http://127.0.0.1:9, and no server listens there\n"
        "  do       listen first, then print the address; --start-timeout gives it longer\n"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("listening on 4711", "the daemon's first line is not what docs/sut.md says"),
        ("", "the daemon's first line is not what docs/sut.md says"),
        ('{"schema": "syncproof-sut/1"}', "the daemon's first line is not what docs/sut.md says"),
        ("http://192.0.2.1:80", "where the daemon listens is not what docs/sut.md says"),
        ("https://127.0.0.1:4711", "where the daemon listens is not what docs/sut.md says"),
        ("http://127.0.0.1:99999", "where the daemon listens is not what docs/sut.md says"),
        ("\x1b[31m\x00\x07 \ufffd", "the daemon's first line is not what docs/sut.md says"),
    ],
)
def test_one_whose_first_line_is_no_address_is_told_so(judge: Judge, script: Script, line: str, told: str) -> None:
    sync = script(f"import time; print({line!r}, flush=True); time.sleep(100)")

    judged = judge("--sut", sync, "--sut-daemon")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err.startswith(f"{told}\n  expected ")
    assert "127.0.0.1:4711\n  saw      " in judged.err
    assert "\x1b" not in judged.err
    assert judged.err.endswith("  do       print anything else to standard error, or later\n")


@pytest.mark.parametrize("offers", ["5", '"reset"', "[5]", "{}"])
def test_one_that_offers_nonsense_is_told_so(judge: Judge, script: Script, offers: str) -> None:
    line = f'{{"url": "http://127.0.0.1:9", "offers": {offers}}}'
    sync = script(f"import time; print({line!r}, flush=True); time.sleep(100)")

    judged = judge("--sut", sync, "--sut-daemon")

    assert (judged.code, judged.out) == (4, "")
    assert judged.err.startswith("what the SUT offers is not what docs/sut.md says\n  expected a list of verbs")
