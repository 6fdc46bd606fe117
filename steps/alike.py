"""Properties that belong together: those of a record that hold one value, and those across, which take that value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.checklist.rows import joined
from syncproof.fakes import FAKES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from syncproof.checklist import Checklist, Criterion, End, Row
    from syncproof.datatypes import Property
    from syncproof.ledger import Value


_MOST_OTHERS = 50
"""Records among which a value is looked for that every property across takes."""


class Alike:
    """The properties that rows and criteria of a document join, by datatype."""

    def __init__(self, checklist: Checklist) -> None:
        self._groups: dict[End, list[tuple[str, ...]]] = {}
        self._across: dict[End, dict[str, set[tuple[End, str]]]] = {}
        self._compared: set[tuple[End, str]] = set()
        for section in checklist.sections:
            pairs: list[Row | Criterion] = [
                *section.carried_rows,
                *(each for each in section.criteria if not each.is_of_id),
            ]
            for each in pairs:
                ends = (section.source, each.source), (section.target, each.target)
                for (end, name), across in (ends, ends[::-1]):
                    self._across.setdefault(end, {}).setdefault(name, set()).add(across)
            for criterion in section.all_criteria:
                self._compared |= {(section.source, criterion.source), (section.target, criterion.target)}
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

    def is_compared(self, end: End, name: str) -> bool:
        """Whether a criterion compares a property, or one that comes to hold its value, directly or through others."""
        reached = [(end, name)]
        for its, each in reached:
            reached += self._across.get(its, {}).get(each, set()).difference(reached)
        return not self._compared.isdisjoint(reached)

    def taken(
        self, end: End, record: Mapping[str, Value], other: Callable[[int], Mapping[str, Value]]
    ) -> Mapping[str, Value]:
        """Return a record without what a property across would refuse: a value of one of the others stands there.

        `other` makes another believable record, by its number.
        """
        refused = [name for name in self._across.get(end, {}) if name in record and self._refuses(end, name, record)]
        found = dict(record) if refused else record
        for name in refused:
            others = map(other, range(_MOST_OTHERS))
            fitting = (each[name] for each in others if not self._refuses(end, name, each))
            found = {**found, name: next(fitting, record[name])}
        return found

    def _refuses(self, end: End, name: str, record: Mapping[str, Value]) -> bool:
        """Whether a property across from a record's own refuses the value there."""
        declared = (
            FAKES[other.system].datatypes[other.datatype].properties[across]
            for other, across in self._across[end][name]
        )
        return any(each.refusal(record[name]) is not None for each in declared)

    def evened(self, end: End, record: Mapping[str, Value]) -> dict[str, Value]:
        """Return a record in which joined properties hold what the first of them held."""
        found = dict(record)
        for first, *_ in self._groups.get(end, ()):
            found |= self.holding(end, first, found[first])
        return found


_LATEST: list[tuple[Checklist, Alike]] = []
"""The checklist that was asked for last, and its properties."""


def alike_in(checklist: Checklist) -> Alike:
    """Return the properties that belong together in a checklist, made once for all stories of a document.

    The checklist is known by identity: to compare two of ninety sections takes as long as to make the properties anew.
    """
    if not _LATEST or _LATEST[0][0] is not checklist:
        _LATEST[:] = [(checklist, Alike(checklist))]
    return _LATEST[0][1]


def _keeps(declared: Property, value: Value) -> bool:
    return declared.refusal(value) is None and declared.stored(value) == value
