"""The five verdicts of TTCN-3, and how many become one: the worst wins."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """In the order of badness; `none` means that nothing was asserted, `error` that the harness broke."""

    NONE = "none"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    INCONCLUSIVE = "inconclusive"
    FAIL = "fail"
    ERROR = "error"

    @property
    def badness(self) -> int:
        """How bad it is, from 0 (nothing asserted) to 4 (the harness broke)."""
        return list(Verdict).index(self)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict; a promise that nobody exercised is `none`, not a pass."""
    return max(verdicts, key=lambda verdict: verdict.badness, default=Verdict.NONE)
