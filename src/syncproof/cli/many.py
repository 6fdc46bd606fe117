"""`syncproof run` of many documents: one table, a line a document, and one report of all that were played."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING

from syncproof.cli.page import Page
from syncproof.errors import BadInput
from syncproof.report.exit_code import MEANINGS, ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from syncproof.cli.documents_table import DocumentVerdict
    from syncproof.run.many_documents import PlayedDocument
    from syncproof.run.plan import RunRequest

# ruff: noqa: PLC0415 - as in every command: what a run needs loads with the run

_WORST = (ExitCode.INTERRUPTED, ExitCode.BROKE, ExitCode.FAIL, ExitCode.BAD_INPUT, ExitCode.NOT_SHOWN, ExitCode.PASS)


def refuse(given: Mapping[str, object]) -> None:
    """Raise BadInput for an option that is given and that many documents cannot have."""
    for option, value in given.items():
        if value:
            raise BadInput(
                f"{option} is for documents that are played together", do=f"leave out {option}, or the folder"
            )


def play_many(requests: Sequence[RunRequest], at_once: int, page: Page, started: datetime) -> int:
    """Play the document of each request, print the table and the reports of all, and return the worst exit code."""
    from syncproof.cli import documents_table
    from syncproof.report import stream
    from syncproof.report.fold import folded
    from syncproof.report.layout import Layout
    from syncproof.report.progress import shown
    from syncproof.report.trace import Traces
    from syncproof.run.many_documents import asked_for_in_vain, play_each
    from syncproof.run.one_of_many import as_one

    played: list[PlayedDocument] = []
    verdicts: dict[str, DocumentVerdict] = {}
    with shown("documents", quiet=page.quiet, ticks=True) as progress:
        progress.turn_to("documents", len(requests))
        for each in play_each(requests, at_once, started):
            played.append(each)
            verdicts[each.name] = documents_table.verdict_of(each)
            progress.count(passed=verdicts[each.name].code is ExitCode.PASS)
    if not any(each.is_chosen for each in played):
        raise _nothing_chosen(played)
    whole = as_one(played)
    width, colour = stream.width(error=page.on_error), stream.takes_colour(error=page.on_error)
    lines = documents_table.lines(played, verdicts, Layout(width, colour, "usual"))
    if (odd := [each.path for each in played if each.oddities]) and not page.quiet:
        lines.append(f"oddities of a document alone: syncproof run {shlex.quote(str(min(odd)))}")
    summary = folded(whole) if whole else None
    broken = page.write(summary, Traces(whole)) if summary else None
    if summary and page.verbose:
        lines += page.lines(summary)
    codes = [each.code for each in verdicts.values()]
    for text, near in asked_for_in_vain(played).items():
        idle = BadInput(f"no document has what {text} asks for", near=(shlex.split(text)[-1], near))
        lines.append(str(idle))
        codes.append(ExitCode.BAD_INPUT)
    code = min(codes, key=_WORST.index)
    counts = Counter(each.word for each in verdicts.values())
    counted = ", ".join(f"{count} {word}" for word, count in counts.most_common())
    lines.append(f"exit {code:d}: {MEANINGS[code]}; {_counted(len(verdicts), 'document')}: {counted}")
    page.print_lines(lines, summary, requests[0].features)
    if broken:
        raise broken
    return code


def _nothing_chosen(played: Sequence[PlayedDocument]) -> BadInput:
    """Return the error for a choice that chooses nothing of any document, with the reason of each."""
    whys = Counter(why for each in played for why in each.reasons)
    wholly = f"nothing is chosen of {'any of the ' if len(played) > 1 else ''}{_counted(len(played), 'document')}"
    texts = dict.fromkeys(shlex.split(text)[-1] for each in played for text in each.idle or ())
    near = [name for each in played for name in (each.idle or {}).values() if name]
    return BadInput(
        "\n".join([wholly, *(f"  {_counted(count, 'document')}: {why}" for why, count in whys.items())]),
        near=(" ".join(texts), near),
        do="choose a section by part of its title or its name, a rule by its id, a scenario by part of its name",
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
