"""Text of `checklist.toml`, merged: the values are those of the new generation, and what people wrote beside stays."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

from syncproof.acceptance.by_line import both_shown, merged_lines
from syncproof.acceptance.comments import Commented, taken_in, with_comments
from syncproof.acceptance.waiting import still_waiting
from syncproof.checklist.accepted_text import dump, dump_set_aside
from syncproof.checklist.templates import without_filled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncproof.acceptance.comments import Homeless
    from syncproof.checklist import Checklist
    from syncproof.checklist.set_aside import SetAside


class Agreed(NamedTuple):
    """A checklist, and what was agreed on earlier and is set aside."""

    checklist: Checklist
    aside: Sequence[SetAside]


class MergedTexts(NamedTuple):
    """The texts of `checklist.toml` and of `retired/agreed.toml`, '' for none."""

    checklist: str
    aside: str
    conflict: str
    """What was there, and what is there now, where not all that people wrote has a place; else ''."""
    waiting: Sequence[Homeless]
    """The comments that have no place until the document says again what they are about."""


def merged_checklist(
    now: str, aside: str, old: Agreed, new: Agreed, features: Mapping[str, str], waiting: Sequence[Homeless] = ()
) -> MergedTexts:
    """Return the texts for a new generation.

    `now` and `aside` are what people made of the texts for `old`; `features` are the files of sections that have
    another name. What people wrote beside something that moves from one text to the other moves along, and what was
    `waiting` for its line takes its place.
    """
    waiting = still_waiting(waiting, now)
    base, text = dump(old.checklist), dump(new.checklist)
    is_moved = list(old.aside) != list(new.aside)
    now = without_filled(now, old.checklist)
    both = _merged(base, now, text, features, is_moved=is_moved)
    base_aside, text_aside = dump_set_aside(old.aside), dump_set_aside(new.aside)
    both_aside = Commented(aside)
    if is_moved:
        both_aside = with_comments(base_aside, aside, text_aside, features) or Commented(text_aside)
    there = taken_in(both_aside.text, both.homeless if both else ())
    here = taken_in(both.text if both else text, both_aside.homeless)
    whole = taken_in(here.text, waiting)
    shown = [] if both and not there.homeless else [(base, now, whole.text)]
    shown += [(base_aside, aside, there.text)] if here.homeless else []
    left = (*whole.homeless, *there.homeless, *here.homeless)
    return MergedTexts(whole.text, there.text, "\n".join(both_shown(*each) for each in shown), left)


def _merged(base: str, now: str, new: str, features: Mapping[str, str], *, is_moved: bool) -> Commented | None:
    """Return the new text with what people wrote into that for `base`, if that can be.

    Where an agreement `is_moved`, its comments do not stay where lines alone would have them.
    """
    by_line = now if base == new else merged_lines(base, now, new)
    both = Commented(by_line) if by_line is not None and _says(by_line, new) else None
    if both and not is_moved:
        return both
    found = with_comments(base, now, new, features)
    found = found if found and _says(found.text, new) else None
    return found if found and (is_moved or not found.homeless) else both or found


def _says(text: str | None, other: str) -> bool:
    """Whether two texts are the same values in TOML; none has values."""
    try:
        return text is not None and tomllib.loads(text) == tomllib.loads(other)
    except tomllib.TOMLDecodeError:
        return False
