"""`syncproof sweep`: trouble at every request, and what came of it per sentence."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, SEED, Argument, flag, hold, inputs, installed_features, option, settings_of
from syncproof.cli.run import now
from syncproof.cli.sut_options import sut_options

if TYPE_CHECKING:
    from syncproof.report.layout import Detail
    from syncproof.report.sweep_rows import SweepSummary
    from syncproof.sut import Sut
    from syncproof.trouble.sweep_progress import SweepProgress

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
@flag("--verbose", "Print every rule of every sentence, and a table of strikes and verdicts.")
@flag("--quiet", "Print failures and the last line only.")
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
    quiet: bool,
    sut: Sut,
) -> int:
    """Play the canonical stories of each sentence with trouble at every request, and say what the sync survived.

    Trouble is every fault, a crash, a second instance of the sync, a clock that goes ahead, or an act of a user; each
    strikes once, and until healed where that makes sense. Two acts of users in one pass strike in the first story of
    each sentence alone: each two of four acts, at every two requests.
    """
    from syncproof.report import files, sweep_file, sweep_fold
    from syncproof.report.progress import shown
    from syncproof.report.run_events import COMPLETE, INTERRUPTED
    from syncproof.report.text import detail_of
    from syncproof.run import again
    from syncproof.run.interruption import Interruption
    from syncproof.trouble import saved
    from syncproof.trouble.plan import SweepRequest, planned
    from syncproof.trouble.summary import rows_of, summary_of, summary_of_nothing, with_commands
    from syncproof.trouble.sweep import sweep as play

    detail = detail_of(quiet=quiet, verbose=verbose)
    folder = features or installed_features()
    here = settings_of(click.get_current_context())
    files.check([json_file] if json_file else [])
    saved.check_targets(json_file, save, inputs(documents, folder, here, sut))
    hold([json_file])
    where, of_script = (again.words(each, folder, here, installed_features()) for each in (documents, ()))
    request = SweepRequest(documents, folder, sections, stories, faults, seed, workers, shard, sut)
    started, clock = now(), monotonic()
    if json_file and files.is_report(json_file):  # of an earlier sweep
        files.write(json_file, sweep_file.as_json(summary_of_nothing(request, started)))
    whole = planned(request)
    interruption = Interruption()
    with interruption.listening(), interruption.noted(), shown("cells", quiet=quiet, ticks=True) as progress:

        def hear(so_far: SweepProgress) -> None:
            progress.expect(so_far.expected)
            progress.reach(so_far.ended, f"{so_far.worse} did not pass" if so_far.worse else "all passed so far")

        tallies = list(play(whole.plan, lambda: interruption.came, hear))
    seconds = monotonic() - clock
    rows = rows_of(tallies, request, where)
    if save:
        found = sweep_fold.failures(rows)
        scripts = saved.save(save, found, tallies, whole.plan.checklists, seed)
        rows = with_commands(rows, [saved.again(each, sut, of_script) for each in scripts])
    ended = INTERRUPTED if interruption.came else COMPLETE
    return finished(summary_of(request, whole, rows, started, seconds, ended), json_file, detail)


def finished(summary: SweepSummary, json_file: Path | None, detail: Detail) -> int:
    """Write the JSON of a sweep, print its page, and return its exit code."""
    from syncproof.report import files, stream, sweep_file, sweep_text

    lines = sweep_text.lines(summary, width=stream.width(), colour=stream.takes_colour(), detail=detail)
    try:
        if json_file:
            files.write(json_file, sweep_file.as_json(summary))
    finally:  # whatever became of the file, the verdict is printed
        stream.put("\n".join(lines))
    return sweep_text.exit_code_of(summary)
