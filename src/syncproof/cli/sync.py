"""`syncproof sync`: the reference sync, run as any SUT is run."""

from __future__ import annotations

import os
from pathlib import Path

import click

from syncproof.cli.options import FILE, flag, option
from syncproof.sut.address import LAST_PORT

# All else is imported where a command needs it: pytest and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="Run the reference sync: once, as daemon or as service.")
@option(
    "--checklist",
    "F",
    "JSON file that says what to sync.",
    unset="$SYNCPROOF_CHECKLIST",
    envvar="SYNCPROOF_CHECKLIST",
    type=FILE,
)
@flag("--daemon", "Keep running: print an address first, and do a pass for each POST /pass there.")
@option(
    "--service",
    "PORT",
    "Keep running: sync again and again, with a status on PORT; 0: any free port.",
    unset="off",
    type=click.IntRange(0, LAST_PORT),
)
def sync(*, checklist: Path | None, daemon: bool, service: int | None) -> int:
    """Run the reference sync: one pass, or, as a daemon or a service, many.

    As for any SUT, variables such as SYNCPROOF_TRELLO_URL say where the systems are and how to sign in.
    """
    from syncproof.engine import command
    from syncproof.engine.daemon import run_daemon, run_service

    if daemon and service is not None:
        raise click.UsageError("--daemon waits for POST /pass, --service syncs by itself: name one of the two.")
    if service is not None:
        return run_service(service)
    if checklist is None:
        raise click.UsageError("Missing option '--checklist', or SYNCPROOF_CHECKLIST in the environment.")
    return (run_daemon if daemon else command.main)(str(checklist), os.environ)
