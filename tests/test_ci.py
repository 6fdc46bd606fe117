"""The page on gating CI: its recipes run, its commands do what the page says, and its entry is one that is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml  # type: ignore[import-untyped]  # comes with schemathesis, without types

from syncproof.report.cases import State
from tests import walk
from tests.pages import PAGES, blocks

PAGE = "docs/ci.md"
HERE = Path(sys.executable).parent
GITHUB, GITLAB = (yaml.safe_load(recipe) for recipe in blocks(PAGE, "yaml"))
LINES: dict[str, list[str]] = {
    "GitHub": [step["run"] for step in GITHUB["jobs"]["checklist"]["steps"] if "run" in step],
    "GitLab": GITLAB["checklist"]["script"],
}
STORY = "--section customerp-trello/contact-to-members --only every.created"
"""Few stories are enough to see that a recipe works, and one process: the README's line for CI has workers."""


def run(command: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a recipe as a CI system does, in a folder of its own."""
    path = f"{HERE}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603 - the page's own words
        ["bash", "-e", "-o", "pipefail", "-c", command.replace(".venv/bin/", "").replace(" --workers 2", "")],  # noqa: S607 - as CI systems do
        cwd=folder,
        env={**os.environ, "PATH": path, "GITHUB_WORKSPACE": str(folder), **environ},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", LINES)
def test_a_recipe_installs_and_then_runs(name: str) -> None:
    # No test should install: the line is that of the README.
    assert LINES[name][0] == 'python3 -m venv .venv && .venv/bin/pip install --quiet "$SYNCPROOF"'
    assert len(LINES[name]) == 2


@pytest.mark.thorough
@pytest.mark.parametrize("name", LINES)
def test_a_recipe_passes_and_leaves_its_reports(name: str, tmp_path: Path) -> None:
    (tmp_path / "known.toml").touch()

    summary = tmp_path / "verdicts.md"
    done = run(f"{LINES[name][1]} {STORY}", tmp_path, SUT=f"{HERE}/syncproof sync", GITHUB_STEP_SUMMARY=str(summary))

    assert (done.returncode, done.stderr[-400:] if done.returncode else "") == (0, "")
    assert summary.read_text().startswith("## ◐ syncproof: exit 0: nothing new fails in the 1 rule chosen")
    artifacts = GITLAB["checklist"]["artifacts"]
    assert {artifacts["reports"]["junit"], *artifacts["paths"]} == {"verdicts.xml", "verdicts.md", "verdicts.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"known.toml", "verdicts.xml", "verdicts.md", "verdicts.json"}


@pytest.mark.thorough
@pytest.mark.parametrize("name", LINES)
def test_a_recipe_fails_where_a_story_does(name: str, tmp_path: Path) -> None:
    (tmp_path / "known.toml").touch()
    summary = tmp_path / "verdicts.md"
    broken = LINES[name][1].replace('--sut "$SUT"', "--driver broken:backfills-only")

    done = run(f"{broken} {STORY}", tmp_path, GITHUB_STEP_SUMMARY=str(summary))

    [failure] = ET.fromstring((tmp_path / "verdicts.xml").read_bytes()).iter("failure")  # noqa: S314 - our own
    assert done.returncode == 1
    assert summary.read_text().startswith("## ❌ syncproof: exit 1: something fails beyond the baseline")
    errors = [line for line in done.stdout.splitlines() if line.startswith("::error ")]
    assert len(errors) == (name == "GitHub")
    assert all(error.endswith(f"::{failure.get('message')}") for error in errors)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[str], int]:
    """Let a test give the commands that keep a baseline, in an empty folder, and return how each ends."""
    monkeypatch.chdir(tmp_path)
    return lambda line: walk.run(walk.ENDS.sub("", line), tmp_path, capsys)[0]


def test_the_commands_that_keep_the_baseline_end_as_the_page_says(kept: Callable[[str], int], tmp_path: Path) -> None:
    [block] = blocks(PAGE, "sh")
    lines = block.splitlines()

    codes = [kept(line) for line in lines]

    assert codes == [1 if line.endswith("# ends with 1") else 0 for line in lines]
    assert sum(codes) == 2
    assert "known" not in tomllib.loads((tmp_path / "known.toml").read_text())


def test_the_entry_is_the_one_that_the_commands_write(kept: Callable[[str], int], tmp_path: Path) -> None:
    [block], [entry] = blocks(PAGE, "sh"), blocks(PAGE, "toml")
    for line in block.splitlines()[:2]:
        kept(line)

    assert entry in (tmp_path / "known.toml").read_text()


def test_the_page_names_every_way_in_which_a_case_can_end() -> None:
    [table] = re.findall(r"^\| what happens .*\n\|[ -|]*\n((?:\|.*\n)+)", PAGES[PAGE], flags=re.MULTILINE)

    types = {each for each in State if each not in {State.PASS, State.UNPLAYED, State.ERROR}}
    assert set(re.findall(r"`([a-z]+)`", table)) == types
