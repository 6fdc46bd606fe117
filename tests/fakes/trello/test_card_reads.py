"""How one card is read, with what is nested in it."""

from __future__ import annotations

import httpx
import pytest


def test_what_comes_nested_in_a_card(client: httpx.Client, card: str, board: str, list_: str, colleague: str) -> None:
    client.put(f"/cards/{card}", params={"idMembers": colleague})
    asked = {
        "fields": "name",
        "members": "true",
        "member_fields": "username",
        "actions": "createCard,commentCard",
        "board": "true",
        "board_fields": "name",
        "list": "true",
        "attachments": "true",
        "checklists": "none",
        "customFieldItems": "true",
    }
    shown = client.get(f"/cards/{card}", params=asked).json()
    assert shown.keys() == {
        "id",
        "name",
        "members",
        "actions",
        "board",
        "list",
        "attachments",
        "customFieldItems",
    }
    assert shown["members"] == [{"id": colleague, "username": "karlacolleague"}]
    assert [action["type"] for action in shown["actions"]] == ["createCard"]
    assert shown["board"] == {"id": board, "name": "Synchronized board"}
    assert shown["list"]["id"] == list_
    assert (shown["attachments"], shown["customFieldItems"]) == ([], [])
    assert client.get(f"/cards/{card}/board").json()["id"] == board
    assert client.get(f"/cards/{card}/list").json()["id"] == list_


@pytest.mark.parametrize("name", ["attachments", "checklists", "customFieldItems", "stickers", "pluginData"])
def test_what_a_card_never_has_is_an_empty_list(
    client: httpx.Client, stranger: httpx.Client, card: str, name: str
) -> None:
    assert client.get(f"/cards/{card}/{name}").json() == []
    assert stranger.get(f"/cards/{card}/{name}").status_code == 401
