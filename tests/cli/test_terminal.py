"""How the command behaves towards who started it: a terminal, a pipe, one who only asks."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from syncproof import __version__
from syncproof.cli import main

DOCUMENTS = Path(__file__).parent.parent / "documents"
COMMAND = "'import sys; from syncproof.cli import main; sys.exit(main())'"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"syncproof, version {__version__}\n"


def test_help_loads_nothing_that_takes_long() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, syncproof.cli; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert {"pytest", "docutils", "falcon", "httpx", "rich", "hypothesis", "gherkin"} & set(loaded) == set()


def test_a_reader_who_leaves_early_hears_no_complaint_and_the_exit_code_stands() -> None:
    run = f"{sys.executable} -c {COMMAND} run {DOCUMENTS / 'good' / 'no-section.rst'}"
    script = f"{{ {{ {run}; echo $? >&3; }} | true; }} 3>&1"

    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own words, any bash

    assert (ended.stdout, ended.stderr) == ("3\n", "")


class Terminal(io.StringIO):
    """A standard output that people look at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("selections")
@pytest.mark.parametrize(
    ("name", "value", "coloured"), [("NO_COLOR", "", True), ("NO_COLOR", "1", False), ("TERM", "dumb", False)]
)
def test_colour_is_for_terminals_that_want_it(
    *, customerp: str, name: str, value: str, coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)

    assert main(["run", customerp, "--section", "contact"]) == 0
    assert ("\x1b[32mpass" in terminal.getvalue()) is coloured


RUN = f"{sys.executable} -m syncproof run {DOCUMENTS / 'good' / 'no-section.rst'}"


def in_a_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603, S607 - our own words, any bash


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("closed", "code"), [(">&-", 3), ("2>&-", 3), (">&- 2>&-", 3), ("--json - >&-", 2), ("--json - 2>&-", 3)]
)
def test_a_stream_that_is_closed_takes_nothing_and_the_exit_code_stands(closed: str, code: int, tmp_path: Path) -> None:
    ended = in_a_shell(f"{RUN} {closed}", tmp_path)

    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False)


def test_a_report_can_be_sent_through_a_pipe_by_its_path(tmp_path: Path) -> None:
    ended = in_a_shell(f"{RUN} --quiet --json /dev/stdout | head -c 1", tmp_path)

    assert (ended.stdout, "could not be written" in ended.stderr) == ("{", False)


def test_a_report_that_standard_output_does_not_take_is_said_in_the_others(tmp_path: Path) -> None:
    ended = in_a_shell(f"{RUN} --quiet --json - --junit ok.xml > /dev/full", tmp_path)

    assert ended.returncode == 4
    assert 'name="exit" value="4: the run was broken off"' in (tmp_path / "ok.xml").read_text()


def test_a_report_that_cannot_be_written_keeps_no_other_from_being_written(tmp_path: Path) -> None:
    ended = in_a_shell(f"{RUN} --json /dev/full --junit ok.xml --markdown ok.md", tmp_path)

    assert ended.returncode == 4
    assert "/dev/full: the report could not be written" in ended.stderr
    assert "the harness broke" not in ended.stderr
    assert {each.name for each in tmp_path.iterdir()} == {"ok.xml", "ok.md"}
    assert ended.stdout.splitlines()[-1] == "exit 4: the run was broken off"
    assert 'name="exit" value="4: the run was broken off"' in (tmp_path / "ok.xml").read_text()
    assert "exit 4" in (tmp_path / "ok.md").read_text()
