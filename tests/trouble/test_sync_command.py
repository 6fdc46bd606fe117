"""`syncproof sync` in processes of its own: killed at sixty moments, and met by every fault at every request, once.

At rest the laws judge: nothing is lost, and nothing is doubled.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from syncproof.fakes.kit.faults import FAULTS
from syncproof.ledger import Call
from syncproof.steps.strike import CRASHES, Family
from syncproof.sut import Sut
from syncproof.trouble.cell import Cell, fault_strikes
from syncproof.trouble.player import Player, in_order
from syncproof.verdict import Verdict

MakePlayer = Callable[..., Player]

COMMAND = Sut(command=f"{sys.executable} -m syncproof sync")
DAEMON = Sut(command=f"{sys.executable} -m syncproof sync --daemon", daemon=True)
STORIES = (
    "created",
    "title changed in Trello",
    "title changed in Trello, then in Custompms",
)
PAGES = "backfilled past a page"
MOMENTS = 60
SOME = 11
"""One cell in so many is played in CI."""


def cells_of(player: Player, family: Family) -> list[Cell]:
    """Return each kind of strike of a family at each request of a story, also in passes that are alike, once."""
    requests = [each for each in player.probe() if not each.is_state_write]
    strikes = {"crash": lambda _: CRASHES, "fault": fault_strikes}[family]
    return in_order(Cell(each, strike) for each in requests for strike in strikes(each) if not strike.lasting)


def survived(player: Player, chosen: list[Cell]) -> int:
    """Claim that a sync keeps all laws in each cell, and return how many cells there are."""
    found = []
    for cell in chosen:
        outcome = player.play(cell)
        assert outcome is not None
        if outcome.verdict is not Verdict.PASS:
            found.append((str(cell), outcome.verdict, outcome.message))
        elif cell.strike in CRASHES:
            assert any(isinstance(each, Call) and not each.status for each in player.ledger[:])
    assert found == []
    return len(chosen)


@pytest.mark.exhaustive
def test_a_sync_that_is_killed_at_sixty_moments_loses_and_doubles_nothing(player_of: MakePlayer) -> None:
    moments = 0
    for story in STORIES:
        player = player_of(story, sut=COMMAND)
        moments += survived(player, cells_of(player, "crash"))

    assert moments >= MOMENTS


@pytest.mark.exhaustive
def test_a_sync_that_meets_every_fault_at_every_request_loses_and_doubles_nothing(player_of: MakePlayer) -> None:
    met = set()
    for story in (*STORIES, PAGES):
        player = player_of(story, sut=DAEMON)
        # Two hundred requests of the page are alike; what only a page can meet is met there.
        chosen = [each for each in cells_of(player, "fault") if story != PAGES or each.strike.name not in met]
        survived(player, chosen)
        met |= {cell.strike.name for cell in chosen}

    assert FAULTS.keys() - met == {"status"}  # the one whose status somebody has to choose; the others have theirs


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("family", "sut"),
    [("crash", COMMAND), pytest.param("fault", COMMAND, marks=pytest.mark.exhaustive), ("fault", DAEMON)],
    ids=["killed command", "troubled command", "troubled daemon"],
)
def test_a_sync_survives_some_of_it(player_of: MakePlayer, family: Family, sut: Sut) -> None:
    player = player_of("created", sut=sut)

    assert survived(player, cells_of(player, family)[::SOME]) > 1
