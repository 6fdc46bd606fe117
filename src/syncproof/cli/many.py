"""`syncproof run` of many documents: one table, a line a document, and one report of all that were played."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.cli.page import Page
from syncproof.errors import BadInput, counted
from syncproof.processes.fresh import cores
from syncproof.report.exit_code import MEANINGS, ExitCode, exit_code, meaning, worst
from syncproof.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from syncproof.cli.documents_table import DocumentVerdict
    from syncproof.report.layout import Layout
    from syncproof.report.rows import Summary
    from syncproof.run.many_documents import PlayedDocument
    from syncproof.run.plan import RunRequest
    from syncproof.sut import Sut

# ruff: noqa: PLC0415 - as in every command: what a run needs loads with the run

_APART = "the documents of a folder are played apart"
_REFUSED = {
    "--sweep": f"a sweep takes its stories from one run, and {_APART}",
    "--swept": f"a sweep is of one document, or of documents that are played together, and {_APART}",
    "--attach": "one scenario of one document has the terminal for itself",
    "--sut-url": f"a service has one set of systems, and {_APART}",
    "--sut-dir": f"one folder holds the state for one document, and {_APART}",
}
"""The options that many documents cannot have, each with the reason."""


def refuse(documents: Sequence[Path], given: Mapping[str, object]) -> None:
    """Raise BadInput for an option that is given and that the documents of a folder cannot have."""
    from syncproof.run.document_names import below

    for option, value in given.items():
        if value:
            alone = shlex.join(["syncproof", "run", str(below(documents)[0]), option])
            raise BadInput(f"{option} is not for a folder: {_REFUSED[option]}", do=f"name a document: {alone} …")


def at_once(sut: Sut) -> int:
    """Return how many documents play at a time unless a user says so: one for each core, but all use one fixed port."""
    return 1 if sut.port else cores()


def play_many(requests: Sequence[RunRequest], at_once: int, page: Page, events: Path | None, started: datetime) -> int:
    """Play the document of each request, print the table and the reports of all, and return the worst exit code."""
    from syncproof.cli import documents_table
    from syncproof.report import event_file, text
    from syncproof.report.fold import folded
    from syncproof.report.trace import Traces
    from syncproof.report.unplayed import part_of
    from syncproof.run.excerpt import Excerpts
    from syncproof.run.many_documents import asked_for_in_vain
    from syncproof.run.one_of_many import as_one
    from syncproof.run.stopped import events_of_stopped

    one = requests[0]
    excerpts = Excerpts(one.baseline, one.last_failed)
    requests = [replace(each, excerpt=excerpts.of(each.choice.document)) for each in requests]
    with event_file.opened(events) as file:
        played, verdicts = _played(requests, at_once, page, started)
        is_whole = all(each.code is not ExitCode.INTERRUPTED for each in verdicts.values())
        in_vain = asked_for_in_vain(played) if is_whole else {}
        if not any(each.is_chosen for each in played):
            raise _nothing_chosen(played)
        whole = as_one(played, excerpts.known, one.features, in_vain)
        if not whole:
            chosen = [each for each in played if each.is_chosen]
            lost = [(f"{each.path}: {'; '.join(each.reasons_beside_path)}", each.code) for each in chosen]
            whole = events_of_stopped(one, started, lost)
        for event in whole:
            file.write(event)
    lines = documents_table.lines(played, verdicts, _layout(page))
    if (odd := [each.path for each in played if each.oddities]) and not page.quiet:
        lines.append(visible(f"oddities of a document alone: syncproof run {shlex.quote(str(min(odd)))}"))
    summary = folded(whole)
    broken = page.write(summary, Traces(whole), file.problem)
    lines += page.lines(summary) if page.verbose else text.stale_lines(summary)
    codes = [*(each.code for each in verdicts.values()), exit_code(summary)]
    for words, near in in_vain.items():
        idle = BadInput(f"no document has what {words} asks for", near=(shlex.split(words)[-1], near))
        lines.append(visible(str(idle)))
        codes.append(ExitCode.BAD_INPUT)
    if one.shard and not page.verbose:
        lines.append(f"shard {part_of(summary)}")
    code = worst(codes)
    lines.append(f"exit {code:d}: {_meaning(code, summary)}; {_tally(verdicts)}")
    page.print_lines(lines, summary, one.features)
    if broken:
        raise broken
    return code


def say_what_is_left_out(documents: Sequence[Path], page: Page) -> None:
    """Say which folders below those that are named are not looked into."""
    from syncproof.checklist.folder import not_followed

    for line in not_followed(documents):
        page.say(visible(line), always=True)


def _played(
    requests: Sequence[RunRequest], at_once: int, page: Page, started: datetime
) -> tuple[list[PlayedDocument], dict[str, DocumentVerdict]]:
    """Play the document of each request; return what came of each, and the verdict by its name."""
    from syncproof.cli.documents_table import verdict_of
    from syncproof.report.progress import shown
    from syncproof.run.many_documents import play_each

    played: list[PlayedDocument] = []
    verdicts: dict[str, DocumentVerdict] = {}
    with shown("documents", quiet=page.quiet, ticks=True) as progress:
        progress.turn_to("documents", len(requests))
        for each in play_each(requests, at_once, started):
            played.append(each)
            verdicts[each.name] = verdict_of(each)
            progress.count(passed=verdicts[each.name].code is ExitCode.PASS)
    return played, verdicts


def _layout(page: Page) -> Layout:
    from syncproof.report import stream
    from syncproof.report.layout import Layout

    return Layout(stream.width(error=page.on_error), stream.takes_colour(error=page.on_error), "usual")


def _meaning(code: ExitCode, summary: Summary) -> str:
    """Return what an exit code says: of a pass and with a baseline, what all documents together show."""
    is_told = (code is ExitCode.PASS or "gate" in summary) and exit_code(summary) == code
    return meaning(summary) if is_told else MEANINGS[code]


def _tally(verdicts: Mapping[str, DocumentVerdict]) -> str:
    counts = Counter(each.word for each in verdicts.values())
    words = ", ".join(f"{count} {word}" for word, count in counts.most_common())
    return f"{counted(len(verdicts), 'document')}: {words}"


def _nothing_chosen(played: Sequence[PlayedDocument]) -> BadInput:
    """Return the error for a choice that chooses nothing of any document, with the reason of each."""
    whys = Counter(why for each in played for why in each.reasons)
    wholly = f"nothing is chosen of {'any of the ' if len(played) > 1 else ''}{counted(len(played), 'document')}"
    texts = dict.fromkeys(shlex.split(text)[-1] for each in played for text in each.idle or ())
    near = [name for each in played for name in (each.idle or {}).values() if name]
    return BadInput(
        "\n".join([wholly, *(f"  {counted(count, 'document')}: {why}" for why, count in whys.items())]),
        near=(" ".join(texts), near),
        do="choose a section by part of its title or its name, a rule by its id, a scenario by part of its name",
    )
