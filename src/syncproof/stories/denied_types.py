"""Which row of all documents that are known denies the type of another: properties that rows join hold one type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.fakes import FAKES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Checklist, End, Row, Section


class _Placed(NamedTuple):
    """A row, and where it stands."""

    checklist: Checklist
    section: Section
    row: Row

    @property
    def paths(self) -> tuple[tuple[End, str], tuple[End, str]]:
        """The two properties that the row joins."""
        return (self.section.source, self.row.source), (self.section.target, self.row.target)


def denied(checklist: Checklist, section: Section, row: Row) -> str:
    """Return which other row says another type of what a row joins, with its place; '' where none does.

    The nearest of them is named: one that shares a property, before one that does so by way of others.
    """
    for each in _joined(_Placed(checklist, section, row)):
        if each.row.type != row.type:
            where = f"{each.checklist.file}:{each.row.line}"
            return f"{each.row} of {_named(each, checklist)} says {each.row.type}: {where}"
    return ""


def _named(placed: _Placed, checklist: Checklist) -> str:
    title = placed.section.label
    return title if placed.checklist.slug == checklist.slug else f"{title} in {placed.checklist.title}"


def _joined(own: _Placed) -> Iterator[_Placed]:
    """Yield the rows that share a property with a row, those of its document first, and then what these share."""
    waiting = list(_rows(own.checklist))
    reached = set(own.paths)
    while found := [each for each in waiting if not reached.isdisjoint(each.paths)]:
        waiting = [each for each in waiting if reached.isdisjoint(each.paths)]
        yield from found
        reached.update(path for each in found for path in each.paths)


def _rows(checklist: Checklist) -> Iterator[_Placed]:
    others = (each for each in FAKES.documents if each.slug != checklist.slug)
    for document in (checklist, *others):
        for section in document.sections:
            for row in section.all_rows:
                yield _Placed(document, section, row)
