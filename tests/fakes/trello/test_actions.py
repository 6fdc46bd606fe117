"""`/actions`: the log that Trello writes by itself."""

from __future__ import annotations

import httpx

from syncproof.fakes.trello import Trello
from tests.fakes.trello.actions import comment_on


def test_an_action_for_each_changed_property(client: httpx.Client, list_: str, card: str) -> None:
    client.put(f"/cards/{card}", params={"name": "New", "desc": "d", "due": "2026-05-01", "closed": "true"})
    shown = client.get(f"/cards/{card}/actions", params={"filter": "updateCard"}).json()
    assert {next(iter(action["data"]["old"])): action["data"]["old"] for action in shown} == {
        "name": {"name": "Paint the fence"},
        "desc": {"desc": ""},
        "due": {"due": None},
        "closed": {"closed": False},
    }
    assert all(action["data"]["card"].keys() >= action["data"]["old"].keys() for action in shown)
    by_old = {next(iter(action["data"]["old"])): action["data"] for action in shown}
    assert by_old["due"]["card"]["due"] == "2026-05-01T00:00:00.000Z"
    assert by_old["due"]["list"]["id"] == list_


def test_a_due_date_at_birth_is_an_action_of_its_own(client: httpx.Client, list_: str) -> None:
    made = client.post("/cards", params={"idList": list_, "due": "2026-05-01"}).json()["id"]
    shown = client.get(f"/cards/{made}/actions", params={"filter": "all"}).json()
    assert [action["type"] for action in shown] == ["updateCard", "createCard"]
    assert shown[0]["data"]["old"] == {"due": None}


def test_a_move_tells_both_lists(client: httpx.Client, board: str, list_: str, card: str) -> None:
    other = client.post("/lists", params={"name": "Done", "idBoard": board}).json()["id"]
    client.put(f"/cards/{card}", params={"idList": other})
    (action,) = client.get(f"/cards/{card}/actions").json()
    data = action["data"]
    assert data.keys() == {"old", "card", "board", "listBefore", "listAfter"}
    assert (data["old"], data["card"]["idList"]) == ({"idList": list_}, other)
    assert (data["listBefore"]["id"], data["listAfter"]["id"]) == (list_, other)


def test_names_in_the_log_stay_as_they_were(client: httpx.Client, card: str, board: str) -> None:
    id_ = comment_on(client, card, "Hi")
    client.put(f"/cards/{card}", params={"name": "New"})
    client.put(f"/boards/{board}", params={"name": "New board"})
    data = client.get(f"/actions/{id_}").json()["data"]
    assert (data["card"]["name"], data["board"]["name"]) == ("Paint the fence", "Synchronized board")


def test_the_application_is_told_of_what_came_through_the_api(trello: Trello, client: httpx.Client, card: str) -> None:
    comment_on(client, card, "By the API")
    trello.add("Actions", {"text": "By hand"}, place=card)
    creators = [action["appCreator"] for action in client.get(f"/cards/{card}/actions").json()]
    assert creators[0] is None
    assert creators[1].keys() == {"id"}


def test_what_a_boards_log_begins_with(client: httpx.Client, board: str) -> None:
    expected = ["createList", "addMemberToBoard", "addToOrganizationBoard", "createBoard"]
    shown = client.get(f"/boards/{board}/actions").json()
    assert [action["type"] for action in shown] == expected
    assert shown[1]["member"]["username"] == "karlacolleague"
    assert shown[1]["data"].keys() == {"idMemberAdded", "memberType", "board"}
    assert shown[2]["data"]["organization"]["name"] == "Synchronized workspace"


def test_around_an_action(client: httpx.Client, board: str, list_: str, card: str, colleague: str) -> None:
    id_ = comment_on(client, card, "Hi")
    assert client.get(f"/actions/{id_}/board").json()["id"] == board
    assert client.get(f"/actions/{id_}/card").json()["id"] == card
    assert client.get(f"/actions/{id_}/list").json()["id"] == list_
    assert client.get(f"/actions/{id_}/memberCreator").json()["username"] == "syncservice"
    assert client.get(f"/actions/{id_}/organization").status_code == 200
    assert client.get(f"/actions/{id_}/type").json() == {"_value": "commentCard"}
    assert client.get(f"/actions/{id_}/member").status_code == 404
    (joined,) = client.get(f"/boards/{board}/actions", params={"filter": "addMemberToBoard"}).json()
    assert client.get(f"/actions/{joined['id']}/member").json()["id"] == colleague
    personal = client.post("/boards", params={"name": "Personal"}).json()["id"]
    (made,) = client.get(f"/boards/{personal}/actions", params={"filter": "createBoard"}).json()
    assert client.get(f"/actions/{made['id']}/organization").status_code == 404
