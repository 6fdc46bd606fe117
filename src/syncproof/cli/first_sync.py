"""`syncproof init-sut` and `syncproof smoke`: the way to a first sync of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import installed_features, option
from syncproof.cli.sut_options import sut_options
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from syncproof.sut import Sut

# All else is imported where a command needs it: pytest and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="A first look at your sync: does it start and sync?")
@option("--section", "TEXT", "A section with TEXT in its title or name.", unset="the first that is synced", default="")
@sut_options
def smoke(*, section: str, sut: Sut) -> int:
    """See within seconds whether your sync starts, reaches the systems, and keeps the first sentence."""
    from syncproof.checklist.accepted import load_all
    from syncproof.report import stream
    from syncproof.report.progress import waiting
    from syncproof.starter import smoke as first_look

    with waiting("the sync does its first passes"):
        seen = first_look.smoke(sut, load_all(installed_features()), section)
    stream.say("\n".join(first_look.lines(seen, sut, stream.width())))
    return seen.exit_code


@click.command(short_help="Write a skeleton of a sync in your language.")
@click.argument("folder", default="my-sync", metavar="[DIR]")
@option("--language", "L", "One of bash, java, node, python; must be named.", unset="none")
def init_sut(folder: str, language: str | None) -> int:
    """Write a sync into DIR that starts, reaches the systems, and creates nothing yet. DIR is my-sync by default."""
    from syncproof.report.stream import say
    from syncproof.starter import skeleton

    if language is None:
        raise BadInput("no language is named", do=f"--language with one of {', '.join(skeleton.COMMANDS)}")
    if not folder:
        raise BadInput("DIR names no folder", do="syncproof init-sut my-sync")
    say("\n".join(skeleton.write(language, Path(folder))))
    return 0
