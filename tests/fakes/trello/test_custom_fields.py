"""`/customFields`, and those of boards."""

from __future__ import annotations

import httpx

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import NOT_FOUND, said
from tests.fakes.trello.custom_fields import fill, items, make


def test_a_new_field_and_its_keys(client: httpx.Client, board: str) -> None:
    made = make(client, board)

    assert made == {
        "id": made["id"],
        "idModel": board,
        "modelType": "board",
        "fieldGroup": made["fieldGroup"],
        "display": {"cardFront": True},
        "name": "Wood",
        "pos": 16384,
        "type": "text",
    }
    assert len(made["fieldGroup"]) == 64
    assert client.get(f"/customFields/{made['id']}").json() == made
    assert client.get(f"/boards/{board}/customFields").json() == [made]
    assert client.get(f"/boards/{board}", params={"customFields": "true"}).json()["customFields"] == [made]
    assert "customFields" not in client.get(f"/boards/{board}").json()


def test_fields_come_in_their_order(client: httpx.Client, board: str) -> None:
    make(client, board, name="Second", pos=7)
    make(client, board, name="First", pos="top")
    make(client, board, name="Third", display_cardFront=False)

    found = client.get(f"/boards/{board}/customFields").json()

    assert [(one["name"], one["display"]["cardFront"]) for one in found] == [
        ("First", True),
        ("Second", True),
        ("Third", False),
    ]


def test_a_field_is_changed(client: httpx.Client, board: str) -> None:
    field = make(client, board)

    changed = client.put(
        f"/customFields/{field['id']}", json={"name": "Timber", "pos": 3, "display/cardFront": "false", "type": "date"}
    ).json()

    assert changed == {**field, "name": "Timber", "pos": 3, "display": {"cardFront": False}}
    assert client.get(f"/boards/{board}/customFields").json() == [changed]
    for name, value in (("name", ""), ("pos", "left"), ("display/cardFront", 5)):
        answer = client.put(f"/customFields/{field['id']}", json={name: value})
        assert said(answer) == (400, f"invalid value for {name}")


def test_a_deleted_field_is_on_no_card(client: httpx.Client, board: str, card: str) -> None:
    field, stays = make(client, board)["id"], make(client, board)["id"]
    fill(client, card, field, value={"text": "Oak"})
    kept = fill(client, card, stays, value={"text": "Ash"}).json()

    assert said(client.delete(f"/customFields/{field}")) == (200, '{"limits":{}}')

    assert said(client.get(f"/customFields/{field}")) == NOT_FOUND
    assert [one["id"] for one in client.get(f"/boards/{board}/customFields").json()] == [stays]
    assert items(client, card) == [kept]


def test_fields_go_with_their_board(client: httpx.Client, other: tuple[str, str]) -> None:
    board, list_ = other
    field = make(client, board)["id"]
    card = client.post("/cards", params={"idList": list_}).json()["id"]
    fill(client, card, field, value={"text": "Oak"})

    assert client.delete(f"/boards/{board}").status_code == 200

    assert said(client.get(f"/customFields/{field}")) == NOT_FOUND


def test_fields_come_back_with_a_snapshot(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    field = make(client, board)
    item = fill(client, card, field["id"], value={"text": "Oak"}).json()
    before = trello.snapshot()

    client.put(f"/customFields/{field['id']}", json={"name": "Timber", "pos": 5})
    fill(client, card, field["id"], value={"text": "Ash"})
    client.delete(f"/customFields/{field['id']}")
    make(client, board)
    trello.restore(before)

    assert client.get(f"/boards/{board}/customFields").json() == [field]
    assert items(client, card) == [item]
