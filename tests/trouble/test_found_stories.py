"""What campaigns have found in the reference sync and in the laws, each as the smallest story: none fails again.

The stories are in `found`, in a folder for each document and a feature for each section.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.world import World
from syncproof.stories import gherkin
from syncproof.stories.approved import approved
from syncproof.stories.gherkin import ScenarioNode
from syncproof.sut import THE_REFERENCE
from syncproof.trouble.story import deed
from tests.sample_features import folder_of

FEATURES = sorted((Path(__file__).parent / "found").glob("*/*.feature"))
FOUND = [
    pytest.param(feature, story, id=story.name)
    for feature in FEATURES
    for story in gherkin.parse(feature.read_text("utf-8"), str(feature)).loose
]


def test_no_story_is_left_out() -> None:
    assert len(FOUND) == sum(feature.read_text("utf-8").count("\n  Example: ") for feature in FEATURES) > 0


@pytest.mark.parametrize(("feature", "story"), FOUND)
def test_what_a_campaign_has_found_does_not_fail_again(
    feature: Path, story: ScenarioNode, checklists: dict[str, Checklist]
) -> None:
    document = feature.parent.name
    checklist = checklists.get(document) or approved(folder_of(document))
    with closing(Stage(THE_REFERENCE, 0)) as stage, on_stage(stage):
        world = World(stage, checklist, feature.stem)
        world.begin()
        for step in story.steps:
            deed(step)(world)

        assert world.evidence
