"""docs/sut.md and docs/sut-service.md: commands, variables and numbers are those of the harness."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from syncproof.cli import commands
from syncproof.steps import passes
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.words import AMOUNTS
from syncproof.sut import Sut
from tests.pages import PAGES, blocks

CONTRACT, SERVICE = "docs/sut.md", "docs/sut-service.md"
NUMBERS = {2: "two", 10: "ten", 12: "twelve"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with closing(Stage(Sut(command="true"), 0)) as stage, on_stage(stage):
        yield stage


def test_the_variables_are_those_that_a_sync_is_told(stage: Stage) -> None:
    rows = re.findall(r"^\| (`SYNCPROOF_\w.*?) \|", PAGES[CONTRACT], flags=re.MULTILINE)
    named = set()
    for row in rows:
        first, *more = re.findall(r"`(\w+)`", row)
        named |= {first, *(first.removesuffix("_URL") + name for name in more)}

    assert named == {*stage.environ, "SYNCPROOF_CHECKLIST", "SYNCPROOF_STATE_DIR"}


def test_the_lines_for_the_clock_let_time_pass(
    stage: Stage, tmp_path: Path, lacking: Callable[[str], NoReturn]
) -> None:
    if shutil.which("curl") is None:
        lacking("there is no curl here, which the page asks the clock with")
    [lines] = blocks(CONTRACT, "sh")
    [shown] = re.findall(r"# (\{.*\})", lines)

    environ = {**os.environ, "SYNCPROOF_CLOCK_URL": stage.environ["SYNCPROOF_CLOCK_URL"]}
    with stage.ports.answering():
        answers = [
            subprocess.run(  # noqa: S603 - the page's own words, to a shell as a reader gives them
                ["/bin/sh", "-euc", line], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
            ).stdout
            for line in lines.splitlines()
        ]

    assert [json.loads(answer) for answer in answers] == [json.loads(shown)] * 2


def test_the_options_of_the_lines_for_a_service_are_options_of_run() -> None:
    [lines] = blocks(SERVICE, "sh")
    told = CliRunner().invoke(commands, ["run", "--help"]).output

    named = {word for line in lines.splitlines() if "syncproof run" in line for word in shlex.split(line)}
    options = {word for word in named if word.startswith("--")}
    assert len(options) > 4
    assert [option for option in options if f"{option} " not in told] == []


def test_the_numbers_of_the_page_are_those_of_the_harness() -> None:
    most, quiet = NUMBERS[passes.MOST_PASSES], NUMBERS[passes.QUIET_PASSES]
    writing, largest = NUMBERS[passes.MOST_PASSES - passes.QUIET_PASSES], max(AMOUNTS.values())
    text = " ".join(PAGES[CONTRACT].split())

    assert f"when {quiet} passes in a row are complete and write nothing" in text
    assert f"is not at rest after {most} passes" in text
    assert f"must fit into the first {writing} passes" in text
    assert f"The largest story begins with {largest} records" in text
    assert f"A pass has {Sut().pass_timeout:g} seconds" in text
