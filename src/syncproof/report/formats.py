"""The report formats that a run writes to files: `REPORTS` is the one list of them.

A format is a function in a module of its own, from the summary to the report's text, or to the texts of several files,
and a row of `REPORTS`. A function
may ask for the traces of the stories too: then the run keeps them. The row
gives `syncproof run` its option, the check of the option's target before the run, and the writing after the run.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, cast

from syncproof.errors import BadInput, HarnessBroke, NotWritten
from syncproof.report.run_events import BROKEN_OFF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.report.rows import Summary
    from syncproof.report.trace import Traces

STANDARD_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Format:
    """A report format; `help` is what `syncproof run --help` says of its option."""

    help: str
    render: str
    """The function that makes the text of a summary, as `module:function`: it is loaded when a report is written."""
    standard_output: bool = False
    """Whether `-` stands for standard output."""
    traces: bool = False
    """Whether the function takes the traces of the stories beside the summary."""

    is_own: str = ""
    """For a format that is a folder of files: the function that knows its own files by name, as `module:function`.

    The function of such a format returns the texts of the files, by name.
    """

    def text(self, summary: Summary, traces: Traces) -> str:
        """Return a summary in this format, which is one file."""
        return str(self._rendered(summary, traces))

    def texts(self, summary: Summary, traces: Traces) -> Mapping[str, str]:
        """Return a summary in this format, which is a folder, as the texts of its files by name."""
        return cast("Mapping[str, str]", self._rendered(summary, traces))

    def owns(self, name: str) -> bool:
        """Whether a file in the folder of this format is one of its own."""
        return bool(resolve_name(self.is_own)(name))

    def _rendered(self, summary: Summary, traces: Traces) -> object:
        shown = (summary, traces) if self.traces else (summary,)
        return resolve_name(self.render)(*shown)


REPORTS: Mapping[str, Format] = {
    "json": Format(
        "Write the summary as JSON to F; - is standard output.",
        "syncproof.report.summary:as_json",
        standard_output=True,
    ),
    "html": Format(
        "Write the checklist with its verdicts and evidence to F: one HTML page to read, filter, print and sign.",
        "syncproof.report.html:page",
        traces=True,
    ),
    "junit": Format("Write the scenarios as JUnit XML to F.", "syncproof.report.junit:xml"),
    "markdown": Format("Write a summary in Markdown to F, as CI systems show it.", "syncproof.report.markdown:page"),
    "messages": Format(
        "Write the stories as Cucumber Messages to F, one JSON line each.",
        "syncproof.report.messages:ndjson",
        traces=True,
    ),
    "allure": Format(
        "Write the stories as Allure results to the folder F.",
        "syncproof.report.allure:results",
        traces=True,
        is_own="syncproof.report.allure:is_own",
    ),
    "har": Format("Write the exchanges of the stories as HAR to F.", "syncproof.report.har:archive", traces=True),
    "csv": Format("Write the sentences as CSV to F, for a spreadsheet.", "syncproof.report.table_of_sentences:csv_of"),
    "badge": Format("Write the verdict as an SVG badge to F.", "syncproof.report.badge:svg"),
}
"""Every format by its name; the option of `html` is `--html F`."""


def check(targets: Mapping[str, Path], events: Path | None = None) -> None:
    """Raise BadInput where a report, by its format, could not be written: before a long run, not after it.

    `events` is the file of the run's events, which is none of the formats.
    """
    from syncproof.report import files  # noqa: PLC0415 - `--help` reads the list above, and must not wait for this

    printed = [name for name, path in targets.items() if path == STANDARD_OUTPUT]
    if printed and sys.stdout is None:
        raise BadInput("standard output is closed", where="-", do="name a file")
    for name in printed:
        if not REPORTS[name].standard_output:
            allowed = " or ".join(f"--{other}" for other, each in REPORTS.items() if each.standard_output)
            raise BadInput(f"only {allowed} can be written to standard output", where="-", do="name a file")
    if len(printed) > 1:
        raise BadInput("standard output is named for two reports", where="-", do="name a file for one of them")
    if events == STANDARD_OUTPUT:
        raise BadInput("--events cannot be written to standard output", where="-", do="name a file, or a pipe")
    folders = {name for name in targets if REPORTS[name].is_own}
    single = [path for name, path in targets.items() if path != STANDARD_OUTPUT and name not in folders]
    files.check([*single, *([events] if events else [])])
    for name in folders:
        files.check_folder(targets[name], REPORTS[name].owns)


def shows_traces(targets: Mapping[str, Path]) -> bool:
    """Whether a report, by its format, shows what happened in each story."""
    return any(REPORTS[name].traces for name in targets)


def write(summary: Summary, targets: Mapping[str, Path], traces: Traces) -> None:
    """Write a summary, with the traces of its stories, to every target, by its format.

    Raises HarnessBroke where a report cannot be written. Then the summary says from now on that the run was broken
    off, and so do the other reports: the exit code says the same.
    """
    printed = {name: path for name, path in targets.items() if path == STANDARD_OUTPUT}
    kept = {name: path for name, path in targets.items() if name not in printed}
    failed: HarnessBroke | None = None
    for targets_of_one_kind in (kept, printed):
        error = _written(summary, targets_of_one_kind, traces)
        if error and not failed:
            failed = error
            summary["run"]["ended"] = BROKEN_OFF
            _written(summary, kept, traces)
    if failed:
        raise failed


def _written(summary: Summary, targets: Mapping[str, Path], traces: Traces) -> HarnessBroke | None:
    """Write a summary to targets, and return the first failure; the others are written all the same."""
    from syncproof.report import files, stream  # noqa: PLC0415 - as above

    failed: HarnessBroke | None = None
    for name, path in targets.items():
        report = REPORTS[name]
        try:
            if path == STANDARD_OUTPUT:
                stream.put(report.text(summary, traces).removesuffix("\n"))
            elif report.is_own:
                files.write_folder(path, report.texts(summary, traces), report.owns)
            else:
                files.write(path, report.text(summary, traces))
        except HarnessBroke as error:
            failed = failed or error
        except BadInput as error:  # standard output that takes nothing: by now, the run has been judged
            failed = failed or NotWritten(str(error))
    return failed
