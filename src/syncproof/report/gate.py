"""The baseline's verdict on a run: known failures pass, and stale entries fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from syncproof.report.completeness import overall, says_nothing
from syncproof.verdict import Verdict
from syncproof.verdict.baseline import CURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncproof.report.rows import DocumentRow
    from syncproof.verdict.baseline import BaselineGate


class StaleRow(TypedDict):
    """A stale entry of the baseline, which fails the run; `do` is the cure."""

    section: str
    rule: str
    scenario: str
    where: str
    why: str
    do: str


class GateRow(TypedDict):
    """The baseline's verdict on the run: `pass` where nothing is worse than the baseline, and no entry is stale."""

    verdict: str
    stale: list[StaleRow]


def gate_row(documents: Sequence[DocumentRow], gate: BaselineGate) -> GateRow:
    """Judge a run as if each known failure passed, and each stale entry failed."""
    rows = [sentence for document in documents for section in document["sections"] for sentence in section["sentences"]]
    scenarios = [scenario for row in rows for rule in row["rules"] for scenario in rule["scenarios"]]
    return {
        "verdict": overall(
            [
                *(Verdict.PASS if "known" in each else Verdict(each["verdict"]) for each in scenarios),
                *(Verdict.NONE for row in rows if row["reason"]),
                *(Verdict.NONE for document in documents if says_nothing(document)),
                *(Verdict.FAIL for _ in gate.stale),
            ]
        ),
        "stale": [
            {
                "section": stale.known.section,
                "rule": stale.known.rule,
                "scenario": stale.known.scenario,
                "where": stale.known.where,
                "why": stale.why,
                "do": CURES[stale.why],
            }
            for stale in gate.stale
        ],
    }
