"""`syncproof list`: what there is to choose from and to meet in a report."""

from __future__ import annotations

from pathlib import Path

import click

from syncproof.cli.completion import one_of
from syncproof.cli.options import FILE, flag, installed_features, option, without_settings

# All else is imported where a command needs it: pytest and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above

WHAT = ("sections", "rules", "stories", "canonical", "steps", "drivers", "faults", "capabilities")


@click.command("list", short_help="List sections, rules, stories, steps, drivers, …")
@click.argument("what", default="", metavar="WHAT", shell_complete=one_of(WHAT))
@option(
    "--section sections",
    "TEXT",
    "Only what sections with TEXT in their title or name have; repeatable.",
    unset="all",
    multiple=True,
)
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
@without_settings
@flag("--json as_json", "Print a JSON array with an object for each thing.")
def list_(*, what: str, sections: tuple[str, ...], features: Path | None, as_json: bool) -> int:
    """List WHAT there is, as wide as the terminal; elsewhere, each thing is one line.

    WHAT is one of sections, rules, stories, canonical, steps, drivers, faults, capabilities. A section, a rule or a
    story can be given to `syncproof run` as listed: to --section, or to --only. A driver can be given to --driver as
    listed. What is canonical are the stories that `syncproof sweep` plays.
    """
    import json

    from syncproof.errors import BadInput
    from syncproof.report.catalogue import LISTS
    from syncproof.report.stream import put, say, width_of_rows
    from syncproof.report.table import lines
    from syncproof.run.known import known_in

    if what not in LISTS:
        wrong = f"there is no list of {what}" if what else "no list is named"
        raise BadInput(wrong, near=(what, WHAT if what else ()), do=f"syncproof list with one of {', '.join(WHAT)}")
    things = list(LISTS[what](known_in(features or installed_features(), sections, of=what)))
    if as_json:
        put(json.dumps([each.facts for each in things], indent=2, ensure_ascii=False))
    else:
        say("\n".join(lines([each.cells for each in things], width_of_rows())))
    return 0
