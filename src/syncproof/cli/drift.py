"""`syncproof check` and `syncproof diff`: what changed in documents, by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, Command, check_one, flag, group, hold, installed_features, named_folder, option

if TYPE_CHECKING:
    from syncproof.drift.report import Compared
    from syncproof.drift.rows import Command as Name

# All else is imported where a command needs it: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above

_EXIT_CODES = "Exit codes: 0 the same meaning, or notices only · 1 drift · 2 a document that cannot be compared."


def _reports(command: Command) -> Command:
    """Give a command the options of its reports."""
    return group(
        "Reports",
        option(
            "--json", "F", "Write the differences as JSON to F (- for standard output).", unset="not written", type=FILE
        ),
        option("--markdown", "F", "Write a page for a pull request to F.", unset="not written", type=FILE),
        flag("--quiet", "Print drifts and the last line only."),
    )(command)


@click.command(short_help="Hold documents against what was accepted.", epilog=_EXIT_CODES)
@click.argument("documents", nargs=-1, required=True, type=FILE, metavar="[DOCUMENT.rst|DIR]...")
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
@named_folder
@_reports
def check(
    *,
    documents: tuple[Path, ...],
    features: Path | None,
    named: str | None,
    json: Path | None,
    markdown: Path | None,
    quiet: bool,
) -> int:
    """Hold each DOCUMENT.rst, and all below DIR, against what was accepted, by meaning: drift, notices, or nothing.

    A new stamp, other line ends, wraps, underlines and list markers are silent. A renamed system, another order and an
    identical copy of a section are notices. All else that a sync has to know is drift, unless the same meaning was
    accepted before.
    """
    from syncproof.checklist.folder import not_followed
    from syncproof.drift.check import below, checked, without_document
    from syncproof.errors import counted, some
    from syncproof.report import stream
    from syncproof.report.progress import shown
    from syncproof.report.visible import visible

    folder = features or installed_features()
    _check_reports(json, markdown, [*documents, folder])
    for line in not_followed(documents):
        stream.say(visible(line), error=True)
    paths = [path for each in documents for path in below(each)]
    check_one(named, paths)
    with shown("documents", ticks=True, lines=False) as progress:
        compared = list(progress.each(checked(paths, folder, named), len(paths)))
    code = _finish("check", compared, json, markdown, quiet=quiet)
    if any(each.is_dir() for each in documents) and (alone := without_document(compared, folder)):
        what = counted(len(alone), "accepted document")
        stream.say(visible(f"not among these: {what}, {some(alone)}"), error=True)
    return code


@click.command(short_help="Compare two documents by meaning.", epilog=_EXIT_CODES)
@click.argument("old", type=FILE, metavar="OLD.rst")
@click.argument("new", type=FILE, metavar="NEW.rst")
@_reports
def diff(*, old: Path, new: Path, json: Path | None, markdown: Path | None, quiet: bool) -> int:
    """Say what changed from OLD.rst to NEW.rst, by meaning, as `syncproof check` does."""
    from syncproof.drift.check import diff as compared
    from syncproof.errors import BadInput

    for each in (old, new):
        if each.is_dir():
            do = "name a document; syncproof check DIR holds all that lie in a folder against what was accepted"
            raise BadInput("diff compares two documents, and this is a folder", where=str(each), do=do)
    _check_reports(json, markdown, [old, new])
    return _finish("diff", [compared(old, new)], json, markdown, quiet=quiet)


def _check_reports(json: Path | None, markdown: Path | None, inputs: Sequence[Path]) -> None:
    from syncproof.errors import BadInput
    from syncproof.report import files
    from syncproof.report.formats import STANDARD_OUTPUT

    if markdown == STANDARD_OUTPUT:
        raise BadInput("the page of Markdown goes to a file", where="-", do="name a file")
    written = [each for each in (json, markdown) if each and each != STANDARD_OUTPUT]
    files.check(written)
    files.check_apart(written, inputs)
    hold(written)


def _finish(
    command: Name, documents: Sequence[Compared], json: Path | None, markdown: Path | None, *, quiet: bool
) -> int:
    """Write the reports, print the lines for people, and return the exit code."""
    from syncproof.drift import markdown as pages
    from syncproof.drift import rows, text
    from syncproof.drift.report import exit_code
    from syncproof.report import files, stream
    from syncproof.report.formats import STANDARD_OUTPUT

    on_error = json == STANDARD_OUTPUT
    lines = "\n".join(text.lines(documents, width=stream.width(error=on_error), quiet=quiet))
    with ExitStack() as after:  # whatever becomes of one report, the others and the lines come
        after.callback(stream.say, lines, error=on_error)
        if markdown:
            after.callback(files.write, markdown, pages.page(documents))
        if json:
            whole = rows.as_json(rows.whole(command, documents))
            if on_error:
                stream.put(whole.rstrip("\n"))
            else:
                files.write(json, whole)
    return exit_code(documents)
