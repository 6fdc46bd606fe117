"""`syncproof merge` and `syncproof report`: the reports of a run again, from its shards or from its events."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import click

from syncproof.cli.options import FILE, hold, installed_features, option, without_settings
from syncproof.cli.page import Page, page_options

# All else is imported where a command needs it: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above

_FEATURES = option(
    "--features",
    "DIR",
    "Folder of feature files, for annotations.",
    unset="the installed ones",
    type=FILE,
    setting="features",
)


@click.command(short_help="Make one run, or one sweep, of its shards.")
@click.argument("shards", nargs=-1, required=True, type=FILE, metavar="[SHARD.json]...")
@_FEATURES
@page_options
@without_settings
def merge(*, shards: tuple[Path, ...], features: Path | None, page: Page) -> int:
    """Make one run of its shards, print its report, and end with its exit code.

    A SHARD.json is what `syncproof run --shard I/N --json F` wrote, or its --events. The run is complete only if every
    planned story is in exactly one shard. What `syncproof sweep --shard I/N --json F` wrote becomes one sweep likewise,
    with --json as its only report.
    """
    page.check(inputs=shards)
    hold(page.reports.values())
    with _told(page, features):
        return _merged(shards, features, page)


def _told(page: Page, features: Path | None) -> AbstractContextManager[None]:
    """Return what lets the reports say that nothing could be made of what was given."""
    from syncproof.cli.run import now
    from syncproof.cli.stopped import Stopped, told_in_reports
    from syncproof.run.stopped import of_unread_run

    return told_in_reports(Stopped(of_unread_run(now()), page, features or installed_features()))


def _merged(shards: tuple[Path, ...], features: Path | None, page: Page) -> int:
    """Make one run, or one sweep, of its shards."""
    from syncproof.errors import BadInput
    from syncproof.report import sweep_file
    from syncproof.report.merge import merged
    from syncproof.report.progress import shown
    from syncproof.report.provenance import line
    from syncproof.report.report_file import events_of
    from syncproof.report.trace import Traces

    sweeps = [path for path in shards if sweep_file.is_sweep(path)]
    if len(sweeps) == len(shards):
        return _sweep(shards, page)
    if sweeps:
        do = "merge the shards of a run, or those of a sweep; syncproof run --swept F takes a merged sweep in"
        raise BadInput("a sweep among the shards of a run", where=str(sweeps[0]), do=do)
    with shown("events read", lines=False) as progress:
        happened = [(path, events_of(path, to_merge=True, each=progress.of_all)) for path in shards]
    whole = merged(happened)
    page.say(line(whole["run"]))
    traces = Traces(event for _, events in happened for event in events)
    return page.finish(whole, features or installed_features(), traces)


def _sweep(shards: tuple[Path, ...], page: Page) -> int:
    """Make one sweep of its shards."""
    from syncproof.cli.sweep import finished
    from syncproof.errors import BadInput
    from syncproof.report import sweep_file, sweep_merge
    from syncproof.report.formats import STANDARD_OUTPUT
    from syncproof.report.text import detail_of

    others = [f"--{name}" for name in page.reports if name != "json"] + (["--annotations"] if page.annotations else [])
    if others:
        raise BadInput(f"a sweep has no {others[0]}", do="merge to --json F; syncproof run --swept F has all reports")
    if page.reports.get("json") == STANDARD_OUTPUT:
        raise BadInput("the JSON of a sweep goes to a file", where="-", do="name a file")
    whole = sweep_merge.merged([(path, sweep_file.load(path)) for path in shards])
    return finished(whole, page.reports.get("json"), detail_of(quiet=page.quiet, verbose=page.verbose))


@click.command(short_help="Make the reports of a run from its events.")
@click.argument("events", type=FILE, metavar="EVENTS.jsonl")
@_FEATURES
@page_options
@without_settings
def report(*, events: Path, features: Path | None, page: Page) -> int:
    """Make the reports of a run from its events, and end with its exit code.

    EVENTS.jsonl is what `syncproof run --events F` wrote. Of a run that was killed, the stories without an event were
    not played.
    """
    page.check(inputs=[events])
    hold(page.reports.values())
    with _told(page, features):
        return _reported(events, features, page)


def _reported(events: Path, features: Path | None, page: Page) -> int:
    """Make the reports of a run from its events."""
    from syncproof.report.fold import folded
    from syncproof.report.progress import shown
    from syncproof.report.provenance import line
    from syncproof.report.report_file import as_written, events_of
    from syncproof.report.trace import Traces

    with shown("events read", lines=False) as progress:
        happened = events_of(events, each=progress.of_all)
    with as_written(events):
        whole = folded(happened)
    page.say(line(whole["run"]))
    return page.finish(whole, features or installed_features(), Traces(happened))
