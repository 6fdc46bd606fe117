"""The defect of a broken engine that a run did not show: whoever tries features by such an engine has to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.report.summary import sentences
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.rows import Summary

BROKEN = "broken:"


def text(whole: Summary) -> str:
    """Return what is to say of a broken engine whose run shows no failure; '' for any other run."""
    driver = whole["run"]["sut"]["name"]
    failed = whole["totals"]["scenarios"].get(Verdict.FAIL, 0)
    if not driver.startswith(BROKEN) or failed or whole.get("sweep", {}).get("verdicts", {}).get(Verdict.FAIL):
        return ""
    from syncproof.engine.broken import BROKEN as DEFECTS  # noqa: PLC0415 - few runs are of a broken engine

    defect = DEFECTS[driver.removeprefix(BROKEN)]
    played = {rule["id"] for row in sentences(whole["documents"]) for rule in row["rules"] if rule["scenarios"]}
    if defect.rule not in played:
        where = f"it breaks {defect.rule}, which was not played"
    elif defect.swept:
        where = f"only syncproof sweep --driver {driver} is certain to show it"
    else:
        where = f"it breaks {defect.rule} in {defect.place or 'sections of another kind'}"
    return f"nothing that was played shows the defect of {driver}: {where}"
