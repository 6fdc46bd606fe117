"""Templates in `checklist.toml`: blocks in comments, for what people agree on, which are litter once filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncproof.checklist.accepted_text import dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncproof.checklist import Checklist, Section


def without_filled(text: str, checklist: Checklist) -> str:
    """Return a text that people made of an accepted checklist's, without the templates that they have filled in.

    People take away the marks of a block, and may leave the comment above the block, or the block beside a filled one.
    """
    bare = replace(checklist, sections=tuple(map(_bare, checklist.sections)))
    own, templates = _by_feature(dump(checklist)), _by_feature(dump(bare))
    found: list[str] = []
    for feature, lines in _blocks(text):
        filled = {each for each in templates.get(feature, ()) if each.startswith("#")}
        found += _without(lines, filled.difference(own.get(feature, ())))
    return "\n".join(found)


def _bare(section: Section) -> Section:
    """Return a section of which nobody has agreed on anything."""
    rows = tuple(each for each in section.rows if each.origin == "document")
    return replace(section, rows=rows, predicate=None, source_lists=(), target_lists=())


def _by_feature(text: str) -> Mapping[str, Sequence[str]]:
    return dict(_blocks(text))


def _blocks(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the lines of each section below the line that names its feature, and '' with the lines above the first."""
    feature, block = "", list[str]()
    for line in text.split("\n"):
        block.append(line)
        if line.startswith("feature = "):
            yield feature, block[:-1]
            feature, block = line, [line]
    yield feature, block


def _without(lines: Sequence[str], gone: set[str]) -> Iterator[str]:
    """Yield the lines that are left, and of the blank lines around those that are not, the first."""
    before, has_gap = "", False
    for line in lines:
        if line in gone:
            has_gap = True
        elif not (has_gap and line == before == ""):
            yield line
            before, has_gap = line, False
