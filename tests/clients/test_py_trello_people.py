"""py-trello against the served fake: members and workspaces, and what an account sees and hears of."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest
from trello import Board, List, Member, Organization, TrelloClient, Unauthorized  # type: ignore[import-untyped]  # none published

from tests.listener import Listener

from .conftest import See, Told

# --- members and workspaces ---


def test_a_member_is_read(client: TrelloClient) -> None:
    me = client.get_member("me")

    assert (me.full_name, me.username, me.initials) == ("Sync Service", "syncservice", "SS")


def test_the_boards_of_a_member_are_read(client: TrelloClient, board: Board) -> None:
    assert board in client.get_member("me").get_boards("open")


def test_the_notifications_of_a_member_are_read(client: TrelloClient) -> None:
    assert client.get_member("me").fetch_notifications(["all"]) == []


def test_a_member_joins_a_board(board: Board, colleague: Member, see: See) -> None:
    board.add_member(colleague)

    kinds = {one["idMember"]: one["memberType"] for one in see(f"/boards/{board.id}/memberships")}
    assert kinds[colleague.id] == "normal"


def test_a_member_leaves_a_board(board: Board, colleague: Member, see: See) -> None:
    board.add_member(colleague)

    board.remove_member(colleague)

    assert colleague.id not in [one["id"] for one in see(f"/boards/{board.id}/members")]


@pytest.mark.parametrize(
    ("method", "who"),
    [("all_members", {"me", "colleague"}), ("normal_members", {"colleague"}), ("admin_members", {"me"})],
)
def test_the_members_of_a_board_are_read_by_kind(
    board: Board, me: Member, colleague: Member, method: str, who: set[str]
) -> None:
    people = {me.id: "me", colleague.id: "colleague"}
    board.add_member(colleague)

    found = getattr(board, method)()

    assert {people[one.id] for one in found} == who


def test_a_workspace_is_added(client: TrelloClient, see: See) -> None:
    made = client.add_organization("Our gardeners", "Who gardens")

    kept = see(f"/organizations/{made.id}")
    assert (kept["displayName"], kept["desc"], kept["name"]) == ("Our gardeners", "Who gardens", made.name)


def test_the_workspaces_are_listed(client: TrelloClient) -> None:
    made = client.add_organization("Our bakers")

    assert made in client.list_organizations()


def test_a_workspace_is_found_by_its_name(client: TrelloClient, workspace: Organization) -> None:
    assert client.get_organization(workspace.name) == workspace


def test_a_workspace_is_fetched(workspace: Organization, see: See) -> None:
    workspace.url = None

    workspace.fetch()

    assert workspace.url == see(f"/organizations/{workspace.id}")["url"]


def test_the_boards_of_a_workspace_are_read(client: TrelloClient, workspace: Organization) -> None:
    board = client.add_board("Theirs", organization_id=workspace.id)

    assert board in workspace.all_boards()


def test_a_member_joins_a_workspace(client: TrelloClient, colleague: Member, see: See) -> None:
    made = client.add_organization("Our cooks")

    made.add_member(colleague)

    assert colleague.id in [one["id"] for one in see(f"/organizations/{made.id}/members")]


def test_a_member_leaves_a_workspace(client: TrelloClient, colleague: Member, see: See) -> None:
    made = client.add_organization("Our cooks")
    made.add_member(colleague)

    made.remove_member(colleague)

    assert colleague.id not in [one["id"] for one in see(f"/organizations/{made.id}/members")]


# --- search, webhooks, credentials ---


def test_cards_are_found_by_their_words(client: TrelloClient, board: Board, list_: List) -> None:
    card = list_.add_card("Quince marmalade")
    list_.add_card("Pears")

    assert client.search("quince", models=["cards"], board_ids=[board.id]) == [card]


def test_a_webhook_is_made_and_told_of_a_change(
    client: TrelloClient, board: Board, callback: Listener, trello: Told, see: See
) -> None:
    hook = client.create_hook(callback.url, board.id, "changes of a board")

    board.set_name("Told")

    _, _, headers, body = callback.received.get(timeout=60)
    signed = hmac.digest(trello["secret"].encode(), body + callback.url.encode(), hashlib.sha1)
    told = json.loads(body)
    assert headers["X-Trello-Webhook"] == base64.b64encode(signed).decode()
    assert (told["action"]["type"], told["model"]["name"]) == ("updateBoard", "Told")
    assert see(f"/webhooks/{hook.id}")["description"] == "changes of a board"


def test_the_webhooks_of_a_token_are_listed(client: TrelloClient, board: Board, callback: Listener) -> None:
    hook = client.create_hook(callback.url, board.id)

    assert (hook.id, callback.url) in [(one.id, one.callback_url) for one in client.list_hooks()]


def test_a_webhook_is_deleted(client: TrelloClient, board: Board, callback: Listener, see: See) -> None:
    hook = client.create_hook(callback.url, board.id)

    hook.delete()

    assert see(f"/webhooks/{hook.id}")[0] == 404


def test_a_wrong_token_is_told_as_the_library_knows_it(client: TrelloClient, trello: Told) -> None:
    stranger = TrelloClient(api_key=trello["key"], token="f" * 64, http_service=client.http_service)

    with pytest.raises(Unauthorized, match="invalid token"):
        stranger.list_boards()
