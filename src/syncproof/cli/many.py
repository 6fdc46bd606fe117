"""`syncproof run` of many documents: one table, a line a document, and one report of all that were played."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.cli.page import Page
from syncproof.errors import BadInput
from syncproof.report.exit_code import MEANINGS, ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from syncproof.run.plan import RunRequest
    from syncproof.run.several import PlayedDocument

# ruff: noqa: PLC0415 - as in every command: what a run needs loads with the run

_WORST = (ExitCode.INTERRUPTED, ExitCode.BROKE, ExitCode.FAIL, ExitCode.BAD_INPUT, ExitCode.NOT_SHOWN, ExitCode.PASS)


def refuse(given: Mapping[str, object]) -> None:
    """Raise BadInput for an option that is given and that many documents cannot have."""
    for option, value in given.items():
        if value:
            raise BadInput(
                f"{option} is for documents that are played together", do=f"leave out {option}, or the folder"
            )


def play_many(request: RunRequest, documents: Sequence[Path], page: Page, started: datetime) -> int:
    """Play each document by itself, print the table and the reports of all, and return the worst exit code."""
    from syncproof.report.fold import folded
    from syncproof.report.progress import shown
    from syncproof.report.trace import Traces
    from syncproof.run.several import as_one, play_each

    played: list[PlayedDocument] = []
    with shown(quiet=page.quiet) as progress:
        progress.turn_to("documents", len(documents))
        for each in play_each(request, documents, started):
            played.append(each)
            progress.count(passed=_code(each) is ExitCode.PASS)
    whole, left_out = as_one(played)
    codes = {each.path: _code(each) for each in sorted(played, key=lambda each: each.path)}
    reasons = {**{each.path: each.problem for each in played}, **left_out}
    page.say("\n".join([*(_line(path, code, reasons[path]) for path, code in codes.items()), ""]))
    code = min(codes.values(), key=_WORST.index)
    if whole:
        # The table has the verdict of each document; --verbose adds that of each sentence.
        told = replace(page, quiet=not page.verbose)
        code = min(code, ExitCode(told.finish(folded(whole), request.features, Traces(whole))), key=_WORST.index)
    if code is not ExitCode.PASS:
        page.say(f"exit {code:d}: {MEANINGS[code]}, in one of {len(documents)} documents at least")
    return code


def _code(played: PlayedDocument) -> ExitCode:
    """Return the exit code that a document alone would lead to."""
    from syncproof.report.exit_code import exit_code
    from syncproof.report.fold import folded

    if played.problem:
        return ExitCode.BROKE if played.broke else ExitCode.BAD_INPUT
    return ExitCode(exit_code(folded(played.events)))


def _line(path: Path, code: ExitCode, why: str) -> str:
    words = {
        ExitCode.PASS: "pass",
        ExitCode.FAIL: "fail",
        ExitCode.NOT_SHOWN: "not shown",
        ExitCode.BROKE: "error",
        ExitCode.BAD_INPUT: "refused",
        ExitCode.INTERRUPTED: "interrupted",
    }
    return f"{words[code]:<12}  {path}{f': {why.splitlines()[0]}' if why else ''}"
