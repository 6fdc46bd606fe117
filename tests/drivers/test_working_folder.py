"""`--sut-cwd`: a command starts in a folder of its own, and its paths start there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drivers.conftest import TINY, Judge, Script


@pytest.mark.parametrize("of", ["./inner.py", "inner.py", "../repository/inner.py"])
def test_the_command_and_its_script_are_found_there(judge: Judge, script: Script, folder: Path, of: str) -> None:
    command = script("work('.')", begin=TINY, name="sync.py")
    (folder / "repository").mkdir()
    (folder / "sync.py").rename(folder / "repository" / Path(of).name)

    judged = judge("--sut", command.replace("sync.py", of), "--sut-cwd", "repository", only="every.exactly-once")

    assert judged.code == 1
    assert "pairs.json changed in the current folder: is that the state of the sync?" in judged.failure
    assert (folder / "repository/pairs.json").is_file()


def test_a_program_is_found_there_too(judge: Judge, folder: Path) -> None:
    (folder / "repository").mkdir()
    program = folder / "repository/sync"
    program.write_text("#!/bin/sh\ntouch started-here\n")
    program.chmod(0o755)

    judged = judge("--sut", "./sync", "--sut-cwd", "repository", only="every.created")

    assert judged.code == 1
    assert (folder / "repository/started-here").is_file()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--sut", "true", "--sut-cwd", "nowhere"), "no such folder: nowhere\n  do       --sut-cwd takes the folder"),
        (("--sut", "./sinc", "--sut-cwd", "repository"), "no such program: ./sinc\n  nearest  ./sink\n"),
        (
            ("--sut", "python3 sync.py", "--sut-cwd", "repository"),
            "no such file: sync.py\n  do       --sut takes paths from repository\n",
        ),
        (("--sut-url", "http://127.0.0.1:1", "--sut-cwd", "repository"), "--sut-cwd is for a command: a service runs"),
        (("--sut-cwd", "repository"), "--sut-cwd is for a sync of your own, and none is named\n"),
    ],
)
def test_a_folder_that_helps_nobody_is_refused(judge: Judge, folder: Path, options: tuple[str, ...], told: str) -> None:
    (folder / "repository").mkdir()
    (folder / "repository/sink").touch()

    judged = judge(*options)

    assert (judged.code, judged.out) == (2, "")
    assert judged.err.startswith(told)
