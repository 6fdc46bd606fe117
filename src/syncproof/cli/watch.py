"""`syncproof run --watch`: what goes with it, which files it looks at, and what is planned for a play."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import GroupedCommand
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from syncproof.run.plan import RunPlan, RunRequest
    from syncproof.sut import Sut
    from syncproof.watch.files import WatchedFiles
    from syncproof.watch.stage import WatchStage

# ruff: noqa: PLC0415 - as in every command: what a watch needs loads with the watch

_ARGUMENTS = "syncproof.arguments"
_PLAY = "syncproof.cli.staged"
"""The module whose `play` a fresh process calls."""
_ENDLESS = "a watch waits for changes until somebody ends it"
_IN_PART = "a watch plays parts, of which none is a run to keep or to gate"


class WatchableCommand(GroupedCommand):
    """A command that remembers its arguments, with which a watch has it played again."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take in the arguments."""
        ctx.meta[_ARGUMENTS] = tuple(args)
        return super().parse_args(ctx, args)


def check(
    *,
    on: bool,
    bounds: Mapping[str, object],
    wholes: Mapping[str, object],
    documents: Iterable[Path],
    also: Iterable[Path],
) -> None:
    """Raise BadInput for what a watch cannot have: bounds, uses of whole runs, folders, or nobody who would end it."""
    if not on:
        raise BadInput("--watch-also is for a watch", do="add --watch, or leave out --watch-also")
    for options, why in ((bounds, _ENDLESS), (wholes, _IN_PART)):
        for option, value in options.items():
            if value:
                raise BadInput(f"{option} does not go with --watch: {why}", do=f"leave out {option}, or --watch")
    for each in documents:
        if each.is_dir():
            raise BadInput("--watch is for documents, and this is a folder", where=str(each), do="name the document")
    for each in also:
        if not each.exists():
            raise BadInput("--watch-also: no such file or folder", where=str(each), do="correct the path")
    _check_somebody_is_there()


def files(
    documents: Sequence[Path],
    features: Path,
    sut: Sut,
    others: Iterable[Path | None],
    outputs: Iterable[Path | None],
) -> WatchedFiles:
    """Return the files to watch; a change of one of the `others` affects everything, `outputs` are the run's own."""
    from syncproof.watch import files as places

    return places.WatchedFiles(
        features=features,
        documents=tuple(documents),
        sync=(*places.of_sut(sut), *(places.of_anything(each) for each in others if each)),
        code=places.of_syncproof(),
        outputs=frozenset(each.absolute() for each in outputs if each),
    )


def stage() -> WatchStage | None:
    """Return the stage of this play, None where a user starts the watch."""
    found: WatchStage | None = click.get_current_context().obj
    return found


def watched(sut: Sut, also: Sequence[Path]) -> int:
    """Watch, and return the exit code of the last play."""
    from syncproof.report import stream
    from syncproof.watch.files import of_sut
    from syncproof.watch.watcher import Watcher

    def say(text: str) -> None:
        stream.say(text, error=True)

    def clear() -> None:
        if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
            click.clear()

    if sut.outside and not also and not of_sut(sut):
        say("no file of your sync is known, so none is watched: --watch-also PATH names a file or a folder")
    return Watcher(click.get_current_context().meta[_ARGUMENTS], _PLAY, say, clear).run()


def planned(stage: WatchStage | None, request: RunRequest) -> RunPlan | None:
    """Return the plan of a run, in a watch that of what a change affects; None where that is nothing."""
    from syncproof.run.plan import plan

    if stage is None:
        return plan(request)
    try:
        whole = plan(request)
    except BadInput as mistake:
        stage.refused(mistake)
        raise
    return stage.narrowed(whole)


def _check_somebody_is_there() -> None:
    if os.environ.get("CI", "").casefold() not in {"", "0", "false"} and not sys.stdout.isatty():
        raise BadInput(f"{_ENDLESS}, and in CI nobody does", do="leave out --watch")
    if sys.platform == "win32":
        raise BadInput("--watch does not work on Windows", do="play the run again by hand")
