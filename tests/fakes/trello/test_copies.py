"""Copies of cards, lists and boards."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.fakes.trello.answers import UNKNOWN, said

PAGE = "https://pages.example/plan"


@pytest.fixture
def full(client: httpx.Client, board: str, card: str) -> str:
    """Return a card that has all that a card can have."""
    label = client.post(f"/cards/{card}/labels", params={"name": "Urgent", "color": "red"}).json()["id"]
    member = client.get(f"/boards/{board}/members").json()[0]["id"]
    given = {"desc": "Twice", "due": "2026-05-02", "start": "2026-05-01", "idMembers": member, "idLabels": label}
    client.put(f"/cards/{card}", params={**given, "dueReminder": "60"}).raise_for_status()
    checklist = client.post(f"/cards/{card}/checklists", params={"name": "Steps"}).json()["id"]
    client.post(f"/checklists/{checklist}/checkItems", params={"name": "Sand"})
    client.post(f"/cards/{card}/attachments", params={"url": PAGE})
    client.post(f"/cards/{card}/stickers", params={"image": "star", "top": 0, "left": 0, "zIndex": 1})
    client.post(f"/cards/{card}/actions/comments", params={"text": "Mind the rain"})
    return card


def kept(client: httpx.Client, card: str) -> set[str]:
    """Return which parts a card has."""
    shown = client.get(f"/cards/{card}").json()
    found: dict[str, Any] = {
        "attachments": client.get(f"/cards/{card}/attachments").json(),
        "checklists": shown["idChecklists"],
        "comments": shown["badges"]["comments"],
        "due": shown["due"],
        "labels": shown["idLabels"],
        "members": shown["idMembers"],
        "start": shown["start"],
        "stickers": client.get(f"/cards/{card}/stickers").json(),
    }
    return {name for name, value in found.items() if value}


def test_a_copy_has_all_of_a_card(client: httpx.Client, list_: str, full: str) -> None:
    copy = client.post("/cards", params={"idList": list_, "idCardSource": full}).json()

    assert (copy["name"], copy["desc"], copy["idShort"], copy["dueReminder"]) == ("Paint the fence", "Twice", 2, 60)
    assert kept(client, copy["id"]) == {
        "attachments",
        "checklists",
        "comments",
        "due",
        "labels",
        "members",
        "start",
        "stickers",
    }
    assert [one["url"] for one in copy["attachments"]] == [PAGE]
    (action,) = client.get(f"/cards/{copy['id']}/actions", params={"filter": "copyCard,createCard"}).json()
    assert (action["type"], action["data"]["cardSource"]["id"]) == ("copyCard", full)


def test_a_copy_on_another_board_has_no_strangers_and_no_labels_of_the_first(
    client: httpx.Client, board: str, full: str
) -> None:
    other = client.post("/boards", params={"name": "Other", "defaultLabels": "false"}).json()["id"]
    list_ = client.get(f"/boards/{other}/lists").json()[0]["id"]
    me = client.get("/members/me").json()["id"]
    colleague = next(one["id"] for one in client.get(f"/boards/{board}/members").json() if one["id"] != me)
    client.put(f"/cards/{full}", params={"idMembers": f"{me},{colleague}"})

    copy = client.post("/cards", params={"idList": list_, "idCardSource": full}).json()

    assert (copy["idMembers"], copy["idLabels"]) == ([me], [])


@pytest.mark.parametrize("keep", ["checklists,due", "comments", "labels,members,stickers", "attachments,start"])
def test_a_copy_has_what_is_to_be_kept(client: httpx.Client, list_: str, full: str, keep: str) -> None:
    given = {"idList": list_, "idCardSource": full, "keepFromSource": keep, "name": "Another"}
    copy = client.post("/cards", params=given).json()
    assert copy["name"] == "Another"
    assert kept(client, copy["id"]) == set(keep.split(","))


def test_a_source_that_cannot_be_copied(
    client: httpx.Client, list_: str, card: str, foreign: tuple[str, str, str]
) -> None:
    def copy(**given: str) -> tuple[int, str]:
        return said(client.post("/cards", params={"idList": list_, **given}))

    assert copy(idCardSource=UNKNOWN) == (400, "invalid value for idCardSource")
    assert copy(idCardSource=foreign[2]) == (401, "unauthorized permission requested")
    assert copy(idCardSource=card, keepFromSource="soul") == (400, "invalid value for keepFromSource")
    lists = {"name": "Mine", "idBoard": client.get(f"/lists/{list_}").json()["idBoard"]}
    assert said(client.post("/lists", params={**lists, "idListSource": UNKNOWN}))[0] == 400
    assert said(client.post("/lists", params={**lists, "idListSource": foreign[1]}))[0] == 401
    assert said(client.post("/boards", params={"name": "A", "idBoardSource": UNKNOWN}))[0] == 400
    assert said(client.post("/boards", params={"name": "A", "idBoardSource": foreign[0]}))[0] == 401
    assert len(client.get(f"/lists/{list_}/cards").json()) == 1


def test_a_copied_list_has_the_cards(client: httpx.Client, board: str, list_: str, full: str) -> None:
    client.post("/cards", params={"idList": list_, "name": "Gone"}).json()
    gone = client.get(f"/lists/{list_}/cards").json()[-1]["id"]
    client.put(f"/cards/{gone}", params={"closed": "true"})

    copy = client.post("/lists", params={"name": "Copy", "idBoard": board, "idListSource": list_}).json()

    (card,) = client.get(f"/lists/{copy['id']}/cards", params={"filter": "all"}).json()
    assert (card["name"], card["id"] != full, len(card["idLabels"])) == ("Paint the fence", True, 1)


@pytest.mark.parametrize(("keep", "cards"), [("cards", ["Paint the fence"]), ("none", [])])
def test_a_copied_board_has_lists_and_labels_and_perhaps_cards(
    client: httpx.Client, board: str, full: str, keep: str, cards: list[str]
) -> None:
    client.put(f"/boards/{board}", params={"prefs/background": "red", "desc": "Big"})
    given = {"name": "Copy", "idBoardSource": board, "keepFromSource": keep}

    copy = client.post("/boards", params=given).json()

    path = f"/boards/{copy['id']}"
    assert (copy["desc"], copy["prefs"]["background"]) == ("Big", "red")
    assert [one["name"] for one in client.get(f"{path}/lists").json()] == ["To be synchronized"]
    assert [one["name"] for one in client.get(f"{path}/labels").json()] == ["Urgent"]
    found = client.get(f"{path}/cards").json()
    assert [one["name"] for one in found] == cards
    assert all(one["labels"][0]["idBoard"] == copy["id"] for one in found)
    assert client.get(path, params={"fields": "idBoardSource"}).json()["idBoardSource"] == board
    (action,) = client.get(f"{path}/actions", params={"filter": "copyBoard,createBoard"}).json()
    assert (action["type"], action["data"]["boardSource"]["id"]) == ("copyBoard", board)
    assert full not in {one["id"] for one in found}
