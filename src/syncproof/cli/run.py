"""`syncproof run`: documents in, a verdict per sentence out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, SEED, flag, installed_features, option, report_options
from syncproof.cli.sut_options import sut_options
from syncproof.report import formats
from syncproof.report.exit_code import MEANINGS, ExitCode, exit_code
from syncproof.stories.rules import LEVELS

if TYPE_CHECKING:
    from syncproof.sut import Sut

# All else is imported where a command needs it: pytest, docutils and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above

_EXIT_CODES = ", ".join(f"{code} {MEANINGS[code]}" for code in ExitCode if code is not ExitCode.INTERRUPTED)


def now() -> datetime:
    """Return the time of day: a report shows when the run started, and nothing else depends on it."""
    return datetime.now(UTC)


@click.command(short_help="Play what documents promise; a verdict per sentence.", epilog=f"Exit codes: {_EXIT_CODES}.")
@click.argument("documents", nargs=-1, type=FILE, metavar="[DOCUMENT.rst]...")
@option("--section", "TEXT", "Only sections with TEXT in their title or name.", unset="all", default="")
@option(
    "--level levels", "", "Only rules of this level; repeatable.", unset="all", type=click.Choice(LEVELS), multiple=True
)
@option("--only", "RULE_OR_SCENARIO", "Only scenarios of this rule, or of this title.", unset="all", default="")
@option("--seed", "N", "Seed of everything random: ids, names, values.", default=0, type=SEED)
@option(
    "--seeds", "A-B", "Play every story with each of these seeds, and name those that fail.", unset="one", default=""
)
@option("--repeat", "N", "Times that every story is played.", default=1, type=click.IntRange(1, 1000))
@option("--workers", "N", "Number of processes that play scenarios.", default=1, type=click.IntRange(1, 32))
@report_options
@option(
    "--baseline",
    "F",
    "TOML file of known failures; only failures not listed there fail the run.",
    unset="none",
    type=FILE,
)
@option(
    "--annotations",
    "",
    "Print each failure as an annotation that a CI system shows at the feature's line.",
    unset="none",
    type=click.Choice(["github"]),
)
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE)
@flag("--require-complete", "Exit with 3 unless every rule was played.")
@flag("--trello-as-is", "Play without the capabilities that the real Trello lacks.")
@sut_options
def run(
    *,
    documents: tuple[Path, ...],
    section: str,
    levels: tuple[str, ...],
    only: str,
    seed: int,
    seeds: str,
    repeat: int,
    workers: int,
    reports: Mapping[str, Path],
    baseline: Path | None,
    annotations: str | None,
    features: Path | None,
    require_complete: bool,
    trello_as_is: bool,
    sut: Sut,
) -> int:
    """Play the stories of each sentence of the documents against a sync, and give a verdict per sentence.

    Without a DOCUMENT, the run plays all documents that were accepted.
    """
    from syncproof.report import provenance, stream, text
    from syncproof.report.progress import shown
    from syncproof.run.plan import RunRequest, plan, play
    from syncproof.run.provenance import provenance_of
    from syncproof.stories.choice import Choice

    formats.check(reports)
    planned = plan(
        RunRequest(
            documents=documents,
            features=features or installed_features(),
            choice=Choice(section, levels, only),
            baseline=baseline,
            seed=seed,
            seeds=seeds,
            repeat=repeat,
            workers=workers,
            sut=sut,
            trello_as_is=trello_as_is,
            require_complete=require_complete,
        )
    )
    # With a report on standard output, people read on the other stream.
    error = formats.STANDARD_OUTPUT in reports.values()
    origin = provenance_of(planned, now())
    stream.say(provenance.line(origin), error=error)
    with shown() as progress:
        summary = play(planned, origin, progress=progress.hear, expected=progress.expect, again=progress.again)
    formats.write(summary, reports)
    lines = text.lines(summary, colour=stream.takes_colour(error=error))
    if annotations:
        from syncproof.report import files, github

        place = partial(files.located, features=planned.request.features)
        lines = github.annotated(summary, list(lines), place)
    stream.say("\n".join(lines), error=error)
    return exit_code(summary)
