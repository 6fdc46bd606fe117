"""The summary of a campaign, and its counterexamples as files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from syncproof.report import files
from syncproof.report.campaign_text import CampaignSummary, CauseRow, TroubleRow
from syncproof.verdict import Verdict

if TYPE_CHECKING:
    from syncproof.checklist import Checklist, Section
    from syncproof.trouble.breach import Breach
    from syncproof.trouble.campaign_tally import CampaignTally, Found


def verdict_of(tally: CampaignTally) -> Verdict:
    """Return the verdict of a campaign: where no story was judged, none."""
    if tally.found:
        return Verdict.FAIL
    return Verdict.PASS if tally.stories else Verdict.NONE


def summary_of(
    tally: CampaignTally,
    checklists: Sequence[Checklist],
    seconds: float,
    commands: Sequence[str] = (),
    *,
    interrupted: bool = False,
) -> CampaignSummary:
    """Return the summary of a campaign; `commands` play the saved counterexamples again, in the order of the causes."""
    rows = []
    for trouble in tally.troubles():
        met = {str(kind): count for (name, kind), count in sorted(tally.met.items()) if name == trouble}
        rows.append(TroubleRow(trouble, met, [str(kind) for kind in tally.never(trouble)]))
    causes = [
        _cause(cause, found, tally.failures[cause], checklists, commands[place] if commands else "")
        for place, (cause, found) in enumerate(causes_of(tally))
    ]
    void = dict(tally.void.most_common(5))
    counts = (tally.stories, tally.steps, tally.requests)
    return CampaignSummary(*counts, seconds, rows, causes, void, verdict_of(tally), interrupted)


def causes_of(tally: CampaignTally) -> list[tuple[Breach, Found]]:
    """Return the causes of failure with the smallest story of each, the most frequent first."""
    return sorted(tally.found.items(), key=lambda each: (-tally.failures[each[0]], each[0]))


def save(folder: Path, tally: CampaignTally, checklists: Sequence[Checklist]) -> list[Path]:
    """Write the script and the feature of each cause to a folder, and return the scripts. Raises HarnessBroke.

    A feature is named so that it is a regression story once it lies beside those of its document.
    """
    scripts = []
    for number, (cause, found) in enumerate(causes_of(tally), start=1):
        counterexample, words = found.counterexample, re.sub(r"[^a-z0-9]+", "-", cause.text.lower()).strip("-")[:40]
        script = folder / f"{counterexample.section}.{number:02}-{words}.json"
        files.write(script, counterexample.text(), private=True)
        name = f"{cause.text}, found by a campaign, {number}"
        feature = counterexample.feature(_section(found, checklists), name)
        files.write(script.with_suffix(".feature"), feature, private=True)
        scripts.append(script)
    return scripts


def _section(found: Found, checklists: Sequence[Checklist]) -> Section:
    document = next(each for each in checklists if each.slug == found.counterexample.document)
    return next(each for each in document.sections if each.slug == found.counterexample.section)


def _cause(cause: Breach, found: Found, count: int, checklists: Sequence[Checklist], again: str) -> CauseRow:
    counterexample, ending = found
    section = _section(found, checklists)
    message = ending.message
    if ending.verdict is not Verdict.FAIL:
        message = f"the same story, played once more, ended with: {ending.verdict.value} {message}".rstrip()
    return CauseRow(
        Verdict.FAIL.value,
        cause.text,
        count,
        counterexample.rule,
        counterexample.sentence(section),
        f"{counterexample.document}/{counterexample.section}",
        list(counterexample.lines()),
        message,
        ending.ledger,
        again,
    )
