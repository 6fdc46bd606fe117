"""Compares documents, and goes past those that cannot be read: the one place of this station with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist import Checklist
from syncproof.checklist.accepted import FILE, load_all
from syncproof.checklist.folder import documents_in
from syncproof.checklist.known_names import KnownNames
from syncproof.checklist.resolve import parse
from syncproof.drift import history
from syncproof.drift.compare import compare
from syncproof.drift.effects import concern, with_effects
from syncproof.drift.kin import Kin
from syncproof.drift.meaning import digest
from syncproof.drift.neighbours import neighbours
from syncproof.drift.other_way import Directions
from syncproof.drift.report import Compared, ComparedDocument, RefusedDocument
from syncproof.errors import BadInput, nearest, some
from syncproof.inputs import text_of
from syncproof.stories import feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path


def checked(documents: Sequence[Path], features: Path, named: str | None = None) -> Iterator[Compared]:
    """Yield each document, held against what was accepted of it; a folder stands for all documents below it.

    `named` is the folder of what people say was accepted of the one document. Raises BadInput for a folder in which
    nothing was, and where `features` cannot be read.
    """
    accepted = load_all(features)
    kin = Kin(accepted, named)
    directions = Directions(kin.among)
    known = KnownNames(accepted)
    read = [_read_or_refused(path, known) for given in documents for path in below(given)]
    sound = [each for each in read if isinstance(each, Checklist)]
    older = directions.older(sound, kin)
    taken = {old.slug: file for file, old in older.items() if old}
    for each in read:
        if isinstance(each, RefusedDocument):
            yield each
            continue
        try:
            if other := directions.other(each):
                raise _turned(each, other)
            if (old := older[each.file]) is None:
                raise _unknown(each, kin, taken, [one.slug for one in accepted])
            yield _checked(each, old, features)
        except BadInput as error:
            yield RefusedDocument(each.file, str(error), each.all_oddities)


def without_document(compared: Iterable[Compared], features: Path) -> list[str]:
    """Return the folders of the accepted documents against which nothing was held."""
    held = {each.old.slug for each in compared if isinstance(each, ComparedDocument)}
    return sorted({file.parent.name for file in features.glob(f"*/{FILE}")} - held)


def _read_or_refused(path: Path, known: KnownNames) -> Checklist | RefusedDocument:
    try:
        return _read(path, known)
    except BadInput as error:
        return RefusedDocument(str(path), str(error))


def below(path: Path) -> Iterator[Path]:
    """Yield the documents below a folder in the order of their paths, or the path itself."""
    yield from (documents_in(path) if path.is_dir() else []) or [path]


def text_of_document(path: Path) -> str:
    """Return the text of a document. Raises BadInput, also for a folder without any document."""
    if path.is_dir():
        raise BadInput("no document .rst lies in the folder", where=str(path), do="name another folder")
    return text_of(path, "a dataflow document")


def diff(old: Path, new: Path) -> ComparedDocument:
    """Return what changed between two documents. Raises BadInput where one of them cannot be read."""
    before = _read(old, KnownNames())
    after = _read(new, KnownNames([before]))
    return ComparedDocument(str(new), before, after, digest(after), compare(before, after))


def _read(path: Path, known: KnownNames) -> Checklist:
    return parse(text_of_document(path), str(path), known)


def _turned(document: Checklist, other: Checklist) -> BadInput:
    """Return the error for a document beside an accepted one that leads the other way."""
    return BadInput(
        f"no accepted document is like {document.title}",
        where=f"{document.file}:{document.line}",
        nearest=f"{other.slug}, which goes the other way: {other.title}",
        do="accept the document if both directions are meant; or compare two: syncproof diff OLD NEW",
    )


def _unknown(document: Checklist, kin: Kin, taken: Mapping[str, str], slugs: Sequence[str]) -> BadInput:
    """Return the error for a document of which no accepted one is another generation, or more than one could be."""
    where = f"{document.file}:{document.line}"
    compare_two = "or compare two: syncproof diff OLD NEW"
    like = kin.like(document)
    if free := [each.slug for each in like if each.slug not in taken]:
        what = f"nobody can tell which accepted document is called {document.title} now: {some(free)}"
        do = f"check all documents in one call, say which one it is, --as FOLDER; {compare_two}"
        return BadInput(what, where=where, do=do)
    if other := next((each.slug for each in like), ""):
        what = f"no accepted document is left for {document.title}: {other} is that of {taken[other]}"
        return BadInput(what, where=where, do=f"accept the document, {compare_two}")
    near = kin.nearest(document, taken)
    slug = near.slug if near else nearest(document.slug, [each for each in slugs if each not in taken])
    return BadInput(
        f"no accepted document is like {document.title}",
        where=where,
        nearest=slug,
        do=f"if it is one under another name, say so: --as {slug or 'FOLDER'}; if it was accepted in another folder, "
        f"name that: --features DIR; {compare_two}",
    )


def _checked(document: Checklist, old: Checklist, features: Path) -> ComparedDocument:
    folder = features / old.slug
    differences = compare(old, document)
    # To read a feature takes longer than all else here, and nearly all documents say what they said.
    concerned = [each for each in sorted(folder.glob("*.feature")) if concern(differences, feature.section_of(each))]
    found = [feature.read(path)[0] for path in concerned]
    meant = digest(document)
    seen = history.seen(meant, history.load(folder))
    found_differences = with_effects(differences, old, document, found)
    beside = neighbours(old, document, differences) if seen is None else ()
    return ComparedDocument(document.file, old, document, meant, (*found_differences, *beside), seen)
