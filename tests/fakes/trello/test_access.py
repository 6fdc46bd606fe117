"""Who comes in, and the exact words for who does not."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.ledger import Ledger
from tests.fakes.trello.answers import NOT_THE_BOARD, NOT_THE_MEMBER, UNKNOWN, said

SCOPES = (401, '{"message":"missing scopes"}')
CARD = (401, "unauthorized card permission requested")


def test_the_places_for_credentials(trello: Trello, stranger: httpx.Client, card: str) -> None:
    key, token = trello.credentials["key"], trello.credentials["token"]
    assert (len(key), len(token), token[:4]) == (32, 76, "ATTA")
    quoted = {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'}
    plain = {"Authorization": f"OAuth oauth_nonce=1, oauth_token={token},oauth_consumer_key={key}, x=y"}
    path = f"/cards/{card}"
    answers = [
        stranger.get(path, params={"key": key, "token": token}),
        stranger.get(path, headers=quoted),
        stranger.get(path, headers=plain),
        stranger.get(path, headers=quoted, params={"key": "wrong", "token": "wrong"}),
        stranger.put(path, json={"key": key, "token": token}),
        stranger.put(path, data={"key": key, "token": token}),
        stranger.request("DELETE", path, json={"key": key, "token": token}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 7


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/boards/{board}", NOT_THE_BOARD),
        ("/boards/{board}/cards", NOT_THE_BOARD),
        ("/lists/{list_}", NOT_THE_BOARD),
        ("/cards/{card}", CARD),
        ("/cards/{card}/actions", CARD),
        ("/organizations/{organization}", (401, "unauthorized organization.")),
        ("/members/me", (401, "unauthorized member permission requested")),
    ],
)
def test_a_reader_without_credentials(
    stranger: httpx.Client,
    organization: str,
    board: str,
    list_: str,
    card: str,
    path: str,
    expected: tuple[int, str],
) -> None:
    named = {"organization": organization, "board": board, "list_": list_, "card": card}
    assert said(stranger.get(path.format(**named))) == expected


def test_a_public_board_is_read_without_credentials(stranger: httpx.Client, client: httpx.Client) -> None:
    board = client.post("/boards", params={"name": "Open", "prefs_permissionLevel": "public"}).json()["id"]
    assert stranger.get(f"/boards/{board}").json()["name"] == "Open"
    assert said(stranger.put(f"/boards/{board}", params={"name": "Mine"})) == SCOPES


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_writer_without_credentials(stranger: httpx.Client, card: str, method: str) -> None:
    assert said(stranger.request(method, f"/cards/{card}")) == SCOPES


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("key",), SCOPES),
        (("token",), (401, "invalid key")),
        ({"key": "f" * 32, "token": ""}, (401, "invalid key")),
        ({"token": "ATTA" + "0" * 72}, (401, "invalid app token")),
        ({"token": "garbage"}, (401, "invalid app token")),
        ({"token": "0" * 64}, (401, "invalid token")),
    ],
)
def test_wrong_credentials(
    trello: Trello,
    stranger: httpx.Client,
    card: str,
    method: str,
    given: tuple[str, ...] | dict[str, str],
    expected: tuple[int, str],
) -> None:
    known = dict(trello.credentials)
    params = known | given if isinstance(given, dict) else {name: known[name] for name in given}
    assert said(stranger.request(method, f"/cards/{card}", params=params)) == expected


@pytest.mark.parametrize("path", ["/boards/xyz", "/cards/xyz", "/lists/xyz", "/actions/xyz", "/cards/ABCDEF1-"])
def test_the_shape_of_an_id_is_checked_before_the_credentials(stranger: httpx.Client, path: str) -> None:
    assert said(stranger.get(path, params={"key": "bad", "token": "bad"})) == (400, "invalid id")


@pytest.mark.parametrize("path", ["/lists/ABCDEF12", "/actions/ABCDEF12"])
def test_only_cards_and_boards_have_short_links(client: httpx.Client, path: str) -> None:
    assert said(client.get(path)) == (400, "invalid id")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (f"/boards/{UNKNOWN}", "The requested resource was not found."),
        (f"/cards/{UNKNOWN}", "The requested resource was not found."),
        (f"/actions/{UNKNOWN}", "The requested resource was not found."),
        (f"/lists/{UNKNOWN}", "model not found"),
        (f"/organizations/{UNKNOWN}", "model not found"),
        ("/organizations/nobody_has_this_name", "model not found"),
        ("/members/nobody_has_this_name", "model not found"),
    ],
)
def test_what_is_well_formed_but_unknown(client: httpx.Client, path: str, told: str) -> None:
    assert said(client.get(path)) == (404, told)
    assert said(client.put(path)) == (404, told)


def test_good_credentials_without_the_right(client: httpx.Client, foreign: tuple[str, str, str]) -> None:
    board, list_, card = foreign
    for method in ("GET", "PUT", "DELETE"):
        assert said(client.request(method, f"/boards/{board}")) == NOT_THE_BOARD
        assert said(client.request(method, f"/lists/{list_}")) == NOT_THE_BOARD
        assert said(client.request(method, f"/cards/{card}")) == CARD
    assert said(client.post(f"/cards/{card}/actions/comments", params={"text": "x"})) == CARD
    assert said(client.post("/cards", params={"idList": list_})) == NOT_THE_BOARD
    told = (401, f"unauthorized board list requested {board}")
    assert said(client.post("/lists", params={"name": "x", "idBoard": board})) == told


def test_a_workspace_that_one_has_left(client: httpx.Client, organization: str, colleague: str) -> None:
    client.put(f"/organizations/{organization}/members/{colleague}", params={"type": "admin"})
    client.delete(f"/organizations/{organization}/members/me")
    for method in ("GET", "PUT", "DELETE"):
        answer = client.request(method, f"/organizations/{organization}")
        assert said(answer) == (401, "unauthorized organization.")


def test_who_is_no_admin_cannot_change_a_workspace(client: httpx.Client, organization: str, colleague: str) -> None:
    client.put(f"/organizations/{organization}/members/{colleague}", params={"type": "admin"})
    client.put(f"/organizations/{organization}/members/me", params={"type": "normal"})
    assert client.get(f"/organizations/{organization}").status_code == 200
    answer = client.put(f"/organizations/{organization}", params={"displayName": "Mine"})
    assert said(answer) == (401, "unauthorized organization.")
    assert client.delete(f"/organizations/{organization}/members/me").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        'OAuth oauth_consumer_key="{key}", oauth_token="{token}"',
        'OAuth oauth_token="{token}", oauth_consumer_key="{key}"',
        "OAuth oauth_consumer_key={key},oauth_token={token}",
        "OAuth oauth_token={token} , oauth_consumer_key={key}",
        'oauth realm="", oauth_token_secret="x", oauth_token="{token}",  oauth_consumer_key="{key}"',
        'OAuth oauth_nonce="1", oauth_consumer_key="{key}", oauth_token="{token}", oauth_signature="x%3D"',
        'OAuth oauth_consumer_key="{key}", oauth_token="{token}", x_oauth_token="no"',
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_an_oauth_header_in_any_order_quoted_or_not(
    trello: Trello, stranger: httpx.Client, card: str, header: str, method: str
) -> None:
    headers = {"Authorization": header.format(**trello.credentials)}

    answer = stranger.request(method, f"/cards/{card}", headers=headers)

    assert answer.status_code == 200


def test_a_header_wins_over_good_credentials_elsewhere(trello: Trello, client: httpx.Client, card: str) -> None:
    headers = {"Authorization": f'OAuth oauth_consumer_key="{trello.credentials["key"]}", oauth_token="bad"'}

    assert said(client.get(f"/cards/{card}", headers=headers)) == (401, "invalid app token")


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_nobody_was_granted_a_bearer_token(
    trello: Trello, stranger: httpx.Client, card: str, method: str, scheme: str
) -> None:
    headers = {"Authorization": f"{scheme} {trello.credentials['token']}"}
    path = f"/cards/{card}" if method != "POST" else "/cards"

    assert said(stranger.request(method, path, headers=headers)) == (401, "invalid token")


def test_another_scheme_is_no_credential(stranger: httpx.Client, card: str) -> None:
    assert said(stranger.get(f"/cards/{card}", headers={"Authorization": "Basic eDp5"})) == CARD
    assert said(stranger.put(f"/cards/{card}", headers={"Authorization": "Basic eDp5"})) == SCOPES


NOBODY: dict[str, str] = {}
KEY = {"key": "{key}"}
WRONG_KEY = {"key": "f" * 32, "token": "{token}"}
UNKNOWN_TOKEN = {"key": "{key}", "token": "ATTA" + "0" * 72}
OLD_TOKEN = {"key": "{key}", "token": "0" * 64}


@pytest.mark.parametrize(
    ("given", "method", "path", "expected"),
    [
        (NOBODY, "GET", "/boards/{board}", NOT_THE_BOARD),
        (NOBODY, "GET", "/lists/{list_}", NOT_THE_BOARD),
        (NOBODY, "GET", "/cards/{card}", CARD),
        (NOBODY, "PUT", "/cards/{card}", SCOPES),
        (NOBODY, "POST", "/cards", SCOPES),
        (NOBODY, "DELETE", "/cards/{card}", SCOPES),
        (KEY, "GET", "/boards/{board}", SCOPES),
        (KEY, "GET", "/members/me", SCOPES),
        (KEY, "POST", "/cards", SCOPES),
        ({"token": "{token}"}, "GET", "/cards/{card}", (401, "invalid key")),
        (WRONG_KEY, "GET", "/cards/{card}", (401, "invalid key")),
        (WRONG_KEY, "DELETE", "/cards/{card}", (401, "invalid key")),
        (UNKNOWN_TOKEN, "GET", "/cards/{card}", (401, "invalid app token")),
        (UNKNOWN_TOKEN | {"token": "x"}, "PUT", "/cards/{card}", (401, "invalid app token")),
        (OLD_TOKEN, "GET", "/cards/{card}", (401, "invalid token")),
        (KEY | {"token": "{revoked}"}, "GET", "/cards/{card}", (401, "invalid token")),
        (KEY | {"token": "{expired}"}, "GET", "/cards/{card}", (401, "invalid token")),
        (KEY | {"token": "{stranger}"}, "GET", "/cards/{card}", CARD),
        (KEY | {"token": "{stranger}"}, "PUT", "/cards/{card}", CARD),
        (KEY | {"token": "{stranger}"}, "GET", "/boards/{board}", NOT_THE_BOARD),
        (KEY | {"token": "{stranger}"}, "GET", "/lists/{list_}", NOT_THE_BOARD),
        (KEY | {"token": "{stranger}"}, "GET", "/organizations/{organization}", (401, "unauthorized organization.")),
        (KEY | {"token": "{stranger}"}, "GET", "/members/{me}/tokens", NOT_THE_MEMBER),
        (KEY | {"token": "{stranger}"}, "PUT", "/members/{me}", NOT_THE_MEMBER),
        (KEY | {"token": "{reader}"}, "PUT", "/cards/{card}", NOT_THE_BOARD),
        (UNKNOWN_TOKEN, "GET", "/boards/xyz", (400, "invalid id")),
    ],
)
def test_what_goes_wrong(
    trello: Trello,
    client: httpx.Client,
    stranger: httpx.Client,
    organization: str,
    board: str,
    list_: str,
    card: str,
    given: dict[str, str],
    method: str,
    path: str,
    expected: tuple[int, str],
) -> None:
    elsewhere = trello.add("Organizations", {"displayName": "Elsewhere"})
    eve = trello.add("Members", {"fullName": "Eve", "email": "eve@example.org"}, place=elsewhere)
    named = {
        **trello.credentials,
        "organization": organization,
        "board": board,
        "list_": list_,
        "card": card,
        "me": client.get("/members/me").json()["id"],
        "revoked": trello.grant(frozenset({"read", "write"})),
        "expired": trello.grant(frozenset({"read"}), expires=trello.clock.now),
        "reader": trello.grant(frozenset({"read"})),
        "stranger": trello.grant(frozenset({"read", "write"}), member=eve),
    }
    client.delete(f"/tokens/{named['revoked']}", params={"token": named["revoked"]})
    params = {name: value.format(**named) for name, value in given.items()}

    answer = stranger.request(method, path.format(**named), params=params)

    assert said(answer) == expected


def test_what_the_plan_forbids_is_403() -> None:
    trello = Trello(Clock(), Ledger(), seed=1, capabilities=frozenset())
    place = trello.prepare("Members")["organization"]

    with httpx.Client(base_url=trello.url, transport=httpx.WSGITransport(app=trello.app)) as client:
        seats = client.get(f"/organizations/{place}/memberships", params=dict(trello.credentials)).json()
        path = f"/organizations/{place}/members/{seats[1]['idMember']}"
        answer = client.put(path, params={"type": "admin", **trello.credentials})

    assert said(answer) == (403, "Free workspaces cannot change memberships")
