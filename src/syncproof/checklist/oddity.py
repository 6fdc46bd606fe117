"""Oddities: what a document says otherwise than the dialect does, as values; nothing that is read is ignored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Oddity:
    """A line of a document that is not as the dialect has it, what it is, and what was made of it."""

    line: int
    what: str
    made: str
    is_doubt: bool = False
    """Whether nobody can say what the document promises there, so that the section has no clear verdict."""
    mark: str = ""
    """A fingerprint of the words: two doubts with one mark are the same, wherever they stand."""
    words: str = ""
    """What stands there, without lines: what an accepted document keeps of a doubt beside the mark."""
    is_contradiction: bool = False
    """Whether the doubt is that two passages contradict each other: each of them can be read."""
    is_agreed: bool = False
    """Whether what the installation agreed on is odd, and not the document."""

    @property
    def word(self) -> str:
        """The word that reports have for it."""
        return "doubt" if self.is_doubt else "odd"

    def __str__(self) -> str:
        return f"{self.what}: {self.made}"


def doubts(oddities: tuple[Oddity, ...]) -> tuple[Oddity, ...]:
    """Return those oddities that leave open what is promised."""
    return tuple(each for each in oddities if each.is_doubt)
