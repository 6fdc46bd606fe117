"""`syncproof run`: documents in, a verdict per sentence out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import (
    FILE,
    SEED,
    Argument,
    flag,
    group,
    hold,
    inputs,
    installed_features,
    option,
    settings_of,
)
from syncproof.cli.page import Page, page_options
from syncproof.cli.sut_options import sut_options
from syncproof.cli.watch import WatchableCommand
from syncproof.report.exit_code import MEANINGS, ExitCode
from syncproof.run.garbage import not_searched
from syncproof.stories.rules import LEVELS

if TYPE_CHECKING:
    from syncproof.cli.playing import Trouble
    from syncproof.run.plan import RunRequest
    from syncproof.run.settings import ProjectSettings
    from syncproof.sut import Sut

# All else is imported where a command needs it: pytest and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above

_EXIT_CODES = ", ".join(f"{code} {MEANINGS[code]}" for code in ExitCode)


def now() -> datetime:
    """Return the time of day: a report shows when the run started, and nothing else depends on it."""
    return datetime.now(UTC)


@click.command(
    cls=WatchableCommand,
    short_help="Play what documents promise; a verdict per sentence.",
    epilog=f"Exit codes: {_EXIT_CODES}.",
)
@click.argument("documents", cls=Argument, nargs=-1, type=FILE, metavar="[DOCUMENT.rst|DIR]...", setting="documents")
@group(
    "Which stories",
    option(
        "--section sections",
        "TEXT",
        "Only sections with TEXT in their title or name; repeatable.",
        unset="all",
        multiple=True,
    ),
    option(
        "--level levels",
        "",
        "Only rules of this level; repeatable.",
        unset="all",
        type=click.Choice(LEVELS),
        multiple=True,
        setting="level",
    ),
    option(
        "--only",
        "RULE_OR_SCENARIO",
        "Only scenarios of this rule, or of this title; repeatable.",
        unset="all",
        multiple=True,
    ),
    option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features"),
    option(
        "--shard", "I/N", "Play only the I-th of N parts of the stories; see syncproof merge.", unset="all", default=""
    ),
    option(
        "--last-failed",
        "F",
        "Play only what did not pass in the run whose JSON or events F has.",
        unset="off",
        type=FILE,
    ),
)
@group(
    "How they are played",
    option("--seed", "N", "Seed of everything random: ids, names, values.", default=0, type=SEED),
    option(
        "--seeds",
        "A-B",
        "Play every story with each of these seeds, and name those that fail.",
        unset="one",
        default="",
    ),
    option("--repeat", "N", "Times that every story is played.", default=1, type=click.IntRange(1, 1000)),
    option(
        "--workers",
        "N",
        "Number of processes that play scenarios, or the documents of a folder.",
        unset="1; of a folder, a process for each core",
        type=click.IntRange(1, 32),
        setting="workers",
    ),
    flag("--fail-fast", "End the run at the first failure that no baseline excuses."),
    option(
        "--minutes",
        "M",
        "Begin no further story after M minutes.",
        unset="no limit",
        type=click.IntRange(1, 10_080),
    ),
    flag("--watch", "Play again what a changed file affects, until Ctrl-C."),
    option(
        "--watch-also",
        "PATH",
        "With --watch: play everything again when this file, or one in this folder, changes; repeatable.",
        unset="the files that the command of your sync names",
        type=FILE,
        multiple=True,
    ),
    flag("--sweep", "After the stories, play a bounded sweep: trouble at each request of some stories."),
    option(
        "--swept", "F", "Take in what a full sweep has shown: its syncproof sweep --json F.", unset="none", type=FILE
    ),
    flag("--trello-as-is", "Play without the capabilities that the real Trello lacks."),
)
@group(
    "What passes",
    option(
        "--baseline",
        "F",
        "TOML file of known failures; only failures not listed there fail the run.",
        unset="none",
        type=FILE,
        setting="baseline",
    ),
    flag("--require-complete", "Exit with 3 unless every rule was played."),
)
@group(
    "Reports",
    page_options,
    option(
        "--events",
        "F",
        "Write each event of the run to F as it happens, one JSON line each.",
        unset="not written",
        type=FILE,
    ),
    flag("--traces", "Keep in the events what happened in each story, for a --html that syncproof report makes."),
)
@sut_options
def run(
    *,
    documents: tuple[Path, ...],
    sections: tuple[str, ...],
    levels: tuple[str, ...],
    only: tuple[str, ...],
    seed: int,
    seeds: str,
    repeat: int,
    workers: int | None,
    page: Page,
    baseline: Path | None,
    features: Path | None,
    shard: str,
    last_failed: Path | None,
    fail_fast: bool,
    minutes: int | None,
    watch: bool,
    watch_also: tuple[Path, ...],
    sweep: bool,
    swept: Path | None,
    events: Path | None,
    traces: bool,
    require_complete: bool,
    trello_as_is: bool,
    sut: Sut,
) -> int:
    """Play the stories of each sentence of the documents against a sync, and give a verdict per sentence.

    Without a DOCUMENT, the run plays all documents that were accepted.

    Settings in [tool.syncproof] of the nearest pyproject.toml stand for options that are left out.
    """
    from syncproof.cli import watch as watching
    from syncproof.errors import BadInput

    settings = settings_of(click.get_current_context())
    folder = features or installed_features()
    page.check(events, [*inputs(documents, folder, settings, sut), baseline, last_failed, swept])
    stage = None
    if watch or watch_also:
        watching.check(
            on=watch,
            bounds={"--shard": shard, "--minutes": minutes, "--attach": sut.attach, "--sweep": sweep},
            wholes={"--history": page.history, "--require-complete": require_complete, "--swept": swept},
            documents=documents,
            also=watch_also,
        )
        if (stage := watching.stage()) is None:
            return watching.watched(sut, watch_also)
        others = [baseline, last_failed, settings.file, *watch_also]
        stage.watches(watching.files(documents, folder, sut, others, [*page.reports.values(), events]))
    hold(page.reports.values())
    with not_searched():
        from syncproof.cli import playing
        from syncproof.cli.stopped import Stopped, told_in_reports
        from syncproof.run import again
        from syncproof.run.documents import private_folder
        from syncproof.run.plan import RunRequest
        from syncproof.run.provenance import provenance_without_plan
        from syncproof.stories.choice import Choice
        from syncproof.stories.other_level import check_levels

    unseen = click.get_current_context().with_resource(private_folder(outside=sut.outside))
    request = RunRequest(
        documents=documents,
        features=folder,
        choice=Choice(sections, levels, only),
        baseline=baseline,
        seed=seed,
        seeds=seeds,
        repeat=repeat,
        workers=workers or 1,
        sut=sut,
        trello_as_is=trello_as_is,
        require_complete=require_complete,
        shard=shard,
        last_failed=last_failed,
        fail_fast=fail_fast,
        minutes=minutes,
        unseen=unseen,
        traces=traces or page.shows_traces,
        again=again.words(documents, folder, settings, installed_features()),
    )
    started = now()
    stopped = Stopped(provenance_without_plan(request, started), page, folder, events, require_complete)
    with told_in_reports(stopped, replaces=stage is None):
        if shard and page.history:
            raise BadInput("a shard is no whole run, and has no history", do="give --history to syncproof merge")
        if sweep and swept:
            raise BadInput("--sweep and --swept exclude each other", do="name one of them")
        check_levels(request.choice)
        trouble = playing.Trouble(sweep, swept)
        if any(path.is_dir() for path in documents):
            return _folder(request, workers, settings, page, events, started, trouble)
        return playing.played(request, settings.file, page, events, started, trouble, stage)


def _folder(
    request: RunRequest,
    workers: int | None,
    settings: ProjectSettings,
    page: Page,
    events: Path | None,
    started: datetime,
    trouble: Trouble,
) -> int:
    """Play the documents of folders, each by itself."""
    from syncproof.cli import many
    from syncproof.run import again
    from syncproof.run.document_names import named_below

    documents, folder, sut = request.documents, request.features, request.sut
    many.refuse(
        documents,
        {
            "--sweep": trouble.sweep,
            "--swept": trouble.swept,
            "--attach": sut.attach,
            "--sut-url": sut.url,
            "--sut-dir": sut.folder,
        },
    )
    many.say_what_is_left_out(documents, page)
    requests = [
        replace(
            request,
            documents=(path,),
            choice=replace(request.choice, document=name),
            workers=1,
            unseen=None,
            again=again.words((path,), folder, settings, installed_features()),
        )
        for path, name in named_below(documents).items()
    ]
    return many.play_many(requests, workers or many.at_once(sut), page, events, started)
