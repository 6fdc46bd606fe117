"""What becomes of custom field items when their cards move or are copied."""

from __future__ import annotations

import httpx

from tests.fakes.trello.custom_fields import Json, fill, items, make, woods


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
