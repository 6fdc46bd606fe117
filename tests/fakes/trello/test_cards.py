"""`/cards`: how they are made, changed, moved and deleted."""

from __future__ import annotations

from itertools import pairwise

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Created, Deleted, Ref, Refused, Updated, Values

UNKNOWN = "0" * 24
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


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and body."""
    return answer.status_code, answer.text


def ids(answer: httpx.Response) -> list[str]:
    """Return the ids of what a list holds."""
    return [str(one["id"]) for one in answer.json()]


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


def test_positions(client: httpx.Client, list_: str) -> None:
    def pos(**given: str | float) -> str:
        text = client.post("/cards", json={"idList": list_, **given}).text
        return text.partition('"pos":')[2].partition(",")[0]

    assert [
        pos(),
        pos(),
        pos(pos="top"),
        pos(pos="top"),
        pos(pos="bottom"),
        pos(pos=0.5),
        pos(pos="top"),
    ] == [
        "16384",
        "32768",
        "8192",
        "4096",
        "49152",
        "0.5",
        "0.25",
    ]
    assert pos(pos=1e300) == "1e+300"
    order = [card["pos"] for card in client.get(f"/lists/{list_}/cards").json()]
    assert order == sorted(order)


def test_moving_within_the_board(client: httpx.Client, board: str, list_: str, card: str) -> None:
    other = client.post("/lists", params={"name": "Done", "idBoard": board}).json()["id"]
    moved = client.put(f"/cards/{card}", params={"idList": other}).json()
    assert (moved["idList"], moved["pos"]) == (other, 16384)
    assert ids(client.get(f"/lists/{list_}/cards")) == []
    assert ids(client.get(f"/lists/{other}/cards")) == [card]


def test_moving_to_another_board(client: httpx.Client, board: str, list_: str, card: str, colleague: str) -> None:
    client.put(f"/cards/{card}", params={"idMembers": colleague})
    target = client.post("/boards", params={"name": "Target"}).json()["id"]
    lists = ids(client.get(f"/boards/{target}/lists"))
    answer = client.put(f"/cards/{card}", params={"idList": lists[1]})
    assert said(answer) == (404, f"List {lists[1]} does not exist on board {board}")
    moved = client.put(f"/cards/{card}", params={"idBoard": target, "idList": lists[1], "name": "There"}).json()
    there = (moved["idBoard"], moved["idList"], moved["name"], moved["idMembers"])
    assert there == (target, lists[1], "There", [])
    back = client.put(f"/cards/{card}", params={"idBoard": board}).json()
    assert (back["idBoard"], back["idList"], back["idShort"]) == (board, list_, 2)
    for where, type_ in ((board, "moveCardFromBoard"), (target, "moveCardToBoard")):
        types = [action["type"] for action in client.get(f"/boards/{where}/actions").json()]
        assert type_ in types


def test_a_refused_value_leaves_a_card_where_it_is(client: httpx.Client, board: str, card: str) -> None:
    target = client.post("/boards", params={"name": "Target"}).json()["id"]
    assert client.put(f"/cards/{card}", params={"idBoard": target, "due": "soon"}).status_code == 400
    assert client.get(f"/cards/{card}/idBoard").json() == {"_value": board}


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


# --- reading many ---


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


def test_who_is_on_a_card_has_another_address(client: httpx.Client, card: str) -> None:
    me = client.get("/members/me", params={"fields": "id"}).json()["id"]

    put_on = client.post(f"/cards/{card}/members", params={"value": me}).json()
    taken_off = client.delete(f"/cards/{card}/members/{me}").json()

    assert [one["id"] for one in put_on] == [me]
    assert taken_off == []
