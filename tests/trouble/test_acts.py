"""What happens around a sync in a sweep: acts of users, one or two in a pass, of which each exposes a sync."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from syncproof.drivers import DRIVERS
from syncproof.drivers.inprocess import in_process
from syncproof.engine import Sync
from syncproof.engine.broken.defect import BreaksPorts
from syncproof.engine.failures import Gone, VersionConflict
from syncproof.engine.links import Link
from syncproof.engine.plan import TARGET
from syncproof.engine.ports.port import Record
from syncproof.engine.ports.trello import CardsPort
from syncproof.engine.side import Side
from syncproof.engine.work import Work
from syncproof.ledger import By, Call, Deleted, Event, Updated, Values
from syncproof.steps.strike import Strike
from syncproof.trouble.acts import PAIRS
from syncproof.trouble.cell import Cell, CellOutcome, cells
from syncproof.trouble.player import Player
from syncproof.trouble.site import Site, sites, state_write
from syncproof.trouble.story import CanonicalStory
from syncproof.verdict import Verdict

MakePlayer = Callable[..., Player]


def played(player: Player, which: Callable[[Cell], object]) -> Iterator[CellOutcome]:
    """Yield the outcomes of some cells of a story."""
    story = player.story
    chosen = [each for each in cells(sites(player.probe()), story.acts, story.pairs) if which(each)]
    return (each for each in player.play_all(chosen) if each)


def restores(cell: Cell) -> bool:
    return "restores" in cell.strike.name


class TwoListsPort(CardsPort):
    """A port that looks for a card among those on the board, and then in the archive."""

    def read(self, record: str) -> Record:
        path = f"/boards/{self.place['board']}/cards"
        for which in ("open", "closed"):
            if record in self.http.get(f"{path}/{which}", lambda cards: [each["id"] for each in cards], fields="id"):
                return super().read(record)
        raise Gone(f"no card {record} in two lists")


class LooksInTwoLists(BreaksPorts):
    """Takes a card for deleted, for good, that a user restores between two lists that the sync reads."""

    defective = (TwoListsPort,)

    def miss(self, work: Work, link: Link, gone: Gone) -> None:  # noqa: ARG002 - the engine's own
        self.links.mark_dead(link, TARGET)

    def revive(self, work: Work, link: Link) -> None:
        """Believe for good what was found once."""


def test_a_record_that_is_restored_between_two_lists_exposes_who_takes_that_record_for_deleted(
    player_of: MakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DRIVERS, "looks-in-two-lists", in_process(LooksInTwoLists))
    player = player_of("archived in Trello", "looks-in-two-lists")

    verdicts = {each.verdict for each in played(player, restores)}

    assert verdicts == {Verdict.PASS, Verdict.FAIL}


def test_the_reference_sync_carries_the_changes_of_a_record_that_is_restored_at_any_request(
    player_of: MakePlayer,
) -> None:
    verdicts = [each.verdict for each in played(player_of("archived in Trello"), restores)]

    assert set(verdicts) == {Verdict.PASS}
    assert len(verdicts) > 1


def test_a_story_without_an_archived_record_has_nothing_to_restore(player_of: MakePlayer) -> None:
    names = [act.name for act in player_of("title changed in Trello").story.acts]

    assert [name for name in names if "restores" in name] == []
    assert "a user archives Digging in Trello" in names


class TakesConflictsForLater(Sync):
    """Takes an edit that a lock has found for later than the edit that the refused write carried."""

    def write(self, work: Work, link: Link, side: Side, record: Record, changes: Values) -> Record:
        try:
            return super().write(work, link, side, record, changes)
        except VersionConflict:
            mine = {key: each for key, each in work.pending.items() if key[:2] == (link.id, side.name)}
            work.pending.update({key: each._replace(unanswered=True) for key, each in mine.items()})
            raise


def test_two_acts_in_a_pass_expose_who_mistakes_their_order_and_one_act_does_not(
    player_of: MakePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DRIVERS, "takes-conflicts-for-later", in_process(TakesConflictsForLater))
    player = player_of("created", "takes-conflicts-for-later")

    one = {each.verdict for each in played(player, lambda cell: cell.strike.family == "act" and not cell.second)}
    two = {each.verdict for each in played(player, lambda cell: cell.second)}

    assert (one, two) == ({Verdict.PASS}, {Verdict.PASS, Verdict.FAIL})


def test_each_of_two_acts_happens_just_before_the_answer_to_its_request(player_of: MakePlayer) -> None:
    player = player_of("created")
    last = player.probe()[-1].pass_
    requests = [each for each in player.probe() if each.pass_ == last and not each.is_state_write]
    change, removal = next(pair for pair in player.story.pairs if pair[1].name == "Digging is removed from Trello")

    outcome = player.play(Cell(requests[0], change, Cell(requests[1], removal)))

    assert outcome is not None
    assert outcome.verdict is Verdict.PASS
    ledger = list(player.ledger)
    acts = [event for event in ledger if getattr(event, "by", None) is By.USER][-2:]
    assert [type(act) for act in acts] == [Updated, Deleted]
    assert [asked(ledger, act) for act in acts] == [each.path for each in requests[:2]]


def asked(ledger: list[Event], act: Event) -> str:
    """Return the path of the request that an act came before."""
    return next(event.path for event in ledger[act.line :] if isinstance(event, Call))


def test_two_acts_strike_the_first_story_of_a_sentence_alone(stories: list[CanonicalStory]) -> None:
    assert {bool(story.pairs) for story in stories if story.is_first} == {True}
    assert {story.pairs for story in stories if not story.is_first} == {()}


def test_two_acts_strike_at_each_two_requests_of_a_pass_in_order() -> None:
    first, second = Strike("act", "one", PAIRS), Strike("act", "other", PAIRS)
    asked = [Site(number, "Trello", "GET", "/1/cards", 200, (), pass_) for number, pass_ in ((1, 0), (2, 0), (3, 1))]

    found = [each for each in cells([*asked, state_write(1, 0)], (), [(first, second)]) if each.second]

    assert [str(each) for each in found] == [
        "one at request 1, then other at request 1",
        "one at request 1, then other at request 2",
        "one at request 2, then other at request 2",
        "one at request 3, then other at request 3",
    ]


def test_a_second_act_that_needs_what_the_first_removed_is_none(stories: list[CanonicalStory]) -> None:
    names = [tuple(act.name for act in pair) for pair in stories[0].pairs]

    assert len(names) == len(set(names)) == 4 * 3 - 2
    assert not any(
        first.split()[0] in second and "removed" in first and first.split()[-1] == second.split()[-1]
        for first, second in names
    )
