"""The nearest right thing, for errors that name it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, among: Iterable[str]) -> str:
    """Return what a word was most likely meant to be, whatever its case; '' where there is no choice.

    However far off the best is, it is named: a reader sees at once what kind of thing is wanted.
    """
    wanted = word.casefold()
    return max(among, key=lambda each: SequenceMatcher(None, wanted, each.casefold()).ratio(), default="")
