"""`syncproof sign` and `syncproof verify`: a signature beside a run, and whether it still fits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, installed_features, option
from syncproof.report.exit_code import ExitCode

if TYPE_CHECKING:
    from syncproof.report.signature import SignatureRow

# All else is imported where a command needs it: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above

_EXIT_CODES = "Exit codes: 0 all fits · 1 something does not fit · 2 bad input · 3 unsigned, or not all compared."
_FITS, _CHANGED, _NOT_COMPARED = "fits", "does not fit", "not compared"


def now() -> datetime:
    """Return the time of day: a signature says when it was given, and nothing else depends on it."""
    return datetime.now(UTC)


@click.command(short_help="Sign a run: a note beside its JSON.")
@click.argument("run", type=FILE, metavar="RUN.json")
@option("--by", "NAME", "Name of the person who signs; has to be given.", unset="none", default="")
@option("--note", "TEXT", "What else is to be said.", unset="none", default="")
@option("--history", "DIR", "Folder of runs, in which the run is marked as signed.", unset="none", type=FILE)
def sign(*, run: Path, by: str, note: str, history: Path | None) -> int:
    """Sign RUN.json, what syncproof run --json RUN.json wrote: name, date, digest and note go to RUN.signatures.json.

    Several people can sign one run. What was signed is printed: a part of the checklist, or a run that fails, says so.
    """
    from syncproof.report import runs_kept, stream
    from syncproof.report.signature import place_of, signed
    from syncproof.report.visible import visible

    places = runs_kept.marks(history, run) if history else []
    row = signed(run, by, now(), note, places)
    stream.say(visible(f"signed by {row['by']}: {row['stands']}; {row['played']} of {row['of']} rules"))
    stream.say(f"sha256 {row['run']}, in {place_of(run)}")
    return 0


@click.command(short_help="Say whether a signed run still fits.", epilog=_EXIT_CODES)
@click.argument("run", type=FILE, metavar="RUN.json")
@click.argument("documents", nargs=-1, type=FILE, metavar="[DOCUMENT.rst]...")
@option("--html", "F", "Page that was made of the run.", unset="not compared", type=FILE)
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
def verify(*, run: Path, documents: tuple[Path, ...], html: Path | None, features: Path | None) -> int:
    """Hold the signatures of RUN.json, its page, its documents and its features against the run."""
    from syncproof.report import stream
    from syncproof.report.progress import waiting
    from syncproof.report.visible import visible

    with waiting("what was signed is compared"):
        found = list(_compared(run, documents, html, features or installed_features()))
    for what, how in found:
        stream.say(visible(f"{how:<14}{what}".replace("\n", "\\n")))
    hows = {how for _, how in found}
    return ExitCode.FAIL if _CHANGED in hows else ExitCode.NOT_SHOWN if _NOT_COMPARED in hows else ExitCode.PASS


def _compared(run: Path, documents: tuple[Path, ...], html: Path | None, features: Path) -> Iterator[tuple[str, str]]:
    """Yield what was held against the run, and whether it fits."""
    from syncproof.report import signature
    from syncproof.run.documents import answered, chosen, private_folder
    from syncproof.stories.approved import approved_in

    whole, digest = signature.run_of(run)
    signatures = signature.signatures_of(run)
    yield from ((_signed(each), _word(signature.holds(each, whole, digest))) for each in signatures)
    if not signatures:
        yield f"signature: nobody has signed {run}", _NOT_COMPARED
    if html:
        yield f"page {html}", _word(signature.digest_on(html) == digest)
    for name, fits in signature.documents_that_fit(whole, documents, features).items():
        yield (f"document {name}", _word(fits)) if fits is not None else (f"document {name}: name it", _NOT_COMPARED)
    for path in signature.strangers(whole, documents, features):
        yield f"document {path}: the run did not play it", _NOT_COMPARED
    with private_folder(outside=False) as private:
        # Features that nobody accepted are written from their document, as the run did.
        checklists, _ = chosen(documents, approved_in(features))
        folders = answered(checklists, features, private)
        fits = signature.features_fit(whole, lambda slug: folders.get(slug, features))
    yield (
        (f"features in {features}", _word(fits)) if fits is not None else ("features: name the document", _NOT_COMPARED)
    )


def _signed(row: SignatureRow) -> str:
    note = f", {row['note']}" if "note" in row else ""
    return f"signature of {row['by']}, {row['at']}: {row['stands']}{note}"


def _word(fits: bool | None) -> str:  # noqa: FBT001 - a word for each
    return _FITS if fits else _CHANGED
