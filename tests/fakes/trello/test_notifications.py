"""`/notifications`: what others did that a member is told of."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.ledger import By
from tests.fakes.trello.answers import NOT_FOUND, NOT_THE_MEMBER, UNKNOWN, said

MINE = "/members/me/notifications"


def types(client: httpx.Client, **params: str | int) -> list[str]:
    """Return the types of what one was told."""
    return [str(one["type"]) for one in client.get(MINE, params=params).raise_for_status().json()]


@pytest.fixture
def me(client: httpx.Client) -> str:
    return str(client.get("/members/me", params={"fields": "id"}).json()["id"])


@pytest.fixture
def karla(trello: Trello, client: httpx.Client, card: str) -> httpx.Client:
    """Return a client of the colleague, who is on the card's board."""
    (member,) = (one for one in client.get(f"/cards/{card}/actions", params={"filter": "all"}).json())
    token = trello.grant(frozenset({"read", "write"}), member=member["idMemberCreator"])
    params = {"key": trello.credentials["key"], "token": token}
    return httpx.Client(base_url=trello.url, params=params, transport=httpx.WSGITransport(app=trello.app))


@pytest.fixture
def told(trello: Trello, client: httpx.Client, card: str, me: str) -> list[str]:
    """Return the ids of two notifications, newest first: of being put on a card, and of a comment there."""
    trello.edit("Cards", card, {"idMembers": me})
    trello.clock.now += 1000
    trello.add("Actions", {"text": "Ready?"}, place=card)
    return [str(one["id"]) for one in client.get(MINE).json()]


def test_a_notification_and_its_keys(trello: Trello, client: httpx.Client, card: str, me: str) -> None:
    trello.edit("Cards", card, {"idMembers": me})

    (one,) = client.get(MINE).json()

    (action,) = client.get(f"/cards/{card}/actions", params={"filter": "addMemberToCard"}).json()
    assert list(one) == [
        *("id", "unread", "type", "date", "dateRead", "data", "idMemberCreator", "idAction", "reactions"),
        "memberCreator",
    ]
    assert (one["unread"], one["type"], one["dateRead"], one["reactions"]) == (True, "addedToCard", None, [])
    assert (one["date"], one["idAction"]) == (action["date"], action["id"])
    assert one["data"] == {"card": action["data"]["card"], "board": action["data"]["board"]}
    assert one["memberCreator"]["username"] == "karlacolleague"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ready?", ["commentCard", "addedToCard"]),
        ("Ready, @syncservice?", ["mentionedOnCard", "addedToCard"]),
        ("mail@syncservice", ["commentCard", "addedToCard"]),
    ],
)
def test_a_comment_tells_who_is_on_the_card_or_named(
    trello: Trello, client: httpx.Client, card: str, me: str, text: str, expected: list[str]
) -> None:
    trello.edit("Cards", card, {"idMembers": me})

    trello.add("Actions", {"text": text}, place=card)

    assert types(client) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Ready?", []), ("@syncservice @nobody @ @SyncService", ["mentionedOnCard"])]
)
def test_a_comment_elsewhere_tells_who_is_named_once(
    trello: Trello, client: httpx.Client, card: str, text: str, expected: list[str]
) -> None:
    trello.add("Actions", {"text": text}, place=card)

    assert types(client) == expected


def test_who_is_not_on_the_board_is_not_told(trello: Trello, organization: str, card: str) -> None:
    trello.add("Members", {"fullName": "Ada King", "email": "ada@example.org"}, place=organization)

    trello.add("Actions", {"text": "@adaking"}, place=card)

    assert "adaking" in trello.service.state.usernames
    assert "mentionedOnCard" not in {one.type for one in trello.service.state.notifications.rows.values()}


def test_nobody_is_told_of_their_own_doings(client: httpx.Client, card: str, me: str) -> None:
    client.post(f"/cards/{card}/idMembers", params={"value": me})
    client.post(f"/cards/{card}/actions/comments", params={"text": "@syncservice, think of it"})

    assert types(client) == []


def test_who_is_added_to_a_board_or_a_workspace_is_told(
    client: httpx.Client, karla: httpx.Client, organization: str
) -> None:
    board = karla.post("/boards", params={"name": "Hers"}).json()["id"]
    workspace = karla.post("/organizations", params={"displayName": "Hers, too"}).json()["id"]
    karla.put(f"/boards/{board}/members/syncservice", params={"type": "normal"})
    karla.put(f"/organizations/{workspace}/members/syncservice", params={"type": "normal"})

    found = client.get(MINE, params={"fields": "type,data"}).json()

    assert organization
    assert [(one["type"], [*one["data"]]) for one in found] == [
        ("addedToOrganization", ["organization"]),
        ("addedToBoard", ["board"]),
    ]


def test_what_is_read_is_chosen(client: httpx.Client, told: list[str]) -> None:
    client.put(f"/notifications/{told[0]}", params={"unread": "false"})

    comment, added = "commentCard", "addedToCard"
    assert types(client, read_filter="read") == [comment]
    assert types(client, read_filter="unread") == [added]
    assert types(client, filter=added) == types(client, filter=f"{added},addedToBoard") == [added]
    assert types(client, limit=1) == [comment]
    assert types(client, limit=1, page=1) == [added]
    assert types(client, before=told[0]) == [added]
    assert types(client, since=told[1]) == [comment]
    assert types(client, since="2026-03-01T08:00:00.500Z") == [comment]
    assert client.get(MINE, params={"fields": "type", "memberCreator": "false"}).json() == [
        {"id": told[0], "type": comment},
        {"id": told[1], "type": added},
    ]


def test_one_notification_with_what_it_is_about(
    client: httpx.Client, told: list[str], card: str, board: str, list_: str
) -> None:
    about = dict.fromkeys(("board", "card", "display", "entities", "list", "organization"), "true")

    bare = client.get(f"/notifications/{told[0]}").json()
    full = client.get(f"/notifications/{told[0]}", params={**about, "fields": "type"}).json()

    assert bare["member"]["username"] == "syncservice"
    assert {*about}.isdisjoint(bare)
    assert full["board"] == {"id": board, "name": "Synchronized board"}
    assert full["card"] == {"id": card, "name": "Paint the fence"}
    assert full["list"] == {"id": list_, "name": "To be synchronized"}
    assert full["display"]["translationKey"] == "notification_comment_on_card"
    assert full["display"]["entities"]["comment"]["text"] == "Ready?"
    assert full["entities"] == []


def test_what_a_notification_is_about_has_its_address(
    client: httpx.Client, told: list[str], card: str, board: str, list_: str, me: str
) -> None:
    def of(below: str) -> str:
        return str(client.get(f"/notifications/{told[0]}/{below}").raise_for_status().json()["id"])

    workspace = client.get(f"/boards/{board}").json()["idOrganization"]

    assert [of(each) for each in ("board", "card", "list", "member")] == [board, card, list_, me]
    assert of("organization") == workspace
    assert of("memberCreator") != me
    assert client.get(f"/notifications/{told[0]}/type").json() == {"_value": "commentCard"}


def test_it_stays_when_the_card_is_gone(trello: Trello, client: httpx.Client, told: list[str], card: str) -> None:
    trello.remove("Cards", card)

    assert len(client.get(MINE).json()) == len(told)
    assert said(client.get(f"/notifications/{told[0]}/card")) == NOT_FOUND


@pytest.mark.parametrize(
    ("path", "given"), [("/notifications/{}", {"unread": "false"}), ("/notifications/{}/unread", {"value": "false"})]
)
def test_one_is_marked(client: httpx.Client, told: list[str], path: str, given: dict[str, str]) -> None:
    marked = client.put(path.format(told[0]), params=given).json()
    again = client.put(path.format(told[0]), params=dict.fromkeys(given, "true")).json()

    assert (marked["unread"], marked["dateRead"]) == (False, "2026-03-01T08:00:01.000Z")
    assert (again["unread"], again["dateRead"]) == (True, None)


def test_all_or_some_are_marked(client: httpx.Client, told: list[str]) -> None:
    def unread() -> list[str]:
        return [one["id"] for one in client.get(MINE, params={"read_filter": "unread"}).json()]

    client.post("/notifications/all/read", params={"ids": told[0]}).raise_for_status()
    without_one = unread()
    client.post("/notifications/all/read").raise_for_status()
    without_any = unread()
    client.post("/notifications/all/read", params={"read": "false"}).raise_for_status()

    assert (without_one, without_any, unread()) == ([told[1]], [], told)


def test_those_of_a_card_are_marked(
    trello: Trello, client: httpx.Client, told: list[str], card: str, list_: str, me: str
) -> None:
    trello.add("Cards", {"name": "Another", "idMembers": me}, place=list_)

    client.post(f"/cards/{card}/markAssociatedNotificationsRead").raise_for_status()

    assert types(client, read_filter="unread") == ["addedToCard"]
    assert len(types(client, read_filter="read")) == len(told)


def test_they_come_inside_their_member_alone(client: httpx.Client, told: list[str]) -> None:
    asked = {"notifications": "all", "notifications_limit": "1", "notification_fields": "unread", "fields": "id"}

    inside = client.get("/members/me", params={**asked, "notification_memberCreator": "false"}).json()
    other = client.get("/members/karlacolleague", params=asked).json()

    assert inside["notifications"] == [{"id": told[0], "unread": True}]
    assert other["notifications"] == []


def test_they_are_ones_own(karla: httpx.Client, told: list[str]) -> None:
    for below in ("", "/type", "/board", "/memberCreator"):
        assert said(karla.get(f"/notifications/{told[0]}{below}")) == NOT_FOUND
    assert said(karla.get("/members/syncservice/notifications")) == NOT_THE_MEMBER


def test_to_mark_them_takes_the_scope_account(trello: Trello, client: httpx.Client, told: list[str], card: str) -> None:
    ordinary = {"token": trello.grant(frozenset({"read", "write"}))}

    answers = [
        client.put(f"/notifications/{told[0]}", params={**ordinary, "unread": "false"}),
        client.post("/notifications/all/read", params=ordinary),
        client.post(f"/cards/{card}/markAssociatedNotificationsRead", params=ordinary),
    ]

    assert [said(one) for one in answers] == [NOT_THE_MEMBER] * 3
    assert len(types(client, read_filter="unread")) == len(told)


@pytest.mark.parametrize(
    ("method", "path", "given", "expected"),
    [
        ("GET", f"/notifications/{UNKNOWN}", {}, NOT_FOUND),
        ("GET", "/notifications/xyz", {}, (400, "invalid id")),
        ("GET", "/notifications/{}/nope", {}, (404, "Cannot GET /1/notifications/{}/nope")),
        ("GET", "/notifications/{}", {"fields": "nope"}, (400, "invalid value for fields")),
        ("PUT", "/notifications/{}", {"unread": "perhaps"}, (400, "invalid value for unread")),
        ("PUT", "/notifications/{}/unread", {}, (400, "invalid value for value")),
        ("POST", "/notifications/all/read", {"ids": UNKNOWN}, NOT_FOUND),
        ("POST", "/notifications/all/read", {"ids": "xyz"}, (400, '{"message":"Invalid objectId","error":"ERROR"}')),
    ],
)
def test_what_is_refused(
    client: httpx.Client, told: list[str], method: str, path: str, given: dict[str, str], expected: tuple[int, str]
) -> None:
    answer = client.request(method, path.format(told[0]), params=client.params.merge(given))

    assert said(answer) == (expected[0], expected[1].replace("{}", told[0]))


def test_they_shift_no_other_id(trello: Trello, client: httpx.Client, card: str, me: str) -> None:
    def next_id() -> str:
        return str(client.post(f"/cards/{card}/actions/comments", params={"text": "Next"}).json()["id"])

    start = trello.snapshot()
    trello.add("Actions", {"text": "syncservice"}, place=card, by=By.USER)
    unnamed = next_id()
    trello.restore(start)
    trello.add("Actions", {"text": "@syncservice"}, place=card, by=By.USER)

    assert me
    assert (next_id(), types(client)) == (unnamed, ["mentionedOnCard"])
