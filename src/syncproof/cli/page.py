"""The end of a command that judges: its reports are written, its page is printed, and its exit code follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syncproof.cli.options import Command, flag, option, report_options
from syncproof.report import formats
from syncproof.report.exit_code import exit_code

if TYPE_CHECKING:
    from syncproof.report.rows import Summary

# All else is imported where a page is printed: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above


@dataclass(frozen=True, slots=True)
class Page:
    """Where the reports of a summary go, and how much of the summary is printed."""

    reports: Mapping[str, Path]
    annotations: str | None
    quiet: bool
    verbose: bool

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
        files.check_apart(written, [each for each in inputs if each])

    def say(self, line: str) -> None:
        """Print a line that comes before the page, unless only failures are asked for."""
        from syncproof.report import stream

        if not self.quiet:
            stream.say(line, error=self.on_error)

    def finish(self, summary: Summary, features: Path) -> int:
        """Write the reports, print the page and return the exit code; annotations name files below `features`."""
        from syncproof.report import files, github, stream, text

        lines = text.lines(
            summary,
            colour=stream.takes_colour(error=self.on_error),
            width=stream.width(error=self.on_error),
            detail=text.detail_of(quiet=self.quiet, verbose=self.verbose),
        )
        if self.annotations:
            lines = github.annotated(summary, list(lines), partial(files.located, features=features))
        try:
            formats.write(summary, self.reports)
        finally:  # whatever became of a report, the verdict is printed
            stream.say("\n".join(lines), error=self.on_error)
        return exit_code(summary)


def page_options(command: Command) -> Command:
    """Give a command the options of its reports and of its page, and hand it both as `page`."""

    @wraps(command)
    def with_page(**options: Any) -> int:  # noqa: ANN401 - whatever else the command takes
        names = ("reports", "annotations", "quiet", "verbose")
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
        report_options,
    ):
        with_options = add(with_options)
    return with_options
