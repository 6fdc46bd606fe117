"""The report formats that a run writes to files: `REPORTS` is the one list of them.

A format is a function in a module of its own, from the summary to the report's text, and a row of `REPORTS`. A function
may ask for the traces of the stories too: then the run keeps them. The row
gives `syncproof run` its option, the check of the option's target before the run, and the writing after the run.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from syncproof.errors import BadInput, HarnessBroke
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

    def text(self, summary: Summary, traces: Traces) -> str:
        """Return a summary in this format."""
        shown = (summary, traces) if self.traces else (summary,)
        return str(resolve_name(self.render)(*shown))


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
    files.check([*(path for path in targets.values() if path != STANDARD_OUTPUT), *([events] if events else [])])


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
        text = REPORTS[name].text(summary, traces)
        try:
            if path == STANDARD_OUTPUT:
                stream.say(text.removesuffix("\n"))
            else:
                files.write(path, text)
        except HarnessBroke as error:
            failed = failed or error
        except BadInput as error:  # standard output that takes nothing: by now, the run has been judged
            failed = failed or HarnessBroke(str(error))
    return failed
