"""Accepts documents, and goes past those that cannot be: the one place of this station that decides about files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from syncproof.acceptance.folder import bring, check_writable, texts_of
from syncproof.acceptance.former import has_other_datatypes
from syncproof.acceptance.kept_texts import kept_rendered
from syncproof.acceptance.plan import Accepted, moved_to, planned
from syncproof.acceptance.refusals import check_playable
from syncproof.acceptance.rendering import Rendering, features_of
from syncproof.acceptance.report import Acceptance, AcceptedDocument, NotAccepted
from syncproof.acceptance.retired import RETIRED
from syncproof.checklist import accepted, set_aside
from syncproof.checklist.accepted import RENDERED
from syncproof.checklist.known_names import KnownNames
from syncproof.checklist.resolve import parse
from syncproof.drift import history
from syncproof.drift.check import below, text_of_document
from syncproof.drift.family import ends
from syncproof.drift.kin import Kin
from syncproof.drift.other_way import Directions
from syncproof.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.acceptance.renamed import Sentences
    from syncproof.checklist import Checklist


def accept(
    documents: Sequence[Path],
    features: Path,
    *,
    sentences: Sentences,
    dry_run: bool = False,
    renames: bool = True,
    named: str | None = None,
) -> Iterator[Acceptance]:
    """Yield what becomes of each document; a folder stands for all documents below it.

    Without `renames`, a document of systems that no accepted document has is a new one, whatever it is like; `named` is
    the folder of the accepted one that people say the document is. By the `sentences` of steps, a record of people's is
    told from a renamed system that it is called like.

    Raises BadInput where `features` cannot be read, and for a named folder in which nothing was accepted.
    """
    known = accepted.load_all(features) if any(features.glob(f"*/{accepted.FILE}")) else ()
    names = KnownNames(known if renames else ())
    read = [_read(path, names) for given in documents for path in below(given)]
    sound = [each for each in read if not isinstance(each, NotAccepted)]
    kin = Kin(known, named)
    with closing(_Documents(features, kin, sound, sentences, renames=renames)) as known_documents:
        for each in read:
            if isinstance(each, NotAccepted):
                yield each
                continue
            try:
                yield known_documents.accepted(each, dry_run=dry_run)
            except BadInput as error:
                yield NotAccepted(each.file, str(error))


def _read(path: Path, known: KnownNames) -> Checklist | NotAccepted:
    try:
        return parse(text_of_document(path), str(path), known)
    except BadInput as error:
        return NotAccepted(str(path), str(error))


class _Documents:
    """The documents that were accepted, before and in this call."""

    def __init__(
        self,
        features: Path,
        kin: Kin,
        documents: Sequence[Checklist],
        sentences: Sentences,
        *,
        renames: bool,
    ) -> None:
        self._features = features
        self._kin = kin
        self._named = {ends(each) for each in documents}
        self._renames = renames
        self._sentences = sentences
        self._directions = Directions(kin.among)
        self._found = self._directions.older(documents, self._kin)
        self._rendering = Rendering(self._foreseen(each) for each in documents)
        self._done: dict[str, str] = {}
        """The documents of this call, by the names of their folders."""

    def accepted(self, document: Checklist, *, dry_run: bool) -> AcceptedDocument:
        """Accept a document. Raises BadInput, and then nothing is written."""
        self._check_once(document)
        self._check_way(document)
        check_writable(self._features, document.slug)
        folder = self._features / document.slug
        old = self._older(document)
        before = self._before(old) if old else None
        if folder.exists() and (old is None or old.slug != document.slug):
            raise BadInput(
                f"the folder of {document.title} is there, and is that of another document",
                where=str(folder),
                do="rename one of the two documents, or move the folder away",
            )
        rendered = self._rendering.features(self._agreed(document))
        plan = planned(document, rendered, before, self._sentences)
        there = before.texts if before else {}
        if old and there != plan.texts:  # a new document has what is rendered, and nothing else
            check_playable(document, self._features / old.slug, there, plan.texts, rendered)
        self._done[document.slug] = document.file
        if not dry_run:
            renamed = self._features / old.slug if old and old.slug != document.slug else None
            bring(folder, there, plan.texts, renamed)
        like, other = self._like(document), self._directions.other(document)
        near = None if like else self._nearest(document)
        return AcceptedDocument(
            document.file, plan.checklist, folder, old, there, plan.texts, like, near, other, plan.datatypes
        )

    def close(self) -> None:
        """Leave no process behind."""
        self._rendering.close()

    def _agreed(self, document: Checklist) -> Checklist:
        """Return a document with the rows of its agreement, if it was accepted."""
        old = self._older(document)
        if old is None:
            return document
        folder = self._features / old.slug
        has_more = (folder / RETIRED).is_dir() or has_other_datatypes(old, document)
        texts = texts_of(folder) if has_more else {}
        moved = moved_to(document, old, texts, kept_rendered(texts[RENDERED]) if RENDERED in texts else {})
        aside = moved.aside(set_aside.load(folder))
        return accepted.agreed(document, moved.checklist, aside)

    def _foreseen(self, document: Checklist) -> Checklist:
        """Return the same, where nothing is wrong; what is wrong is said when the document's turn comes."""
        try:
            return self._agreed(document)
        except BadInput:
            return document

    def _check_once(self, document: Checklist) -> None:
        if document.slug in self._done:
            raise BadInput(
                f"a second document for the folder {document.slug}: {document.title}",
                where=f"{document.file}:{document.line}",
                nearest=self._done[document.slug],
                do="name one of the two",
            )

    def _check_way(self, document: Checklist) -> None:
        other = self._directions.other(document)
        if self._kin.is_named and other:
            raise BadInput(
                f"{document.title} leads the other way than {other.title}, and is another document",
                where=f"{document.file}:{document.line}",
                do="leave --as out, or turn one of the two around",
            )

    def _older(self, document: Checklist) -> Checklist | None:
        """Return what was accepted of a document; what another document is, is not."""
        found = self._found[document.file]
        if found is None or ends(found) == ends(document):
            return found
        return found if self._renames and ends(found) not in self._named else None

    def _like(self, document: Checklist) -> tuple[str, ...]:
        """Return the accepted documents that a new one could be, too, with another name."""
        others = self._others()
        return (
            tuple(each.slug for each in self._kin.like(document) if each.slug not in others)
            if self._is_new(document)
            else ()
        )

    def _nearest(self, document: Checklist) -> Checklist | None:
        """Return the accepted document that a new one is nearest to, among those that no other document is."""
        return self._kin.nearest(document, self._others()) if self._is_new(document) else None

    def _is_new(self, document: Checklist) -> bool:
        """Whether a document is taken for a new one, and nobody says that it is one."""
        return self._renames and not self._found[document.file] and not self._directions.other(document)

    def _others(self) -> set[str]:
        """Return the folders of the accepted documents that were found for those of this call."""
        return {each.slug for each in self._found.values() if each}

    def _before(self, old: Checklist) -> Accepted:
        folder = self._features / old.slug
        texts = texts_of(folder)
        base = kept_rendered(texts[RENDERED]) if RENDERED in texts else self._again(old)
        return Accepted(old, texts, base, history.load(folder), set_aside.load(folder))

    def _again(self, old: Checklist) -> Mapping[str, str]:
        """Return what today's templates give for what was accepted, where nobody kept what they gave then."""
        try:
            return features_of(old)
        except BadInput:
            return {}
