"""`syncproof sweep`: trouble at every request, and what came of it per sentence."""

from __future__ import annotations

import json
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, SEED, Argument, flag, installed_features, option
from syncproof.cli.run import now
from syncproof.cli.sut_options import sut_options
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.sut import Sut

# All else is imported where the command needs it: `--help` must not wait.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="Play trouble at every request; what survives, per sentence.")
@click.argument("documents", cls=Argument, nargs=-1, type=FILE, metavar="[DOCUMENT.rst]...", setting="documents")
@option(
    "--section sections",
    "TEXT",
    "Only sections with TEXT in their title or name; repeatable.",
    unset="all",
    multiple=True,
)
@option("--story stories", "TEXT", "Only stories with TEXT in their name; repeatable.", unset="all", multiple=True)
@option(
    "--fault faults",
    "NAME",
    "Only this fault, or all of crash, act or twin; repeatable. See syncproof list faults.",
    unset="all",
    multiple=True,
)
@option("--seed", "N", "Seed of everything random: ids, names, values.", default=0, type=SEED)
@option("--workers", "N", "Number of processes that play.", default=1, type=click.IntRange(1, 32), setting="workers")
@option("--shard", "I/N", "Play only the I-th of N parts of the stories.", unset="all", default="")
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
@option("--json json_file", "F", "Write what was tried, and what came of it, to F.", unset="not written", type=FILE)
@option(
    "--save", "DIR", "Save each failure in DIR, as a script to replay and as a feature.", unset="not saved", type=FILE
)
@flag("--verbose", "Show every rule of every sentence, passed or not.")
@sut_options
def sweep(
    *,
    documents: tuple[Path, ...],
    sections: tuple[str, ...],
    stories: tuple[str, ...],
    faults: tuple[str, ...],
    seed: int,
    workers: int,
    shard: str,
    features: Path | None,
    json_file: Path | None,
    save: Path | None,
    verbose: bool,
    sut: Sut,
) -> int:
    """Play the canonical stories of each sentence with trouble at every request, and say what the sync survived.

    Trouble is every fault, a crash, a second instance of the sync, or an act of a user; each strikes once, and until
    healed where that makes sense.
    """
    from syncproof.report import exit_code, files, stream, sweep_text
    from syncproof.report.progress import shown
    from syncproof.trouble import saved
    from syncproof.trouble.plan import SweepRequest, planned
    from syncproof.trouble.summary import summary_of
    from syncproof.trouble.sweep import sweep as play
    from syncproof.trouble.tally import failures

    files.check([json_file] if json_file else [])
    if save:
        saved.check(save)
    request = SweepRequest(
        documents, features or installed_features(), sections, stories, faults, seed, workers, shard, sut
    )
    plan, started, clock = planned(request), now(), monotonic()
    with shown("stories") as progress:
        progress.expect(len(plan.stories))
        tallies = play(plan, lambda tally: progress.count(passed=not tally.failures))
    seconds = monotonic() - clock
    found = [failure for _, failure in failures(tallies)]
    scripts = saved.save(save, found, plan.checklists, seed) if save else []
    summary = summary_of(request, tallies, started, seconds, scripts)
    if json_file:
        files.write(json_file, json.dumps(summary, indent=2, ensure_ascii=False) + "\n")
    for line in sweep_text.lines(summary, stream.width(), verbose=verbose):
        stream.say(line)
    return exit_code.of_verdict(Verdict(summary["verdict"]))
