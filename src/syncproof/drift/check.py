"""Compares documents, and goes past those that cannot be read: the one place of this station with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.accepted import load_all
from syncproof.checklist.folder import documents_in
from syncproof.checklist.resolve import parse
from syncproof.drift import history
from syncproof.drift.compare import compare
from syncproof.drift.effects import concern, with_effects
from syncproof.drift.kin import Kin
from syncproof.drift.meaning import digest
from syncproof.drift.neighbours import neighbours
from syncproof.drift.report import Compared, ComparedDocument, RefusedDocument
from syncproof.errors import BadInput
from syncproof.inputs import text_of
from syncproof.stories import feature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from syncproof.checklist import Checklist


def checked(documents: Sequence[Path], features: Path) -> Iterator[Compared]:
    """Yield each document, held against what was accepted of it; a folder stands for all documents below it.

    Raises BadInput where `features` cannot be read.
    """
    accepted = load_all(features)
    kin = Kin(accepted)
    for path in (each for given in documents for each in below(given)):
        try:
            yield _checked(_read(path), kin, accepted, features)
        except BadInput as error:
            yield RefusedDocument(str(path), str(error))


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
    before, after = _read(old), _read(new)
    return ComparedDocument(str(new), before, after, digest(after), compare(before, after))


def _read(path: Path) -> Checklist:
    return parse(text_of_document(path), str(path))


def _checked(document: Checklist, kin: Kin, accepted: Sequence[Checklist], features: Path) -> ComparedDocument:
    old = kin.of(document)
    if old is None:
        raise BadInput(
            f"no accepted document is like {document.title}",
            where=f"{document.file}:{document.line}",
            near=(document.slug, [each.slug for each in accepted]),
            do="name the folder in which it was accepted, --features DIR; or compare two: syncproof diff OLD NEW",
        )
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
