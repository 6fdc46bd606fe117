"""Where a card lies, and how it is moved."""

from __future__ import annotations

import httpx

from tests.fakes.trello.answers import ids, said


def test_positions(client: httpx.Client, list_: str) -> None:
    def pos(**given: str | float) -> str:
        text = client.post("/cards", json={"idList": list_, **given}).text
        return text.partition('"pos":')[2].partition(",")[0]

    assert [
        pos(),
        pos(),
        pos(pos="top"),
        pos(pos="top"),
        pos(pos="bottom"),
        pos(pos=0.5),
        pos(pos="top"),
    ] == [
        "16384",
        "32768",
        "8192",
        "4096",
        "49152",
        "0.5",
        "0.25",
    ]
    assert pos(pos=1e300) == "1e+300"
    order = [card["pos"] for card in client.get(f"/lists/{list_}/cards").json()]
    assert order == sorted(order)


def test_moving_within_the_board(client: httpx.Client, board: str, list_: str, card: str) -> None:
    other = client.post("/lists", params={"name": "Done", "idBoard": board}).json()["id"]
    moved = client.put(f"/cards/{card}", params={"idList": other}).json()
    assert (moved["idList"], moved["pos"]) == (other, 16384)
    assert ids(client.get(f"/lists/{list_}/cards")) == []
    assert ids(client.get(f"/lists/{other}/cards")) == [card]


def test_moving_to_another_board(client: httpx.Client, board: str, list_: str, card: str, colleague: str) -> None:
    client.put(f"/cards/{card}", params={"idMembers": colleague})
    target = client.post("/boards", params={"name": "Target"}).json()["id"]
    lists = ids(client.get(f"/boards/{target}/lists"))
    answer = client.put(f"/cards/{card}", params={"idList": lists[1]})
    assert said(answer) == (404, f"List {lists[1]} does not exist on board {board}")
    moved = client.put(f"/cards/{card}", params={"idBoard": target, "idList": lists[1], "name": "There"}).json()
    there = (moved["idBoard"], moved["idList"], moved["name"], moved["idMembers"])
    assert there == (target, lists[1], "There", [])
    back = client.put(f"/cards/{card}", params={"idBoard": board}).json()
    assert (back["idBoard"], back["idList"], back["idShort"]) == (board, list_, 2)
    for where, type_ in ((board, "moveCardFromBoard"), (target, "moveCardToBoard")):
        types = [action["type"] for action in client.get(f"/boards/{where}/actions").json()]
        assert type_ in types


def test_a_refused_value_leaves_a_card_where_it_is(client: httpx.Client, board: str, card: str) -> None:
    target = client.post("/boards", params={"name": "Target"}).json()["id"]
    assert client.put(f"/cards/{card}", params={"idBoard": target, "due": "soon"}).status_code == 400
    assert client.get(f"/cards/{card}/idBoard").json() == {"_value": board}
