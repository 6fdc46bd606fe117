"""Every command of the page on sweeps does what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.pages import blocks

PAGE = "docs/sweep.md"
COMMANDS = [line for block in blocks(PAGE, "console") for line in block.splitlines()]


@pytest.mark.thorough
def test_the_commands_of_the_page_end_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = {}
    printed = {}
    for command in COMMANDS:
        program, *words = shlex.split(command)
        if program == "mkdir":
            Path(*words).mkdir()
            continue
        capsys.readouterr()
        ended[command] = main(words)
        printed[command] = capsys.readouterr().out

    assert {command for command, code in ended.items() if code} == {
        command for command in ended if "--driver broken:" in command
    }
    assert set(ended.values()) == {0, 1}
    [shown] = blocks(PAGE, "text")
    verbose = next(command for command in printed if "--verbose" in command)
    assert re.sub(r"^time .*\n", "", printed[verbose], flags=re.MULTILINE) == shown
