"""The end of a run before all stories were played, beside an interruption: a failure, or the time."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from syncproof.report.run_events import COMPLETE, FAILED_FAST, OUT_OF_TIME
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncproof.verdict import Outcome


@dataclass(slots=True)
class Ending:
    """Hears every outcome, and says when no further story is to begin."""

    fail_fast: bool = False
    excused: Callable[[Outcome], bool] = lambda _: False
    """Whether a failure is a known one, which ends nothing."""
    minutes: int | None = None
    clock: Callable[[], float] = lambda: monotonic()  # noqa: PLW0108 - looked up each time, so that a test can turn it
    how: str = COMPLETE
    """What ended the run: `complete` as long as nothing did."""
    _began: float = 0.0

    def __post_init__(self) -> None:
        self._began = self.clock()

    def hear(self, outcome: Outcome) -> None:
        """Take in an outcome."""
        if not self.fail_fast or self.how != COMPLETE:
            return
        if outcome.verdict in {Verdict.FAIL, Verdict.ERROR} and not self.excused(outcome):
            self.how = FAILED_FAST

    def has_come(self) -> bool:
        """Whether no further story is to begin."""
        if self.how == COMPLETE and self.minutes and self.clock() - self._began >= self.minutes * 60:
            self.how = OUT_OF_TIME
        return self.how != COMPLETE
