"""How many cards are read at once."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import ids, said


def test_cards_in_lists_lack_the_email(client: httpx.Client, board: str, list_: str, card: str) -> None:
    for path in (f"/boards/{board}/cards", f"/lists/{list_}/cards"):
        (shown,) = client.get(path).json()
        assert shown.keys() == client.get(f"/cards/{card}").json().keys() - {"email"}
        assert shown["checkItemStates"] is None
    (few,) = client.get(f"/boards/{board}/cards", params={"fields": "name,idList,email"}).json()
    assert few == {"id": card, "name": "Paint the fence", "idList": list_}
    assert said(client.get(f"/cards/{card}", params={"fields": "name,colour"})) == (
        400,
        "invalid value for fields",
    )


def test_cards_that_are_not_read_by_board_or_list_tell_what_is_done_on_them(client: httpx.Client, card: str) -> None:
    client.post(f"/cards/{card}/idMembers", params={"value": client.get("/members/me/id").json()["_value"]})
    checklist = client.post("/checklists", params={"idCard": card}).json()["id"]
    item = client.post(f"/checklists/{checklist}/checkItems", params={"name": "Brush", "checked": "true"}).json()["id"]

    (of_member,) = client.get("/members/me/cards").json()
    (of_checklist,) = client.get(f"/checklists/{checklist}/cards").json()
    (found,) = client.get("/search", params={"query": "fence", "card_fields": "checkItemStates"}).json()["cards"]

    states = [{"idCheckItem": item, "state": "complete"}]
    assert [one["checkItemStates"] for one in (of_member, of_checklist, found)] == [states, states, states]


def test_cards_by_filter(client: httpx.Client, board: str, list_: str, card: str) -> None:
    gone = client.post("/cards", params={"idList": list_, "name": "Archived"}).json()["id"]
    client.put(f"/cards/{gone}/closed", params={"value": "true"})
    path = f"/boards/{board}/cards"
    expected = {"all": [card, gone], "closed": [gone], "none": [], "open": [card], "visible": [card]}
    for wanted, found in expected.items():
        assert ids(client.get(path, params={"filter": wanted})) == found
        assert ids(client.get(f"{path}/{wanted}")) == found
    assert ids(client.get(path)) == [card]
    client.put(f"/lists/{list_}/closed", params={"value": "true"})
    assert ids(client.get(path)) == ids(client.get(path, params={"filter": "open"})) == [card]
    assert ids(client.get(path, params={"filter": "visible"})) == []
    assert said(client.get(path, params={"filter": "x"})) == (400, "invalid value for filter")


def test_without_a_page_cards_come_as_they_lie_on_the_board(client: httpx.Client, board: str, list_: str) -> None:
    right = client.post("/lists", params={"name": "Right", "idBoard": board, "pos": "bottom"}).json()["id"]
    first = client.post("/cards", params={"idList": right}).json()["id"]
    second = client.post("/cards", params={"idList": list_}).json()["id"]
    third = client.post("/cards", params={"idList": list_, "pos": "top"}).json()["id"]
    assert ids(client.get(f"/boards/{board}/cards")) == [third, second, first]


@pytest.mark.parametrize("where", ["/boards/{board}/cards", "/lists/{list_}/cards"])
def test_paging_through_cards(trello: Trello, client: httpx.Client, board: str, list_: str, where: str) -> None:
    path = where.format(board=board, list_=list_)
    made = []
    for nth in range(7):
        trello.clock.advance(nth % 2)
        made.append(client.post("/cards", params={"idList": list_, "pos": "top"}).json()["id"])
    newest = made[::-1]
    assert ids(client.get(path, params={"limit": 3})) == newest[:3]
    assert ids(client.get(path, params={"limit": 3, "before": newest[2]})) == newest[3:6]
    assert ids(client.get(path, params={"since": made[4]})) == newest[:2]
    assert ids(client.get(path, params={"since": made[1], "before": made[4]})) == newest[3:5]
    instant = "2026-03-01T08:00:02.000000Z"
    times = [int(id_[:8], 16) - int(made[0][:8], 16) for id_ in made]
    assert times == [0, 1, 1, 2, 2, 3, 3]
    assert ids(client.get(path, params={"since": instant})) == newest[:2]
    assert ids(client.get(path, params={"before": instant})) == newest[4:]
    assert ids(client.get(path, params={"limit": 0})) == []
    for name, value in (("limit", "1001"), ("limit", "-1"), ("since", "long ago"), ("before", "xyz")):
        assert said(client.get(path, params={name: value})) == (400, f"invalid value for {name}")
