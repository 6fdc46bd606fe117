"""What is refused of custom fields: values that are wrong, who has no right, the free plan."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import Lacked, Ledger
from tests.fakes.trello.answers import NOT_FOUND, UNKNOWN, said
from tests.fakes.trello.custom_fields import Json, fill, items, make, woods


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


@pytest.mark.parametrize("given", [{}, {"value": "Ash"}, {"value": {"text": ""}}, {"value": {"text": "A"}, "color": 1}])
def test_an_option_that_is_not_added(client: httpx.Client, board: str, given: Json) -> None:
    path = f"/customFields/{make(client, board, 'list')['id']}/options"

    assert client.post(path, json=given).status_code == 400

    assert client.get(path).json() == []


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
