"""The bar of progress on a terminal: what goes on, how much of it, for how long, and how long it still takes."""

from __future__ import annotations

import sys
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from syncproof.report import stream

_TICKS = 2
"""Drawings a second of a bar that may not change for minutes."""
_NARROW = 72
"""On a terminal with fewer columns, the bar itself gives way to its words."""


class _LeftColumn(ProgressColumn):
    """The time left, by how long what has ended took on average; between two ends, the time runs down."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        """Return the text."""
        if not task.completed or task.total is None or task.elapsed is None:
            return Text("")
        at = task.fields["at"]
        left = max(at / task.completed * (task.total - task.completed) - (task.elapsed - at), 0)
        return Text(f"{timedelta(seconds=round(left))} left", style="progress.remaining")


def bar(*, ticks: bool, counts: bool = True) -> Progress:
    """Return a bar that is gone when it ends; without `counts`, only what goes on, and for how long."""
    whole = Column(no_wrap=True)
    columns: list[ProgressColumn] = [
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    ]
    if counts and stream.width(error=True) >= _NARROW:
        columns.append(BarColumn(bar_width=20))
    columns += [MofNCompleteColumn(table_column=whole)] if counts else []
    columns += [TimeElapsedColumn(table_column=whole)]
    columns += [_LeftColumn(table_column=whole)] if counts else []
    return Progress(
        *columns,
        console=Console(file=sys.stderr),
        transient=True,
        # Pytest holds the output while a scenario runs: what a bar draws meanwhile would be in its hands.
        auto_refresh=ticks,
        refresh_per_second=_TICKS,
        redirect_stdout=False,
        redirect_stderr=False,
    )
