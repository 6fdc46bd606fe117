"""Any story over a whole document ends in order: people and the sync act in any order, and at rest every law holds."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from syncproof import features
from syncproof.checklist import Checklist
from syncproof.checklist.accepted import load_all
from syncproof.errors import PromiseBroken
from syncproof.steps import stories
from syncproof.steps.chance import SEEDED
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.sut import THE_REFERENCE, Sut

DOCUMENTS = load_all(Path(next(iter(features.__path__))))
STORIES = settings(SEEDED, derandomize=True, max_examples=60, stateful_step_count=25)


def play(checklist: Checklist, sut: Sut, how: settings = STORIES) -> None:
    with closing(Stage(sut, seed=0)) as stage, on_stage(stage):
        stories.play(World(stage, checklist, checklist.sections[0].slug), how)


@pytest.mark.thorough
@pytest.mark.parametrize("checklist", DOCUMENTS, ids=lambda checklist: checklist.slug)
def test_any_story_ends_in_order(checklist: Checklist) -> None:
    play(checklist, THE_REFERENCE)


@pytest.mark.thorough
def test_any_story_of_a_sync_in_another_process_ends_in_order() -> None:
    syncproof = Path(sys.executable).with_name("syncproof")

    play(DOCUMENTS[1], Sut(command=f"{syncproof} sync --daemon", daemon=True), settings(STORIES, max_examples=15))


@pytest.mark.parametrize(
    "defect",
    ["one-way-only", "whole-record", "duplicates-on-restart", "touches-unmapped"],
)
def test_a_story_finds_what_a_broken_engine_does(defect: str) -> None:
    with pytest.raises(PromiseBroken):
        play(DOCUMENTS[0], Sut(f"broken:{defect}"), settings(STORIES, phases=(Phase.generate,)))
