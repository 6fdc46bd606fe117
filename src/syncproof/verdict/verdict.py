"""The five verdicts of TTCN-3, and how many become one: the worst wins."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """The verdicts, in the order of badness; `none`: nothing was asserted, `error`: the harness broke."""

    NONE = "none"
    PASS = "pass"  # noqa: S105 - a verdict, not a password
    INCONCLUSIVE = "inconclusive"
    FAIL = "fail"
    ERROR = "error"

    @property
    def badness(self) -> int:
        """The verdict's place in that order, from 0 (nothing was asserted) to 4 (the harness broke)."""
        return list(Verdict).index(self)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst verdict; a promise that no scenario exercised is `none`, not a pass."""
    return max(verdicts, key=lambda verdict: verdict.badness, default=Verdict.NONE)
