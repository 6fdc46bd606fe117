"""`/boards` and `/lists`."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import Deleted
from tests.fakes.trello.answers import UNKNOWN, said

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
LIST = ["id", "name", "closed", "pos", "idBoard"]


def named(client: httpx.Client, path: str, **params: str) -> list[str]:
    """Return the names of what a list holds."""
    return [str(one["name"]) for one in client.get(path, params=params).json()]


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


# --- lists ---


def test_a_new_list_goes_to_the_left(client: httpx.Client, board: str, list_: str) -> None:
    def pos(**given: str) -> float:
        made = client.post("/lists", params={"name": "n", "idBoard": board, **given}).json()
        assert list(made) == [*LIST, "limits"]
        return float(made["pos"])

    assert client.get(f"/lists/{list_}/pos").text == '{"_value":16384}'
    assert [pos(), pos(), pos(pos="bottom"), pos(pos="top"), pos(pos="4000.5")] == [
        8192,
        4096,
        32768,
        2048,
        4000.5,
    ]
    assert list(client.get(f"/lists/{list_}").json()) == LIST
    assert list(client.get(f"/boards/{board}/lists").json()[0]) == [*LIST, "subscribed", "softLimit"]
    made = client.post(f"/boards/{board}/lists", params={"name": "here"}).json()
    assert (made["idBoard"], made["pos"]) == (board, 1024)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (400, '{"message":"invalid value for name","error":"BAD_REQUEST_ERROR"}')),
        ({"name": ""}, (400, '{"message":"invalid value for name","error":"BAD_REQUEST_ERROR"}')),
        ({"name": "n"}, (400, "invalid value for idBoard")),
        ({"name": "n", "idBoard": "xyz"}, (400, "invalid value for idBoard")),
        ({"name": "n", "idBoard": UNKNOWN}, (401, f"unauthorized board list requested {UNKNOWN}")),
    ],
)
def test_refused_lists(client: httpx.Client, given: dict[str, str], expected: tuple[int, str]) -> None:
    assert said(client.post("/lists", params=given)) == expected


@pytest.mark.parametrize("pos", ["-1", "0", "middle", "inf", "nan"])
def test_a_position_is_a_positive_number(client: httpx.Client, board: str, card: str, pos: str) -> None:
    for answer in (
        client.post("/lists", params={"name": "n", "idBoard": board, "pos": pos}),
        client.put(f"/cards/{card}", params={"pos": pos}),
    ):
        assert said(answer) == (400, "invalid value for pos")


def test_a_list_is_changed(client: httpx.Client, board: str, list_: str) -> None:
    changed = client.put(f"/lists/{list_}", params={"name": "New", "pos": "70000.0"}).json()
    assert changed == {"id": list_, "name": "New", "closed": False, "pos": 70000, "idBoard": board}
    assert client.put(f"/lists/{list_}/closed", params={"value": "true"}).json()["closed"] is True
    assert client.put(f"/lists/{list_}/name", params={"value": "Newer"}).json()["name"] == "Newer"
    actions = client.get(f"/lists/{list_}/actions", params={"filter": "updateList"}).json()
    assert [action["data"]["old"] for action in actions] == [
        {"name": "New"},
        {"closed": False},
        {"pos": 16384},
        {"name": "To be synchronized"},
    ]
    assert actions[0]["data"]["list"] == {"id": list_, "name": "Newer"}


@pytest.mark.parametrize("given", [{}, {"value": "perhaps"}, {"value": ""}])
def test_closed_is_a_boolean(client: httpx.Client, list_: str, given: dict[str, str]) -> None:
    assert said(client.put(f"/lists/{list_}/closed", params=given)) == (400, "invalid value for value")


def test_lists_by_filter(client: httpx.Client, board: str) -> None:
    old = client.post("/lists", params={"name": "Old", "idBoard": board}).json()["id"]
    client.put(f"/lists/{old}/closed", params={"value": "true"})
    path = f"/boards/{board}/lists"
    assert named(client, path) == ["To be synchronized"]
    assert named(client, f"{path}/closed") == ["Old"]
    assert named(client, path, filter="all") == ["Old", "To be synchronized"]
    assert named(client, path, filter="none") == []
    assert said(client.get(path, params={"filter": "x"})) == (400, "invalid value for filter")


def test_only_an_archived_list_is_deleted(trello: Trello, client: httpx.Client, list_: str, card: str) -> None:
    assert said(client.delete(f"/lists/{list_}")) == (400, "Cannot delete open list")
    client.put(f"/lists/{list_}", params={"closed": "true"})
    assert client.get(f"/cards/{card}").json()["closed"] is False
    assert client.delete(f"/lists/{list_}").status_code == 200
    assert said(client.get(f"/lists/{list_}")) == (404, "model not found")
    assert client.get(f"/cards/{card}").status_code == 404
    assert isinstance(trello.ledger[-1], Deleted)


def test_all_cards_of_a_list_are_archived_or_moved(client: httpx.Client, board: str, list_: str, card: str) -> None:
    other = client.post("/lists", params={"name": "Other", "idBoard": board}).json()["id"]
    moved = client.post(f"/lists/{list_}/moveAllCards", params={"idBoard": board, "idList": other})
    assert moved.json() == [{"id": card, "idBoard": board, "idList": other, "pos": 16384}]
    assert said(client.post(f"/lists/{other}/archiveAllCards")) == (200, "{}")
    assert client.get(f"/cards/{card}/closed").json() == {"_value": True}


def test_a_list_moves_to_another_board_with_its_cards(client: httpx.Client, list_: str, card: str) -> None:
    target = client.post("/boards", params={"name": "Target"}).json()["id"]
    moved = client.put(f"/lists/{list_}/idBoard", params={"value": target}).json()
    assert (moved["idBoard"], moved["pos"]) == (target, 65536)
    shown = client.get(f"/cards/{card}").json()
    assert (shown["idBoard"], shown["idList"], shown["idShort"]) == (target, list_, 1)
    assert [one["id"] for one in client.get(f"/boards/{target}/cards").json()] == [card]
