"""Waves of renames: a system that several documents of one call have under another name, each told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from syncproof.drift.compare import renamed_systems
from syncproof.drift.report import Compared, ComparedDocument

if TYPE_CHECKING:
    from syncproof.checklist import Checklist


class Wave(NamedTuple):
    """A renamed system, and in how many documents the system is renamed."""

    old: str
    new: str
    documents: int

    def __str__(self) -> str:
        old, new = self.old or "without a name", self.new or "by no name"
        return f"the system {old} is called {new} now, in {self.documents} documents"


def waves(documents: Iterable[Compared]) -> list[Wave]:
    """Return the renames that more than one of the documents have."""
    return of_pairs((each.old, each.new) for each in documents if isinstance(each, ComparedDocument))


def of_pairs(documents: Iterable[tuple[Checklist, Checklist]]) -> list[Wave]:
    """Return the renames that more than one document has, each given as it was and as it is."""
    counts = Counter(name for old, new in documents for name in renamed_systems(old, new))
    return [Wave(*names, count) for names, count in counts.items() if count > 1]
