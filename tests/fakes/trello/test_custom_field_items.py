"""What cards have in custom fields."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import said
from tests.fakes.trello.custom_fields import Json, fill, items, make, woods


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


def test_a_card_that_is_filled_is_active(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    field = make(client, board)["id"]
    trello.clock.advance(60)

    fill(client, card, field, value={"text": "Oak"})

    assert client.get(f"/cards/{card}").json()["dateLastActivity"] == "2026-03-01T08:01:00.000Z"
