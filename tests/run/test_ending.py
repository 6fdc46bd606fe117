"""A run ends before its end at a failure that no baseline lists, or when its time is over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncproof.run.account import Planned
from syncproof.run.ending import Ending
from syncproof.sut import THE_REFERENCE
from syncproof.verdict import Verdict

PLANNED = Planned("customerp-trello", "contact-to-members", "every.created", "A new contact", 8)
MADE = PLANNED.unaccounted("", seed=0, sut=THE_REFERENCE, as_is=False)


@pytest.mark.parametrize(
    ("verdict", "excused", "how"),
    [
        (Verdict.PASS, False, "complete"),
        (Verdict.INCONCLUSIVE, False, "complete"),
        (Verdict.FAIL, False, "failed fast"),
        (Verdict.ERROR, False, "failed fast"),
        (Verdict.FAIL, True, "complete"),
    ],
)
def test_the_first_failure_that_is_not_known_ends_a_run(verdict: Verdict, *, excused: bool, how: str) -> None:
    ending = Ending(fail_fast=True, excused=lambda _: excused)

    ending.hear(replace(MADE, verdict=verdict))

    assert (ending.has_come(), ending.how) == (how != "complete", how)


def test_a_failure_ends_no_run_that_did_not_ask_for_it() -> None:
    ending = Ending()

    ending.hear(MADE)

    assert not ending.has_come()


def test_the_time_ends_a_run() -> None:
    times = iter([1000.0, 1119.9, 1120.0, 1121.0])
    ending = Ending(minutes=2, clock=lambda: next(times))

    assert [ending.has_come() for _ in range(2)] == [False, True]
    assert (ending.has_come(), ending.how) == (True, "out of time")


def test_what_ended_a_run_first_is_what_ended_it() -> None:
    times = iter([0.0, 60.0])
    ending = Ending(fail_fast=True, minutes=1, clock=lambda: next(times))

    ending.hear(MADE)

    assert (ending.has_come(), ending.how) == (True, "failed fast")
