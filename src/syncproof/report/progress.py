"""Progress while scenarios run, on standard error: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from syncproof.report.stream import say
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.verdict import Outcome

_LINES = 10
_DRAWS = 0.2
"""Seconds between two drawings of a bar that changes much more often."""


class Shown:
    """Counts the scenarios that ended, or what else a command plays, and shows the count."""

    def __init__(self, bar: Progress | None, what: str = "scenarios") -> None:
        self._bar = bar
        self._what = what
        self._task = bar.add_task(what, total=None) if bar else None
        self._total = 0
        self._ended = 0
        self._worse = 0
        self._drawn = 0.0

    def turn_to(self, what: str, total: int) -> None:
        """Count something else from now on, of which there are so many."""
        self._what, self._ended, self._worse = what, 0, 0
        if self._bar and self._task is not None:
            self._bar.reset(self._task, total=total, description=what)
        self._total = total

    def expect(self, total: int) -> None:
        """Take in how many scenarios there are."""
        if self._bar and self._task is not None and total != self._total:
            self._bar.update(self._task, total=total, refresh=True)
        self._total = total

    def hear(self, outcome: Outcome) -> None:
        """Count a scenario that ended."""
        self.count(passed=outcome.verdict is Verdict.PASS)

    def count(self, *, passed: bool) -> None:
        """Count one that ended."""
        self._ended += 1
        self._worse += not passed
        text = f"{self._worse} did not pass" if self._worse else "all passed so far"
        if self._bar and self._task is not None:
            self._bar.update(self._task, advance=1, description=text, refresh=True)
        elif self._ended * _LINES // max(self._total, 1) > (self._ended - 1) * _LINES // max(self._total, 1):
            say(f"{self._ended} of {self._total} {self._what}, {text}", error=True)

    def reach(self, ended: int, text: str) -> None:
        """Show how much of what is expected has ended, with a text on what came of it."""
        before, self._ended = self._ended, min(ended, self._total)
        if self._bar and self._task is not None:
            now = monotonic()
            self._bar.update(self._task, completed=self._ended, description=text, refresh=now - self._drawn > _DRAWS)
            self._drawn = now if now - self._drawn > _DRAWS else self._drawn
        elif self._ended * _LINES // max(self._total, 1) > before * _LINES // max(self._total, 1):
            say(f"{self._ended} of {self._total} {self._what}, {text}", error=True)

    def again(self, count: int) -> None:
        """Say how many failures are played again, to find the capability that each of them needs."""
        text = f"playing {count} failures again, with and without each capability"
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=text, refresh=True)
        else:
            say(text, error=True)


class Unshown(Shown):
    """Shows no progress."""

    def __init__(self) -> None:
        super().__init__(None)

    def count(self, *, passed: bool) -> None:
        """Say nothing of one that ended."""

    def reach(self, ended: int, text: str) -> None:
        """Say nothing of what has ended."""

    def again(self, count: int) -> None:
        """Say nothing of failures that are played again."""


@contextmanager
def shown(what: str = "scenarios", *, quiet: bool = False) -> Iterator[Shown]:
    """Show the progress of `what` is played until the block ends, however it ends; none where the run is `quiet`."""
    if quiet:
        yield Unshown()
        return
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield Shown(None, what)
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        # Pytest holds the output while a scenario runs: what a bar draws meanwhile would be in its hands.
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        yield Shown(bar, what)
