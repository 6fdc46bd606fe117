"""Lists of actions: filters, pages and fields."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.actions import comment_on, types
from tests.fakes.trello.answers import said


def test_the_filter(client: httpx.Client, card: str) -> None:
    path = f"/cards/{card}/actions"
    comment_on(client, card, "Hi")
    client.put(f"/cards/{card}", params={"closed": "true", "name": "New"})
    assert types(client, path) == ["commentCard"]
    assert types(client, path, filter="all") == ["updateCard", "updateCard", "commentCard", "createCard"]
    assert types(client, path, filter="updateCard:closed") == ["updateCard"]
    assert types(client, path, filter="updateCard:idList") == []
    assert types(client, path, filter="createCard,updateCard:name") == ["updateCard", "createCard"]


def test_pages_of_actions(trello: Trello, client: httpx.Client, board: str, card: str) -> None:
    path, made = f"/boards/{board}/actions", []
    for nth in range(60):
        trello.clock.advance(0.25)
        made.append(comment_on(client, card, str(nth)))
    newest = made[::-1]

    def ids(**params: str | int) -> list[str]:
        answer = client.get(path, params={"filter": "commentCard", **params})
        return [str(action["id"]) for action in answer.json()]

    assert ids() == newest[:50]
    assert ids(limit=1000) == newest
    assert ids(limit=0) == []
    assert ids(limit=20, page=1) == newest[20:40]
    assert ids(limit=20, before=newest[19]) == newest[20:40]
    assert ids(since=made[57]) == newest[:2]
    assert ids(since=made[10], before=made[14]) == newest[46:49]
    date = client.get(f"/actions/{made[10]}").json()["date"]
    assert date == "2026-03-01T08:00:02.750Z"
    assert ids(since=date, limit=1000) == newest[:49]
    assert ids(before=date, limit=1000) == newest[50:]
    assert ids(idModels=card) == newest[:50]
    assert ids(idModels="0" * 24) == []
    assert client.get(path, params={"format": "count", "limit": 30}).json() == {"_value": 30}
    for name, value in (("limit", "1001"), ("limit", "x"), ("since", "x"), ("page", "-1"), ("format", "x")):
        assert said(client.get(path, params={name: value})) == (400, f"invalid value for {name}")
    assert said(client.get(f"/cards/{card}/actions", params={"page": 20})) == (400, "invalid value for page")


def test_what_comes_with_an_action(client: httpx.Client, card: str) -> None:
    comment_on(client, card, "Hi")
    asked = {"fields": "data,type", "memberCreator_fields": "fullName"}
    (shown,) = client.get(f"/cards/{card}/actions", params=asked).json()
    assert list(shown) == ["id", "data", "type", "memberCreator"]
    assert shown["memberCreator"].keys() == {"id", "fullName"}
    (bare,) = client.get(f"/cards/{card}/actions", params={"fields": "type", "memberCreator": "false"}).json()
    assert list(bare) == ["id", "type"]


def test_a_poll_costs_what_is_new_not_what_is_there(
    trello: Trello, client: httpx.Client, board: str, card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in range(300):
        trello.add("Actions", {"text": str(nth)}, place=card)
    last = client.get(f"/boards/{board}/actions", params={"limit": 1}).json()[0]["id"]
    comment_on(client, card, "New")
    actions, looked_at = trello.service.state.actions, []
    real = type(actions).__getitem__

    class Watched(type(actions)):  # type: ignore[misc]  # the table, watched
        def __getitem__(self, key: str) -> object:
            looked_at.append(key)
            return real(self, key)

    monkeypatch.setattr(actions, "__class__", Watched)
    assert types(client, f"/boards/{board}/actions", since=last) == ["commentCard"]
    assert len(looked_at) == 1


def test_a_card_that_is_gone_is_still_asked_for(trello: Trello, client: httpx.Client, board: str, list_: str) -> None:
    card, copied, other = (trello.add("Cards", {"name": name}, place=list_) for name in ("Gone", "Copied", "Other"))
    client.post("/cards", params={"idList": list_, "idCardSource": copied})
    for one in (card, copied):
        client.delete(f"/cards/{one}")

    def found(*models: str) -> list[str]:
        return types(client, f"/boards/{board}/actions", idModels=",".join(models))

    assert found(card) == ["deleteCard"]
    assert found(copied) == ["deleteCard", "copyCard"]
    assert found(card, other) == ["deleteCard", "createCard"]
    assert found("0" * 24) == []


def test_a_card_that_went_where_one_may_not_follow_is_not_shown(
    client: httpx.Client, board: str, card: str, colleague: str
) -> None:
    client.put(f"/cards/{card}", params={"name": "Paint it twice"})
    [action, *_] = client.get(f"/boards/{board}/actions", params={"filter": "updateCard"}).json()
    elsewhere = client.post("/boards", params={"name": "Elsewhere"}).json()["id"]
    client.put(f"/cards/{card}", params={"idBoard": elsewhere})
    client.put(f"/boards/{elsewhere}/members/{colleague}", params={"type": "admin"})
    client.delete(f"/boards/{elsewhere}/members/me")

    answer = client.get(f"/actions/{action['id']}/card")

    assert (answer.status_code, answer.text) == (401, "unauthorized card permission requested")
