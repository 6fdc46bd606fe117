"""`syncproof sign` and `syncproof verify`: a signature beside a run, and whether it still fits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncproof.cli.options import FILE, installed_features, option
from syncproof.report.exit_code import ExitCode

if TYPE_CHECKING:
    from syncproof.errors import BadInput
    from syncproof.report.given_documents import GivenDocuments
    from syncproof.report.progress import Shown
    from syncproof.report.rows import Summary
    from syncproof.report.signature import SignatureRow

# All else is imported where a command needs it: `--help` must not wait for it.
# ruff: noqa: PLC0415 - as above

_EXIT_CODES = "Exit codes: 0 all fits · 1 something does not fit · 2 bad input · 3 unsigned, or not all compared."
_SEVERAL = 2
_FITS, _CHANGED, _NOT_COMPARED = "fits", "does not fit", "not compared"
_CODES = {_FITS: ExitCode.PASS, _CHANGED: ExitCode.FAIL, _NOT_COMPARED: ExitCode.NOT_SHOWN}
_UNREAD = "it cannot be read"


def now() -> datetime:
    """Return the time of day: a signature says when it was given, and nothing else depends on it."""
    return datetime.now(UTC)


@click.command(short_help="Sign a run: a note beside its JSON.")
@click.argument("run", type=FILE, metavar="RUN.json")
@option("--by", "NAME", "Name of the person who signs; has to be given.", unset="none", default="")
@option("--note", "TEXT", "What else is to be said.", unset="none", default="")
@option("--html", "F", "Page of the run that is signed too, word for word.", unset="none", type=FILE)
@option("--history", "DIR", "Folder of runs, in which the run is marked as signed.", unset="none", type=FILE)
def sign(*, run: Path, by: str, note: str, html: Path | None, history: Path | None) -> int:
    """Sign RUN.json, what syncproof run --json RUN.json wrote: name, date, digest and note go to RUN.signatures.json.

    Several people can sign one run. What was signed is printed: a part of the checklist, or a run that fails, says so.
    """
    from syncproof.report import runs_kept, stream
    from syncproof.report.signature import place_of, signed
    from syncproof.report.visible import visible

    places = runs_kept.marks(history, run) if history else []
    row = signed(run, by, now(), note, page=html, marks=places)
    stream.say(visible(f"signed by {row['by']}: {row['stands']}; {row['played']} of {row['of']} rules"))
    stream.say(f"sha256 {row['run']}, in {place_of(run)}")
    return 0


@click.command(short_help="Say whether a signed run still fits.", epilog=_EXIT_CODES)
@click.argument("run", type=FILE, metavar="RUN.json")
@click.argument("documents", nargs=-1, type=FILE, metavar="[DOCUMENT.rst]...")
@option("--html", "F", "Page that was made of the run.", unset="not compared", type=FILE)
@option("--features", "DIR", "Folder of feature files.", unset="the installed ones", type=FILE, setting="features")
def verify(*, run: Path, documents: tuple[Path, ...], html: Path | None, features: Path | None) -> int:
    """Hold the signatures of RUN.json, its page, its documents and its features against the run.

    Each file that cannot be read is named, and all others are compared.
    """
    from syncproof.errors import together
    from syncproof.report import stream
    from syncproof.report.exit_code import worst
    from syncproof.report.progress import shown
    from syncproof.report.visible import in_one_line
    from syncproof.run.document_names import below

    unread: list[BadInput] = []
    with shown("documents", ticks=True, lines=False) as progress:
        found = list(_compared(run, below(documents), html, features or installed_features(), progress, unread))
    for what, how in found:
        stream.say(in_one_line(f"{how:<14}{what}"))
    if unread:
        stream.say(str(together(unread)), error=True)
    return worst([*(_CODES[how] for _, how in found), *([ExitCode.BAD_INPUT] if unread else [])])


def _compared(
    run: Path, documents: tuple[Path, ...], html: Path | None, features: Path, progress: Shown, unread: list[BadInput]
) -> Iterator[tuple[str, str]]:
    """Yield what was held against the run, and whether it fits; `unread` takes why a file cannot be read."""
    from syncproof.errors import BadInput
    from syncproof.report import signature
    from syncproof.report.given_documents import GivenDocuments

    whole, digest = signature.run_of(run)
    signatures = signature.signatures_of(run)
    yield from ((_signed(each), _word(signature.holds(each, whole, digest))) for each in signatures)
    if not signatures:
        yield f"signature: nobody has signed {run}", _NOT_COMPARED
    if html:
        try:
            fits, how = signature.page_fits(html, digest, signatures)
            yield f"page {html}, {how}", _word(fits)
        except BadInput as error:
            unread.append(error)
            yield f"page {html}: {_UNREAD}", _NOT_COMPARED
    elif signers := [each["by"] for each in signatures if "page" in each]:
        yield f"page that {' and '.join(signers)} signed: name it with --html", _NOT_COMPARED
    given = GivenDocuments(whole, documents, features)
    unread += given.unread.values()
    for name, same in given.states():
        lacks = _UNREAD if given.is_unread(name) else "name it"
        yield (f"document {name}", _word(same)) if same is not None else (f"document {name}: {lacks}", _NOT_COMPARED)
    for path in given.strangers():
        yield f"document {path}: the run did not play it", _NOT_COMPARED
    try:
        answer = _features_fit(whole, given, features, progress, unread)
    except BadInput as error:
        unread.append(error)
        answer = None
    lacks = "not all can be read" if unread else "name every document of the run"
    yield (f"features in {features}", _word(answer)) if answer is not None else (f"features: {lacks}", _NOT_COMPARED)


def _features_fit(
    whole: Summary, given: GivenDocuments, features: Path, progress: Shown, unread: list[BadInput]
) -> bool | None:
    """Whether the features of a run are what they were; None where a document is not named, or cannot be read.

    Features that nobody accepted are written from their document, as the run did: the documents of a folder are played
    apart, others together, and what one says of a system may matter for another.
    """
    from syncproof.errors import BadInput
    from syncproof.report.signature import feature_files, features_fit
    from syncproof.run.documents import answered, chosen, private_folder
    from syncproof.stories.approved import approved_in

    approved = approved_in(features)
    played = {each["id"] for each in whole["documents"] if feature_files(each)}
    names = {path: row["id"] for path, row in given.found.items() if row["id"] in played and path not in given.unread}
    with ExitStack() as stack:
        folders: dict[str, Path] = {}
        slugs = []
        for path in progress.of_all(list(names)):
            folder = stack.enter_context(private_folder(outside=False))
            try:
                (slug, lies_in), *_ = answered(chosen([path], approved)[0], features, folder).items()
            except BadInput as error:
                unread.append(error)
                continue
            folders[names[path]] = lies_in
            slugs.append(slug)
        fits = features_fit(whole, lambda name: folders.get(name, features))
        if fits or len(slugs) < _SEVERAL or slugs != list(names.values()):
            return fits
        together = stack.enter_context(private_folder(outside=False))
        folders |= answered(chosen(list(names), approved)[0], features, together)
        return features_fit(whole, lambda name: folders.get(name, features))


def _signed(row: SignatureRow) -> str:
    note = f", {row['note']}" if "note" in row else ""
    return f"signature of {row['by']}, {row['at']}: {row['stands']}{note}"


def _word(fits: bool | None) -> str:  # noqa: FBT001 - a word for each
    return _FITS if fits else _CHANGED
