"""Walks through a page as a reader does: its commands in order, in one folder, and what it shows of what they print."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_bdd import feature

from syncproof.cli import main
from tests.pages import PAGES

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
ENDS = re.compile(r"\s+# ends with (\d+)$")
ANY = "…"

ELSEWHERE: Mapping[str, str] = {
    "python3 -m venv .venv": ".ci/run",
    ".venv/bin/pip install": ".ci/run",
    ". .venv/bin/activate": ".ci/run",
    "pytest tests/additions": "tests/additions/test_system.py",
    "pytest features/": "tests/test_readme.py",
    "pip install": ".ci/run",
    "syncproof run --watch": "tests/cli/test_watch.py",
    "sphinx-build": "tests/test_site.py",
    "python -m syncproof.stories": "tests/stories/test_rendered_features.py",
    "python -m syncproof.reference": "tests/reference/test_reference.py",
}
"""What runs a command that a walk does not, by how it begins: the command installs, writes to a clone, or waits."""


class Done(NamedTuple):
    """A command of a page, how the page says that it ends, how it ended, and what it printed."""

    command: str
    said: int
    code: int
    printed: str


def walk(page: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Done]:
    """Yield each command of a page after it ran in the current folder. Fails where a page shows what is not printed."""
    last: Done | None = None
    for language, text in BLOCK.findall(PAGES[page]):
        if language == "text" and last:
            assert shown_in(text, last.printed), f"{page} shows what {last.command} does not print:\n{last.printed}"
        last = None
        for line in text.splitlines() if language == "console" else ():
            command = ENDS.sub("", line)
            if not command.startswith(tuple(ELSEWHERE)):
                ends = ENDS.search(line)
                last = Done(command, int(ends[1]) if ends else 0, *run(shorter(command), folder, capsys))
                yield last


def run(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return how a command ends and what it prints: syncproof in this process, all else in a shell."""
    if not command.startswith("syncproof "):
        shell = ["/bin/sh", "-euc", command]
        done = subprocess.run(shell, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - a page's words
        return done.returncode, done.stdout + done.stderr
    capsys.readouterr()
    feature.features.clear()  # pytest-bdd reads a file once in a process, and a reader of the page edits it meanwhile
    try:
        code = main(shlex.split(command)[1:])
    except SystemExit as ended:
        code = int(ended.code or 0)
    out, err = capsys.readouterr()
    return code, out + err


def shorter(command: str) -> str:
    """Return a command that plays one rule in one process, where that of the page plays many in several."""
    if not command.startswith("syncproof run"):
        return command
    command = command.replace(" --workers 2", "")
    if "--only" not in command:
        command += " --only every.created"
    return (
        command
        if re.search(r"--section|--features|\.rst| documents", command)
        else f"{command} --section task-to-cards"
    )


def shown_in(shown: str, printed: str) -> bool:
    """Whether a text has the lines that are shown, one below the other; `…` stands for anything, or for any lines."""
    lines = [
        r"(?:.*\n)*?" if line == ANY else re.escape(line).replace(ANY, ".*").replace(r"\.*", ".*") + "\n"
        for line in shown.splitlines()
    ]
    return bool(re.search("^" + "".join(lines), printed, flags=re.MULTILINE))
