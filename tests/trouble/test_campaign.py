"""A campaign finds what broken engines do, and tells each failure as a short story that plays again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from syncproof.checklist import Checklist
from syncproof.sut import Sut
from syncproof.trouble.campaign import CampaignPlan, campaign
from syncproof.trouble.campaign_summary import causes_of, verdict_of
from syncproof.trouble.campaign_tally import CampaignTally, Found
from syncproof.trouble.told import ToldStory
from syncproof.verdict import Verdict

# In the section task-to-cards of a document with nothing else, so that each engine's defect can show.
BROKEN = (
    "repeats-creates",
    "one-way-only",
    "duplicates-on-restart",
    "gives-up-on-server-errors",
    "gives-up-without-connection",
    "touches-unmapped",
)
STORIES = 100
"""In so many stories, each of these engines breaks a promise."""


@pytest.fixture(scope="module")
def found_by(checklists: dict[str, Checklist]) -> Callable[[str], CampaignTally]:
    """Return a function that lets a campaign look for what a broken engine does; each is played once."""
    tallies: dict[str, CampaignTally] = {}

    def find(defect: str) -> CampaignTally:
        if defect not in tallies:
            plan = CampaignPlan((checklists["custompms-trello"],), Sut(f"broken:{defect}"), stories=STORIES)
            tallies[defect] = campaign(plan, lambda: not tallies.get(defect), lambda _: None)
        return tallies[defect]

    return find


def smallest(tally: CampaignTally) -> Found:
    return min((found for _, found in causes_of(tally)), key=lambda found: len(found.told.steps))


PASSES = ("the sync ", "nothing else ")
"""How the steps begin that are neither a user's nor trouble."""


def edits(told: ToldStory) -> int:
    return len(told.steps) - trouble(told) - sum(each.text.startswith(PASSES) for each in told.steps)


def trouble(told: ToldStory) -> int:
    return sum(" answer " in each.text or "is killed" in each.text or "just before" in each.text for each in told.steps)


@pytest.mark.parametrize("defect", BROKEN)
def test_a_campaign_finds_what_a_broken_engine_does(found_by: Callable[[str], CampaignTally], defect: str) -> None:
    tally = found_by(defect)

    assert verdict_of(tally) is Verdict.FAIL
    assert smallest(tally).ending.verdict is Verdict.FAIL
