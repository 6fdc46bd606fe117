"""`syncproof merge` and `syncproof report`: the reports of a run again, from its shards or from its events."""

from __future__ import annotations

from pathlib import Path

import click

from syncproof.cli.options import FILE, installed_features, option, without_settings
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


@click.command(short_help="Make one run of the shards of a run.")
@click.argument("shards", nargs=-1, required=True, type=FILE, metavar="[SHARD.json]...")
@_FEATURES
@page_options
@without_settings
def merge(*, shards: tuple[Path, ...], features: Path | None, page: Page) -> int:
    """Make one run of its shards, print its report, and end with its exit code.

    A SHARD.json is what `syncproof run --shard I/N --json F` wrote, or its --events. The run is complete only if every
    planned story is in exactly one shard.
    """
    from syncproof.report.merge import merged
    from syncproof.report.provenance import line
    from syncproof.report.report_file import events_of

    page.check(inputs=shards)
    whole = merged([(path, events_of(path, to_merge=True)) for path in shards])
    page.say(line(whole["run"]))
    return page.finish(whole, features or installed_features())


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
    from syncproof.report.fold import folded
    from syncproof.report.provenance import line
    from syncproof.report.report_file import as_written, events_of

    page.check(inputs=[events])
    happened = events_of(events)
    with as_written(events):
        whole = folded(happened)
    page.say(line(whole["run"]))
    return page.finish(whole, features or installed_features())
