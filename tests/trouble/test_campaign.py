"""A campaign finds what broken engines do, and tells each failure as a short story that plays again."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import cache
from math import inf
from pathlib import Path
from statistics import median

import pytest

from syncproof.checklist import Checklist
from syncproof.run.vocabulary import own_vocabulary
from syncproof.steps.stage import Stage, on_stage
from syncproof.stories import feature as features
from syncproof.sut import THE_REFERENCE, Sut
from syncproof.trouble.campaign import BATCH, CampaignPlan, campaign
from syncproof.trouble.campaign_summary import causes_of, save, verdict_of
from syncproof.trouble.campaign_tally import CampaignTally, Found
from syncproof.trouble.counterexample import Counterexample, read
from syncproof.trouble.improviser import Improviser
from syncproof.trouble.replay import replay
from syncproof.verdict import Verdict

BROKEN = ("repeats-creates", "gives-up-on-server-errors", "duplicates-on-restart")
MORE = ("one-way-only", "gives-up-without-connection", "gives-up-on-timeouts", "touches-unmapped")
STORIES = 8 * BATCH
"""In so many stories, each of these engines breaks a promise."""


@pytest.fixture(scope="module")
def found_by(checklists: dict[str, Checklist]) -> Callable[[str], CampaignTally]:
    """Return a function that lets a campaign look for the first thing that a broken engine does."""

    @cache
    def find(defect: str) -> CampaignTally:
        tallies: list[CampaignTally] = []
        plan = CampaignPlan((checklists["customerp-trello"],), Sut(f"broken:{defect}"), stories=STORIES)
        return campaign(plan, lambda: not any(each.found for each in tallies), tallies.append)

    return find


VOCABULARY = (
    *("with only what is mandatory", "looking exactly like", r"is added to \w+ as", "is removed from", "archives"),
    *("restores", "moves", "copies", "swaps", "empties", "all that is not synchronized", "back in", r'to [-"\d]'),
    *("alike in both systems", "sync's own account", "in case only", "in spaces only", "in its last character only"),
    *(r"that \w+ refuses", "does not keep as it is", "while the sync reads", "in the same instant", "half a second"),
    *("which no list shows yet", "show everything", "minutes ahead", "minutes behind", "in whole seconds"),
    *("it is just", "the sync restarts", "minutes pass", "next answer to a read", "next answer to a change"),
    *(r"every answer of \w+ is", r"every answer of \w+ about", "the answer to request", r"before request \d+ takes"),
    *(r"after request \d+ took", "to its state", "a second sync starts", "changes .* just before request"),
    *("removed from .* just before request", "added to .* just before request", "copies .* just before request"),
    *("moves .* just before request",),
)
"""What the steps of a campaign say, one for each thing that people or trouble can do."""


def first(tally: CampaignTally) -> Found:
    return causes_of(tally)[0][1]


TROUBLE = re.compile(r" answer |is killed|just before request")
SYNC = re.compile(r"the (sync|whole document) |nothing else |\w+ is well again")


def trouble(story: Counterexample) -> int:
    return sum(bool(TROUBLE.search(each.text)) for each in story.steps)


def edits(story: Counterexample) -> int:
    return sum(not TROUBLE.search(each.text) and not SYNC.match(each.text) for each in story.steps)


@pytest.mark.parametrize("defect", [BROKEN[0], *(pytest.param(each, marks=pytest.mark.exhaustive) for each in MORE)])
def test_a_campaign_finds_what_a_broken_engine_does(found_by: Callable[[str], CampaignTally], defect: str) -> None:
    tally = found_by(defect)

    assert verdict_of(tally) is Verdict.FAIL
    assert first(tally).ending.verdict is Verdict.FAIL


@pytest.mark.exhaustive
def test_the_stories_that_are_found_are_short(found_by: Callable[[str], CampaignTally]) -> None:
    stories = [first(found_by(defect)).counterexample for defect in BROKEN]

    assert median(edits(each) for each in stories) <= 3
    assert median(trouble(each) for each in stories) <= 1


def test_a_failure_for_which_no_time_is_left_is_told_as_it_was_found(checklists: dict[str, Checklist]) -> None:
    plan = CampaignPlan((checklists["customerp-trello"],), Sut("broken:one-way-only"), stories=BATCH, until=0.0)

    tally = campaign(plan, lambda: True, lambda _: None)

    assert list(tally.failures.values()) == [1]
    [(_, (story, ending))] = causes_of(tally)
    assert ending.verdict is Verdict.FAIL
    assert edits(story) + trouble(story) > 2


def test_a_late_campaign_plays_its_first_batch_and_no_other(
    checklists: dict[str, Checklist], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syncproof.trouble.campaign.BATCH", 2)
    plan = CampaignPlan((checklists["customerp-trello"],), THE_REFERENCE, stories=4)

    late, whole = (campaign(replace(plan, until=until), lambda: True, lambda _: None) for until in (0.0, inf))

    assert (late.stories, whole.stories) == (2, 4)


def test_of_a_story_that_is_interrupted_nothing_counts(checklists: dict[str, Checklist]) -> None:
    looks = iter(range(40))
    plan = CampaignPlan((checklists["customerp-trello"],), THE_REFERENCE, stories=BATCH)

    tally = campaign(plan, lambda: True, lambda _: None, lambda: next(looks, None) is None)

    assert 0 < tally.stories < BATCH
    assert verdict_of(tally) is Verdict.PASS


@pytest.mark.parametrize(
    ("seed", "batches"),
    [
        pytest.param(0, 12, marks=pytest.mark.thorough),
        *(pytest.param(seed, 200, marks=pytest.mark.exhaustive) for seed in range(1, 13)),
    ],
)
def test_the_reference_survives_a_campaign(seed: int, batches: int, checklists: dict[str, Checklist]) -> None:
    plan = CampaignPlan(tuple(checklists.values()), THE_REFERENCE, seed, stories=batches * BATCH)

    tally = campaign(plan, lambda: True, lambda _: None)

    assert [(cause, list(found.counterexample.lines())) for cause, found in causes_of(tally)] == []
    assert tally.stories + sum(tally.void.values()) >= batches * BATCH
    assert tally.stories > 10 * BATCH
    assert sum(tally.met.values()) > batches * BATCH


@pytest.mark.thorough
def test_a_campaign_mixes_all_that_people_and_trouble_do(
    checklists: dict[str, Checklist], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    hear = CampaignTally.hear

    def hear_steps(tally: CampaignTally, story: Improviser) -> None:
        hear(tally, story)
        texts.extend(each.text for each in story.steps)

    monkeypatch.setattr(CampaignTally, "hear", hear_steps)

    campaign(CampaignPlan(tuple(checklists.values()), THE_REFERENCE, stories=8 * BATCH), lambda: True, lambda _: None)

    assert [each for each in VOCABULARY if not any(re.search(each, text) for text in texts)] == []


@pytest.mark.thorough
def test_what_is_in_a_campaign_depends_on_its_seed_alone(checklists: dict[str, Checklist]) -> None:
    def played(seed: int, workers: int) -> tuple[int, int, int, object]:
        plan = CampaignPlan((checklists["custompms-trello"],), THE_REFERENCE, seed, workers, stories=2 * BATCH)
        tally = campaign(plan, lambda: True, lambda _: None)
        return tally.stories, tally.steps, tally.requests, tally.met

    assert played(1, 1) == played(1, 2)
    assert played(1, 1) != played(2, 1)


@pytest.mark.thorough
def test_a_found_story_fails_a_hundred_times_of_a_hundred(
    found_by: Callable[[str], CampaignTally], checklists: dict[str, Checklist]
) -> None:
    story, ending = first(found_by("repeats-creates"))
    with closing(Stage(Sut("broken:repeats-creates"), story.seed)) as stage, on_stage(stage):
        endings = {replay(stage, checklists[story.document], story) for _ in range(100)}
    with closing(Stage(THE_REFERENCE, story.seed)) as stage, on_stage(stage):
        sound = replay(stage, checklists[story.document], story)

    assert endings == {ending}
    assert sound.verdict is Verdict.PASS


@pytest.mark.exhaustive
def test_the_ledger_of_a_failure_shows_the_trouble(found_by: Callable[[str], CampaignTally]) -> None:
    _, ending = first(found_by("gives-up-on-server-errors"))

    assert [line for line in ending.ledger if re.match(r"\d+ 5\d\d on P\w+ /.* \(.*\), never tried again", line)]


@pytest.mark.thorough
def test_what_is_saved_is_a_sound_feature_and_a_script_that_is_read_again(
    found_by: Callable[[str], CampaignTally], checklists: dict[str, Checklist], tmp_path: Path
) -> None:
    tally = found_by(BROKEN[0])
    for script, (_, found) in zip(save(tmp_path, tally, list(checklists.values())), causes_of(tally), strict=True):
        assert read(script) == found.counterexample
        path = tmp_path / found.counterexample.document / f"{found.counterexample.section}.found.feature"
        parsed, wrong = features.parsed(path, script.with_suffix(".feature").read_text())
        assert [*wrong, *own_vocabulary().problems(parsed, checklists[found.counterexample.document])] == []
