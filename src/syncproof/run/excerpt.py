"""Excerpts: what a baseline and the report of an earlier run, of all documents of a folder, say of each document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncproof.report import report_file
from syncproof.run.last_failed import red
from syncproof.verdict import baseline

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.run.account import Key
    from syncproof.verdict.baseline import KnownFailure


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of both files that speaks of one document, by the document's name in a run of a folder."""

    known: tuple[KnownFailure, ...] | None = None
    """The entries of the baseline, None without a baseline."""
    failed: frozenset[Key] | None = None
    """The stories that did not pass; None where all are to be played."""

    def known_as(self, document: str) -> tuple[KnownFailure, ...] | None:
        """Return the entries under another name of the document."""
        return self.known and tuple(
            replace(each, section=f"{document}/{each.section.partition('/')[2]}") for each in self.known
        )

    def failed_as(self, document: str) -> frozenset[Key] | None:
        """Return the stories under another name of the document."""
        return self.failed and frozenset((document, section, name) for _, section, name in self.failed)


class Excerpts:
    """The excerpts for all documents; each file is read once. Raises BadInput for a file that is no such one."""

    def __init__(self, known: Path | None, last_failed: Path | None) -> None:
        self.known = baseline.load(known) if known else None
        earlier = report_file.summary_of(last_failed) if last_failed else None
        self._failed = red(earlier) if earlier else None
        # Of a document that could not be played, no story passed.
        self._unplayed = {each["id"] for each in earlier["documents"] if not each["sections"]} if earlier else set()

    def of(self, document: str) -> Excerpt:
        """Return the excerpt for the document of a name."""
        known, failed = self.known, self._failed
        if known is not None:
            known = tuple(each for each in known if each.section.partition("/")[0] == document)
        if failed is not None:
            failed = frozenset(key for key in failed if key[0] == document)
        return Excerpt(known, None if document in self._unplayed else failed)
