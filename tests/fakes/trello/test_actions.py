"""`/actions`: comments, and the log that Trello writes by itself."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ref, Refused, Updated
from tests.fakes.trello.answers import said

KEYS = ["id", "idMemberCreator", "data", "appCreator", "type", "date", "limits", "memberCreator"]


def types(client: httpx.Client, path: str, **params: str | int) -> list[str]:
    """Return the types of the actions in a list."""
    return [str(action["type"]) for action in client.get(path, params=params).json()]


def comment_on(client: httpx.Client, card: str, text: str) -> str:
    """Return the id of a new comment."""
    return str(client.post(f"/cards/{card}/actions/comments", params={"text": text}).json()["id"])


# --- comments ---


def test_a_new_comment(trello: Trello, client: httpx.Client, board: str, list_: str, card: str) -> None:
    before = len(trello.ledger)
    made = client.post(f"/cards/{card}/actions/comments", json={"text": "Hi **there**\n"}).json()
    assert list(made) == [*KEYS, "display", "entities"]
    assert (made["type"], made["date"], made["entities"]) == ("commentCard", "2026-03-01T08:00:00.000Z", [])
    assert made["memberCreator"]["username"] == "syncservice"
    assert made["data"] == {
        "card": {
            "id": card,
            "name": "Paint the fence",
            "idShort": 1,
            "shortLink": made["data"]["card"]["shortLink"],
        },
        "list": {"id": list_, "name": "To be synchronized"},
        "board": {"id": board, "name": "Synchronized board", "shortLink": made["data"]["board"]["shortLink"]},
        "text": "Hi **there**\n",
        "textData": {"emoji": {}},
    }
    ref = Ref("Trello", "Actions", made["id"], card)
    values = {"text": "Hi **there**\n"}
    assert trello.ledger[before:] == [Created(before, trello.clock.now, By.SUT, ref, values)]
    assert client.get(f"/cards/{card}").json()["badges"]["comments"] == 1
    shown = client.get(f"/actions/{made['id']}").json()
    assert list(shown) == [*KEYS, "display"]
    (listed,) = client.get(f"/cards/{card}/actions").json()
    assert list(listed) == KEYS


@pytest.mark.parametrize("how", ["/actions/{}", "/actions/{}/text", "/cards/{card}/actions/{}/comments"])
def test_an_edit_keeps_id_and_date_and_no_poll_since_sees_it(
    trello: Trello, client: httpx.Client, board: str, card: str, how: str
) -> None:
    id_ = comment_on(client, card, "Before")
    last = comment_on(client, card, "Later")
    trello.clock.advance(3600)
    before = len(trello.ledger)
    name = "value" if how.endswith("text") else "text"
    edited = client.put(how.format(id_, card=card), params={name: "After"}).json()
    assert (edited["id"], edited["date"]) == (id_, "2026-03-01T08:00:00.000Z")
    assert edited["data"]["text"] == "After"
    assert edited["data"]["dateLastEdited"] == "2026-03-01T09:00:00.000Z"
    ref = Ref("Trello", "Actions", id_, card)
    change = Updated(before, trello.clock.now, By.SUT, ref, {"text": "Before"}, {"text": "After"})
    assert trello.ledger[before:] == [change]
    for path in (f"/boards/{board}/actions", f"/cards/{card}/actions"):
        for since in (last, "2026-03-01T08:00:00.000Z"):
            assert client.get(path, params={"since": since, "filter": "all"}).json() == []
    assert client.get(f"/actions/{id_}").json()["data"]["text"] == "After"
    texts = [action["data"]["text"] for action in client.get(f"/cards/{card}/actions").json()]
    assert texts == ["Later", "After"]
    assert client.get(f"/cards/{card}/dateLastActivity").json() == {"_value": "2026-03-01T09:00:00.000Z"}


def test_an_edit_to_the_same_is_none(trello: Trello, client: httpx.Client, card: str) -> None:
    id_ = comment_on(client, card, "Same")
    before = len(trello.ledger)
    assert "dateLastEdited" not in client.put(f"/actions/{id_}", params={"text": "Same"}).json()["data"]
    assert len(trello.ledger) == before


@pytest.mark.parametrize("given", [{}, {"text": ""}, {"text": None}, {"text": 7}, {"text": "x" * 16385}])
def test_refused_texts(trello: Trello, client: httpx.Client, card: str, given: dict[str, str]) -> None:
    id_ = comment_on(client, card, "Before")
    before = len(trello.ledger)
    expected = (400, "invalid value for text")
    assert said(client.post(f"/cards/{card}/actions/comments", json=given)) == expected
    assert said(client.put(f"/actions/{id_}", json=given)) == expected
    value = given.get("text") or None
    assert trello.ledger[before:] == [
        Refused(
            before + nth,
            trello.clock.now,
            By.SUT,
            Ref("Trello", "Actions", record, card),
            "text",
            value,
            expected[1],
        )
        for nth, record in enumerate(("", id_))
    ]
    assert client.get(f"/actions/{id_}").json()["data"]["text"] == "Before"


@pytest.mark.parametrize("how", ["/actions/{}", "/cards/{card}/actions/{}/comments"])
def test_a_deleted_comment_is_gone_without_a_word(
    trello: Trello, client: httpx.Client, board: str, card: str, how: str
) -> None:
    id_ = comment_on(client, card, "Before")
    before = len(trello.ledger)
    assert said(client.delete(how.format(id_, card=card))) == (200, '{"_value":null}')
    gone = Deleted(before, trello.clock.now, By.SUT, Ref("Trello", "Actions", id_, card))
    assert trello.ledger[before:] == [gone]
    assert client.get(f"/actions/{id_}").status_code == 404
    assert types(client, f"/boards/{board}/actions", filter="commentCard,deleteComment") == []
    assert client.get(f"/cards/{card}").json()["badges"]["comments"] == 0


def test_only_the_author_edits_but_a_board_admin_deletes(trello: Trello, client: httpx.Client, card: str) -> None:
    theirs = trello.add("Actions", {"text": "Mine"}, place=card)
    assert said(client.put(f"/actions/{theirs}", params={"text": "Yours"})) == (
        401,
        "unauthorized permission requested",
    )
    assert client.delete(f"/actions/{theirs}").status_code == 200


def test_only_comments_are_written(client: httpx.Client, card: str) -> None:
    (created,) = client.get(f"/cards/{card}/actions", params={"filter": "createCard"}).json()
    for answer in (
        client.put(f"/actions/{created['id']}", params={"text": "x"}),
        client.delete(f"/actions/{created['id']}"),
    ):
        assert said(answer) == (400, "invalid value for action")


def test_a_comment_is_not_on_another_card(client: httpx.Client, list_: str, card: str) -> None:
    other = client.post("/cards", params={"idList": list_}).json()["id"]
    id_ = comment_on(client, card, "Here")
    assert client.put(f"/cards/{other}/actions/{id_}/comments", params={"text": "x"}).status_code == 404


# --- the log ---


def test_an_action_for_each_changed_property(client: httpx.Client, list_: str, card: str) -> None:
    client.put(f"/cards/{card}", params={"name": "New", "desc": "d", "due": "2026-05-01", "closed": "true"})
    shown = client.get(f"/cards/{card}/actions", params={"filter": "updateCard"}).json()
    assert {next(iter(action["data"]["old"])): action["data"]["old"] for action in shown} == {
        "name": {"name": "Paint the fence"},
        "desc": {"desc": ""},
        "due": {"due": None},
        "closed": {"closed": False},
    }
    assert all(action["data"]["card"].keys() >= action["data"]["old"].keys() for action in shown)
    by_old = {next(iter(action["data"]["old"])): action["data"] for action in shown}
    assert by_old["due"]["card"]["due"] == "2026-05-01T00:00:00.000Z"
    assert by_old["due"]["list"]["id"] == list_


def test_a_due_date_at_birth_is_an_action_of_its_own(client: httpx.Client, list_: str) -> None:
    made = client.post("/cards", params={"idList": list_, "due": "2026-05-01"}).json()["id"]
    shown = client.get(f"/cards/{made}/actions", params={"filter": "all"}).json()
    assert [action["type"] for action in shown] == ["updateCard", "createCard"]
    assert shown[0]["data"]["old"] == {"due": None}


def test_a_move_tells_both_lists(client: httpx.Client, board: str, list_: str, card: str) -> None:
    other = client.post("/lists", params={"name": "Done", "idBoard": board}).json()["id"]
    client.put(f"/cards/{card}", params={"idList": other})
    (action,) = client.get(f"/cards/{card}/actions").json()
    data = action["data"]
    assert data.keys() == {"old", "card", "board", "listBefore", "listAfter"}
    assert (data["old"], data["card"]["idList"]) == ({"idList": list_}, other)
    assert (data["listBefore"]["id"], data["listAfter"]["id"]) == (list_, other)


def test_names_in_the_log_stay_as_they_were(client: httpx.Client, card: str, board: str) -> None:
    id_ = comment_on(client, card, "Hi")
    client.put(f"/cards/{card}", params={"name": "New"})
    client.put(f"/boards/{board}", params={"name": "New board"})
    data = client.get(f"/actions/{id_}").json()["data"]
    assert (data["card"]["name"], data["board"]["name"]) == ("Paint the fence", "Synchronized board")


def test_the_application_is_told_of_what_came_through_the_api(trello: Trello, client: httpx.Client, card: str) -> None:
    comment_on(client, card, "By the API")
    trello.add("Actions", {"text": "By hand"}, place=card)
    creators = [action["appCreator"] for action in client.get(f"/cards/{card}/actions").json()]
    assert creators[0] is None
    assert creators[1].keys() == {"id"}


def test_what_a_boards_log_begins_with(client: httpx.Client, board: str) -> None:
    expected = ["createList", "addMemberToBoard", "addToOrganizationBoard", "createBoard"]
    shown = client.get(f"/boards/{board}/actions").json()
    assert [action["type"] for action in shown] == expected
    assert shown[1]["member"]["username"] == "karlacolleague"
    assert shown[1]["data"].keys() == {"idMemberAdded", "memberType", "board"}
    assert shown[2]["data"]["organization"]["name"] == "Synchronized workspace"


def test_around_an_action(client: httpx.Client, board: str, list_: str, card: str, colleague: str) -> None:
    id_ = comment_on(client, card, "Hi")
    assert client.get(f"/actions/{id_}/board").json()["id"] == board
    assert client.get(f"/actions/{id_}/card").json()["id"] == card
    assert client.get(f"/actions/{id_}/list").json()["id"] == list_
    assert client.get(f"/actions/{id_}/memberCreator").json()["username"] == "syncservice"
    assert client.get(f"/actions/{id_}/organization").status_code == 200
    assert client.get(f"/actions/{id_}/type").json() == {"_value": "commentCard"}
    assert client.get(f"/actions/{id_}/member").status_code == 404
    (joined,) = client.get(f"/boards/{board}/actions", params={"filter": "addMemberToBoard"}).json()
    assert client.get(f"/actions/{joined['id']}/member").json()["id"] == colleague
    personal = client.post("/boards", params={"name": "Personal"}).json()["id"]
    (made,) = client.get(f"/boards/{personal}/actions", params={"filter": "createBoard"}).json()
    assert client.get(f"/actions/{made['id']}/organization").status_code == 404


# --- paging ---


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
