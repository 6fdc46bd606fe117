"""Progress of long work, on standard error: a bar with the time left on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from syncproof.report.stream import say
from syncproof.report.visible import visible
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.progress import Progress

    from syncproof.verdict import Outcome

_LINES = 10
_ENOUGH = 100
"""The time left is said when one in so many has ended."""
_DRAWS = 0.2
"""Seconds between two drawings of a bar that changes much more often."""
_MINUTE, _HOUR = 60, 3600
_Item = TypeVar("_Item")


class Shown:
    """Counts the scenarios that ended, or what else a command plays, and shows the count."""

    def __init__(self, bar: Progress | None, what: str = "scenarios", clock: Callable[[], float] = monotonic) -> None:
        self._bar = bar
        self._what = what
        self._clock = clock
        self._task = bar.add_task(what, total=None, at=0.0) if bar else None
        self._total = 0
        self._ended = 0
        self._worse = 0
        self._began = clock()
        self._drawn = 0.0

    def turn_to(self, what: str, total: int) -> None:
        """Count something else from now on, of which there are so many."""
        self._what, self._ended, self._worse, self._began = what, 0, 0, self._clock()
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

    def count(self, *, passed: bool = True) -> None:
        """Count one that ended."""
        self._worse += not passed
        self.reach(self._ended + 1, f"{self._worse} did not pass" if self._worse else "all passed so far")

    def reach(self, ended: int, text: str) -> None:
        """Show how much of what is expected has ended, with a text on what came of it."""
        before, self._ended = self._ended, min(ended, max(self._total, 1))
        if self._bar and self._task is not None:
            now = self._clock()
            is_due = now - self._drawn > _DRAWS or self._ended in {1, self._total}
            self._bar.update(self._task, completed=self._ended, description=text, at=now - self._began, refresh=is_due)
            self._drawn = now if is_due else self._drawn
        elif self._ended > before and (before == 0 or self._tenth(self._ended) > self._tenth(before)):
            self._line(text)

    def each(self, items: Iterable[_Item], total: int) -> Iterator[_Item]:
        """Yield items, of which there are so many, and count each that has been dealt with."""
        self.turn_to(self._what, total)
        for item in items:
            yield item
            self.reach(self._ended + 1, self._what)

    def of_all(self, items: Sequence[_Item]) -> Iterator[_Item]:
        """Yield items, and count each that has been dealt with."""
        return self.each(items, len(items))

    def say(self, text: str) -> None:
        """Say something that stays, above a bar."""
        if self._bar:
            self._bar.console.print(visible(text), markup=False, highlight=False, soft_wrap=True)
        else:
            say(text, error=True)

    def again(self, count: int) -> None:
        """Say how many failures are played again, to find the capability that each of them needs."""
        text = f"playing {count} failures again, with and without each capability"
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=text, refresh=True)
        else:
            say(text, error=True)

    def _tenth(self, ended: int) -> int:
        return ended * _LINES // max(self._total, 1)

    def _line(self, text: str) -> None:
        left = (self._clock() - self._began) / self._ended * (self._total - self._ended)
        # What the first one took, with all that a run begins with, says little about thousands.
        end = _left(left) if self._ended * _ENOUGH >= self._total else ""
        say(f"{self._ended} of {self._total} {self._what}, {text}{end}", error=True)


class Unshown(Shown):
    """Shows no progress."""

    def __init__(self) -> None:
        super().__init__(None)

    def reach(self, ended: int, text: str) -> None:
        """Say nothing of what has ended."""

    def say(self, text: str) -> None:
        """Say nothing, as whoever asked for quiet wants."""

    def again(self, count: int) -> None:
        """Say nothing of failures that are played again."""


@contextmanager
def shown(what: str = "scenarios", *, quiet: bool = False, ticks: bool = False, lines: bool = True) -> Iterator[Shown]:
    """Show the progress of `what` is played until the block ends, however it ends; none where the run is `quiet`.

    `ticks` is for work that may end nothing for minutes, and during which nobody captures the output: the bar's clock
    goes on. Without `lines`, nothing is shown where there is no terminal.
    """
    if quiet:
        yield Unshown()
    elif not _is_drawn_on():
        yield Shown(None, what) if lines else Unshown()
    else:
        with _bar(ticks=ticks) as bar:
            yield Shown(bar, what)


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show on a terminal what goes on, and for how long, until the block ends: work of which nobody knows the end."""
    if not _is_drawn_on():
        yield
        return
    with _bar(ticks=True, counts=False) as bar:
        bar.add_task(what, total=None)
        yield


def _is_drawn_on() -> bool:
    """Whether standard error is a terminal on which a bar can be drawn over what was there."""
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _bar(*, ticks: bool, counts: bool = True) -> Progress:
    from syncproof.report.progress_bar import bar  # noqa: PLC0415 - who shows no bar does not wait for rich

    return bar(ticks=ticks, counts=counts)


def _left(seconds: float) -> str:
    """Return the time left in words, '' where that is less than a second."""
    if seconds < 1:
        return ""
    if seconds < _MINUTE:
        return f", {round(seconds)} s left"
    if seconds < _HOUR:
        return f", {round(seconds / _MINUTE)} min left"
    return f", {seconds / _HOUR:.1f} h left"
