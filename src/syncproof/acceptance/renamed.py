"""Puts the new names of systems in place of the old ones, in what people wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncproof.checklist import Checklist

_STEP = r"^\s*(?:(?:Given|When|Then|And|But)\b|\*)\s+"
_BEFORE_SYSTEM = re.compile(
    r"\b(?:in|added to|removed from|(?:answer|limit|lists) of|has asked|value that|well, with"
    r"|the sync (?!reports|leaves)\S+) $"
)
"""Words of a step before the name of a system."""
_AFTER_SYSTEM = re.compile(
    r"'s (?:clock|next|answer)\b| (?:already|has(?! no counterpart)|holds|is well again|keeps|takes)\b"
)
"""Words after the name of a system with which a step begins."""


class Renaming:
    """The systems that have another name now."""

    def __init__(self, old: Checklist, new: Checklist) -> None:
        pairs = ((old.source, new.source), (old.target, new.target))
        self.names = {one: other for one, other in pairs if one and other and one != other}
        longest_first = sorted(self.names, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def of(self, text: str) -> str:
        """Return a text with the new names; of two that changed places, each once.

        A record that is called like a system keeps its name.
        """
        if not self.names:
            return text
        records = {name for name in self.names if _record(name).search(text)}
        if not records:
            return self._pattern.sub(lambda found: self.names[found[1]], text)
        return "\n".join(self._line(line, records) for line in text.split("\n"))

    def _line(self, line: str, records: set[str]) -> str:
        begin = re.match(_STEP, line)
        at = begin.end() if begin else None
        return self._pattern.sub(
            lambda found: (
                found[0]
                if at is not None and found[1] in records and not _is_system(found, at)
                else self.names[found[1]]
            ),
            line,
        )


def _record(name: str) -> re.Pattern[str]:
    """Return the pattern of a step that brings in a record of a name."""
    name = re.escape(name)
    begins = (
        rf"{name} is added to\b|both systems know {name}(?!\w)|every value of {name}'s|.*\bcalls the copy {name}(?!\w)"
    )
    return re.compile(f"{_STEP}(?:{begins})", re.MULTILINE)


def _is_system(found: re.Match[str], begin: int) -> bool:
    """Whether a name in a step stands where the name of a system stands."""
    if found.start() == begin:
        return bool(_AFTER_SYSTEM.match(found.string, found.end()))
    return bool(_BEFORE_SYSTEM.search(found.string[: found.start()]))
