"""Comments: how they are written, changed and deleted."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import By, Created, Deleted, Lacked, Ledger, Ref, Refused, Updated
from tests.fakes.trello.actions import comment_on, types
from tests.fakes.trello.answers import said

KEYS = ["id", "idMemberCreator", "data", "appCreator", "type", "date", "limits", "memberCreator"]


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


def test_only_the_author_edits_without_the_capability_but_a_board_admin_deletes() -> None:
    trello = Trello(Clock(), Ledger(), capabilities=ALL - {"comment-write"})
    card = trello.prepare("Actions")["card"]
    theirs = trello.add("Actions", {"text": "Mine"}, place=card)
    before = len(trello.ledger)
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
        for text in ("Yours", ""):
            answer = client.put(f"/actions/{theirs}", params={"text": text})
            assert said(answer) == (401, "unauthorized permission requested")
        of = Ref("Trello", "Actions", theirs, card)
        assert trello.ledger[before:] == [Lacked(before, trello.clock.now, By.SUT, of, "text", "comment-write")]
        assert client.delete(f"/actions/{theirs}").status_code == 200


def test_a_board_admin_edits_the_comments_of_others_by_the_capability(
    trello: Trello, client: httpx.Client, card: str
) -> None:
    theirs = trello.add("Actions", {"text": "Mine"}, place=card)
    assert client.put(f"/actions/{theirs}", params={"text": "Yours"}).json()["data"]["text"] == "Yours"


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
