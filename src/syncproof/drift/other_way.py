"""Documents that lead the other way than an accepted one of the same two systems: new ones, no generations of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syncproof.checklist import Checklist
from syncproof.drift.family import ends
from syncproof.drift.kin import Kin


class Directions:
    """The accepted documents, by the direction in which they lead."""

    def __init__(self, accepted: Sequence[Checklist]) -> None:
        self._by_ends = {ends(each): each for each in accepted}

    def other(self, document: Checklist) -> Checklist | None:
        """Return the accepted document that leads the other way than a new one; None beside one that leads its way."""
        return None if ends(document) in self._by_ends else self._by_ends.get(ends(document)[::-1])

    def older(self, documents: Sequence[Checklist], kin: Kin) -> Mapping[str, Checklist | None]:
        """Return what was accepted of each document, by its file; nothing of one that leads the other way."""
        known = [each for each in documents if self.other(each) is None]
        found = dict(zip((each.file for each in known), kin.of_each(known), strict=True))
        return {each.file: found.get(each.file) for each in documents}
