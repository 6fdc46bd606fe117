"""`syncproof run` of many documents: one table, a line a document, and one report of all that were played."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from syncproof.cli.page import Page
from syncproof.errors import BadInput
from syncproof.report.exit_code import MEANINGS, ExitCode
from syncproof.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from syncproof.report.layout import Layout
    from syncproof.run.many_documents import PlayedDocument
    from syncproof.run.plan import RunRequest

# ruff: noqa: PLC0415 - as in every command: what a run needs loads with the run

_WORDS = {
    ExitCode.PASS: "pass",
    ExitCode.FAIL: "fail",
    ExitCode.NOT_SHOWN: "not shown",
    ExitCode.BROKE: "error",
    ExitCode.INTERRUPTED: "interrupted",
}
_COLOURS = {"pass": "pass", "fail": "fail", "error": "error", "interrupted": "error", "refused": "error"}
"""The verdict in whose colour a word is shown, beside `none`."""
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
    from syncproof.report import stream
    from syncproof.report.fold import folded
    from syncproof.report.layout import Layout
    from syncproof.report.progress import shown
    from syncproof.report.trace import Traces
    from syncproof.run.many_documents import asked_for_in_vain, play_each
    from syncproof.run.one_of_many import as_one

    played: list[PlayedDocument] = []
    verdicts: dict[Path, _Verdict] = {}
    with shown("documents", quiet=page.quiet, ticks=True) as progress:
        progress.turn_to("documents", len(requests))
        for each in play_each(requests, at_once, started):
            played.append(each)
            verdicts[each.path] = _verdict_of(each)
            progress.count(passed=verdicts[each.path].code is ExitCode.PASS)
    if not any(each.is_chosen for each in played):
        raise _nothing_chosen(played)
    whole = as_one(played)
    reasons = {each.path: each.problem for each in played}
    odd = {each.path: each.oddities for each in played if each.oddities}
    layout = Layout(stream.WIDTH, stream.takes_colour(error=page.on_error), "usual")
    rows = [_row(path, verdicts[path].word, reasons[path], odd.get(path, 0), layout) for path in sorted(verdicts)]
    page.say("\n".join(rows), always=True)
    if odd:
        page.say(f"oddities of a document alone: syncproof run {shlex.quote(str(min(odd)))}")
    if whole:
        summary = folded(whole)
        broken = page.write(summary, Traces(whole))
        if page.verbose:
            page.print(summary, requests[0].features)
        if broken:
            raise broken
    codes = [each.code for each in verdicts.values()]
    for text, near in asked_for_in_vain(played).items():
        page.say(
            str(BadInput(f"no document has what {text} asks for", near=(shlex.split(text)[-1], near))), always=True
        )
        codes.append(ExitCode.BAD_INPUT)
    code = min(codes, key=_WORST.index)
    counts = Counter(each.word for each in verdicts.values())
    counted = ", ".join(f"{count} {word}" for word, count in counts.most_common())
    noun = f"{len(verdicts)} documents" if len(verdicts) > 1 else "1 document"
    page.say(f"exit {code:d}: {MEANINGS[code]}; {noun}: {counted}", always=True)
    return code


def _nothing_chosen(played: Sequence[PlayedDocument]) -> BadInput:
    """Return the error for a choice that chooses nothing of any document, with the reason of each."""
    whys = Counter(each.problem.splitlines()[0] for each in played)
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


class _Verdict(NamedTuple):
    """The exit code that a document leads to, and the word for its line in the table."""

    code: ExitCode
    word: str


def _verdict_of(played: PlayedDocument) -> _Verdict:
    from syncproof.report.exit_code import exit_code
    from syncproof.report.fold import folded

    if not played.is_chosen:
        return _Verdict(ExitCode.PASS, "not chosen")
    if played.problem:
        return _Verdict(ExitCode.BROKE, "error") if played.broke else _Verdict(ExitCode.BAD_INPUT, "refused")
    summary = folded(played.events)
    code = ExitCode(exit_code(summary))
    if code is ExitCode.PASS and summary["played"] < summary["of"]:
        return _Verdict(code, "in part")  # what was chosen passes, and more was not played
    return _Verdict(code, _WORDS[code])


def _row(path: Path, word: str, why: str, odd: int, layout: Layout) -> str:
    counted = f" ({odd} {'oddity' if odd == 1 else 'oddities'})" if odd else ""
    text = visible(f"{path}{counted}{f': {why.splitlines()[0]}' if why else ''}")
    return f"{layout.painted(f'{word:<12}', _COLOURS.get(word, 'none'))}  {text}"
