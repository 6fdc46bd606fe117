"""A run that stops before its end: its reports say so, and none of an earlier run stays in their place."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from syncproof.errors import BadInput, NotWritten, SyncproofError
from syncproof.report import event_file, files, formats
from syncproof.report.exit_code import ExitCode
from syncproof.report.fold import folded
from syncproof.report.stream import say
from syncproof.report.trace import Traces
from syncproof.run.stopped import BEGAN, events_of_nothing
from syncproof.sut.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncproof.cli.page import Page
    from syncproof.report.provenance_rows import RunRow
    from syncproof.report.run_events import RunEvent


_EMPTY = (0, 0)
"""The state of a file that holds nothing, or is not there."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The facts about a command that may stop: `run` is the provenance of its run, as far as that is known."""

    run: RunRow
    page: Page
    features: Path
    events: Path | None = None
    require_complete: bool = False

    def happened(self, why: tuple[str, ExitCode]) -> list[RunEvent]:
        """Return the events of a run that ended for a reason, with the exit code to which the reason leads."""
        return events_of_nothing(self.run, [why], require_complete=self.require_complete)


@contextmanager
def told_in_reports(stopped: Stopped, *, replaces: bool = True) -> Iterator[None]:
    """Write the reports of a run that an error stops, and let the error go on.

    Reports of an earlier run say from the beginning that this one has not ended, whatever ends the process; unless
    `replaces` is false. Of a file of events that the run has opened, what happened stays.
    """
    page, events = stopped.page, stopped.events
    before = _state(events)
    old = {name: path for name, path in page.reports.items() if replaces and _is_old(path)}
    if old:
        formats.write(folded(stopped.happened(BEGAN)), old, Traces())
    try:
        yield
    except KeyboardInterrupt:
        if old:
            say("the reports of an earlier run say now that this run did not end", error=True)
        raise
    except NotWritten:  # by then, all other reports are written
        raise
    except Exception as error:
        is_input = isinstance(error, BadInput | click.ClickException)
        why = masked(_in_one_line(error), os.environ), ExitCode.BAD_INPUT if is_input else ExitCode.BROKE
        happened = stopped.happened(why)
        summary = folded(happened)
        with suppress(SyncproofError):
            page.write(summary, Traces())
            if page.annotations:
                page.print_lines([], summary, stopped.features)
        with suppress(SyncproofError):
            if events and _state(events) in {before, _EMPTY} and not events.is_fifo():
                with event_file.opened(events) as file:
                    for each in happened:
                        file.write(each)
        raise


def _is_old(path: Path) -> bool:
    """Whether a report of an earlier run is where a report goes."""
    return path != formats.STANDARD_OUTPUT and files.is_report(path)


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
