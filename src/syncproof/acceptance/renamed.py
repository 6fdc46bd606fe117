"""Puts the new names of systems in place of the old ones, in what people wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncproof.checklist import Checklist


class Renaming:
    """The systems that have another name now."""

    def __init__(self, old: Checklist, new: Checklist) -> None:
        pairs = ((old.source, new.source), (old.target, new.target))
        self.names = {one: other for one, other in pairs if one and other and one != other}
        longest_first = sorted(self.names, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def of(self, text: str) -> str:
        """Return a text with the new names; of two that changed places, each once."""
        return self._pattern.sub(lambda found: self.names[found[1]], text) if self.names else text
