"""A campaign as text: values that a reader needs stay whole, and the last line says how the campaign ended."""

from __future__ import annotations

import pytest

from syncproof.report.campaign_text import CampaignSummary, CauseRow, TroubleRow, exit_code_of, lines
from syncproof.verdict import Verdict

MESSAGE = (
    'law agreement: Contact "Coan" and its Members disagree: name in Customerp Contact is "Coan", fullName is "Ada"'
)
SENTENCE = "Once a link between a Customerp Contact and a Trello Members is established, it will keep in sync"
LEDGER = '12 08:02:01: a user changed Trello Members 69a3f23de3cd7e4e5c00000e: fullName "Coan" → "Michael Graham"'
CAUSE = CauseRow(
    "fail", "law agreement", 2, "in-sync.backward", SENTENCE, "a/b", ["When one", "Then two"], MESSAGE, [LEDGER]
)


def campaign(*, verdict: Verdict = Verdict.FAIL, interrupted: bool = False) -> CampaignSummary:
    """Return a campaign of one cause of failure, in which one kind of request was never met."""
    troubles = [TroubleRow("lost", {"POST Trello Cards": 1}, ["PUT Trello Cards"])]
    return CampaignSummary(1, 2, 3, 4.0, troubles, [CAUSE], {}, verdict, interrupted)


def test_no_line_of_a_failure_is_wider_than_the_page_and_none_is_cut() -> None:
    shown = list(lines(campaign(), 60))

    assert max(map(len, shown)) <= 60
    words = " ".join(" ".join(shown).split())
    assert all(text in words for text in (f"broken {MESSAGE}", f"sentence {SENTENCE}", LEDGER))


@pytest.mark.parametrize(
    ("verdict", "interrupted", "says"),
    [
        (Verdict.PASS, False, "exit 0: all pass, 1 story judged"),
        (Verdict.FAIL, False, "exit 1: something fails, 1 story judged"),
        (Verdict.NONE, False, "exit 3: something was not shown, 1 story judged"),
        (Verdict.FAIL, True, "exit 130: the campaign was interrupted: 1 story judged"),
    ],
)
def test_the_last_line_says_how_the_campaign_ended(verdict: Verdict, says: str, *, interrupted: bool) -> None:
    whole = campaign(verdict=verdict, interrupted=interrupted)

    assert list(lines(whole, 80))[-1] == says
    assert says.startswith(f"exit {exit_code_of(whole)}:")


def test_the_table_counts_combinations_of_trouble_and_requests() -> None:
    assert "trouble 1 time, in 1 of 2 combinations with kinds of request" in lines(campaign(), 80)
