"""`/cards`: how they are made, changed and deleted, and who is on them."""

from __future__ import annotations

from itertools import pairwise

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ref, Refused, Updated, Values
from tests.fakes.trello.answers import UNKNOWN, ids, said

FULL = {
    "id",
    "badges",
    "checkItemStates",
    "closed",
    "dueComplete",
    "dateLastActivity",
    "desc",
    "descData",
    "due",
    "dueReminder",
    "email",
    "idBoard",
    "idChecklists",
    "idLabels",
    "idList",
    "idMembers",
    "idMembersVoted",
    "idShort",
    "idAttachmentCover",
    "labels",
    "manualCoverAttachment",
    "name",
    "pos",
    "shortLink",
    "shortUrl",
    "start",
    "subscribed",
    "url",
    "cover",
    "isTemplate",
    "cardRole",
}


def test_a_new_card_and_its_keys(trello: Trello, client: httpx.Client, board: str, list_: str) -> None:
    before = len(trello.ledger)
    given = {
        "idList": list_,
        "name": "Buy: æbler & pærer",
        "desc": "Two\nlines",
        "due": "2026-05-01T12:00:00.123456+02:00",
        "start": "2026-04-01",
        "dueComplete": "true",
    }
    made = client.post("/cards", params=given).json()
    assert made.keys() >= FULL | {"attachments", "stickers", "limits"}
    link = made["shortLink"]
    assert {name: made[name] for name in (*given, "idBoard", "idShort", "pos", "url", "closed")} == {
        **given,
        "due": "2026-05-01T10:00:00.123Z",
        "start": "2026-04-01T00:00:00.000Z",
        "dueComplete": True,
        "idBoard": board,
        "idShort": 1,
        "pos": 16384,
        "url": f"https://trello.com/c/{link}/1-buy-bler-p-rer",
        "closed": False,
    }
    assert (made["badges"]["due"], made["badges"]["description"], made["badges"]["comments"]) == (
        made["due"],
        True,
        0,
    )
    shown = client.get(f"/cards/{link}").json()
    assert shown.keys() == made.keys() - {"attachments", "stickers", "limits"}
    assert (shown["checkItemStates"], shown["email"]) == ([], None)
    values: Values = {
        "name": given["name"],
        "desc": "Two\nlines",
        "due": "2026-05-01T10:00:00.123Z",
        "start": "2026-04-01T00:00:00.000Z",
        "dueComplete": True,
        "closed": False,
        "idList": list_,
        "pos": 16384,
        "idMembers": "",
    }
    ref = Ref("Trello", "Cards", made["id"], list_)
    assert trello.ledger[before:] == [Created(before, trello.clock.now, By.SUT, ref, values)]


def test_ids_begin_with_the_time_and_increase_within_a_second(trello: Trello, client: httpx.Client, list_: str) -> None:
    made = [client.post("/cards", params={"idList": list_}).json()["id"] for _ in range(20)]
    assert {int(id_[:8], 16) for id_ in made} == {trello.clock.now // 1000}
    assert {len(id_) for id_ in made} == {24}
    trello.clock.advance(1)
    made.append(client.post("/cards", params={"idList": list_}).json()["id"])
    assert all(earlier < later for earlier, later in pairwise(made))


def test_a_card_needs_no_name(client: httpx.Client, list_: str) -> None:
    assert client.post("/cards", params={"idList": list_}).json()["name"] == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (400, "invalid value for idList")),
        ({"idList": "xyz"}, (400, "invalid value for idList")),
        ({"idList": 7}, (400, "invalid value for idList")),
        ({"idList": UNKNOWN}, (404, "could not find the board that the card belongs to")),
    ],
)
def test_a_card_needs_a_list(client: httpx.Client, given: dict[str, str], expected: tuple[int, str]) -> None:
    assert said(client.post("/cards", json=given)) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", 7),
        ("name", True),
        ("name", "x" * 16385),
        ("desc", "x" * 16385),
        ("due", "tomorrow"),
        ("due", 7),
        ("start", "2026-13-01"),
        ("dueComplete", "maybe"),
        ("closed", 2),
        ("pos", "-3"),
    ],
)
def test_refused_values(
    trello: Trello, client: httpx.Client, list_: str, card: str, name: str, value: str | int
) -> None:
    held, before = client.get(f"/cards/{card}").content, len(trello.ledger)
    told = f"invalid value for {name}"
    assert said(client.post("/cards", json={"idList": list_, name: value})) == (400, told)
    assert said(client.put(f"/cards/{card}", json={"desc": "Changed", name: value})) == (400, told)
    refused = float(value) if name == "pos" else value
    assert trello.ledger[before:] == [
        Refused(before + nth, trello.clock.now, By.SUT, Ref("Trello", "Cards", record, list_), name, refused, told)
        for nth, record in enumerate(("", card))
    ]
    assert client.get(f"/cards/{card}").content == held


@pytest.mark.parametrize(("name", "value"), [("name", ["a"]), ("desc", {"a": 1}), ("pos", [1])])
def test_no_lists_where_text_is_wanted(client: httpx.Client, card: str, name: str, value: object) -> None:
    assert said(client.put(f"/cards/{card}", json={name: value})) == (400, f"invalid value for {name}")


def test_the_longest_texts_are_taken(client: httpx.Client, card: str) -> None:
    longest = "🙂" * 16384
    changed = client.put(f"/cards/{card}", json={"name": longest, "desc": longest}).json()
    assert (changed["name"], changed["desc"]) == (longest, longest)


def test_a_put_changes_what_is_given(trello: Trello, client: httpx.Client, card: str, list_: str) -> None:
    before = len(trello.ledger)
    trello.clock.advance(60)
    changed = client.put(f"/cards/{card}", params={"desc": "Red", "dueComplete": "true"}).json()
    assert changed.keys() >= FULL
    assert (changed["name"], changed["desc"], changed["dueComplete"]) == ("Paint the fence", "Red", True)
    assert changed["dateLastActivity"] == "2026-03-01T08:01:00.000Z"
    was: Values = {"desc": "", "dueComplete": False}
    now: Values = {"desc": "Red", "dueComplete": True}
    ref = Ref("Trello", "Cards", card, list_)
    assert trello.ledger[before:] == [Updated(before, trello.clock.now, By.SUT, ref, was, now)]


def test_a_put_of_the_same_is_no_change(trello: Trello, client: httpx.Client, card: str) -> None:
    held, before = client.get(f"/cards/{card}").content, len(trello.ledger)
    trello.clock.advance(60)
    assert client.put(f"/cards/{card}", params={"name": "Paint the fence", "closed": "false"}).content == held
    assert len(trello.ledger) == before


def test_a_name_is_cleared_to_nothing(client: httpx.Client, card: str) -> None:
    for given in ({"params": {"name": ""}}, {"json": {"name": None}}):
        client.put(f"/cards/{card}", params={"name": "Something"})
        assert client.put(f"/cards/{card}", **given).json()["name"] == ""


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("name", "New", "New"),
        ("closed", "true", True),
        ("due", "2026-05-01", "2026-05-01T00:00:00.000Z"),
        ("due", "null", None),
        ("pos", "top", 16384),
    ],
)
def test_single_fields(client: httpx.Client, card: str, field: str, value: str, kept: object) -> None:
    if field == "pos":
        client.put(f"/cards/{card}/pos", params={"value": "32768"})
        kept = 16384
    assert client.put(f"/cards/{card}/{field}", params={"value": value}).json()[field] == kept
    assert client.get(f"/cards/{card}/{field}").json() == {"_value": kept}
    assert said(client.put(f"/cards/{card}/{field}")) == (400, "invalid value for value")


def test_members_of_a_card(trello: Trello, client: httpx.Client, card: str, colleague: str) -> None:
    me = client.get("/members/me/id").json()["_value"]
    put = client.put(f"/cards/{card}", params={"idMembers": f"{colleague},{me}"})
    assert put.json()["idMembers"] == [colleague, me]
    assert client.put(f"/cards/{card}", json={"idMembers": [me]}).json()["idMembers"] == [me]
    posted = client.post(f"/cards/{card}/idMembers", params={"value": colleague})
    assert ids(posted) == [me, colleague]
    shown = client.get(f"/cards/{card}/members").json()
    assert [len(member) for member in shown] == [10, 10]
    assert ids(client.delete(f"/cards/{card}/idMembers/{me}")) == [colleague]
    types = [action["type"] for action in client.get(f"/cards/{card}/actions", params={"filter": "all"}).json()]
    assert types == [
        "removeMemberFromCard",
        "addMemberToCard",
        "removeMemberFromCard",
        "addMemberToCard",
        "addMemberToCard",
        "createCard",
    ]
    assert trello.records("Cards")[card]["idMembers"] == colleague


@pytest.mark.parametrize("given", ["xyz", UNKNOWN, "{ada}", "{me},{me}"])
def test_refused_members_of_a_card(
    trello: Trello, client: httpx.Client, organization: str, card: str, given: str
) -> None:
    ada = trello.add("Members", {"fullName": "Ada", "email": "ada@example.org"}, place=organization)
    me = client.get("/members/me/id").json()["_value"]
    answer = client.put(f"/cards/{card}", params={"idMembers": given.format(ada=ada, me=me)})
    assert said(answer) == (400, '{"message":"Invalid objectId","error":"ERROR"}')
    assert isinstance(trello.ledger[-1], Refused)


def test_a_deleted_card_takes_its_comments_along(
    trello: Trello, client: httpx.Client, board: str, list_: str, card: str
) -> None:
    comment = client.post(f"/cards/{card}/actions/comments", params={"text": "Hi"}).json()["id"]
    before, at = len(trello.ledger), trello.clock.now
    assert said(client.delete(f"/cards/{card}")) == (200, '{"limits":{}}')
    assert trello.ledger[before:] == [
        Deleted(before, at, By.SUT, Ref("Trello", "Actions", comment, card)),
        Deleted(before + 1, at, By.SUT, Ref("Trello", "Cards", card, list_)),
    ]
    for path in (f"/cards/{card}", f"/actions/{comment}"):
        assert said(client.get(path)) == (404, "The requested resource was not found.")
    actions = client.get(f"/boards/{board}/actions").json()
    left = [action for action in actions if action["data"].get("card", {}).get("id") == card]
    assert [action["type"] for action in left] == ["deleteCard"]
    assert left[0]["data"]["card"].keys() == {"id", "idShort", "shortLink"}


def test_who_is_on_a_card_has_another_address(client: httpx.Client, card: str) -> None:
    me = client.get("/members/me", params={"fields": "id"}).json()["id"]

    put_on = client.post(f"/cards/{card}/members", params={"value": me}).json()
    taken_off = client.delete(f"/cards/{card}/members/{me}").json()

    assert [one["id"] for one in put_on] == [me]
    assert taken_off == []
