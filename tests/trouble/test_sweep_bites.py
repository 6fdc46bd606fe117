"""A sweep alone exposes each engine that only trouble breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from syncproof.checklist import Checklist
from syncproof.drivers import BROKEN
from syncproof.engine.broken.defect import Defect
from syncproof.fakes.kit.faults import FAULTS
from syncproof.steps.stage import Stage, on_stage
from syncproof.steps.strike import CRASHES, TWIN
from syncproof.sut import Sut
from syncproof.trouble.cell import CellOutcome, cells
from syncproof.trouble.player import Player
from syncproof.trouble.site import sites
from syncproof.trouble.story import CanonicalStory
from syncproof.verdict import Verdict
from tests.engine.broken.named_causes import SWEPT_CAUSES

ACTS = {"robust.vanished", "robust.clock-skew", "robust.late-visibility"}
ENUMERATED = {kind.rule for kind in FAULTS.values()} | {each.rule for each in (*CRASHES, TWIN)} | ACTS

MANNERS = {"robust.rate-limit", "robust.unauthorised", "robust.stale-read"}


def failures(
    name: str, defect: Defect, checklists: dict[str, Checklist], stories: list[CanonicalStory]
) -> Iterator[CellOutcome]:
    """Yield the failures under trouble that belongs to a defect's rule, as soon as each is found."""
    stage = Stage(Sut(driver=f"broken:{name}"), seed=0)
    try:
        with on_stage(stage):
            for story in stories:
                if (story.document, story.section) != (defect.document, defect.section) or "page" in story.name:
                    continue
                player = Player(stage, checklists[story.document], story)
                chosen = [each for each in cells(sites(player.probe()), story.acts) if each.strike.rule == defect.rule]
                yield from (each for each in player.play_all(chosen) if each and each.verdict is Verdict.FAIL)
    finally:
        stage.close()


# A defect that neither a law nor the manners of a sync find is one that only a claim of its story sees.
@pytest.mark.parametrize(
    "name", [name for name, each in BROKEN.items() if each.rule in ENUMERATED and (each.law or each.rule in MANNERS)]
)
def test_a_sweep_exposes_an_engine_that_trouble_breaks(
    name: str, checklists: dict[str, Checklist], stories: list[CanonicalStory]
) -> None:
    defect = BROKEN[name]

    failure = next(failures(name, defect, checklists, stories), None)

    assert failure is not None
    assert failure.kinds
    if defect.swept:
        strike, words = SWEPT_CAUSES[name]
        assert str(failure.cell.strike) == strike
        assert words in failure.message
