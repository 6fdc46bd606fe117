"""`/customFields`, those of boards, and what cards have in them."""

from __future__ import annotations

from typing import Any, TypeAlias

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Lacked, Ledger, Ref, Updated

Json: TypeAlias = dict[str, Any]

UNKNOWN = "0" * 24
NOT_FOUND = (404, "The requested resource was not found.")


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and body."""
    return answer.status_code, answer.text


def make(client: httpx.Client, board: str, type_: str = "text", **more: object) -> Json:
    """Make a custom field and return it."""
    given = {"idModel": board, "modelType": "board", "name": "Wood", "type": type_, "pos": "bottom", **more}
    made: Json = client.post("/customFields", json=given).raise_for_status().json()
    return made


def fill(client: httpx.Client, card: str, field: str, **given: object) -> httpx.Response:
    """Ask for something in a custom field of a card."""
    return client.put(f"/cards/{card}/customField/{field}/item", json=given)


def items(client: httpx.Client, card: str) -> list[Json]:
    """Return what a card has in custom fields."""
    found: list[Json] = client.get(f"/cards/{card}/customFieldItems").raise_for_status().json()
    return found


def woods(*names: str) -> list[Json]:
    """Return options as they are asked for."""
    return [{"value": {"text": name}} for name in names]


@pytest.fixture
def other(client: httpx.Client) -> tuple[str, str]:
    """Return another board, and its first list."""
    board = client.post("/boards", params={"name": "Other"}).json()["id"]
    return board, client.get(f"/boards/{board}/lists").json()[0]["id"]


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


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"idModel": "nonsense"}, (400, "invalid value for idModel")),
        ({"idModel": UNKNOWN}, NOT_FOUND),
        ({"modelType": "card"}, (400, "invalid value for modelType")),
        ({"modelType": ""}, (400, "invalid value for modelType")),
        ({"name": ""}, (400, "invalid value for name")),
        ({"name": ["Wood"]}, (400, "invalid value for name")),
        ({"type": "colour"}, (400, "invalid value for type")),
        ({"type": 5}, (400, "invalid value for type")),
        ({"pos": ""}, (400, "invalid value for pos")),
        ({"pos": -1}, (400, "invalid value for pos")),
        ({"display_cardFront": "maybe"}, (400, "invalid value for display_cardFront")),
        ({"type": "text", "options": woods("Oak")}, (400, "invalid value for options")),
        ({"options": {"value": "Oak"}}, (400, "invalid value for options")),
        ({"options": "Oak"}, (400, "invalid value for options")),
        ({"options": ["Oak"]}, (400, "invalid value for options")),
        ({"options": [{"value": "Oak"}]}, (400, "invalid value for value")),
        ({"options": [{"value": {"text": 5}}]}, (400, "invalid value for text")),
        ({"options": [{"value": {}}]}, (400, "invalid value for text")),
        ({"options": [{"value": {"text": "Oak"}, "color": "mauve"}]}, (400, "invalid value for color")),
        ({"options": [{"value": {"text": "Oak"}, "pos": "left"}]}, (400, "invalid value for pos")),
    ],
)
def test_a_field_that_is_not_made(client: httpx.Client, board: str, given: Json, answer: tuple[int, str]) -> None:
    whole = {"idModel": board, "modelType": "board", "name": "Wood", "type": "list", "pos": "top"}

    assert said(client.post("/customFields", json={**whole, **given})) == answer

    assert client.get(f"/boards/{board}/customFields").json() == []


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


@pytest.mark.parametrize("given", [{}, {"value": "Ash"}, {"value": {"text": ""}}, {"value": {"text": "A"}, "color": 1}])
def test_an_option_that_is_not_added(client: httpx.Client, board: str, given: Json) -> None:
    path = f"/customFields/{make(client, board, 'list')['id']}/options"

    assert client.post(path, json=given).status_code == 400

    assert client.get(path).json() == []


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


# --- what cards have in them ---


@pytest.mark.parametrize(
    ("type_", "given", "kept"),
    [
        ("text", {"text": "Oak"}, {"text": "Oak"}),
        ("number", {"number": "-4.50"}, {"number": "-4.50"}),
        ("number", {"number": "1e3"}, {"number": "1e3"}),
        ("checkbox", {"checked": "true"}, {"checked": "true"}),
        ("checkbox", {"checked": True}, {"checked": "true"}),
        ("checkbox", {"checked": "false"}, {"checked": "false"}),
        ("date", {"date": "2026-05-01T12:00:00+02:00"}, {"date": "2026-05-01T10:00:00.000Z"}),
    ],
)
def test_a_value_is_kept_as_text(
    client: httpx.Client, board: str, list_: str, card: str, type_: str, given: Json, kept: Json
) -> None:
    field = make(client, board, type_)["id"]

    item = fill(client, card, field, value=given).raise_for_status().json()

    assert item == {
        "id": item["id"],
        "value": kept,
        "idCustomField": field,
        "idModel": card,
        "modelType": "card",
    }
    assert items(client, card) == [item]
    asked = {"customFieldItems": "true", "fields": "name"}
    assert client.get(f"/cards/{card}", params=asked).json()["customFieldItems"] == [item]
    for address in (f"/lists/{list_}/cards", f"/boards/{board}/cards"):
        assert [one["customFieldItems"] for one in client.get(address, params=asked).json()] == [[item]]


def test_an_option_is_chosen(client: httpx.Client, board: str, card: str) -> None:
    field = make(client, board, "list", options=woods("Oak", "Ash"))
    oak, ash = (one["id"] for one in field["options"])

    first = fill(client, card, field["id"], idValue=oak).json()
    second = fill(client, card, field["id"], idValue=ash, value="").json()

    assert (first["value"], first["idValue"]) == (None, oak)
    assert second == {**first, "idValue": ash}
    assert items(client, card) == [second]


@pytest.mark.parametrize(
    ("type_", "given"),
    [
        ("text", {"text": "Oak"}),
        ("checkbox", {"checked": "true"}),
        ("date", {"date": "2026-05-01"}),
        ("number", {"number": "1"}),
    ],
)
@pytest.mark.parametrize("empty", ["", None, {}])
def test_an_empty_value_clears(
    client: httpx.Client, board: str, card: str, type_: str, given: Json, empty: object
) -> None:
    field = make(client, board, type_)["id"]
    fill(client, card, field, value=given).raise_for_status()

    answer = fill(client, card, field, value=dict.fromkeys(given, "") if empty == {} else empty)

    assert said(answer) == (200, "{}")
    assert items(client, card) == []
    assert said(fill(client, card, field, value="", idValue="")) == (200, "{}")


def test_an_empty_option_clears(client: httpx.Client, board: str, card: str) -> None:
    field = make(client, board, "list", options=woods("Oak"))
    fill(client, card, field["id"], idValue=field["options"][0]["id"])

    assert said(fill(client, card, field["id"], idValue="")) == (200, "{}")

    assert items(client, card) == []


@pytest.mark.parametrize(
    ("type_", "given", "name"),
    [
        ("text", {}, "value"),
        ("text", {"value": "Oak"}, "value"),
        ("text", {"value": ["Oak"]}, "value"),
        ("text", {"value": {}}, "value"),
        ("text", {"value": {"text": 5}}, "text"),
        ("text", {"value": {"text": "x" * 16385}}, "text"),
        ("text", {"value": {"text": "\0"}}, "text"),
        ("text", {"value": {"number": "5"}}, "value"),
        ("text", {"value": {"text": "Oak", "number": "5"}}, "value"),
        ("text", {"idValue": UNKNOWN}, "idValue"),
        ("number", {"value": {"number": 5}}, "number"),
        ("number", {"value": {"number": "five"}}, "number"),
        ("number", {"value": {"number": "nan"}}, "number"),
        ("number", {"value": {"number": "1e999"}}, "number"),
        ("number", {"value": {"number": "1_000"}}, "number"),
        ("number", {"value": {"number": "1" * 16000 + "x"}}, "number"),
        ("checkbox", {"value": {"checked": "yes"}}, "checked"),
        ("checkbox", {"value": {"checked": {}}}, "checked"),
        ("date", {"value": {"date": "tomorrow"}}, "date"),
        ("date", {"value": {"date": 5}}, "date"),
        ("date", {"value": {"date": ["2026-05-01"]}}, "date"),
        ("list", {"value": {"text": "Oak"}}, "value"),
        ("list", {"value": {"list": "Oak"}}, "value"),
        ("list", {"idValue": UNKNOWN}, "idValue"),
        ("list", {"idValue": [UNKNOWN]}, "idValue"),
    ],
)
def test_a_value_that_a_card_does_not_take(
    client: httpx.Client, board: str, card: str, type_: str, given: Json, name: str
) -> None:
    field = make(client, board, type_, **({"options": woods("Oak")} if type_ == "list" else {}))["id"]
    refused = (400, f"invalid value for {name}")

    assert said(fill(client, card, field, **given)) == refused
    several = {"customFieldItems": [{"idCustomField": field, **given}]}
    assert said(client.put(f"/cards/{card}/customFields", json=several)) == refused

    assert items(client, card) == []


def test_a_field_of_another_board_is_not_filled(client: httpx.Client, card: str, other: tuple[str, str]) -> None:
    field = make(client, other[0])["id"]
    assert said(fill(client, card, field, value={"text": "Oak"})) == NOT_FOUND
    assert said(fill(client, card, UNKNOWN, value={"text": "Oak"})) == NOT_FOUND
    assert said(fill(client, card, "nonsense", value={"text": "Oak"})) == (400, "invalid id")


def test_several_fields_are_filled_at_once(client: httpx.Client, board: str, card: str) -> None:
    wood, number, goes = (make(client, board, type_)["id"] for type_ in ("text", "number", "text"))
    fill(client, card, goes, value={"text": "Old"})
    given = [
        {"idCustomField": wood, "value": {"text": "Oak"}},
        {"idCustomField": number, "value": {"number": "5"}},
        {"idCustomField": goes, "value": ""},
    ]

    answer = client.put(f"/cards/{card}/customFields", json={"customFieldItems": given}).json()

    assert answer == items(client, card)
    assert [(one["idCustomField"], one["value"]) for one in answer] == [
        (wood, {"text": "Oak"}),
        (number, {"number": "5"}),
    ]


def test_no_field_of_another_board_is_among_them(client: httpx.Client, card: str, other: tuple[str, str]) -> None:
    given = [{"idCustomField": make(client, other[0])["id"], "value": {"text": "Oak"}}]
    answer = client.put(f"/cards/{card}/customFields", json={"customFieldItems": given})
    assert said(answer) == (400, "invalid value for idCustomField")
    assert items(client, card) == []


@pytest.mark.parametrize("wrong", [None, "Oak", {}, {"idCustomField": UNKNOWN, "value": ""}, {"idCustomField": ["x"]}])
def test_of_several_fields_none_is_filled_where_one_cannot_be(
    client: httpx.Client, board: str, card: str, wrong: object
) -> None:
    good = {"idCustomField": make(client, board)["id"], "value": {"text": "Oak"}}

    for given in ([good, wrong], wrong):
        assert client.put(f"/cards/{card}/customFields", json={"customFieldItems": given}).status_code == 400

    assert items(client, card) == []


def test_a_card_that_is_filled_is_active(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    field = make(client, board)["id"]
    trello.clock.advance(60)

    fill(client, card, field, value={"text": "Oak"})

    assert client.get(f"/cards/{card}").json()["dateLastActivity"] == "2026-03-01T08:01:00.000Z"


# --- where cards go ---


def test_a_card_that_goes_to_another_board_leaves_them_behind(
    client: httpx.Client, board: str, card: str, other: tuple[str, str]
) -> None:
    field = make(client, board)["id"]
    fill(client, card, field, value={"text": "Oak"})

    client.put(f"/cards/{card}", params={"idBoard": other[0]}).raise_for_status()

    assert items(client, card) == []
    assert client.delete(f"/customFields/{field}").status_code == 200


def test_a_copy_of_a_card_has_them_on_the_same_board(
    client: httpx.Client, board: str, list_: str, card: str, other: tuple[str, str]
) -> None:
    fill(client, card, make(client, board)["id"], value={"text": "Oak"})

    def copy(to: str, keep: str = "all") -> list[Json]:
        given = {"idList": to, "idCardSource": card, "keepFromSource": keep}
        return [one["value"] for one in items(client, client.post("/cards", params=given).json()["id"])]

    assert copy(list_) == [{"text": "Oak"}]
    assert copy(list_, "customFields") == [{"text": "Oak"}]
    assert copy(list_, "due,labels") == []
    assert copy(other[1]) == []


def test_a_copy_of_a_board_has_its_fields_and_what_its_cards_have_in_them(
    client: httpx.Client, board: str, card: str
) -> None:
    kind = make(client, board, "list", options=woods("Oak", "Ash"))
    wood = make(client, board)
    fill(client, card, kind["id"], idValue=kind["options"][1]["id"])
    fill(client, card, wood["id"], value={"text": "Old"})

    given = {"name": "Copy", "idBoardSource": board, "keepFromSource": "cards"}
    made = client.post("/boards", params=given).json()["id"]

    fields = client.get(f"/boards/{made}/customFields").json()
    assert [(one["name"], one["type"], one["fieldGroup"], one["idModel"]) for one in fields] == [
        (one["name"], one["type"], one["fieldGroup"], made) for one in (kind, wood)
    ]
    ids = {one["id"] for one in (*fields, *fields[0]["options"])}
    assert not ids & {kind["id"], wood["id"], *(one["id"] for one in kind["options"])}
    (copied,) = client.get(f"/boards/{made}/cards", params={"customFieldItems": "true"}).json()
    assert [(one["idCustomField"], one["value"], one.get("idValue")) for one in copied["customFieldItems"]] == [
        (fields[0]["id"], None, fields[0]["options"][1]["id"]),
        (fields[1]["id"], {"text": "Old"}, None),
    ]
    without = client.post("/boards", params={"name": "Bare", "idBoardSource": board}).json()["id"]
    assert len(client.get(f"/boards/{without}/customFields").json()) == 2


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


def test_a_stranger_has_no_right_to_a_field(client: httpx.Client, foreign: tuple[str, str, str]) -> None:
    board, _, card = foreign
    given = {"idModel": board, "modelType": "board", "name": "Wood", "type": "text", "pos": "top"}
    assert client.post("/customFields", json=given).status_code == 401
    assert client.get(f"/boards/{board}/customFields").status_code == 401
    assert client.get(f"/cards/{card}/customFieldItems").status_code == 401
    assert said(client.get("/customFields/nonsense")) == (400, "invalid id")


def test_who_left_a_board_has_no_right_to_its_fields(
    client: httpx.Client, colleague: str, other: tuple[str, str]
) -> None:
    field = make(client, other[0])["id"]
    client.put(f"/boards/{other[0]}/members/{colleague}", params={"type": "admin"})
    client.delete(f"/boards/{other[0]}/members/me").raise_for_status()

    for method, path in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/options"), ("POST", "/options")):
        assert client.request(method, f"/customFields/{field}{path}").status_code == 401


def test_the_free_plan_has_none() -> None:
    ledger = Ledger()
    trello = Trello(Clock(), ledger, capabilities=frozenset())
    place = trello.prepare("Cards")
    card = trello.add("Cards", {"name": "Paint"}, place=place["list"])
    given = {"idModel": place["board"], "modelType": "board", "name": "Wood", "type": "text", "pos": "top"}
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
        wrong = client.post("/customFields", json={**given, "type": "colour"})
        refused = client.post("/customFields", json=given)
        shown = [client.get(f"/boards/{place['board']}/customFields").json(), items(client, card)]

    assert wrong.status_code == 400
    assert said(refused) == (403, "Custom fields need a paid plan")
    assert shown == [[], []]
    lacks = [one for one in ledger if isinstance(one, Lacked)]
    assert [(one.ref.datatype, one.ref.place, one.property, one.capability) for one in lacks] == [
        ("CustomFields", place["board"], "", "unlimited-plan")
    ]


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
