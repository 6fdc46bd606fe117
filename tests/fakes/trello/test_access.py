"""Who comes in, and the exact words for who does not."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello

UNKNOWN = "0" * 24
SCOPES = (401, '{"message":"missing scopes"}')
BOARD = (401, "unauthorized permission requested")
CARD = (401, "unauthorized card permission requested")


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and body."""
    return answer.status_code, answer.text


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
        ("/boards/{board}", BOARD),
        ("/boards/{board}/cards", BOARD),
        ("/lists/{list_}", BOARD),
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
        assert said(client.request(method, f"/boards/{board}")) == BOARD
        assert said(client.request(method, f"/lists/{list_}")) == BOARD
        assert said(client.request(method, f"/cards/{card}")) == CARD
    assert said(client.post(f"/cards/{card}/actions/comments", params={"text": "x"})) == CARD
    assert said(client.post("/cards", params={"idList": list_})) == BOARD
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
