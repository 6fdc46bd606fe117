"""The exit codes of `syncproof`, what each of them says, and which one a summary leads to, in words too."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from syncproof.report import levels
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
    """Return the exit code of a run: what was chosen decides, or a baseline where a run has one.

    A run that has to be complete, and is not, ends with nothing better than NOT_SHOWN.
    """
    code = _CODES[deciding(whole)]
    return ExitCode.NOT_SHOWN if code is ExitCode.PASS and _unplayed(whole) and whole["require_complete"] else code


def deciding(whole: Summary) -> Verdict:
    """Return the verdict that decides the exit code."""
    return Verdict(whole["gate"]["verdict"] if "gate" in whole else whole["chosen"])


def meaning(whole: Summary) -> str:
    """Return what the exit code of a run says of it: never more than was played."""
    gate = "gate" in whole
    if deciding(whole) is not Verdict.PASS:
        return MEANINGS[_CODES[deciding(whole)]] + (" beyond the baseline" if gate else "")
    if not (unplayed := _unplayed(whole)):
        return "nothing is worse than the baseline" if gate else MEANINGS[ExitCode.PASS]
    chosen, passes, left = _chosen(whole, unplayed)
    good = f"nothing new fails in {chosen}" if gate else f"{chosen} {passes}"
    return f"{good}, but {left}" if whole["require_complete"] else f"{good}; {left}"


def _unplayed(whole: Summary) -> int:
    """Return how many rules were not played, or not with all their scenarios."""
    return whole["of"] - whole["played"]


def _chosen(whole: Summary, unplayed: int) -> tuple[str, str, str]:
    """Return the part that was chosen, with its verb, and the part that was left."""
    rules = [
        rule
        for document in whole["documents"]
        for section in document["sections"]
        for sentence in section["sentences"]
        for rule in sentence["rules"]
    ]
    were = "was" if unplayed == 1 else "were"
    if any(map(levels.is_partial, rules)):
        count = sum(len(rule["scenarios"]) for rule in rules)
        noun, left = "scenario", f"{unplayed} {'rule' if unplayed == 1 else 'rules'} {were} not played as a whole"
    else:
        count, noun, left = whole["played"], "rule", f"{unplayed} {were} not played"
    return (f"the 1 {noun} chosen", "passes", left) if count == 1 else (f"the {count} {noun}s chosen", "pass", left)
