"""Losses of a document: whether a generation no longer says something that an accepted one says.

Stories of what a document says no longer cannot be played with it: they name sections, sentences and properties that
are gone. What a generation says beside the accepted one leaves all stories as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.drift.meaning import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncproof.checklist import Checklist, Section


def loses(now: Checklist, accepted: Checklist) -> bool:
    """Whether a generation lacks a section, a sentence, a row, a criterion or a connection of the accepted one."""
    sections = {(*each.pair, each.copy): each for each in now.sections}
    for before in accepted.sections:
        section = sections.get((*before.pair, before.copy))
        if section is None or set(_said(before)) - set(_said(section)):
            return True
    return False


def _said(section: Section) -> Iterator[object]:
    yield from section.kinds
    # A table of its own takes the place of the rows that were agreed on.
    yield from (("row", *paths(each)) for each in section.all_rows)
    yield from (("criterion", *paths(each)) for each in section.all_criteria)
    yield from (("connected", name.casefold()) for each in section.sentences for name in each.connected)
