"""`syncproof explain`: what a rule, a sentence or a story means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.completion import explainable
from syncproof.cli.options import FILE, installed_features, option, without_settings

if TYPE_CHECKING:
    from syncproof.report.catalogue import SectionStories

# All else is imported where a command needs it: pytest and the fakes take longer than `--help` may.
# ruff: noqa: PLC0415 - as above


@click.command(short_help="Explain a rule, a sentence or a story.")
@click.argument("name", metavar="RULE|SENTENCE|STORY", shell_complete=explainable)
@option(
    "--section sections",
    "TEXT",
    "Only stories of sections with TEXT in their title or name; repeatable.",
    unset="all",
    multiple=True,
)
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
@without_settings
def explain(*, name: str, sections: tuple[str, ...], features: Path | None) -> int:
    """Explain a rule by its id, a sentence by its kind or its text, or a story by its name or part of it.

    A rule's explanation says what the rule means, the sentence and the level, the law that finds a breach, the broken
    engine that proves that the rule can fail, and a story; of a rule that trouble shows, also where trouble
    strikes, and how to sweep that alone.
    """
    from syncproof.report.explained import explained
    from syncproof.report.stream import say, width
    from syncproof.run.known import known_in

    known = known_in(features or installed_features(), sections).sections
    say("\n".join(explained(name, known, width(), _acts(known))))
    return 0


def _acts(known: Sequence[SectionStories]) -> dict[str, list[str]]:
    """Return what users do in sweeps, by the rule that each act shows, in the words of the first section."""
    from syncproof.fakes import FAKES
    from syncproof.trouble.story import canonical_stories

    declared = FAKES.declared
    found: dict[str, list[str]] = {}
    for story in canonical_stories(known[0].checklist, declared):
        if story.section == known[0].section.slug:
            for act in story.acts:
                names = found.setdefault(act.rule, [])
                names += [act.name] if act.name not in names else []
    return found
