"""What is found wrong with the order for a SUT before anything runs: each says what, and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from syncproof.drivers.check import check
from syncproof.errors import BadInput
from syncproof.sut import Sut


def refused(sut: Sut) -> str:
    with pytest.raises(BadInput) as bad:
        check(sut)
    return str(bad.value)


@pytest.mark.parametrize(
    ("sut", "what", "do"),
    [
        (
            Sut(driver="referense"),
            "no such system under test: referense\n  nearest  reference\n",
            "syncproof list drivers shows all of them; --sut CMD names a sync of your own",
        ),
        (
            Sut(driver="broken:sourcewins"),
            "no such system under test: broken:sourcewins\n  nearest  broken:source-wins\n",
            "syncproof list drivers shows all of them",
        ),
        (
            Sut(driver="broken:xx"),
            "no such system under test: broken:xx\n",
            "syncproof list drivers shows all of them",
        ),
        (
            Sut(driver="backfils-only"),
            "no such system under test: backfils-only\n  nearest  broken:backfills-only\n",
            "syncproof list drivers shows all of them",
        ),
        (
            Sut(command="true", url="http://127.0.0.1:1"),
            "two systems under test at once: --sut true and --sut-url http://127.0.0.1:1\n",
            "name one of them",
        ),
        (
            Sut(driver="broken:backfills-only", command="sh -c 'x y'"),
            "two systems under test at once: --driver broken:backfills-only and --sut 'sh -c '\"'\"'x y'\"'\"''\n",
            "name one of them",
        ),
        (
            Sut(driver="broken:drifts", daemon=True),
            "--sut-daemon is for a sync of your own, and --driver broken:drifts is none\n",
            "leave --sut-daemon out, or name your own in place of --driver: --sut CMD",
        ),
        (
            Sut(url="http://127.0.0.1:1", daemon=True),
            "--sut-daemon is for a daemon: a service needs no such option\n",
            "leave --sut-daemon out, or give --sut CMD --sut-daemon",
        ),
        (Sut(command="true", port=-1), "--sut-port -1: 4 ports in a row are needed, from that one on\n", "0 to 65532"),
        (
            Sut(command="true", port=65533),
            "--sut-port 65533: 4 ports in a row are needed, from that one on\n",
            "0 to 65532",
        ),
        (
            Sut(command="true", pass_timeout=0),
            "a time-out must be more than 0 seconds\n",
            "--attach, for no time-out at all",
        ),
        (
            Sut(command="true", start_timeout=-1),
            "a time-out must be more than 0 seconds\n",
            "--attach, for no time-out at all",
        ),
        (
            Sut(command="true", start_timeout=20),
            "--start-timeout is for a daemon: no other sync is waited for while it starts\n",
            "leave --start-timeout out, or give --sut CMD --sut-daemon",
        ),
        (
            Sut(command="true", daemon=True, rest=1),
            "--rest is for a service: no other sync is watched until it rests\n",
            "leave --rest out, or give --sut-url URL",
        ),
        (
            Sut(command="true", rest=float("nan")),
            "--rest must be more than 0 seconds\n",
            "--rest 0.5, for a service that is",
        ),
        (
            Sut(command="true", debounce=float("nan")),
            "--sut-debounce nan: no story can be played so\n",
            "--sut-debounce 0 to 3600 seconds",
        ),
        (
            Sut(command="true", passes=0, debounce=1),
            "--sut-passes 0: no story can be played so\n",
            "--sut-passes 1 to 100",
        ),
        (
            Sut(command="true", writes=-1),
            "--sut-writes -1: no story can be played so\n",
            "--sut-writes 1 or more, or 0 for no limit",
        ),
        (
            Sut(command="true", marks=("Attachments",)),
            "--sut-mark 'Attachments' is no system and datatype\n",
            'such as --sut-mark "Trello Attachments"',
        ),
    ],
)
def test_an_order_that_contradicts_itself_is_refused(sut: Sut, what: str, do: str) -> None:
    told = refused(sut)

    assert told.startswith(f"{what}  do       {do}")


@pytest.mark.parametrize(
    ("sut", "option", "missing"),
    [
        (Sut(daemon=True), "--sut-daemon", "--sut CMD"),
        (Sut(start_timeout=20), "--start-timeout", "--sut CMD --sut-daemon"),
        (Sut(rest=1), "--rest", "--sut-url URL"),
        (Sut(cwd="."), "--sut-cwd", "--sut CMD"),
        (Sut(folder="state"), "--sut-dir", "--sut CMD, or --sut-url URL"),
        (Sut(attach=True), "--attach", "--sut CMD, or --sut-url URL"),
        (Sut(pass_timeout=5), "--pass-timeout", "--sut CMD, or --sut-url URL"),
        (Sut(check_protocol=True), "--check-protocol", "--sut CMD, or --sut-url URL"),
        (Sut(port=8000), "--sut-port", "--sut CMD, or --sut-url URL"),
    ],
)
def test_an_option_of_a_sync_without_one_says_what_to_add(sut: Sut, option: str, missing: str) -> None:
    assert refused(sut) == f"{option} is for a sync of your own, and none is named\n  do       add {missing}"


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://127.0.0.1:x", "--sut-url 'http://127.0.0.1:x' is no address: "),
        ("127.0.0.1:4711", "--sut-url '127.0.0.1:4711' is no address: write http:// before it"),
        ("localhost:4711", "--sut-url 'localhost:4711' is no address: write http:// before it"),
        (
            "https://127.0.0.1:4711",
            "--sut-url 'https://127.0.0.1:4711' asks for TLS: a service on this machine needs none",
        ),
        ("http://example.com", "--sut-url 'http://example.com' leads to another machine"),
        ("http://me:secret@127.0.0.1:1", "--sut-url has more than an address: a path may follow the port, and nothing"),
        (
            "https://127.0.0.1:1/?x=1",
            "--sut-url has more than an address: a path may follow the port, and nothing else",
        ),
        ("http://127.0.0.1:99999", "--sut-url 'http://127.0.0.1:99999' has a port that does not exist"),
    ],
)
def test_a_url_is_an_address_on_this_machine(url: str, what: str) -> None:
    told = refused(Sut(url=url))

    assert told.startswith(what)
    assert "secret" not in told
    assert "\n  do       " in told
    assert told.endswith("--sut-url http://127.0.0.1:4711")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("'", '--sut "\'" cannot be read: No closing quotation\n  do       close the quotes, as in a shell'),
        (" ", "--sut names no command\n  do       --sut 'python3 sync.py'"),
        ("''", "--sut names no command\n  do       --sut 'python3 sync.py'"),
        ("/", "the system under test is a folder: /\n  do       name the program in it"),
    ],
)
def test_a_command_is_one(command: str, told: str) -> None:
    assert refused(Sut(command=command)) == told


@pytest.mark.parametrize(
    "command",
    [
        "true",
        f"{sys.executable} there.py",
        f"{sys.executable} -u there.py not-there.py",
        f"{sys.executable} -m not-there.py",
        f"{sys.executable} -c 'import x.py'",
        "sh -c './not-there.sh'",
        "sh -c not-there.sh",
        "./there.sh",
        "./there",
        "./empty",
    ],
)
def test_a_command_that_can_be_started_is_left_alone(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"there.py": b"", "there.sh": b"#!/usr/bin/env -S sh -e\n", "there": b"\x7fELF\n", "empty": b""}
    for name, text in files.items():
        (tmp_path / name).write_bytes(text)
        (tmp_path / name).chmod(0o755)

    check(Sut(command=command))


def test_windows_is_told_what_goes_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert refused(Sut(command="true")).endswith("do       start it yourself, and use --sut-url")


def test_a_folder_with_something_else_in_it_is_not_made_ours(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "diary").touch()

    told = refused(Sut(command="true", folder=str(tmp_path)))

    assert told == f"{tmp_path}: the folder holds something else\n  do       --sut-dir takes a new or an empty one"
    assert (tmp_path / "state" / "diary").exists()


def test_a_folder_that_was_ours_is_taken_again(tmp_path: Path) -> None:
    (tmp_path / "environment").touch()

    check(Sut(command="true", folder=str(tmp_path)))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    told = refused(Sut(command="true", folder=str(tmp_path / "file")))

    assert told == f"{tmp_path}/file: cannot make the folder: File exists\n  do       --sut-dir takes a folder"
