"""The sweep of a run, as the run sees it: what is planned, and a way to have it done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from syncproof.report.sweep_rows import SweepPlanRow, SweptStoryRow


@dataclass(frozen=True, slots=True)
class RunSweep:
    """A sweep that follows the stories of a run; those of all shards are planned, this run's own are swept."""

    plan: SweepPlanRow
    own: int
    """How many stories this run sweeps itself."""
    swept: Callable[[Callable[[], bool]], Iterator[SweptStoryRow]]
    """Sweeps, and yields each story that ended; as soon as what it is given holds, no further cell begins."""
    file: Path | None = None
    """The JSON of an earlier sweep, from which the stories are taken."""
