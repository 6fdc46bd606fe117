"""The cells of a sweep: each is one strike at one request of one story, or two, and has one outcome."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from typing import NamedTuple

from syncproof.fakes.kit.faults import FAULTS
from syncproof.report.sweep_rows import UNTROUBLED
from syncproof.steps.strike import CRASHES, TWIN, Strike
from syncproof.trouble.site import Site
from syncproof.verdict import Verdict

WAITS = frozenset({"slow", "timeout", "timeout-done"})
"""The faults in which a sync waits for an answer that is late or never comes."""


class Cell(NamedTuple):
    """One strike at one request of a story, and at most a second one in the same pass, there or later."""

    site: Site
    strike: Strike
    second: Cell | None = None

    @property
    def single(self) -> tuple[Cell, ...]:
        """Each strike at its site, alone."""
        return (self._replace(second=None), *(self.second.single if self.second else ()))

    @property
    def is_one_wait(self) -> bool:
        """Whether the sync waits once for an answer, and no longer."""
        return self.strike.family == "fault" and self.strike.name in WAITS and not self.strike.lasting

    @property
    def place(self) -> str:
        """The site in words."""
        return f"{'write' if self.site.is_state_write else 'request'} {self.site.number}"

    def __str__(self) -> str:
        if not self.strike.is_trouble:
            return self.strike.name
        then = f", then {self.second}" if self.second else ""
        return f"{self.strike} at {self.place}{then}"


@dataclass(frozen=True, slots=True)
class CellOutcome:
    """The outcome of a cell: its verdict, and the failure in words."""

    cell: Cell
    verdict: Verdict
    message: str = ""
    kinds: tuple[str, ...] = ()
    """The kinds of the failure, without the values, ids and times of a run."""
    requests: int = 0
    """How many requests the sync made in the play."""
    words: tuple[str, ...] = ()
    """What the SUT printed last, and hints; only of a failure of a SUT in another process."""
    ledger: tuple[str, ...] = ()
    """The ledger lines of a failure that matter, the trouble among them."""


def without_trouble(rule: str) -> Cell:
    """Return the one cell of a story that does not pass without any trouble; `rule` is that of the story."""
    return Cell(Site(0, "any", "", "", 0, (), 0), Strike("none", UNTROUBLED, rule))


def broken(cell: Cell, error: Exception) -> CellOutcome:
    """Return the outcome of a cell at which the harness broke: nothing was shown of the sync."""
    kind = f"the harness broke: {type(error).__name__}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return CellOutcome(cell, Verdict.ERROR, f"{kind}: {error} (at {Path(last.filename).name}:{last.lineno})", (kind,))


def fault_strikes(request: Site) -> Iterator[Strike]:
    """Yield the faults that make sense at a request, once, and until healed where that makes sense, too."""
    for name in request.faults:
        kind = FAULTS[name]
        yield Strike("fault", name, kind.rule)
        if kind.lasting:
            yield Strike("fault", name, kind.rule, lasting=True)


def cells(
    requests: Sequence[Site], acts: Sequence[Strike], pairs: Sequence[tuple[Strike, Strike]] = ()
) -> Iterator[Cell]:
    """Yield all cells of a story: at every request, every fault that makes sense there, and all other strikes.

    Of each pair of acts, the first strikes at every request, and the second there and at each later one of the pass.
    """
    for request in requests:
        around = () if request.is_state_write else (*fault_strikes(request), *acts, TWIN)
        for strike in (*around, *CRASHES):
            yield Cell(request, strike)
    asked = [each for each in requests if not each.is_state_write]
    for request, later in combinations_with_replacement(asked, 2):
        if request.pass_ == later.pass_:
            for first, second in pairs:
                yield Cell(request, first, Cell(later, second))
