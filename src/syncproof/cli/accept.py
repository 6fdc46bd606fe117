"""`syncproof accept`: documents become folders of features."""

from __future__ import annotations

from pathlib import Path

import click

from syncproof.cli.options import FILE, check_one, flag, installed_features, named_folder, option

# All else is imported where the command needs it: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above

_EXIT_CODES = "Exit codes: 0 accepted · 1 accepted, with conflicts to look at · 2 a document that cannot be accepted."


@click.command(short_help="Write the features of documents.", epilog=_EXIT_CODES)
@click.argument("documents", nargs=-1, required=True, type=FILE, metavar="[DOCUMENT.rst|DIR]...")
@option("--features", "DIR", "Folder of feature files, made where needed.", unset="none", type=FILE, setting="features")
@named_folder
@flag("--new", "Take no document for an accepted one with another name.")
@flag("--dry-run", "Write nothing, and say what would be written.")
def accept(*, documents: tuple[Path, ...], features: Path | None, named: str | None, new: bool, dry_run: bool) -> int:
    """Accept each DOCUMENT.rst, and all below DIR: write features/<document>/, which `run` and `check` then find.

    What people wrote there stays: their scenarios are merged with what the document gives now, and where the two
    disagree, theirs stay and a file beside shows both. The features of removed sections move to retired/.
    """
    from syncproof.acceptance import accept as station
    from syncproof.acceptance import report
    from syncproof.checklist.folder import not_followed
    from syncproof.drift.check import below
    from syncproof.errors import BadInput
    from syncproof.report import stream
    from syncproof.report.progress import shown
    from syncproof.report.visible import visible

    if features is None or features.resolve() == installed_features().resolve():
        raise BadInput(
            "the installed features are not for your documents",
            where=str(features or installed_features()),
            do="name a folder of your own: --features DIR",
        )
    if new and named is not None:
        raise BadInput(
            "--new says that no document is an accepted one, and --as says which one it is", do="name one of them"
        )
    for line in not_followed(documents):
        stream.say(visible(line), error=True)
    paths = [path for each in documents for path in below(each)]
    check_one(named, paths)
    with shown("documents", ticks=True, lines=False) as progress:
        accepted = station.accept(paths, features, sentences=_sentences, dry_run=dry_run, renames=not new, named=named)
        done = list(progress.each(accepted, len(paths)))
    stream.say("\n".join(report.lines(done, width=stream.width(), dry_run=dry_run)))
    return report.exit_code(done)


def _sentences() -> list[str]:
    """Return the sentences of all steps; few acceptances ask for them, and pytest-bdd loads with them."""
    from syncproof.run.vocabulary import own_vocabulary

    return [each.sentence for each in own_vocabulary().definitions]
