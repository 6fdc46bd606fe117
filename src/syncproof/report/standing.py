"""How a part of the checklist stands: its verdict as a sign and a word, and never better than what was played."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncproof.report import levels
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.rows import Completeness, RuleRow, ScenarioRow

PART = "part"
"""What was played passes, and something was not played."""
KNOWN = "known"
"""A failure that a baseline lists."""
_SIGNS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✕",
    Verdict.INCONCLUSIVE: "?",
    Verdict.NONE: "○",
    Verdict.ERROR: "!",
    PART: "◐",
    KNOWN: "✕",
}


class Standing(NamedTuple):
    """`state` is one of the verdicts, `part` or `known`; `word` says the same for people."""

    state: str
    word: str

    @property
    def sign(self) -> str:
        """One character, for whom the colour says nothing."""
        return _SIGNS[self.state]


def of_whole(row: Completeness) -> Standing:
    """Return how a sentence, a section, a document or a run stands."""
    if row["verdict"] == Verdict.NONE and row["chosen"] == Verdict.PASS:
        return Standing(PART, f"{row['played']} of {row['of']} rules: pass")
    if row["verdict"] != Verdict.NONE and row["played"] < row["of"]:
        return Standing(row["verdict"], f"{row['verdict']}; {row['played']} of {row['of']} rules played")
    return Standing(row["verdict"], row["verdict"])


def of_rule(row: RuleRow) -> Standing:
    """Return how a rule stands."""
    played = len(levels.stories(row))
    if row["verdict"] == Verdict.NONE and row["scenarios"] and set(map(_verdict, row["scenarios"])) == {Verdict.PASS}:
        return Standing(PART, f"{played} of {row['total']} stories: pass")
    return Standing(row["verdict"], row["verdict"])


def of_story(row: ScenarioRow) -> Standing:
    """Return how a story stands."""
    return Standing(KNOWN, "known failure") if "known" in row else Standing(row["verdict"], row["verdict"])


def _verdict(row: ScenarioRow) -> str:
    return row["verdict"]
