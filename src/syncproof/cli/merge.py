"""`syncproof merge` and `syncproof report`: the reports of a run again, from its shards or from its events."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, report_options
from syncproof.report import formats
from syncproof.report.exit_code import exit_code

if TYPE_CHECKING:
    from syncproof.report.rows import Summary

# All else is imported where a command needs it: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="Make one run of the shards of a run.")
@click.argument("shards", nargs=-1, required=True, type=FILE, metavar="[SHARD.json]...")
@report_options
def merge(*, shards: tuple[Path, ...], reports: Mapping[str, Path]) -> int:
    """Make one run of its shards, print its report, and end with its exit code.

    A SHARD.json is what `syncproof run --shard I/N --json F` wrote, or its --events. The run is complete only if every
    planned story is in exactly one shard.
    """
    from syncproof.report.merge import merged
    from syncproof.report.report_file import events_of

    formats.check(reports)
    return _shown(merged([(path, events_of(path)) for path in shards]), reports)


@click.command(short_help="Make the reports of a run from its events.")
@click.argument("events", type=FILE, metavar="EVENTS.jsonl")
@report_options
def report(*, events: Path, reports: Mapping[str, Path]) -> int:
    """Make the reports of a run from its events, and end with its exit code.

    EVENTS.jsonl is what `syncproof run --events F` wrote. Of a run that was killed, the stories without an event were
    not played.
    """
    from syncproof.report.fold import folded
    from syncproof.report.report_file import events_of

    formats.check(reports)
    return _shown(folded(events_of(events)), reports)


def _shown(summary: Summary, reports: Mapping[str, Path]) -> int:
    """Write and print a summary as `syncproof run` does, and return the exit code."""
    from syncproof.report import provenance, stream, text

    error = formats.STANDARD_OUTPUT in reports.values()
    stream.say(provenance.line(summary["run"]), error=error)
    formats.write(summary, reports)
    colour, width = stream.takes_colour(error=error), stream.width(error=error)
    stream.say("\n".join(text.lines(summary, colour=colour, width=width)), error=error)
    return exit_code(summary)
