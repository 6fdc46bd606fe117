"""`/lists`, and the lists of boards."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import Deleted
from tests.fakes.trello.answers import UNKNOWN, named, said

LIST = ["id", "name", "closed", "pos", "idBoard"]


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
