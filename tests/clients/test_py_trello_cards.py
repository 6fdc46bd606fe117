"""py-trello against the served fake: cards, and where they have been."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from trello import Board, Card, List, Member, TrelloClient  # type: ignore[import-untyped]  # it publishes none

from .conftest import See

# --- cards ---


def test_a_card_is_added_with_all_that_the_library_sends(board: Board, list_: List, see: See, me: Member) -> None:
    label = board.add_label("Urgent", "red")
    due = "2027-01-31T12:00:00.000Z"

    card = list_.add_card("Gate", desc="Iron", labels=[label], due=due, position="top", assign=[me])

    kept = see(f"/cards/{card.id}")
    assert [kept[name] for name in ("name", "desc", "idLabels", "due", "idMembers", "idList")] == [
        "Gate",
        "Iron",
        [label.id],
        due,
        [me.id],
        list_.id,
    ]


def test_a_card_is_copied_with_its_checklists(list_: List, card: Card, see: See) -> None:
    card.add_checklist("Tools", ["Brush"])

    copy = list_.add_card("Another fence", source=card.id, keep_from_source="checklists")

    assert [one["name"] for one in see(f"/cards/{copy.id}/checklists")] == ["Tools"]


def test_a_card_is_found_by_its_id(client: TrelloClient, card: Card) -> None:
    found = client.get_card(card.id)

    assert (found.name, found.trello_list.name, found.created_date) == ("Fence", "Paint", card.created_date)


def test_a_card_is_fetched_with_what_is_on_it(client: TrelloClient, card: Card) -> None:
    card.comment("Which colour?")
    card.attach(name="Colours", url="https://example.com/colours")
    card.add_checklist("Tools", ["Brush"])
    again = client.get_card(card.id)

    again.fetch()

    assert [len(one) for one in (again.comments, again.attachments, again.checklists)] == [1, 1, 1]


def test_the_list_of_a_card_is_read(card: Card, list_: List) -> None:
    assert card.get_list() == list_


def test_the_cards_of_a_list_are_read(list_: List, card: Card) -> None:
    assert list_.list_cards() == [card]


def test_the_cards_of_a_list_are_counted(list_: List, card: Card) -> None:
    card.set_closed(True)
    list_.add_card("Gate")

    assert list_.cardsCnt() == 1


def test_the_cards_of_a_list_are_read_page_by_page(list_: List) -> None:
    made = [list_.add_card(str(number)) for number in range(5)]

    assert sorted(one.id for one in list_.list_cards_iter(batch=2)) == [one.id for one in made]


@pytest.mark.parametrize(
    ("method", "names"),
    [
        ("all_cards", ["Fence", "Gate", "Roof"]),
        ("open_cards", ["Fence", "Roof"]),
        ("closed_cards", ["Gate"]),
        ("visible_cards", ["Fence"]),
        ("get_cards", ["Fence", "Roof"]),
    ],
)
def test_the_cards_of_a_board_are_read_by_what_became_of_them(
    board: Board, list_: List, card: Card, method: str, names: list[str]
) -> None:
    assert card.name == "Fence"
    list_.add_card("Gate").set_closed(True)
    attic = board.add_list("Attic")
    attic.add_card("Roof")
    attic.close()

    assert sorted(one.name for one in getattr(board, method)()) == names


def test_a_card_gets_another_name(card: Card, see: See) -> None:
    card.set_name("Long fence")

    assert see(f"/cards/{card.id}")["name"] == "Long fence"


def test_a_card_is_described(card: Card, see: See) -> None:
    card.set_description("Behind the house")

    assert see(f"/cards/{card.id}")["desc"] == "Behind the house"


def test_a_card_becomes_due(card: Card, see: See) -> None:
    card.set_due(datetime(2027, 1, 31, 12, tzinfo=UTC))

    assert see(f"/cards/{card.id}")["due"] == "2027-01-31T12:00:00.000Z"


def test_a_card_is_due_no_more(card: Card, see: See) -> None:
    card.set_due(datetime(2027, 1, 31, 12, tzinfo=UTC))

    card.remove_due()

    assert see(f"/cards/{card.id}")["due"] is None


def test_a_card_gets_a_start(card: Card, see: See) -> None:
    card.set_start(datetime(2027, 1, 30, tzinfo=UTC))

    assert see(f"/cards/{card.id}")["start"] == "2027-01-30T00:00:00.000Z"


def test_a_card_gets_a_reminder(card: Card, see: See) -> None:
    card.set_reminder("60")

    assert see(f"/cards/{card.id}")["dueReminder"] == 60


def test_a_due_card_is_done(card: Card, see: See) -> None:
    card.set_due_complete()

    assert see(f"/cards/{card.id}")["dueComplete"] is True


def test_a_due_card_is_not_done_after_all(card: Card, see: See) -> None:
    card.set_due_complete()

    card.remove_due_complete()

    assert see(f"/cards/{card.id}")["dueComplete"] is False


def test_a_card_moves_to_the_top_of_its_list(list_: List, card: Card, see: See) -> None:
    below = list_.add_card("Gate")

    below.set_pos("top")

    assert [one["id"] for one in see(f"/lists/{list_.id}/cards")] == [below.id, card.id]


def test_a_card_gets_a_position(card: Card, see: See) -> None:
    card.change_pos(7.5)

    assert see(f"/cards/{card.id}")["pos"] == 7.5


def test_a_card_is_archived(card: Card, see: See) -> None:
    card.set_closed(True)

    assert see(f"/cards/{card.id}")["closed"] is True


def test_a_card_moves_to_another_list(board: Board, card: Card, see: See) -> None:
    other = board.add_list("Dry")

    card.change_list(other.id)

    assert see(f"/cards/{card.id}")["idList"] == other.id


def test_a_card_moves_to_another_board(client: TrelloClient, card: Card, see: See) -> None:
    other = client.add_board("Other", default_lists=False)
    there = other.add_list("There")

    card.change_board(other.id, there.id)

    kept = see(f"/cards/{card.id}")
    assert (kept["idBoard"], kept["idList"]) == (other.id, there.id)


def test_all_cards_of_a_list_move(board: Board, list_: List, card: Card, see: See) -> None:
    other = board.add_list("Dry")

    list_.move_all_cards(other)

    assert [one["id"] for one in see(f"/lists/{other.id}/cards")] == [card.id]


def test_all_cards_of_a_list_are_archived(list_: List, card: Card, see: See) -> None:
    list_.archive_all_cards()

    assert see(f"/cards/{card.id}")["closed"] is True


def test_a_card_is_subscribed_to(card: Card, see: See) -> None:
    card.subscribe()

    assert see(f"/cards/{card.id}")["subscribed"] is True


def test_a_card_is_deleted(card: Card, see: See) -> None:
    card.delete()

    assert see(f"/cards/{card.id}") == (404, "The requested resource was not found.")


def test_a_member_is_put_on_a_card(card: Card, me: Member, see: See) -> None:
    card.add_member(me)

    assert [one["username"] for one in see(f"/cards/{card.id}/members")] == ["syncservice"]


def test_a_member_is_taken_off_a_card(card: Card, me: Member, see: See) -> None:
    card.add_member(me)

    card.remove_member(me)

    assert see(f"/cards/{card.id}/members") == []


def test_the_cards_of_a_member_are_read(card: Card, me: Member) -> None:
    card.add_member(me)

    assert card.id in [one["id"] for one in me.fetch_cards()]


# --- what happened ---


def test_what_happened_to_a_card_is_told(card: Card) -> None:
    card.set_name("Gate")

    told = card.fetch_actions("createCard,updateCard:name", action_limit=10)

    assert [one["data"].get("old") for one in told] == [{"name": "Fence"}, None]


def test_the_ways_of_a_card_are_told(board: Board, card: Card) -> None:
    card.change_list(board.add_list("Dry").id)

    ways = card.list_movements()

    assert [(way["source"]["name"], way["destination"]["name"]) for way in ways] == [("Paint", "Dry")]


def test_the_last_way_of_a_card_has_a_date(board: Board, card: Card, see: See) -> None:
    card.change_list(board.add_list("Dry").id)

    assert card.latestCardMove_date.isoformat()[:19] == see(f"/cards/{card.id}")["dateLastActivity"][:19]
