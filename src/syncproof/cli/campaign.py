"""`syncproof campaign`: random stories with trouble, for so many minutes."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, SEED, Argument, inputs, installed_features, option, settings_of
from syncproof.cli.sut_options import sut_options
from syncproof.errors import BadInput, counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Checklist
    from syncproof.sut import Sut
    from syncproof.trouble.breach import Breach
    from syncproof.trouble.campaign_tally import CampaignTally

# All else is imported where the command needs it: `--help` must not wait.
# ruff: noqa: PLC0415 - as above

_A_MINUTE = 60.0
_LONGER = 0.25
_LEAST = 10.0
"""The batch in hand is played on, and its failure made smaller, for a part of the time more, or for so many seconds."""


@click.command(short_help="Play random stories with trouble.")
@click.argument("documents", cls=Argument, nargs=-1, type=FILE, metavar="[DOCUMENT.rst]...", setting="documents")
@option(
    "--minutes",
    "N",
    "Play batches of stories until N minutes are over; one in any case.",
    unset="1, or as long as --examples takes",
    type=click.FloatRange(0, 10_080, min_open=True),
)
@option("--examples", "N", "Make up N stories at most.", unset="no limit", type=click.IntRange(1))
@option("--seed", "N", "Seed of everything random: stories, ids, names, values.", default=0, type=SEED)
@option("--workers", "N", "Number of processes that play.", default=1, type=click.IntRange(1, 32), setting="workers")
@option(
    "--database",
    "PLACE",
    "Folder or Redis URL that keeps failures, for later campaigns and other machines.",
    unset="nothing is kept",
    default="",
)
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
@option(
    "--save", "DIR", "Save each failure in DIR, as a script to replay and as a feature.", unset="not saved", type=FILE
)
@sut_options
def campaign(
    *,
    documents: tuple[Path, ...],
    minutes: float | None,
    examples: int | None,
    seed: int,
    workers: int,
    database: str,
    features: Path | None,
    save: Path | None,
    sut: Sut,
) -> int:
    """Make up stories over whole documents, in which people, the sync and trouble act in any order, and judge each.

    A story that fails is shrunk to the smallest that fails in the same way, and told in steps. With --examples and a
    seed, and without a database, the stories are the same each time.
    """
    from syncproof.drivers.check import check
    from syncproof.report import campaign_text, stream
    from syncproof.report.progress import shown
    from syncproof.run import again
    from syncproof.run.declared_marks import check_marks
    from syncproof.run.documents import chosen
    from syncproof.run.interruption import Interruption
    from syncproof.stories.approved import approved_in
    from syncproof.trouble import examples as memory
    from syncproof.trouble import saved
    from syncproof.trouble.campaign import BATCH, CampaignPlan
    from syncproof.trouble.campaign import campaign as play
    from syncproof.trouble.campaign_summary import save as save_all
    from syncproof.trouble.campaign_summary import summary_of

    check(sut)
    if sut.url is not None and workers > 1:
        raise BadInput("one service cannot be played with by several workers at once", do="--workers 1")
    folder = features or installed_features()
    saved.check_targets(None, save, inputs(documents, folder, settings_of(click.get_current_context()), sut))
    memory.opened(database)
    approved = approved_in(folder)
    checklists, _ = chosen(documents, approved)
    check_marks(sut.marks)
    playable = _playable(checklists)
    seconds = None if minutes is None and examples else _A_MINUTE * (minutes or 1)
    began = monotonic()
    until = inf if seconds is None else began + seconds + max(seconds * _LONGER, _LEAST)
    plan = CampaignPlan(playable, sut, seed, workers, database, examples or 0, until)
    batches = 0
    causes: set[Breach] = set()
    interruption = Interruption()
    showing = shown("seconds" if seconds else "stories", ticks=True)
    with interruption.listening(), interruption.noted(), showing as progress:
        progress.expect(round(seconds) if seconds else examples or 0)

        def hear(tally: CampaignTally) -> None:
            nonlocal batches
            batches += 1
            causes.update(tally.found)
            text = f"failures of {counted(len(causes), 'cause')}" if causes else "all passed so far"
            progress.reach(round(monotonic() - began) if seconds else batches * BATCH, text)

        def in_time() -> bool:
            return seconds is None or monotonic() - began < seconds

        tally = play(plan, in_time, hear, lambda: interruption.came)
    took = monotonic() - began
    where = again.words((), folder, settings_of(click.get_current_context()), installed_features())
    commands = [saved.again(each, sut, where) for each in save_all(save, tally, playable)] if save else []
    summary = summary_of(tally, playable, took, commands, interrupted=interruption.came)
    for line in campaign_text.lines(summary, stream.width()):
        stream.say(line)
    return campaign_text.exit_code_of(summary)


def _playable(checklists: Sequence[Checklist]) -> tuple[Checklist, ...]:
    """Return the documents with the sections that can be played. Raises BadInput where there is none."""
    from syncproof.stories.canonical import why_open

    clear = (
        replace(each, sections=tuple(one for one in each.sections if not why_open(each, one))) for each in checklists
    )
    playable = tuple(each for each in clear if each.sections)
    if not playable:
        why = next((why_open(each, one) for each in checklists for one in each.sections), "")
        what = f"no section can be played, the first because {why}" if why else "there is no section to play"
        raise BadInput(what, do="name another document")
    return playable
