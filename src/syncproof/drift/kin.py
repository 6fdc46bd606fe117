"""Finds the accepted document that a document is a new generation of, also where the document was renamed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from syncproof.checklist import Checklist
from syncproof.checklist.names import squeezed

_ALIKE = 0.5
"""The part of all sections that two documents must share, where only one of their systems has the same name."""


class Kin:
    """The accepted documents, by what their next generation is found by."""

    def __init__(self, accepted: Sequence[Checklist]) -> None:
        self._accepted = accepted
        self._by_ends = _first((_ends(each), each) for each in accepted)
        self._by_title = _first((squeezed(title), each) for each in accepted for title in each.former)

    def of(self, document: Checklist) -> Checklist | None:
        """Return the accepted document of the same systems, by any of their names, or else by its sections.

        None where no accepted document is like it, or several are.
        """
        ends = _ends(document)
        found = self._by_ends.get(ends) or self._by_title.get(squeezed(document.title)) or self._by_ends.get(ends[::-1])
        if found:
            return found
        alike = [each for each in self._accepted if _is_renamed(document, each)]
        return alike[0] if len(alike) == 1 else None


_Key = TypeVar("_Key", bound=Hashable)


def _first(pairs: Iterable[tuple[_Key, Checklist]]) -> Mapping[_Key, Checklist]:
    found: dict[_Key, Checklist] = {}
    for key, checklist in pairs:
        found.setdefault(key, checklist)
    return found


def _ends(checklist: Checklist) -> tuple[str, str]:
    return squeezed(checklist.source), squeezed(checklist.target)


def _is_renamed(document: Checklist, accepted: Checklist) -> bool:
    """Whether two documents share so many sections that only a name can have changed."""
    ours, theirs = ({section.pair for section in each.sections} for each in (document, accepted))
    share = len(ours & theirs) / max(len(ours | theirs), 1)
    one_name = any(one == two for one, two in zip(_ends(document), _ends(accepted), strict=True))
    return share > _ALIKE if one_name else share == 1 and len(ours) > 1
