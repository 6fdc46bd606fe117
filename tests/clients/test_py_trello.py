"""py-trello, the library that is on PyPI, against the served fake: one of its methods in each test.

Here boards, stars and lists; the rest stands beside. What a method did is seen without the library.
"""

from __future__ import annotations

import pytest
from trello import Board, List, Organization, ResourceUnavailable, TrelloClient  # type: ignore[import-untyped]  # it publishes none

from .conftest import See

# --- boards ---


def test_a_board_is_added_with_its_three_lists(client: TrelloClient, see: See) -> None:
    board = client.add_board("Garden")

    assert see(f"/boards/{board.id}")["name"] == "Garden"
    assert [one["name"] for one in see(f"/boards/{board.id}/lists")] == ["To Do", "Doing", "Done"]


def test_a_board_is_added_to_a_workspace(client: TrelloClient, see: See, workspace: Organization) -> None:
    board = client.add_board("Shed", organization_id=workspace.id, permission_level="org", default_lists=False)

    kept = see(f"/boards/{board.id}")
    assert (kept["idOrganization"], kept["prefs"]["permissionLevel"]) == (workspace.id, "org")
    assert see(f"/boards/{board.id}/lists") == []


def test_all_boards_are_listed(client: TrelloClient, board: Board) -> None:
    assert board in client.list_boards()


def test_the_open_boards_are_listed(client: TrelloClient, board: Board) -> None:
    board.close()

    assert board not in client.list_boards("open")
    assert board in client.list_boards("closed")


def test_a_board_is_found_by_its_id(client: TrelloClient, board: Board) -> None:
    assert client.get_board(board.id).url == board.url


def test_a_board_is_fetched(board: Board, see: See) -> None:
    board.name = "forgotten"

    board.fetch()

    assert board.name == see(f"/boards/{board.id}")["name"]


def test_a_board_is_saved_as_a_new_one(board: Board, see: See) -> None:
    first = board.id
    board.description = "again"

    board.save()

    assert board.id != first
    assert see(f"/boards/{board.id}")["desc"] == "again"


def test_a_board_gets_another_name(board: Board, see: See) -> None:
    board.set_name("Orchard")

    assert see(f"/boards/{board.id}")["name"] == "Orchard"


def test_a_board_is_described(board: Board, see: See) -> None:
    board.set_description("Apples, pears")

    assert see(f"/boards/{board.id}")["desc"] == "Apples, pears"


def test_a_board_moves_to_a_workspace(board: Board, see: See, workspace: Organization) -> None:
    board.set_organization(workspace.id)

    assert see(f"/boards/{board.id}")["idOrganization"] == workspace.id


def test_a_board_is_closed(board: Board, see: See) -> None:
    board.close()

    assert see(f"/boards/{board.id}")["closed"] is True


def test_a_board_is_opened_again(board: Board, see: See) -> None:
    board.close()

    board.open()

    assert see(f"/boards/{board.id}")["closed"] is False


def test_a_board_is_deleted(board: Board, see: See) -> None:
    board.delete()

    assert see(f"/boards/{board.id}") == (404, "The requested resource was not found.")


def test_what_happened_on_a_board_is_told_page_by_page(board: Board) -> None:
    for name in ("a", "b", "c"):
        board.add_list(name)

    newest = board.fetch_actions("createList", action_limit=2)
    older = board.fetch_actions("createList", action_limit=2, before=newest[-1]["id"])

    assert [one["data"]["list"]["name"] for one in (*newest, *older)][:3] == ["c", "b", "a"]


def test_a_board_knows_when_it_was_last_changed(board: Board, see: See) -> None:
    last = board.get_last_activity()

    assert f"{last:%Y-%m-%dT%H:%M:%S}" == see(f"/boards/{board.id}/dateLastActivity")["_value"][:19]


def test_a_board_has_no_custom_fields(board: Board) -> None:
    assert board.get_custom_field_definitions() == []


def test_what_sends_a_body_with_get_fails_as_it_does_live(board: Board) -> None:
    # The service refuses such a GET since 2024, and this method of the library has sent one ever since.
    with pytest.raises(ResourceUnavailable, match="403 Forbidden"):
        board.get_power_ups()


# --- stars ---


def test_a_board_gets_a_star(client: TrelloClient, board: Board, see: See) -> None:
    star = client.add_star(board.id)

    assert {"id": star.id, "idBoard": board.id, "pos": star.position} in see("/members/me/boardStars")


def test_the_stars_are_listed(client: TrelloClient, board: Board) -> None:
    star = client.add_star(board.id, "top")

    assert client.list_stars()[0] == star


def test_a_star_is_taken_away(client: TrelloClient, board: Board, see: See) -> None:
    star = client.add_star(board.id)

    client.delete_star(star)

    assert star.id not in [one["id"] for one in see("/members/me/boardStars")]


# --- lists ---


def test_a_list_is_added_on_top(board: Board, see: See) -> None:
    board.add_list("Sand")

    assert next(one["name"] for one in see(f"/boards/{board.id}/lists")) == "Sand"


def test_a_list_is_added_at_the_bottom(board: Board, see: See) -> None:
    board.add_list("Paint", pos="bottom")

    assert [one["name"] for one in see(f"/boards/{board.id}/lists")][-1] == "Paint"


def test_all_lists_of_a_board_are_read(board: Board, list_: List) -> None:
    list_.close()

    assert [one.name for one in board.all_lists()] == ["To Do", "Doing", "Done", "Paint"]


def test_the_open_lists_of_a_board_are_read(board: Board, list_: List) -> None:
    list_.close()

    assert [one.name for one in board.open_lists()] == ["To Do", "Doing", "Done"]


def test_the_closed_lists_of_a_board_are_read(board: Board, list_: List) -> None:
    list_.close()

    assert board.closed_lists() == [list_]


def test_a_list_is_found_by_its_id(client: TrelloClient, list_: List, board: Board) -> None:
    found = client.get_list(list_.id)

    assert (found.name, found.board) == ("Paint", board)


def test_a_list_is_fetched(list_: List, see: See) -> None:
    list_.name = list_.pos = None

    list_.fetch()

    assert (list_.name, list_.pos) == ("Paint", see(f"/lists/{list_.id}")["pos"])


def test_a_list_gets_another_name(list_: List, see: See) -> None:
    list_.set_name("Varnish")

    assert see(f"/lists/{list_.id}")["name"] == "Varnish"


def test_a_list_is_archived(list_: List, see: See) -> None:
    list_.close()

    assert see(f"/lists/{list_.id}")["closed"] is True


def test_a_list_comes_back_from_the_archive(list_: List, see: See) -> None:
    list_.close()

    list_.open()

    assert see(f"/lists/{list_.id}")["closed"] is False


def test_a_list_moves_on_its_board(board: Board, list_: List, see: See) -> None:
    list_.move("top")

    assert see(f"/boards/{board.id}/lists")[0]["id"] == list_.id


def test_a_list_moves_to_another_board(client: TrelloClient, list_: List, see: See) -> None:
    other = client.add_board("Other", default_lists=False)

    list_.move_to_board(other)

    assert [one["id"] for one in see(f"/boards/{other.id}/lists")] == [list_.id]


def test_a_list_is_subscribed_to(board: Board, list_: List, see: See) -> None:
    list_.subscribe()

    assert {one["id"]: one["subscribed"] for one in see(f"/boards/{board.id}/lists")}[list_.id] is True


def test_a_subscription_of_a_list_ends(board: Board, list_: List, see: See) -> None:
    list_.subscribe()

    list_.unsubscribe()

    assert {one["id"]: one["subscribed"] for one in see(f"/boards/{board.id}/lists")}[list_.id] is False


def test_what_happened_in_a_list_is_told(list_: List) -> None:
    list_.add_card("Brush")

    assert [one["type"] for one in list_.fetch_actions("createCard,createList")] == ["createCard", "createList"]
