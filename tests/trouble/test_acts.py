"""What happens around a sync in a sweep exposes syncs that nothing else in the sweep exposes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from syncproof.drivers import DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.engine.broken.defect import with_ports
from syncproof.engine.links import Link
from syncproof.engine.plan import TARGET
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import CardsPort
from syncproof.engine.trouble import Gone
from syncproof.engine.work import Work
from syncproof.trouble.cell import CellOutcome, cells
from syncproof.trouble.player import Player
from syncproof.trouble.site import sites
from syncproof.verdict import Verdict

MakePlayer = Callable[..., Player]


def played(player: Player, *words: str) -> Iterator[CellOutcome]:
    """Yield the outcomes of the cells of a story whose names have some of these words."""
    chosen = [
        each
        for each in cells(sites(player.probe()), player.story.acts)
        if any(word in each.strike.name for word in words)
    ]
    return (each for each in player.play_all(chosen) if each)


class TwoListsPort(CardsPort):
    """A port that looks for a card among those on the board, and then in the archive."""

    def read(self, record: str) -> Record:
        path = f"/boards/{self.place['board']}/cards"
        for which in ("open", "closed"):
            if record in self.http.get(f"{path}/{which}", lambda cards: [each["id"] for each in cards], fields="id"):
                return super().read(record)
        raise Gone(f"no card {record} in two lists")


class LooksInTwoLists(Sync):
    """Takes a card for deleted, for good, that a user restores between two lists that the sync reads."""

    ports = with_ports(Sync, CardsPort=TwoListsPort)

    def miss(self, work: Work, link: Link, gone: Gone) -> None:  # noqa: ARG002 - the engine's own
        self.links.mark_dead(link, TARGET)


def test_a_record_that_is_restored_between_two_lists_exposes_who_takes_that_record_for_deleted(
    player_of: MakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DRIVERS, "looks-in-two-lists", in_process(LooksInTwoLists))
    player = player_of("archived in Trello", "looks-in-two-lists")

    verdicts = {each.verdict for each in played(player, "a user restores")}

    assert verdicts == {Verdict.PASS, Verdict.FAIL}


def test_the_reference_sync_carries_the_changes_of_a_record_that_is_restored_at_any_request(
    player_of: MakePlayer,
) -> None:
    verdicts = [each.verdict for each in played(player_of("archived in Trello"), "a user restores")]

    assert set(verdicts) == {Verdict.PASS}
    assert len(verdicts) > 1


def test_a_story_without_an_archived_record_has_nothing_to_restore(player_of: MakePlayer) -> None:
    names = [act.name for act in player_of("title changed in Trello").story.acts]

    assert [name for name in names if "restores" in name] == []
    assert "a user archives Digging in Trello" in names
