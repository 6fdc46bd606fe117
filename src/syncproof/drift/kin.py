"""Finds the accepted document that a document is a new generation of, also where systems of it were renamed."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from syncproof.checklist import Checklist
from syncproof.checklist.names import squeezed
from syncproof.drift.family import Family, ends
from syncproof.errors import BadInput


class Kin:
    """The accepted documents, by what their next generation is found by."""

    def __init__(self, accepted: Sequence[Checklist], named: str | None = None) -> None:
        """Raise BadInput if `named`, the folder of the one that people say a document is, is none of them."""
        self.among = accepted if named is None else (_of_folder(named, accepted),)
        """The accepted documents of which a document can be another generation."""
        self.is_named = named is not None
        """Whether people say which one that is."""
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
        if self.is_named:
            return [self.among[0] for _ in documents]
        named = list(map(self._by_name, documents))
        unknown = [each for each, found in zip(documents, named, strict=True) if found is None]
        taken = {ends(each) for each in named if each}
        renamed = Family(unknown, [each for each in self.among if ends(each) not in taken]).matched()
        return [found or renamed.get(ends(each)) for each, found in zip(documents, named, strict=True)]

    def like(self, document: Checklist) -> tuple[Checklist, ...]:
        """Return the accepted documents that have so many sections of a document that they could be the document."""
        return Family([document], self.among).like(document)

    def nearest(self, document: Checklist, taken: Collection[str] = ()) -> Checklist | None:
        """Return the accepted document that a new one is nearest to, but for those whose folders are taken."""
        return Family([document], [each for each in self.among if each.slug not in taken]).nearest(document)

    def _by_name(self, document: Checklist) -> Checklist | None:
        return self._by_ends.get(ends(document)) or self._by_title.get(squeezed(document.title))


def _of_folder(folder: str, accepted: Sequence[Checklist]) -> Checklist:
    found = next((each for each in accepted if each.slug == folder), None)
    if found is None:
        near = (folder, [each.slug for each in accepted])
        raise BadInput(
            "no document was accepted in this folder", where=f"--as {folder}", near=near, do="correct the name"
        )
    return found


_Key = TypeVar("_Key", bound=Hashable)


def _first(pairs: Iterable[tuple[_Key, Checklist]]) -> Mapping[_Key, Checklist]:
    found: dict[_Key, Checklist] = {}
    for key, checklist in pairs:
        found.setdefault(key, checklist)
    return found
