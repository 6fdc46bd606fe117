"""The end of a command that judges: its reports are written, its page is printed, and its exit code follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syncproof.cli.options import FILE, Command, flag, option, report_options
from syncproof.report import formats
from syncproof.report.exit_code import exit_code
from syncproof.report.run_events import BROKEN_OFF

if TYPE_CHECKING:
    from syncproof.errors import HarnessBroke
    from syncproof.report.rows import Summary
    from syncproof.report.trace import Traces

# All else is imported where a page is printed: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above


@dataclass(frozen=True, slots=True)
class Page:
    """Where the reports of a summary go, and how much of the summary is printed."""

    reports: Mapping[str, Path]
    annotations: str | None
    quiet: bool
    verbose: bool
    history: Path | None = None
    """The folder of the earlier runs."""

    @property
    def on_error(self) -> bool:
        """Whether people read on standard error, since a report is on standard output."""
        return formats.STANDARD_OUTPUT in self.reports.values()

    def check(self, events: Path | None = None, inputs: Sequence[Path | None] = ()) -> None:
        """Raise BadInput where a report could not be written, or would take the place of what the command reads."""
        from syncproof.report import files, text

        text.detail_of(quiet=self.quiet, verbose=self.verbose)
        formats.check(self.reports, events)
        written = [*self.reports.values(), *([events] if events else [])]
        if self.history:
            from syncproof.report import runs_kept

            runs_kept.check(self.history)
            files.check_outside(written, self.history)
        files.check_apart(written, [each for each in inputs if each])

    def say(self, line: str, *, always: bool = False) -> None:
        """Print a line that comes before the page, unless only failures are asked for, or `always`."""
        from syncproof.report import stream

        if always or not self.quiet:
            stream.say(line, error=self.on_error)

    @property
    def shows_traces(self) -> bool:
        """Whether a report shows what happened in each story."""
        return formats.shows_traces(self.reports)

    def finish(self, summary: Summary, features: Path, traces: Traces, problem: HarnessBroke | None = None) -> int:
        """Write the reports, print the page and return the exit code; annotations name files below `features`.

        Raises the problem of a file that cannot be written, be it the one that is given: of that run, all reports say
        that it was broken off.
        """
        broken = self.write(summary, traces, problem)
        self.print(summary, features)
        if broken:
            raise broken
        return exit_code(summary)

    def write(self, summary: Summary, traces: Traces, problem: HarnessBroke | None = None) -> HarnessBroke | None:
        """Write the reports, and return the problem of a file that cannot be written, be it the one that is given."""
        from syncproof.errors import HarnessBroke
        from syncproof.report import runs_kept
        from syncproof.report.progress import waiting

        broken = problem
        if problem:
            summary["run"]["ended"] = BROKEN_OFF
        is_whole_run = bool(summary["documents"])
        if self.history and is_whole_run:
            runs_kept.add_history(summary, self.history)
        try:
            with waiting("the reports are written") if self.reports and not self.quiet else nullcontext():
                formats.write(summary, self.reports, traces)
        except HarnessBroke as error:
            broken = broken or error
        try:
            if self.history and is_whole_run:
                runs_kept.keep(summary, self.history)
        except HarnessBroke as error:
            broken = broken or error
            summary["run"]["ended"] = BROKEN_OFF
        return broken

    def print(self, summary: Summary, features: Path) -> None:
        """Print the page."""
        self.print_lines(list(self.lines(summary)), summary, features)

    def lines(self, summary: Summary) -> Iterator[str]:
        """Yield the lines of the page."""
        from syncproof.report import stream, text

        yield from text.lines(
            summary,
            colour=stream.takes_colour(error=self.on_error),
            width=stream.width(error=self.on_error),
            detail=text.detail_of(quiet=self.quiet, verbose=self.verbose),
        )

    def print_lines(self, lines: Sequence[str], summary: Summary | None, features: Path) -> None:
        """Print lines, and the annotations of a summary where they are asked for."""
        from syncproof.report import files, github, stream

        if self.annotations and summary:
            lines = list(github.annotated(summary, lines, partial(files.located, features=features)))
        # Lines in colours are made of names that are escaped.
        show = stream.put if stream.takes_colour(error=self.on_error) else stream.say
        show("\n".join(lines), error=self.on_error)


def page_options(command: Command) -> Command:
    """Give a command the options of its reports and of its page, and hand it both as `page`."""

    @wraps(command)
    def with_page(**options: Any) -> int:  # noqa: ANN401 - whatever else the command takes
        names = ("reports", "annotations", "quiet", "verbose", "history")
        return command(page=Page(**{name: options.pop(name) for name in names}), **options)

    with_options: Command = with_page
    for add in (
        flag("--verbose", "Print a line for every scenario, with its verdict."),
        flag("--quiet", "Print failures and the last line only."),
        option(
            "--annotations",
            "",
            "Print each failure as an annotation that a CI system shows at the feature's line.",
            unset="none",
            type=click.Choice(["github"]),
        ),
        option("--history", "DIR", "Folder of runs: say what turned, and keep this run.", unset="none", type=FILE),
        report_options,
    ):
        with_options = add(with_options)
    return with_options
