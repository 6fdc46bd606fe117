"""The report about drift: of each document its differences, its oddities, and whether its meaning was seen before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.checklist import Checklist, Oddity
    from syncproof.drift.difference import Difference

DriftVerdict: TypeAlias = Literal["same", "notice", "seen", "drift", "refused"]
"""What became of a document, the worst last."""


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """A document against another one, or against what was accepted."""

    file: str
    old: Checklist
    new: Checklist
    digest: str
    differences: tuple[Difference, ...]
    seen: str | None = None
    """When the document was generated that had this meaning and was accepted before; None where none was."""

    @property
    def drifts(self) -> tuple[Difference, ...]:
        """The differences that are drifts."""
        return tuple(each for each in self.differences if each.level == "drift")

    @property
    def oddities(self) -> tuple[Oddity, ...]:
        """The oddities of the new document."""
        return self.new.all_oddities

    @property
    def verdict(self) -> DriftVerdict:
        """The worst of the differences, or `seen` for drift to a meaning that was accepted before."""
        if self.drifts:
            return "drift" if self.seen is None else "seen"
        return "notice" if self.differences else "same"


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """A document that could not be compared, and why."""

    file: str
    why: str
    oddities: tuple[Oddity, ...] = ()
    """Those of a document that could be read all the same."""
    verdict: DriftVerdict = "refused"


Compared: TypeAlias = "ComparedDocument | RefusedDocument"
EXIT_CODES: dict[DriftVerdict, int] = {"same": 0, "notice": 0, "seen": 0, "drift": 1, "refused": 2}


def exit_code(documents: Sequence[Compared]) -> int:
    """Return the exit code of the worst document."""
    return max((EXIT_CODES[each.verdict] for each in documents), default=0)
