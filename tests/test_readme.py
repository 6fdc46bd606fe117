"""The commands of the README, of the page on known failures, of benchmarks and of the fakes do what the pages say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from syncproof.cli import main
from syncproof.verdict import baseline
from tests.pages import CHECKOUT, PAGES, README, blocks

FAILURE, GATE, SERVE, COSTS = "docs/failure.md", "docs/ci.md", "docs/serve.md", "docs/performance.md"
SET_UP = blocks(README, "console")[:2]
WITH_PYTEST = [
    line
    for page in ("docs/running.md", "docs/pytest.md")
    for block in blocks(page, "console")
    for line in block.splitlines()
    if line.startswith("pytest")
]
"""The commands of the pages that begin with pytest."""
BENCHMARKS = re.findall(r"`(python bench/\w+\.py)`", PAGES[COSTS])


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S602 - the README's own words, to a shell as a reader gives them
        command, shell=True, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_the_two_commands_make_their_own_environment() -> None:
    # The project's CI runs them as they are written: they install, which no test should.
    assert [block.strip().split(" && ")[0] for block in SET_UP] == ["python3 -m venv .venv"] * 2
    assert [block.strip().split("/")[-1] for block in SET_UP] == ["syncproof run", "pytest -n auto"]


def test_the_readme_names_the_option_that_leaves_nothing_out() -> None:
    assert "`pytest -n auto --thorough`" in PAGES[README]


@pytest.mark.thorough
@pytest.mark.parametrize("command", dict.fromkeys(WITH_PYTEST))
def test_a_command_of_pytest_passes(command: str) -> None:
    # The project's own run of pytest plays each feature whole.
    done = run(command if " -" in command else f"{command} --syncproof-only every.created", CHECKOUT)

    assert (done.returncode, done.stderr[-400:] if done.returncode else "") == (0, "")
    assert "pass" in done.stdout


@pytest.mark.thorough
def test_the_lines_for_ci_gate(tmp_path: Path) -> None:
    [lines] = blocks(README, "yaml")
    command = lines.strip().splitlines()[-1].removeprefix("- run: .venv/bin/")
    (tmp_path / "known.toml").touch()

    done = run(f"{command} --section contact --only every.created", tmp_path)

    assert (done.returncode, done.stderr[-400:] if done.returncode else "") == (0, "")
    assert (tmp_path / "verdicts.xml").is_file()


def test_the_known_failure_is_one_that_a_baseline_takes(tmp_path: Path) -> None:
    [text] = blocks(GATE, "toml")
    file = tmp_path / "known.toml"
    file.write_text(text)

    assert len(baseline.load(file)) == len(tomllib.loads(text)["known"]) == 1


def test_a_known_failure_that_passes_again_fails_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [text] = blocks(GATE, "toml")
    (tmp_path / "known.toml").write_text(text)
    [entry] = tomllib.loads(text)["known"]
    command = ["run", "--section", entry["section"], "--only", f"{entry['rule']}: {entry['scenario']}"]

    assert [main([*command, *more]) for more in ((), ("--baseline", "known.toml"))] == [0, 1]


LITTLE = {"examples": "1 1", "large": 120, "million": 5000, "outside": 0, "servers": 0}
"""How much of it is enough to see that a benchmark works, where 1 is not."""


DEAR = ("examples", "servers", "watch")
"""The benchmarks that take a quarter of a minute even so; a nightly job runs them, too."""


@pytest.mark.thorough
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(each, marks=[pytest.mark.exhaustive] if Path(each.split()[-1]).stem in DEAR else [])
        for each in BENCHMARKS
    ],
)
def test_a_benchmark_runs(command: str, lacking: Callable[[str], NoReturn]) -> None:
    done = run(f"{command} {LITTLE.get(Path(command).stem, 1)}", CHECKOUT)

    if done.returncode == 2:
        lacking(done.stdout.strip())
    # What takes too long on a busy machine ends with 1: no test judges by the clock. What is counted is judged.
    assert done.returncode in ({0} if "large" in command else {0, 1})
    assert (done.stderr, bool(done.stdout)) == ("", True)


def test_the_fakes_are_served() -> None:
    command = [*blocks(SERVE, "sh")[0].split(), "--port", "0"]
    with (
        subprocess.Popen(  # noqa: S603 - the README's own words
            [Path(sys.executable).with_name(command[0]), *command[1:]], stdout=subprocess.PIPE, text=True
        ) as process
    ):
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()

    assert first.startswith("customerp  http://127.0.0.1:")
    assert process.returncode == 0


OPTIONS = re.findall(r"^\| `(--[^|]+)` \|", PAGES[SERVE], flags=re.MULTILINE)


def test_the_options_that_the_page_lists_are_those_of_serve() -> None:
    done = run("syncproof serve --help", CHECKOUT)

    named = {option for line in OPTIONS for option in re.findall(r"--[\w-]+", line)}
    assert named == set(re.findall(r"^ +(?:-h, )?(--[\w-]+)", done.stdout, flags=re.MULTILINE)) - {"--help"}


def test_the_failure_shown_is_the_one_that_a_page_reads() -> None:
    [shown] = blocks(README, "text")
    [command] = blocks(README, "sh")

    # The walk through that page plays the command, and holds what it prints against the page.
    assert shown == blocks(FAILURE, "text")[0]
    assert command.strip() in blocks(FAILURE, "console")[0]
