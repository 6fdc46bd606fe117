"""Commands that cannot be started: the mistake is named before anything runs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.drivers.conftest import Judge, Script


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
        "no such program: ./sycn.sh\n  nearest  ./sync.sh\n  do       --sut takes paths from the current folder\n"
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
