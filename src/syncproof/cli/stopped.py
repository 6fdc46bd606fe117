"""A run that stops before its end: its reports say so, and none of an earlier run stays in their place."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from syncproof.errors import BadInput, NotWritten, SyncproofError
from syncproof.report import event_file
from syncproof.report.exit_code import ExitCode
from syncproof.report.fold import folded
from syncproof.report.trace import Traces
from syncproof.run.stopped import events_of_stopped
from syncproof.sut.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from syncproof.cli.page import Page
    from syncproof.run.plan import RunRequest


_EMPTY = (0, 0)
"""The state of a file that holds nothing, or is not there."""


@contextmanager
def told_in_reports(request: RunRequest, page: Page, events: Path | None, started: datetime) -> Iterator[None]:
    """Write the reports of a run that an error stops, and let the error go on.

    Of a file of events that the run has opened, what happened stays.
    """
    before = _state(events)
    try:
        yield
    except NotWritten:  # by then, all other reports are written
        raise
    except Exception as error:
        is_input = isinstance(error, BadInput | click.ClickException)
        why = masked(_in_one_line(error), os.environ), ExitCode.BAD_INPUT if is_input else ExitCode.BROKE
        happened = events_of_stopped(request, started, [why])
        summary = folded(happened)
        with suppress(SyncproofError):
            page.write(summary, Traces())
            if page.annotations:
                page.print_lines([], summary, request.features)
        with suppress(SyncproofError):
            if events and _state(events) in {before, _EMPTY} and not events.is_fifo():
                with event_file.opened(events) as file:
                    for each in happened:
                        file.write(each)
        raise


def _state(file: Path | None) -> tuple[int, int]:
    """Return what changes as soon as something is written to a file."""
    with suppress(OSError):
        if file and (found := file.stat()).st_size:
            return found.st_size, found.st_mtime_ns
    return _EMPTY


def _in_one_line(error: Exception) -> str:
    """Return what went wrong, without the nearest right thing and the cure; of a defect of ours, its kind."""
    lines = [line.strip() for line in str(error).splitlines() if not line.startswith(("  nearest ", "  do "))]
    text = "; ".join(filter(None, lines))
    return (
        text
        if isinstance(error, SyncproofError | click.ClickException)
        else ": ".join(filter(None, (type(error).__name__, text)))
    )
