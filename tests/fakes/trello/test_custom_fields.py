"""`/customFields`, those of boards, and their options."""

from __future__ import annotations

import httpx

from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ref, Updated
from tests.fakes.trello.answers import NOT_FOUND, UNKNOWN, said
from tests.fakes.trello.custom_fields import fill, items, make, woods

# --- fields ---


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


# --- options ---


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


# --- who is told ---


def test_custom_fields_are_told_to_webhooks_alone(
    client: httpx.Client, board: str, card: str, heard: list[tuple[str, bool]]
) -> None:
    field = make(client, board, "list")["id"]
    client.put(f"/customFields/{field}", json={"name": "Timber"})
    option = client.post(f"/customFields/{field}/options", json=woods("Oak")[0]).json()["_id"]
    for value in (option, option, "", ""):
        fill(client, card, field, idValue=value)
    client.delete(f"/customFields/{field}")

    assert heard == [
        ("createCustomField", False),
        ("updateCustomField", False),
        ("updateCustomField", False),
        ("updateCustomFieldItem", False),
        ("updateCustomFieldItem", False),
        ("deleteCustomField", False),
    ]
    listed = client.get(f"/boards/{board}/actions").json() + client.get(f"/cards/{card}/actions?filter=all").json()
    assert not [one for one in listed if "customfield" in one["type"].lower()]


def test_the_ledger_is_told(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    before = len(trello.ledger)
    field = make(client, board)["id"]
    item = fill(client, card, field, value={"text": "Oak"}).json()["id"]
    fill(client, card, field, value={"text": "Ash"})
    client.put(f"/customFields/{field}", json={"name": "Timber"})
    client.delete(f"/cards/{card}")
    gone = [one.ref.record for one in trello.ledger[before:] if isinstance(one, Deleted)]
    client.delete(f"/customFields/{field}")

    assert gone == [item, card]
    of, at = Ref("Trello", "CustomFields", field, board), Ref("Trello", "CustomFieldItems", item, card)
    held = {"name": "Wood", "type": "text", "pos": 16384, "display/cardFront": True, "options": ""}
    told = [
        one for one in trello.ledger[before:] if isinstance(one, Created | Updated | Deleted) and one.ref in (of, at)
    ]
    assert [one.ref for one in told] == [of, at, at, of, at, of]
    assert {one.by for one in told} == {By.SUT}
    created = [one.values for one in told if isinstance(one, Created)]
    updated = [(one.before, one.after) for one in told if isinstance(one, Updated)]
    assert created == [held, {"idCustomField": field, "value": "Oak", "idValue": None}]
    assert updated == [({"value": "Oak"}, {"value": "Ash"}), ({"name": "Wood"}, {"name": "Timber"})]
