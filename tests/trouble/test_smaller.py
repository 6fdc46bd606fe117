"""Smaller stories: what may be left out of a story that fails, and what has to stay."""

from __future__ import annotations

import pytest

from syncproof.stories.gherkin import Step
from syncproof.trouble.counterexample import Counterexample
from syncproof.trouble.smaller import _smaller  # each smaller story is judged by a replay, which costs a hundred times

LASTING = "from now on every answer of {} is an error"


@pytest.mark.parametrize("system", ["Trello", "Alpha Online", "the system without a name"])
@pytest.mark.parametrize("healed", ["{} is well again", "the lists of {} show everything"])
def test_what_lasts_is_healed_in_every_smaller_story(system: str, healed: str) -> None:
    texts = (LASTING.format(system), "the sync runs", healed.format(system), "nothing else has changed")
    story = Counterexample("a", "b", 0, "in-sync.quiet", tuple(Step("when", text, 0) for text in texts))

    found = [[step.text for step in each.steps] for each in _smaller(story)]

    assert found == [[each for each in texts if each != left_out] for left_out in (texts[1], texts[0])]
