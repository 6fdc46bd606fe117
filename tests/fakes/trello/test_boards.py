"""`/boards`."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import Deleted
from tests.fakes.trello.answers import named, said

DEFAULT = [
    "id",
    "name",
    "desc",
    "descData",
    "closed",
    "idOrganization",
    "idEnterprise",
    "pinned",
    "url",
    "shortUrl",
    "prefs",
    "labelNames",
]


def test_a_new_board_and_its_keys(client: httpx.Client, organization: str) -> None:
    made = client.post("/boards/", params={"name": "Plans", "desc": "Big", "idOrganization": organization}).json()
    assert list(made) == [*DEFAULT, "limits"]
    assert (made["name"], made["desc"], made["descData"]) == ("Plans", "Big", None)
    assert made["idOrganization"] == organization
    assert made["prefs"]["permissionLevel"] == "private"
    assert len(made["labelNames"]) == 30
    assert list(client.get(f"/boards/{made['id']}").json()) == DEFAULT
    assert named(client, f"/boards/{made['id']}/lists") == ["To Do", "Doing", "Done"]
    link = made["shortUrl"].removeprefix("https://trello.com/b/")
    assert made["url"] == f"https://trello.com/b/{link}/plans"
    assert client.get(f"/boards/{link}").json()["id"] == made["id"]


def test_a_board_by_the_short_name_of_its_workspace_or_without_any(client: httpx.Client, organization: str) -> None:
    name = client.get(f"/organizations/{organization}/name").json()["_value"]
    assert client.post("/boards", params={"name": "A", "idOrganization": name}).json()["idOrganization"] == organization
    personal = client.post("/boards", params={"name": "B", "defaultLists": "false"}).json()
    assert personal["idOrganization"] is None
    assert client.get(f"/boards/{personal['id']}/lists").json() == []


@pytest.mark.parametrize("given", [{}, {"name": ""}, {"name": "  "}])
def test_a_board_needs_a_name(client: httpx.Client, given: dict[str, str]) -> None:
    answer = client.post("/boards", params=given)
    assert said(answer) == (400, '{"message":"invalid value for name","error":"ERROR"}')
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


def test_a_board_is_changed_and_the_log_says_so(client: httpx.Client, board: str) -> None:
    changed = client.put(
        f"/boards/{board}", params={"name": "New", "closed": "true", "prefs/permissionLevel": "org"}
    ).json()
    assert (changed["name"], changed["closed"], changed["prefs"]["permissionLevel"]) == ("New", True, "org")
    assert changed["descData"] == {"emoji": {}}
    assert client.put(f"/boards/{board}/desc", params={"value": "Hi"}).json()["desc"] == "Hi"
    old = [
        action["data"]["old"]
        for action in client.get(f"/boards/{board}/actions", params={"filter": "updateBoard"}).json()
    ]
    assert old == [
        {"desc": ""},
        {"prefs": {"permissionLevel": "private"}},
        {"closed": False},
        {"name": "Synchronized board"},
    ]


def test_a_deleted_board_takes_everything_along(
    trello: Trello, client: httpx.Client, board: str, list_: str, card: str
) -> None:
    comment = trello.add("Actions", {"text": "Hi"}, place=card)
    before = len(trello.ledger)
    assert said(client.delete(f"/boards/{board}")) == (200, '{"_value":null}')
    gone = [event.ref.record for event in trello.ledger[before:] if isinstance(event, Deleted)]
    assert gone == [comment, card, list_, board]
    for path in (f"/boards/{board}", f"/cards/{card}", f"/actions/{comment}"):
        assert client.get(path).status_code == 404


def test_members_of_a_board(client: httpx.Client, board: str) -> None:
    shown = client.get(f"/boards/{board}/members").json()
    assert [list(member) for member in shown] == [["id", "username", "fullName"]] * 2
    answer = client.put(f"/boards/{board}/members", params={"email": "New@example.org", "type": "observer"}).json()
    assert answer.keys() == {"id", "members", "memberships"}
    assert answer["memberships"][-1]["memberType"] == "observer"
    assert (answer["members"][-1]["confirmed"], answer["members"][-1]["fullName"]) == (False, "New")
    membership = answer["memberships"][-1]["id"]
    changed = client.put(f"/boards/{board}/memberships/{membership}", params={"type": "normal"}).json()
    assert (changed["id"], changed["memberType"]) == (membership, "normal")
    left = client.delete(f"/boards/{board}/members/karlacolleague").json()
    assert list(left) == [*DEFAULT, "members"]
    assert [member["username"] for member in left["members"]] == ["syncservice", "new"]
    assert said(client.delete(f"/boards/{board}/members/me")) == (403, "Not enough admins")
    assert said(client.put(f"/boards/{board}/members/karlacolleague")) == (400, "invalid value for type")
    assert said(client.put(f"/boards/{board}/members", params={"email": "x"})) == (
        400,
        "Invalid email address",
    )


def test_who_leaves_a_board_comes_off_its_cards(client: httpx.Client, board: str, card: str, colleague: str) -> None:
    client.put(f"/cards/{card}", params={"idMembers": colleague})
    client.delete(f"/boards/{board}/members/{colleague}")
    assert client.get(f"/cards/{card}/idMembers").json() == {"_value": []}


def test_what_comes_nested_in_a_board(client: httpx.Client, board: str, card: str, list_: str) -> None:
    asked = {
        "fields": "name",
        "lists": "open",
        "list_fields": "name",
        "cards": "all",
        "card_fields": "name",
        "members": "all",
        "memberships": "all",
        "actions": "createCard",
        "action_fields": "type",
        "action_memberCreator_fields": "username",
        "organization": "true",
        "organization_fields": "name",
        "labels": "all",
        "checklists": "none",
        "myPrefs": "true",
    }
    shown = client.get(f"/boards/{board}", params=asked).json()
    assert shown["lists"] == [{"id": list_, "name": "To be synchronized"}]
    assert shown["cards"] == [{"id": card, "name": "Paint the fence"}]
    assert [len(member) for member in shown["members"]] == [10, 10]
    assert [one["memberType"] for one in shown["memberships"]] == ["admin", "normal"]
    (action,) = shown["actions"]
    assert (action["type"], action["memberCreator"]["username"]) == ("createCard", "karlacolleague")
    assert action.keys() == {"id", "type", "memberCreator"}
    assert shown["organization"].keys() == {"id", "name"}
    assert shown["labels"] == []
    assert "checklists" not in shown
