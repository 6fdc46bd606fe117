"""`syncproof run --watch`: a play after each save, and one clear sentence where a watch makes no sense."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from syncproof.cli import main
from tests.cli.conftest import copied
from tests.hearing import SYNCPROOF

CONTACTS = "customerp-trello/contact-to-members.feature"
STORY = "With every property filled"
SYNC = """
import sys
from syncproof.cli import main
sys.exit(main(["sync", "--daemon"]))
"""


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--shard", "1/2"], "--shard does not go with --watch"),
        (["--minutes", "3"], "--minutes does not go with --watch"),
        (["--sweep"], "--sweep does not go with --watch"),
        (["--history", "."], "--history does not go with --watch"),
        (["--require-complete"], "--require-complete does not go with --watch"),
        (["--watch-also", "nowhere"], "nowhere: --watch-also: no such file or folder"),
        (["."], "--watch is for documents, and this is a folder"),
    ],
)
def test_what_makes_no_sense_is_refused(
    options: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)

    assert main(["run", "--watch", *options]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "do  " in said


def test_nobody_watches_in_ci(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CI", "true")

    assert main(["run", "--watch"]) == 2
    assert "in CI nobody does" in capsys.readouterr().err


def test_what_else_to_watch_needs_a_watch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--watch-also", str(tmp_path)]) == 2
    assert "--watch-also is for a watch" in capsys.readouterr().err


class Watch:
    """A watch in a process of its own; its lines are read as they come."""

    def __init__(self, folder: Path, *options: str) -> None:
        environ = {name: value for name, value in os.environ.items() if name != "CI"}
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            [*SYNCPROOF, "run", "--features", "features", "--watch", *options],
            cwd=folder,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, pattern: str) -> str:
        """Return what is said up to the first line that a pattern begins."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if re.match(pattern, line):
                return said
        pytest.fail(f"the watch ended with {self.process.wait()}:\n{said}")

    def interrupt(self) -> tuple[str, int]:
        """Press Ctrl-C, and return what is said then, with the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate()[0], self.process.returncode


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    """Let a test start watches in a folder with a copy of the features and with a sync."""
    copied(tmp_path)
    (tmp_path / "sync.py").write_text(SYNC)
    started: list[Watch] = []

    def start(*options: str) -> Watch:
        started.append(
            Watch(tmp_path, "--section", "contact-to-members", "--only", "every.whatever-it-holds", *options)
        )
        return started[-1]

    yield start
    for each in started:
        with each.process:
            each.process.kill()


def save(file: Path, text: str) -> None:
    """Write a file at once: on a busy machine, half a file would be played, too."""
    written = file.with_name(f".{file.name}")
    written.write_text(text)
    written.replace(file)


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text()
    assert before in text
    save(file, text.replace(before, after))


@pytest.mark.thorough
def test_a_watch_plays_what_a_save_changes_and_survives_mistakes(watch: Callable[..., Watch], tmp_path: Path) -> None:
    feature = tmp_path / "features" / CONTACTS
    watching = watch("--json", "report.json")
    assert "exit 0: the 1 rule chosen passes" in watching.until("watching")

    edit(feature, STORY, "With all of them")
    said = watching.until("watching")
    assert said.startswith(f"changed: features/{CONTACTS}\n")
    assert "1 of 1 scenarios" in said
    assert said.splitlines()[-1] == "watching; 3 stories: 3 pass; Ctrl-C ends with 0"

    edit(feature, "Feature:", "Feeture:")
    said = watching.until("watching")
    assert f"{CONTACTS}:1: " in said
    assert "Traceback" not in said
    assert said.splitlines()[-1].endswith("Ctrl-C ends with 2")

    text = feature.read_text()
    feature.unlink()  # an editor that saves by writing anew
    watching.until("watching")
    save(feature, text.replace("Feeture:", "Feature:"))
    assert watching.until("watching").splitlines()[-1].endswith("Ctrl-C ends with 0")

    assert watching.interrupt() == ("exit 0: as the last play\n", 0)


@pytest.mark.thorough
def test_a_change_of_the_sync_plays_everything_what_failed_first(watch: Callable[..., Watch], tmp_path: Path) -> None:
    python = f"{sys.executable} sync.py"
    (tmp_path / "sync.py").write_text(f"from broken import *\n{SYNC}")
    (tmp_path / "broken.py").write_text("from syncproof.engine.broken import *\n")
    watching = watch("--sut", python, "--sut-daemon")
    assert "3 stories: 3 pass" in watching.until("watching")

    save(tmp_path / "broken.py", "import sys\nsys.exit('no sync today')\n")
    said = watching.until("watching")
    assert "no sync today" in said
    assert said.splitlines()[-1] == "watching; 3 stories: 3 to be played; Ctrl-C ends with 4"

    (tmp_path / "broken.py").unlink()
    (tmp_path / "broken.py").write_text("")
    while not (said := watching.until("watching")).endswith("Ctrl-C ends with 0\n"):
        pass  # it may have seen the file gone
    assert "3 of 3 scenarios" in said
    assert watching.interrupt()[1] == 0


@pytest.mark.thorough
def test_a_save_while_it_plays_begins_anew(watch: Callable[..., Watch], tmp_path: Path) -> None:
    watching = watch("--sut", f"{sys.executable} sync.py", "--sut-daemon", "--repeat", "1000", "--fail-fast")
    watching.until("1 of 3000 scenarios")

    edit(tmp_path / "features" / CONTACTS, STORY, "With all of them")
    said = watching.until(r"1 of \d+ scenarios")

    assert "changed: " in said
    assert "exit " not in said  # nobody wants the report of what was written otherwise
    said, code = watching.interrupt()
    assert code == 130
    assert "exit 130: the run was interrupted" in said
    assert said.splitlines()[-1] == "exit 130: as the last play"


@pytest.mark.thorough
def test_a_mistake_in_the_command_ends_a_watch(watch: Callable[..., Watch]) -> None:
    mistaken = watch("--only", "every.creatde")

    said, _ = mistaken.process.communicate()

    assert (mistaken.process.returncode, "nearest  every.created" in said) == (2, True)
