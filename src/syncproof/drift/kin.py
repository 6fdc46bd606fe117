"""Finds the accepted document that a document is a new generation of, also where systems of it were renamed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from syncproof.checklist import Checklist
from syncproof.checklist.names import squeezed
from syncproof.drift.family import Family, ends

_MOST = 3
"""So many accepted documents are named that a document could be."""


class Kin:
    """The accepted documents, by what their next generation is found by."""

    def __init__(self, accepted: Sequence[Checklist]) -> None:
        self._accepted = accepted
        self._by_ends = _first((ends(each), each) for each in accepted)
        self._by_title = _first((squeezed(title), each) for each in accepted for title in each.former)

    def of(self, document: Checklist) -> Checklist | None:
        """Return the accepted document of the same systems, by any of their names, or else by its sections.

        None where no accepted document is like it, or several are.
        """
        return self.of_each([document])[0]

    def of_each(self, documents: Sequence[Checklist]) -> list[Checklist | None]:
        """Return the accepted document of each of several; of renamed systems, no two documents have the same.

        What one document shows about the names of systems tells which document another one is.
        """
        named = list(map(self._by_name, documents))
        unknown = [each for each, found in zip(documents, named, strict=True) if found is None]
        taken = {ends(each) for each in named if each}
        renamed = Family(unknown, [each for each in self._accepted if ends(each) not in taken]).matched()
        return [found or renamed.get(ends(each)) for each, found in zip(documents, named, strict=True)]

    def like(self, document: Checklist) -> tuple[Checklist, ...]:
        """Return the accepted documents that have so many sections of a document that they could be the document."""
        return Family([document], self._accepted).like(document)

    def _by_name(self, document: Checklist) -> Checklist | None:
        return self._by_ends.get(ends(document)) or self._by_title.get(squeezed(document.title))


def some(slugs: Sequence[str]) -> str:
    """Return the names of the first of several accepted documents, and how many more there are."""
    return ", ".join(slugs[:_MOST]) + (f" and {len(slugs) - _MOST} more" if len(slugs) > _MOST else "")


_Key = TypeVar("_Key", bound=Hashable)


def _first(pairs: Iterable[tuple[_Key, Checklist]]) -> Mapping[_Key, Checklist]:
    found: dict[_Key, Checklist] = {}
    for key, checklist in pairs:
        found.setdefault(key, checklist)
    return found
