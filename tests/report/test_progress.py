"""Progress: a bar that is gone at the end on a terminal, elsewhere plain lines with the time left."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest

from syncproof.report.progress import Shown, shown, waiting


class Terminal(io.StringIO):
    """A standard error that people look at."""

    def isatty(self) -> bool:
        return True


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, **environ: str) -> Terminal:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **environ}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", found := Terminal())
    return found


def count(progress: Shown, total: int) -> None:
    progress.expect(total)
    for _ in range(total):
        progress.count()


def test_elsewhere_it_is_the_first_and_each_tenth_with_the_time_that_is_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ticks: Iterator[float] = iter(range(100))
    count(Shown(None, "stories", clock=lambda: next(ticks)), 20)

    assert capsys.readouterr().err.splitlines()[:4] == [
        "1 of 20 stories, all passed so far, 19 s left",
        "2 of 20 stories, all passed so far, 18 s left",
        "4 of 20 stories, all passed so far, 12 s left",
        "6 of 20 stories, all passed so far, 9 s left",
    ]


def test_one_of_thousands_says_nothing_of_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter([0.0, 5.0, 150.0])
    shown = Shown(None, "cells", clock=lambda: next(clock))
    shown.expect(14_310)

    shown.reach(1, "all passed so far")
    shown.reach(1_431, "all passed so far")

    assert capsys.readouterr().err.splitlines() == [
        "1 of 14310 cells, all passed so far",
        "1431 of 14310 cells, all passed so far, 22 min left",
    ]


@pytest.mark.parametrize(
    ("seconds", "left"), [(0.001, ""), (1, ", 9 s left"), (60, ", 9 min left"), (3600, ", 9.0 h left")]
)
def test_the_time_left_is_in_words(seconds: float, left: str, capsys: pytest.CaptureFixture[str]) -> None:
    times = iter((0.0, seconds))
    progress = Shown(None, clock=lambda: next(times))

    progress.expect(10)
    progress.count(passed=False)

    assert capsys.readouterr().err == f"1 of 10 scenarios, 1 did not pass{left}\n"


def test_a_terminal_has_a_bar_that_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)

    with shown("stories") as progress:
        count(progress, 3)

    assert "3/3" in terminal.getvalue()
    assert "left" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")  # the line is erased


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_wants_no_colour_gets_none(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch, **{name: value})

    with shown("stories") as progress:
        count(progress, 3)

    assert "\x1b[3" not in terminal.getvalue()
    assert ("\x1b" in terminal.getvalue()) is (name == "NO_COLOR")


def test_a_pipe_gets_no_bar_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    with shown("stories") as progress, waiting("something"):
        count(progress, 1)
    with shown("stories", lines=False) as silent:
        assert list(silent.of_all([1, 2])) == [1, 2]

    assert capsys.readouterr().err == "1 of 1 stories, all passed so far\n"


def test_who_wants_quiet_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)

    with shown("stories", quiet=True) as progress:
        count(progress, 3)
        progress.say("pass  a story")

    assert terminal.getvalue() == ""


def test_what_stays_stands_above_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)

    with shown("stories") as progress:
        progress.expect(2)
        progress.say("fail  [red]a story[/red]")
        progress.count(passed=False)

    assert "fail  [red]a story[/red]\n" in terminal.getvalue()


def test_work_without_an_end_in_sight_says_what_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)

    with waiting("the reports are written"):
        pass

    assert "the reports are written" in terminal.getvalue()
