"""The marks of its own that a SUT declares, held against the systems: a misspelt one would be without effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.errors import BadInput, cut, nearest
from syncproof.fakes import FAKES

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_marks(marks: Iterable[str], *, knows_all: bool = True) -> None:
    """Raise BadInput for a mark that no system has.

    Where this process does not know the systems of all documents, a system unlike those known may be one of theirs.
    """
    for mark in marks:
        system, _, datatype = mark.partition(" ")
        if system in FAKES:
            if datatype not in FAKES[system].ledger_datatypes():
                raise _refused(mark, f"{system} has no such datatype")
        elif knows_all or nearest(system, FAKES):
            raise _refused(mark, "there is no such system")


def _refused(mark: str, why: str) -> BadInput:
    right = [f"{name} {datatype}" for name, fake in FAKES.items() for datatype in sorted(fake.ledger_datatypes())]
    do = "correct the declaration, or leave it out: it would be without effect"
    return BadInput(f"--sut-mark {cut(mark)!r}: {why}", near=(mark, right), do=do)
