"""`--quiet`, `--verbose`, and the width of the terminal: how much a run says, and how wide."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from syncproof.cli import main
from syncproof.report import stream
from syncproof.run.session import Selection
from syncproof.verdict import Verdict
from tests.cli.conftest import with_first

SECTION = ("--section", "contact", "--only", "every")


class Terminal(io.StringIO):
    """A standard output that people look at."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Terminal]:
    """Let a test print to a terminal of so many columns."""

    def of(columns: int) -> Terminal:
        found = Terminal()
        monkeypatch.setattr(sys, "stdout", found)
        monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
        monkeypatch.setenv("NO_COLOR", "1")
        return found

    return of


@pytest.mark.usefixtures("selections")
def test_quiet_prints_the_last_line(customerp: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", customerp, "--quiet"]) == 0

    told = capsys.readouterr()
    assert (told.out, told.err) == ("exit 0: all pass\n", "")


def test_quiet_prints_failures_before_the_last_line(
    customerp: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_first(monkeypatch, Verdict.FAIL)

    assert main(["run", customerp, "--quiet"]) == 1
    assert capsys.readouterr().out == "It broke.\n\nexit 1: something fails\n"


def test_quiet_keeps_what_is_stale_in_a_baseline(
    customerp: str, selections: list[Selection], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "known.toml"
    file.write_text(
        '[[known]]\nsection = "customerp-trello/contact-to-members"\nrule = "every.created"\n'
        'scenario = "A new contact"\nreason = "until 2.0"\n'
    )

    assert main(["run", customerp, "--quiet", "--baseline", str(file)]) == 1
    assert "A new contact" in capsys.readouterr().out
    assert len(selections) == 1


def test_verbose_prints_a_line_for_every_scenario(
    customerp: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_first(monkeypatch, Verdict.FAIL)

    assert main(["run", customerp, *SECTION]) == 1
    usual = capsys.readouterr().out.splitlines()
    assert main(["run", customerp, *SECTION, "--verbose"]) == 1
    verbose = capsys.readouterr().out.splitlines()

    more = [line for line in verbose[1:] if line not in usual]
    assert more[:2] == [
        f"{'':18}fail          every.created: A new contact",
        f"{'':18}pass          every.backfilled: From before the first run: a",
    ]
    assert sum(line.startswith((f"{'':18}fail  ", f"{'':18}pass  ")) for line in more) == int(
        next(line for line in usual if line.startswith("scenarios")).split()[1].rstrip(":")
    )


@pytest.mark.usefixtures("selections")
def test_a_report_is_as_wide_as_the_terminal(customerp: str, terminal: Callable[[int], Terminal]) -> None:
    widths = {}
    for columns in (60, 80, 400):
        shown = terminal(columns)
        assert main(["run", customerp, *SECTION]) == 0
        # The first line says what the run is, and is one line; a place is copied.
        lines = [line for line in shown.getvalue().splitlines()[1:] if ".feature:" not in line]
        widths[columns] = max(map(len, lines))
        assert widths[columns] <= columns
        assert ("…" in shown.getvalue()) is (columns < 400)

    assert widths[60] > 50
    assert widths[400] > 250


@pytest.mark.usefixtures("selections")
def test_verbose_cuts_nothing(customerp: str, terminal: Callable[[int], Terminal]) -> None:
    shown = terminal(80)

    assert main(["run", customerp, *SECTION, "--verbose"]) == 0
    assert "…" not in shown.getvalue()


@pytest.mark.usefixtures("selections")
def test_a_pipe_is_80_columns_wide(customerp: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", customerp, *SECTION, "--verbose"]) == 0

    lines = [line for line in capsys.readouterr().out.splitlines()[1:] if ".feature:" not in line]
    assert 70 < max(map(len, lines)) <= 80


@pytest.mark.parametrize(("columns", "width"), [(0, 80), (20, 40), (80, 80), (211, 211)])
def test_a_terminal_that_does_not_say_how_wide_it_is_counts_as_80_columns(
    columns: int, width: int, terminal: Callable[[int], Terminal]
) -> None:
    terminal(columns)

    assert stream.width() == width


def test_a_stream_without_a_size_is_80_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> os.terminal_size:
        raise OSError

    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(os, "get_terminal_size", unknown)

    assert stream.width(error=True) == 80


def test_a_first_look_is_as_wide_too(terminal: Callable[[int], Terminal]) -> None:
    widths = {}
    for columns in (60, 300):
        shown = terminal(columns)
        assert main(["smoke"]) == 0
        widths[columns] = max(len(line) for line in shown.getvalue().splitlines() if "syncproof run" not in line)

    assert widths[60] <= 60 < widths[300]
