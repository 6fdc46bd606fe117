"""A story with trouble: the trouble strikes, is healed, and the laws judge."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from syncproof.drivers import DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.errors import HarnessBroke
from syncproof.ledger import Call, Marked
from syncproof.steps.strike import CRASHES, Strike
from syncproof.trouble.cell import Cell, CellOutcome, cells
from syncproof.trouble.player import NOT_MET, Player, in_order
from syncproof.trouble.site import sites
from syncproof.verdict import Verdict

MakePlayer = Callable[..., Player]


def test_the_probe_sees_the_requests_after_the_setting_and_the_faults_that_make_sense(player_of: MakePlayer) -> None:
    asked = player_of("created").probe()

    creates = [each for each in asked if (each.system, each.method, each.path) == ("Trello", "POST", "/1/cards")]
    assert len(creates) == 1
    assert "lost" in creates[0].faults
    assert "empty-list" not in creates[0].faults
    assert any(each.is_state_write for each in asked)


def test_a_probe_that_fails_is_no_verdict_on_the_sync_under_trouble(player_of: MakePlayer) -> None:
    with pytest.raises(HarnessBroke, match="created: fails without any trouble"):
        player_of("created", "broken:backfills-only").probe()


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["created", "title changed in Trello", "one side removed from Custompms"])
def test_what_cells_share_changes_nothing(player_of: MakePlayer, name: str) -> None:
    shared = player_of(name)
    requests = shared.probe()
    chosen = in_order(cells(sites(requests), shared.story.acts))[::11]
    played = [(told(shared.play(cell)), list(shared.ledger)) for cell in chosen]
    alone = player_of(name, shares=False)

    assert alone.probe() == requests
    assert [(told(alone.play(cell)), list(alone.ledger)) for cell in chosen] == played


def told(outcome: CellOutcome | None) -> tuple[Verdict, str] | None:
    return (outcome.verdict, outcome.message) if outcome else None


class ForgetsIntents(Sync):
    """Drops every intent before each pass, so that a create whose answer was lost is repeated."""

    def run(self) -> None:
        self.links.db.execute("DELETE FROM link WHERE state = 'intended'")
        super().run()


def test_a_sync_that_repeats_an_unanswered_create_is_red(
    player_of: MakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DRIVERS, "forgets-intents", in_process(ForgetsIntents))
    player = player_of("created", "forgets-intents")
    create = next(each for each in player.probe() if each.method == "POST")

    outcome = player.play(Cell(create, CRASHES[1]))

    assert outcome is not None
    assert outcome.verdict is Verdict.FAIL


@pytest.mark.parametrize("crash", CRASHES)
def test_a_crash_ends_the_pass_at_its_request(player_of: MakePlayer, crash: Strike) -> None:
    player = player_of("created")
    create = next(each for each in player.probe() if each.method == "POST")

    outcome = player.play(Cell(create, crash))

    assert outcome is not None
    assert outcome.verdict is Verdict.PASS
    calls = [each for each in player.ledger if isinstance(each, Call) and each.path == create.path]
    assert calls[0].status == 0
    marks = [each.what for each in player.ledger if isinstance(each, Marked)]
    assert [what for what in marks if what in {"healed", "restarted"}] == ["healed", "restarted"]


def test_an_act_that_no_user_can_do_has_no_outcome(player_of: MakePlayer) -> None:
    player = player_of("created")
    first = player.probe()[0]
    act = next(each for each in player.story.acts if each.name == "Digging is removed from Trello")

    assert player.play(Cell(first, act)) is None


def test_a_story_that_goes_on_with_what_an_act_removed_has_no_outcome(player_of: MakePlayer) -> None:
    player = player_of("one added, then the other changed in Custompms")
    first = player.probe()[0]
    act = next(each for each in player.story.acts if each.name == "Paving is removed from Custompms")

    assert player.play(Cell(first, act)) is None


def test_of_two_acts_the_second_is_impossible_where_the_sync_asks_no_more_after_the_first(
    player_of: MakePlayer,
) -> None:
    player = player_of("title changed in Trello")
    first = player.probe()[0]
    act, other = player.story.acts[:2]
    never = first._replace(number=999)

    assert player.play(Cell(first, act, Cell(never, other))) is None
    missed = player.play(Cell(never, act, Cell(never, other)))
    assert missed is not None
    assert (missed.verdict, missed.message) == (Verdict.INCONCLUSIVE, NOT_MET)
