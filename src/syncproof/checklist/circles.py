"""Circles: sections of one system that lead from where a section ends, over others or at once, to where it begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from syncproof.checklist.checklist import End, Section


class Leading(Protocol):
    """A section, whoever reads it: records at one end become records at the other."""

    @property
    def source(self) -> End:
        """Where the section begins."""

    @property
    def target(self) -> End:
        """Where the section ends."""


_Section = TypeVar("_Section", bound=Leading)


def way_back(section: Leading, sections: Iterable[_Section]) -> tuple[_Section, ...]:
    """Return the fewest sections that lead from a section's target to its source, in their order; () for none."""
    known = tuple(sections)
    ways: list[tuple[_Section, ...]] = [(each,) for each in known if each.source == section.target]
    seen = {section.target}
    while ways:
        way = ways.pop(0)
        end = way[-1].target
        if end == section.source:
            return way
        if end not in seen:
            seen.add(end)
            ways += [(*way, each) for each in known if each.source == end]
    return ()


def comes_round(section: Section, way: Iterable[Section]) -> bool:
    """Whether what each row of a section carries comes back to the property that it came from."""
    held = {row.source: row.target for row in section.rows}
    for each in way:
        rows = {row.source: row.target for row in each.rows}
        held = {source: rows.get(target, "") for source, target in held.items()}
    return all(source == target for source, target in held.items())
