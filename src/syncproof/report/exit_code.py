"""The exit codes of `syncproof`, what each of them says, and which one a summary leads to."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.rows import Summary


class ExitCode(IntEnum):
    """How `syncproof` ends."""

    PASS = 0
    FAIL = 1
    BAD_INPUT = 2
    NOT_SHOWN = 3
    BROKE = 4
    INTERRUPTED = 130


MEANINGS = {
    ExitCode.PASS: "all pass",
    ExitCode.FAIL: "something fails",
    ExitCode.BAD_INPUT: "bad usage or input",
    ExitCode.NOT_SHOWN: "something was not shown",
    ExitCode.BROKE: "not all could be run",
    ExitCode.INTERRUPTED: "interrupted",
}

_CODES = {
    Verdict.PASS: ExitCode.PASS,
    Verdict.FAIL: ExitCode.FAIL,
    Verdict.INCONCLUSIVE: ExitCode.NOT_SHOWN,
    Verdict.NONE: ExitCode.NOT_SHOWN,
    Verdict.ERROR: ExitCode.BROKE,
}


def exit_code(whole: Summary) -> ExitCode:
    """Return the exit code of a run. A baseline decides, where a run has one."""
    return _CODES[Verdict(whole["gate"]["verdict"] if "gate" in whole else whole["verdict"])]
