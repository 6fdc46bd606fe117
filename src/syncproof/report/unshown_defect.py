"""The defect of a broken engine that a run did not show: whoever tries features by such an engine has to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncproof.report.summary import sentences
from syncproof.sut import BROKEN_PREFIX
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.report.rows import Summary


def text(whole: Summary) -> str:
    """Return what is to say of a broken engine whose run shows no failure; '' for any other run."""
    sut = whole["run"]["sut"]
    driver = sut["name"] if sut["kind"] == "driver" else ""
    failed = whole["totals"]["scenarios"].get(Verdict.FAIL, 0)
    if not driver.startswith(BROKEN_PREFIX) or failed or whole.get("sweep", {}).get("verdicts", {}).get(Verdict.FAIL):
        return ""
    from syncproof.engine.broken import BROKEN  # noqa: PLC0415 - few runs are of a broken engine

    defect = BROKEN.get(driver.removeprefix(BROKEN_PREFIX))
    if defect is None:  # the report is of another version, whose engine is no more
        return ""
    played = {rule["id"] for row in sentences(whole["documents"]) for rule in row["rules"] if rule["scenarios"]}
    if defect.rule not in played:
        where = f"it breaks {defect.rule}, which was not played"
    elif defect.swept:
        where = f"only syncproof sweep --driver {driver} is certain to show it"
    else:
        where = f"it breaks {defect.rule} in {defect.place or 'sections of another kind'}"
    return f"nothing that was played shows the defect of {driver}: {where}"
