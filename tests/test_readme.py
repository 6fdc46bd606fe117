"""Every command of the README, and of the pages that it leads to, does what the page says."""

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

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import load_all
from syncproof.checklist.dialect import wording
from syncproof.verdict import baseline
from tests.pages import CHECKOUT, PAGES, README, blocks

RUNNING, WITH_PYTEST, SERVE, COSTS = "docs/running.md", "docs/pytest.md", "docs/serve.md", "docs/performance.md"
SET_UP = blocks(README, "console")[:2]
COMMANDS = dict.fromkeys(
    line
    for block in (*blocks(README, "console")[2:], *blocks(RUNNING, "console"), *blocks(WITH_PYTEST, "console"))
    for line in block.splitlines()
)
"""Each command of the pages, once."""
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


@pytest.mark.parametrize(
    "command", [pytest.param(each, marks=[] if "--only" in each else pytest.mark.thorough) for each in COMMANDS]
)
def test_a_command_passes(command: str, tmp_path: Path) -> None:
    done = run(command, CHECKOUT if command.startswith("pytest") else tmp_path)

    assert (done.returncode, done.stderr[-400:] if done.returncode else "") == (0, "")
    assert "pass" in done.stdout


def test_a_document_by_name_is_answered(tmp_path: Path) -> None:
    command = blocks(RUNNING, "sh")[0].strip()
    (tmp_path / command.split()[-1]).write_text(document(load_all(CHECKOUT / "features")[0]))

    done = run(f"{command} --only every.created", tmp_path)

    assert (done.returncode, done.stderr[-400:] if done.returncode else "") == (0, "")


def document(checklist: Checklist) -> str:
    """Return a document of the accepted shape, in words of our own."""
    bar = "=" * len(checklist.title)
    parts = [f"{bar}\n{checklist.title}\n{bar}\n\nGenerated: {checklist.generated}\n"]
    parts.append("Introduction\n------------\n\nMade for a test.\n")
    for section in checklist.sections:
        parts.append(f"{section.title}\n{'-' * len(section.title)}")
        parts += [wording(sentence.kind, section.source, section.target) + "\n" for sentence in section.sentences]
        cells = [f"{section.source} Property", f"{section.target} Property", f"{section.target.system} Data Type"]
        parts.append(".. list-table::\n   :header-rows: 1\n\n   * - " + "\n     - ".join(cells) + "\n")
    return "\n".join(parts)


@pytest.mark.thorough
def test_the_lines_for_ci_gate(tmp_path: Path) -> None:
    [lines] = blocks(README, "yaml")
    command = lines.strip().splitlines()[-1].removeprefix("- run: .venv/bin/")
    (tmp_path / "known.toml").touch()

    done = run(f"{command} --section contact --only every.created", tmp_path)

    assert (done.returncode, done.stderr[-400:] if done.returncode else "") == (0, "")
    assert (tmp_path / "verdicts.xml").is_file()


def test_the_known_failure_is_one_that_a_baseline_takes(tmp_path: Path) -> None:
    [text] = [block for block in blocks(RUNNING, "toml") if block.startswith("[[known]]")]
    file = tmp_path / "known.toml"
    file.write_text(text)

    assert len(baseline.load(file)) == len(tomllib.loads(text)["known"]) == 1


def test_a_known_failure_that_passes_again_fails_the_run(tmp_path: Path) -> None:
    [text] = [block for block in blocks(RUNNING, "toml") if block.startswith("[[known]]")]
    (tmp_path / "known.toml").write_text(text)
    [entry] = tomllib.loads(text)["known"]
    command = f"syncproof run --section {entry['section']} --only '{entry['rule']}: {entry['scenario']}'"

    codes = [run(each, tmp_path).returncode for each in (command, f"{command} --baseline known.toml")]

    assert codes == [0, 1]


LITTLE = {"examples": "1 1", "large": 120, "million": 5000, "outside": 0, "servers": 0}
"""How much of it is enough to see that a benchmark works, where 1 is not."""


DEAR = ("examples", "servers")
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


def test_the_failure_shown_is_one_that_the_suite_shows(tmp_path: Path) -> None:
    [shown] = blocks(README, "text")
    done = run(blocks(README, "sh")[0].strip(), tmp_path)

    assert done.returncode == 1
    assert shown.strip() in done.stdout
