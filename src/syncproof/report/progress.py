"""Progress while scenarios run, on standard error: a bar on a terminal, elsewhere a line now and then."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from syncproof.report.stream import say
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.verdict import Outcome

_LINES = 10


class Shown:
    """Hears how many scenarios there are, and of each as it ends."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task = bar.add_task("scenarios", total=None) if bar else None
        self._total = 0
        self._ended = 0
        self._worse = 0

    def expect(self, total: int) -> None:
        """Hear how many there are."""
        self._total = total
        if self._bar and self._task is not None:
            self._bar.update(self._task, total=total, refresh=True)

    def hear(self, outcome: Outcome) -> None:
        """Hear of one that ended."""
        self._ended += 1
        self._worse += outcome.verdict is not Verdict.PASS
        told = f"{self._worse} not a pass" if self._worse else "all pass so far"
        if self._bar and self._task is not None:
            self._bar.update(self._task, advance=1, description=told, refresh=True)
        elif self._ended * _LINES // max(self._total, 1) > (self._ended - 1) * _LINES // max(self._total, 1):
            say(f"{self._ended} of {self._total} scenarios, {told}", error=True)

    def again(self, count: int) -> None:
        """Hear how many are played once more, to tell what they fail for."""
        told = f"{count} played again, with and without each capability"
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=told, refresh=True)
        else:
            say(told, error=True)


@contextmanager
def shown() -> Iterator[Shown]:
    """Show progress until the block ends, however it ends."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield Shown(None)
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        # Pytest holds the output while a scenario runs: what a bar draws meanwhile would be in its hands.
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        yield Shown(bar)
