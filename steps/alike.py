"""Joined properties: a record holds one value in all properties of a datatype that rows of any section join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.rows import joined
from syncproof.fakes import FAKES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.checklist import Checklist, End
    from syncproof.datatypes import Property
    from syncproof.ledger import Value


class Alike:
    """The properties that are joined in a document, by datatype."""

    def __init__(self, checklist: Checklist) -> None:
        self._groups: dict[End, list[tuple[str, ...]]] = {}
        for section in checklist.sections:
            for group in joined((*section.rows, *section.branches)):
                if len(group) > 1:
                    self._groups.setdefault(section.source, []).append(tuple(row.source for row in group))
                    self._groups.setdefault(section.target, []).append(tuple(row.target for row in group))

    def holding(self, end: End, name: str, value: Value) -> dict[str, Value]:
        """Return the value for a property, and for each property joined to that which stores the value unchanged."""
        names = [name]
        for reached in names:
            names += [
                each for group in self._groups.get(end, ()) if reached in group for each in group if each not in names
            ]
        if len(names) == 1:
            return {name: value}
        properties = FAKES[end.system].datatypes[end.datatype].properties
        return {name: value, **{each: value for each in names if _keeps(properties[each], value)}}

    def evened(self, end: End, record: Mapping[str, Value]) -> dict[str, Value]:
        """Return a record in which joined properties hold what the first of them held."""
        found = dict(record)
        for first, *_ in self._groups.get(end, ()):
            found |= self.holding(end, first, found[first])
        return found


def _keeps(declared: Property, value: Value) -> bool:
    return declared.refusal(value) is None and declared.stored(value) == value
