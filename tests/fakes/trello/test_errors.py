"""What Trello refuses, request by request: a row for each line of the table of facts, and the house style."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger
from tests.fakes.trello.answers import UNKNOWN

ELSEWHERE = "The requested resource was not found."
LONG = "x" * 16385
NO_ID = {"message": "Invalid objectId", "error": "ERROR"}
NO_BOARD_NAME = {"message": "invalid value for name", "error": "ERROR"}
NO_LIST_NAME = {"message": "invalid value for name", "error": "BAD_REQUEST_ERROR"}
SHORT = "Organization short name must be at least 3 characters"
INVALID = "Organization short name is invalid: only lowercase letters, underscores, and numbers are allowed"
NO_CARD = "unauthorized card permission requested"
NO_RIGHT = "unauthorized permission requested"
NOT_OURS = "unauthorized member permission requested"

Given = dict[str, Any]


@pytest.fixture
def named(
    client: httpx.Client,
    organization: str,
    board: str,
    list_: str,
    card: str,
    colleague: str,
    foreign: tuple[str, str, str],
) -> dict[str, str]:
    """Return what rows name in braces."""
    client.post("/organizations", params={"displayName": "Taken", "name": "taken_name"})
    other = client.post("/boards", params={"name": "Other", "defaultLists": "false"}).json()["id"]
    far = client.post("/lists", params={"name": "Far", "idBoard": other}).json()["id"]
    (made,) = client.get(f"/cards/{card}/actions", params={"filter": "createCard"}).json()
    return {
        "organization": organization,
        "board": board,
        "list": list_,
        "card": card,
        "colleague": colleague,
        "other": other,
        "far": far,
        "made": made["id"],
        "foreign": foreign[0],
        "foreign_list": foreign[1],
        "foreign_card": foreign[2],
    }


def filled(value: Any, named: dict[str, str]) -> Any:  # noqa: ANN401 - a row's cell: text, or a dict of it
    """Return a cell with the names in it filled in."""
    if isinstance(value, dict):
        return {name: filled(one, named) for name, one in value.items()}
    if isinstance(value, str):
        for name, id_ in named.items():
            value = value.replace(f"{{{name}}}", id_)
    return value


@pytest.mark.parametrize(
    ("method", "path", "given", "status", "body"),
    [
        # boards
        ("POST", "/boards", {}, 400, NO_BOARD_NAME),
        ("POST", "/boards", {"name": ""}, 400, NO_BOARD_NAME),
        ("POST", "/boards", {"name": "   "}, 400, NO_BOARD_NAME),
        ("PUT", "/boards/{board}", {"name": " "}, 400, NO_BOARD_NAME),
        ("PUT", "/boards/{board}", {"closed": "perhaps"}, 400, "invalid value for closed"),
        ("PUT", "/boards/{board}/closed", {}, 400, "invalid value for value"),
        ("GET", f"/boards/{UNKNOWN}", {}, 404, ELSEWHERE),
        ("GET", "/boards/xyz", {}, 400, "invalid id"),
        ("GET", "/boards/", {}, 404, "Cannot GET /1/boards/"),
        ("GET", "/boards/{foreign}", {}, 401, NO_RIGHT),
        # lists
        ("POST", "/lists", {"idBoard": "{board}"}, 400, NO_LIST_NAME),
        ("POST", "/lists", {"idBoard": "{board}", "name": ""}, 400, NO_LIST_NAME),
        ("POST", "/lists", {"name": "x"}, 400, "invalid value for idBoard"),
        ("POST", "/lists", {"name": "x", "idBoard": "xyz"}, 400, "invalid value for idBoard"),
        ("POST", "/lists", {"name": "x", "idBoard": UNKNOWN}, 401, f"unauthorized board list requested {UNKNOWN}"),
        ("PUT", "/lists/{list}/closed", {}, 400, "invalid value for value"),
        ("PUT", "/lists/{list}/closed", {"value": "7"}, 400, "invalid value for value"),
        ("GET", f"/lists/{UNKNOWN}", {}, 404, "model not found"),
        ("PUT", f"/lists/{UNKNOWN}", {"name": "x"}, 404, "model not found"),
        ("GET", "/lists/xyz", {}, 400, "invalid id"),
        ("DELETE", "/lists/{list}", {}, 400, "Cannot delete open list"),
        ("GET", "/lists/{foreign_list}", {}, 401, NO_RIGHT),
        # cards
        ("POST", "/cards", {}, 400, "invalid value for idList"),
        ("POST", "/cards", {"idList": "xyz"}, 400, "invalid value for idList"),
        ("POST", "/cards", {"idList": UNKNOWN}, 404, "could not find the board that the card belongs to"),
        ("POST", "/cards", {"idList": "{list}", "name": 7}, 400, "invalid value for name"),
        ("POST", "/cards", {"idList": "{list}", "idMembers": "xyz"}, 400, NO_ID),
        ("POST", "/cards", {"idList": "{list}", "idMembers": UNKNOWN}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"idMembers": "xyz"}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"idMembers": "{colleague},{colleague}"}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"idLabels": "xyz"}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"idList": "{far}"}, 404, "List {far} does not exist on board {board}"),
        ("PUT", "/cards/{card}", {"idList": "xyz"}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"idBoard": UNKNOWN}, 400, "invalid value for idBoard"),
        # a short link is good in the path alone
        ("PUT", "/cards/{card}", {"idBoard": "aBcD1234"}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"idList": "aBcD1234"}, 400, NO_ID),
        ("PUT", "/cards/{card}/idBoard", {"value": "aBcD1234"}, 400, NO_ID),
        ("POST", "/cards", {"idList": "{list}", "idCardSource": "aBcD1234"}, 400, NO_ID),
        ("POST", "/cards", {"idList": "aBcD1234"}, 400, "invalid value for idList"),
        ("POST", "/lists", {"name": "x", "idBoard": "aBcD1234"}, 400, "invalid value for idBoard"),
        ("POST", "/lists", {"name": "x", "idBoard": "{board}", "idListSource": "aBcD1234"}, 400, NO_ID),
        ("PUT", "/lists/{list}", {"idBoard": "aBcD1234"}, 400, NO_ID),
        ("PUT", "/lists/{list}/idBoard", {"value": "aBcD1234"}, 400, NO_ID),
        ("POST", "/lists/{list}/moveAllCards", {"idBoard": "aBcD1234", "idList": "{list}"}, 400, NO_ID),
        ("POST", "/lists/{list}/moveAllCards", {"idBoard": "{board}", "idList": "aBcD1234"}, 400, NO_ID),
        ("POST", "/checklists", {"idCard": "aBcD1234"}, 400, NO_ID),
        ("POST", "/boards", {"name": "x", "idBoardSource": "aBcD1234"}, 400, NO_ID),
        ("POST", "/members/me/boardStars", {"idBoard": "aBcD1234", "pos": "top"}, 400, NO_ID),
        ("POST", "/webhooks", {"callbackURL": "https://a.example", "idModel": "aBcD1234"}, 400, NO_ID),
        ("PUT", "/cards/{card}", {"name": LONG}, 400, "invalid value for name"),
        ("PUT", "/cards/{card}", {"desc": LONG}, 400, "invalid value for desc"),
        ("PUT", "/cards/{card}", {"due": "tomorrow"}, 400, "invalid value for due"),
        ("PUT", "/cards/{card}", {"pos": "middle"}, 400, "invalid value for pos"),
        ("GET", f"/cards/{UNKNOWN}", {}, 404, ELSEWHERE),
        ("GET", "/cards/xyz", {}, 400, "invalid id"),
        ("GET", "/cards/{foreign_card}", {}, 401, NO_CARD),
        ("DELETE", "/cards/{foreign_card}", {}, 401, NO_CARD),
        # reading
        ("GET", "/boards/{board}/cards", {"limit": "1001"}, 400, "invalid value for limit"),
        ("GET", "/boards/{board}/cards", {"limit": "-1"}, 400, "invalid value for limit"),
        ("GET", "/boards/{board}/cards", {"since": "lately"}, 400, "invalid value for since"),
        ("GET", "/boards/{board}/cards", {"filter": "some"}, 400, "invalid value for filter"),
        ("GET", "/boards/{board}/cards/some", {}, 400, "invalid value for filter"),
        ("GET", "/boards/{board}/lists", {"filter": "some"}, 400, "invalid value for filter"),
        ("GET", "/boards/{board}/actions", {"limit": "1001"}, 400, "invalid value for limit"),
        ("GET", "/boards/{board}/actions", {"format": "csv"}, 400, "invalid value for format"),
        ("GET", "/cards/{card}/actions", {"page": "20"}, 400, "invalid value for page"),
        ("GET", "/cards/{card}", {"fields": "name,colour"}, 400, "invalid value for fields"),
        ("GET", "/cards/{card}/colour", {}, 404, "Cannot GET /1/cards/{card}/colour"),
        ("GET", "/members/me/boards", {"filter": "some"}, 400, "invalid value for filter"),
        ("GET", "/members/me/organizations", {"filter": "some"}, 400, "invalid value for filter"),
        ("GET", "/organizations/{organization}/memberships", {"filter": "some"}, 400, "invalid value for filter"),
        # comments and other actions
        ("POST", "/cards/{card}/actions/comments", {}, 400, "invalid value for text"),
        ("POST", "/cards/{card}/actions/comments", {"text": ""}, 400, "invalid value for text"),
        ("POST", "/cards/{card}/actions/comments", {"text": LONG}, 400, "invalid value for text"),
        ("PUT", "/actions/{made}", {"text": "x"}, 400, "invalid value for action"),
        ("DELETE", "/actions/{made}", {}, 400, "invalid value for action"),
        ("GET", f"/actions/{UNKNOWN}", {}, 404, ELSEWHERE),
        ("GET", "/actions/xyz", {}, 400, "invalid id"),
        # workspaces
        ("POST", "/organizations", {}, 400, "Display Name must be at least 1 character"),
        ("POST", "/organizations", {"displayName": ""}, 400, "Display Name must be at least 1 character"),
        ("POST", "/organizations", {"displayName": " x"}, 400, "Display Name cannot begin or end with a space"),
        ("PUT", "/organizations/{organization}", {"displayName": ""}, 400, "Display Name must be at least 1 character"),
        (
            "PUT",
            "/organizations/{organization}",
            {"displayName": "x "},
            400,
            "Display Name cannot begin or end with a space",
        ),
        ("PUT", "/organizations/{organization}", {"name": "ab"}, 400, SHORT),
        ("PUT", "/organizations/{organization}", {"name": "Not-Fit"}, 400, INVALID),
        ("PUT", "/organizations/{organization}", {"name": "taken_name"}, 400, "Organization short name is taken"),
        ("PUT", "/organizations/{organization}", {"name": "trello"}, 400, "Organization short name is reserved"),
        (
            "PUT",
            "/organizations/{organization}",
            {"name": "x" * 101},
            400,
            "Organization short name must be at most 100 characters",
        ),
        ("PUT", "/organizations/{organization}", {"website": "ftp://a.no"}, 400, "invalid value for website"),
        ("GET", f"/organizations/{UNKNOWN}", {}, 404, "model not found"),
        ("PUT", "/organizations/{organization}/members", {"fullName": "Ada"}, 400, "Invalid email address"),
        ("DELETE", "/organizations/{organization}/members/me", {}, 403, "Not enough admins"),
        # members
        ("PUT", "/members/{colleague}", {"initials": "K"}, 401, NOT_OURS),
        ("PUT", "/members/me", {"username": "ab"}, 400, "username must be at least 3 characters"),
        ("PUT", "/members/me", {"username": "karlacolleague"}, 400, "username is taken"),
        ("PUT", "/members/me", {"fullName": ""}, 400, "full name must be at least 1 character"),
        ("PUT", "/members/me", {"fullName": "see https://a.no"}, 400, "full name must not contain a url"),
        ("PUT", "/members/me", {"initials": "ABCDE"}, 400, "initials must contain 1-4 characters"),
        ("GET", "/members/nobody_has_this_name", {}, 404, "model not found"),
        ("POST", "/members", {"fullName": "x"}, 404, "Cannot POST /1/members"),
        ("DELETE", "/members/me", {}, 404, "Cannot DELETE /1/members/me"),
        # webhooks
        ("GET", "/webhooks/xyz", {}, 400, "invalid id"),
        ("GET", f"/webhooks/{UNKNOWN}", {}, 404, ELSEWHERE),
        ("GET", "/webhooks", {}, 404, "Cannot GET /1/webhooks"),
    ],
)
def test_what_is_refused(
    client: httpx.Client, named: dict[str, str], method: str, path: str, given: Given, status: int, body: object
) -> None:
    path, given = filled(path, named), filled(given, named)
    reads = method == "GET"
    answer = client.request(method, path, params=given if reads else None, json=None if reads else given)

    assert answer.status_code == status
    if isinstance(body, dict):
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        assert orjson.loads(answer.content) == body
    else:
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text == filled(body, named)


@pytest.mark.parametrize(
    ("method", "path", "key", "token", "status", "body"),
    [
        ("GET", "/boards/{board}", "", "", 401, NO_RIGHT),
        ("GET", "/lists/{list}", "", "", 401, NO_RIGHT),
        ("GET", "/cards/{card}", "", "", 401, NO_CARD),
        ("POST", "/cards", "", "", 401, '{"message":"missing scopes"}'),
        ("GET", "/cards/{card}", "good", "", 401, '{"message":"missing scopes"}'),
        ("PUT", "/cards/{card}", "good", "", 401, '{"message":"missing scopes"}'),
        ("GET", "/cards/{card}", "", "good", 401, "invalid key"),
        ("GET", "/cards/{card}", "f" * 32, "good", 401, "invalid key"),
        ("GET", "/cards/{card}", "good", "garbage", 401, "invalid app token"),
        ("GET", "/cards/{card}", "good", "ATTA" + "0" * 72, 401, "invalid app token"),
        ("GET", "/cards/{card}", "good", "0" * 64, 401, "invalid token"),
        ("GET", "/boards/xyz", "good", "garbage", 400, "invalid id"),
        ("POST", "/boards", "good", "garbage", 401, "invalid app token"),
    ],
)
def test_who_is_refused(
    trello: Trello,
    stranger: httpx.Client,
    named: dict[str, str],
    method: str,
    path: str,
    key: str,
    token: str,
    status: int,
    body: str,
) -> None:
    given = {
        name: trello.credentials[name] if word == "good" else word for name, word in (("key", key), ("token", token))
    }
    answer = stranger.request(method, filled(path, named), params={name: one for name, one in given.items() if one})
    assert (answer.status_code, answer.text) == (status, body)


@pytest.mark.parametrize(
    ("method", "path", "given", "told"),
    [
        (
            "PUT",
            "/organizations/{organization}/members/{colleague}",
            {"type": "admin"},
            "Free workspaces cannot change memberships",
        ),
        ("PUT", "/boards/{board}/members/{colleague}", {"type": "observer"}, "bad member type"),
        ("PUT", "/boards/{board}/members", {"type": "observer", "email": "o@x.example"}, "bad member type"),
    ],
)
def test_what_a_plan_forbids(method: str, path: str, given: dict[str, str], told: str) -> None:
    trello = Trello(Clock(), Ledger(), capabilities=frozenset())
    place = trello.prepare("Cards")
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
        workspace = client.get(f"/boards/{place['board']}/idOrganization").json()["_value"]
        named = {"board": place["board"], "organization": workspace, "colleague": "karlacolleague"}
        answer = client.request(method, filled(path, named), params=given)
    assert (answer.status_code, answer.text) == (403, told)


def test_what_the_network_in_front_refuses(client: httpx.Client) -> None:
    with_body = client.request("GET", "/members/me", json={"fields": "all"})
    too_long = client.get("/members/me", params={"x": "x" * 10_000})
    assert [one.status_code for one in (with_body, too_long)] == [403, 414]
    assert {one.headers["content-type"] for one in (with_body, too_long)} == {"text/html"}
