"""What cards have in custom fields, and where that goes with them."""

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
