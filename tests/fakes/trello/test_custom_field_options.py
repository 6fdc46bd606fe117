"""The options of custom fields."""

from __future__ import annotations

import httpx

from tests.fakes.trello.answers import NOT_FOUND, UNKNOWN, said
from tests.fakes.trello.custom_fields import fill, items, make, woods


def test_options_come_with_a_field_and_by_themselves(client: httpx.Client, board: str) -> None:
    field = make(client, board, "list", options=[*woods("Oak"), {"value": {"text": "Ash"}, "color": "red", "pos": 5}])
    ash, oak = field["options"]

    assert oak == {
        "id": oak["id"],
        "idCustomField": field["id"],
        "value": {"text": "Oak"},
        "color": "none",
        "pos": 16384,
    }
    assert (ash["value"], ash["color"], ash["pos"]) == ({"text": "Ash"}, "red", 5)
    alone = client.get(f"/customFields/{field['id']}/options").json()
    assert alone == [{"_id": one.pop("id"), **one} for one in (ash, oak)]
    assert client.get(f"/customFields/{field['id']}/options/{alone[1]['_id']}").json() == alone[1]


def test_an_option_is_added(client: httpx.Client, board: str) -> None:
    path = f"/customFields/{make(client, board, 'list', options=woods('Oak'))['id']}/options"

    made = client.post(path, json={"value": {"text": "Ash"}, "color": "green", "pos": "top"}).json()

    assert (made["value"], made["color"]) == ({"text": "Ash"}, "green")
    assert [one["value"]["text"] for one in client.get(path).json()] == ["Ash", "Oak"]


def test_only_a_list_has_options(client: httpx.Client, board: str) -> None:
    path = f"/customFields/{make(client, board)['id']}/options"
    assert said(client.post(path, json=woods("Oak")[0])) == (400, "invalid value for type")
    assert client.get(path).json() == []
    assert said(client.get(f"{path}/{UNKNOWN}")) == NOT_FOUND


def test_an_option_that_is_taken_out_is_on_no_card(client: httpx.Client, board: str, list_: str, card: str) -> None:
    field = make(client, board, "list", options=woods("Oak", "Ash"))
    oak, ash = (one["id"] for one in field["options"])
    second = client.post("/cards", params={"idList": list_}).json()["id"]
    fill(client, card, field["id"], idValue=oak)
    fill(client, second, field["id"], idValue=ash)

    assert said(client.delete(f"/customFields/{field['id']}/options/{oak}")) == (200, '{"limits":{}}')

    assert [one["id"] for one in client.get(f"/customFields/{field['id']}").json()["options"]] == [ash]
    assert items(client, card) == []
    assert [one["idValue"] for one in items(client, second)] == [ash]
