"""Text of `checklist.toml`, merged: the values are those of the new generation, and what people wrote beside stays."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from syncproof.acceptance.comments import with_comments
from syncproof.acceptance.merge import both_shown, merged_lines
from syncproof.checklist.accepted_text import dump
from syncproof.checklist.templates import without_filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncproof.checklist import Checklist


def merged_checklist(now: str, old: Checklist, new: Checklist, features: Mapping[str, str]) -> tuple[str, str]:
    """Return the text for a new generation, and both texts where they cannot be had together, else ''.

    `now` is what people made of the text for `old`; `features` are the files of sections that have another name.
    """
    base, text = dump(old), dump(new)
    both = now if base == text else merged_lines(base, now, text)
    if not _says(both, text):
        now = without_filled(now, old)
        both = merged_lines(base, now, text)
    if not _says(both, text):
        both = with_comments(base, now, text, features)
    return (both, "") if both is not None and _says(both, text) else (text, both_shown(base, now, text))


def _says(text: str | None, other: str) -> bool:
    """Whether two texts are the same values in TOML; none has values."""
    try:
        return text is not None and tomllib.loads(text) == tomllib.loads(other)
    except tomllib.TOMLDecodeError:
        return False
