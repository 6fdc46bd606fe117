"""The exit code and its words: they claim no more than was played."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncproof.report.exit_code import exit_code, meaning
from syncproof.verdict import Verdict
from syncproof.verdict.baseline import BaselineGate
from tests.report.conftest import judged

if TYPE_CHECKING:
    from syncproof.checklist import Checklist
    from syncproof.stories.choice import Requested
    from syncproof.verdict import Outcome

ALL = ("every.created", "every.exactly-once")


@pytest.mark.parametrize(
    ("rules", "gated", "require_complete", "code", "text"),
    [
        (ALL[:1], False, False, 0, "the 1 rule chosen passes; 5 were not played"),
        (ALL[:1], False, True, 3, "the 1 rule chosen passes, but 5 were not played"),
        (ALL[:1], True, False, 0, "nothing new fails in the 1 rule chosen; 5 were not played"),
        (ALL[:1], True, True, 3, "nothing new fails in the 1 rule chosen, but 5 were not played"),
        (ALL, False, False, 0, "the 2 rules chosen pass; 4 were not played"),
    ],
)
def test_what_was_chosen_passes_and_what_was_not_is_counted(
    checklist: Checklist,
    requested: Requested,
    outcomes: tuple[Outcome, ...],
    *,
    rules: tuple[str, ...],
    gated: bool,
    require_complete: bool,
    code: int,
    text: str,
) -> None:
    chosen = {key: owed._replace(rules=rules) for key, owed in requested.items() if rules[0] in owed.rules}
    passing = [replace(each, verdict=Verdict.PASS) for each in outcomes if each.rule in rules]
    gate = BaselineGate({}, ()) if gated else None

    whole = judged([checklist], chosen, passing, gate, require_complete=require_complete)

    assert (exit_code(whole), meaning(whole)) == (code, text)


@pytest.mark.parametrize("require_complete", [False, True])
def test_a_complete_run_needs_no_excuse(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...], *, require_complete: bool
) -> None:
    one = replace(checklist, sections=(replace(checklist.sections[0], sentences=checklist.sections[0].sentences[:1]),))
    owed = dict(list(requested.items())[:1])
    passing = [replace(each, verdict=Verdict.PASS) for each in outcomes[:3]]

    whole = judged([one], owed, passing, require_complete=require_complete)

    assert (whole["verdict"], exit_code(whole), meaning(whole)) == ("pass", 0, "all pass")


def test_a_failure_decides_though_the_run_has_to_be_complete(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    whole = judged([checklist], requested, outcomes, require_complete=True)

    assert (exit_code(whole), meaning(whole)) == (1, "something fails")


def test_a_scenario_that_is_left_out_leaves_its_rule_unplayed(
    checklist: Checklist, requested: Requested, outcomes: tuple[Outcome, ...]
) -> None:
    one = dict(list(requested.items())[:1])
    passing = [replace(each, verdict=Verdict.PASS) for each in outcomes[:2]]

    whole = judged([checklist], one, passing)

    assert meaning(whole) == "the 2 scenarios chosen pass; 5 rules were not played as a whole"
