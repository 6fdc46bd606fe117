"""Memory after a million requests of syncs in this process, each story with a world and a ledger of its own."""

from __future__ import annotations

import gc
import sys
from itertools import cycle
from pathlib import Path

import pytest

from syncproof.checklist import Checklist
from syncproof.steps.stage import Stage, on_stage
from syncproof.sut import Sut
from syncproof.trouble.cell import cells
from syncproof.trouble.player import Player
from syncproof.trouble.site import sites
from syncproof.trouble.story import CanonicalStory

MILLION = 1_000_000
MOST = 100 << 20


def memory() -> int:
    """Return the bytes of memory that this process has."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.exhaustive
def test_a_process_needs_no_more_after_a_million_requests_of_its_syncs(
    checklists: dict[str, Checklist], stories: list[CanonicalStory]
) -> None:
    asked = before = 0
    stage = Stage(Sut(), seed=0)
    try:
        with on_stage(stage):
            for story in cycle(stories):
                player = Player(stage, checklists[story.document], story)
                chosen = list(cells(sites(player.probe()), story.acts))
                asked += sum(outcome.requests for outcome in player.play_all(chosen) if outcome)
                if asked > MILLION // 100:
                    before = before or memory()
                if asked > MILLION:
                    break
    finally:
        stage.close()
    grown = memory() - before
    sys.stderr.write(f"{asked} requests of syncs in process: {grown / 2**20:.1f} MB more\n")

    assert grown < MOST
