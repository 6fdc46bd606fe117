"""`syncproof replay`: a counterexample again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, installed_features, option
from syncproof.cli.sut_options import sut_options

if TYPE_CHECKING:
    from syncproof.sut import Sut

# All else is imported where the command needs it: `--help` must not wait.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="Play a counterexample again.")
@click.argument("script", type=FILE, metavar="COUNTEREXAMPLE.json")
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
@sut_options
def replay(*, script: Path, features: Path | None, sut: Sut) -> int:
    """Play the story of a counterexample with its trouble, and judge it anew.

    The file is one that `syncproof sweep --save` or `syncproof campaign --save` has written.
    """
    from syncproof.drivers.check import check
    from syncproof.report import exit_code, stream
    from syncproof.report.fields import field
    from syncproof.report.progress import waiting
    from syncproof.trouble import counterexample
    from syncproof.trouble.replay import replayed
    from syncproof.verdict import Verdict

    check(sut)
    held = counterexample.read(script)
    with waiting("the story is played"):
        ending = replayed(held, features or installed_features(), sut, str(script))
    stream.say(f"{ending.verdict.value}: {held.document}/{held.section}: {held.rule}")
    for name, texts in (
        ("sentence", [ending.sentence] if ending.sentence else []),
        ("story", held.lines()),
        ("broken" if ending.verdict is Verdict.FAIL else "why", ending.message.splitlines()),
        ("ledger", ending.ledger),
        ("sync", ending.words),
    ):
        for line in field(name, texts, stream.width()):
            stream.say(line)
    return exit_code.of_verdict(ending.verdict)
