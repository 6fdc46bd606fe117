"""How much Trello takes in a while, and what it answers to one request too many."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.memory.tokens import Token
from syncproof.ledger import Ledger

TOKEN = (429, {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"})
KEY = (429, {"error": "API_KEY_LIMIT_EXCEEDED", "message": "Rate limit exceeded"})
CHEAP = "/emoji"


def status_and_json(answer: httpx.Response) -> tuple[int, object]:
    """Return status and body."""
    return answer.status_code, answer.json()


def left(answer: httpx.Response, what: str) -> int:
    """Return what an answer says is left."""
    return int(answer.headers[f"x-rate-limit-{what}-remaining"])


def tokens(trello: Trello, count: int) -> Iterator[dict[str, str]]:
    """Yield new credentials under the one key, each of a member of its own."""
    state = trello.service.state
    members = [
        trello.service.workspaces.account({"fullName": f"M{n}", "email": f"m{n}@x.example"}).id for n in range(9)
    ]
    for number in range(count):
        value = f"ATTA{number:072x}"
        member = members[number]
        state.tokens[value] = Token(value, member, frozenset({"read", "write"}), state.new_id(), trello.clock.now)
        yield {"key": trello.credentials["key"], "token": value}


def ask(stranger: httpx.Client, credentials: dict[str, str], times: int, path: str = CHEAP) -> list[httpx.Response]:
    """Ask often with some credentials."""
    return [stranger.get(path, params=credentials) for _ in range(times)]


def test_a_token_has_a_hundred_requests_in_ten_seconds(trello: Trello, client: httpx.Client) -> None:
    answers = [client.get(CHEAP) for _ in range(100)]
    refused = client.get(CHEAP)
    trello.clock.advance(10)
    after = client.get(CHEAP)

    assert {answer.status_code for answer in answers} == {200}
    assert [left(answer, "api-token") for answer in answers] == list(range(99, -1, -1))
    assert status_and_json(refused) == TOKEN
    assert "retry-after" not in refused.headers
    assert (left(refused, "api-token"), left(refused, "api-key")) == (0, 200)
    assert (after.status_code, left(after, "api-token")) == (200, 99)


def test_a_window_ends_with_the_clocks_ten_seconds_and_not_ten_after_the_first(
    trello: Trello, client: httpx.Client
) -> None:
    trello.clock.advance(9)
    for _ in range(100):
        client.get(CHEAP)
    trello.clock.advance(0.999)
    still = client.get(CHEAP)
    trello.clock.advance(0.001)

    assert status_and_json(still) == TOKEN
    assert client.get(CHEAP).status_code == 200


def test_a_key_has_three_hundred_for_all_its_tokens(trello: Trello, stranger: httpx.Client) -> None:
    first, second, third, fourth = tokens(trello, 4)
    for each in (first, second, third):
        ask(stranger, each, 100)

    assert status_and_json(stranger.get(CHEAP, params=fourth)) == KEY
    trello.clock.advance(10)
    assert left(stranger.get(CHEAP, params=fourth), "api-key") == 299


def test_a_key_that_is_refused_too_often_is_shut_out_until_the_window_ends(
    trello: Trello, stranger: httpx.Client
) -> None:
    greedy, modest = tokens(trello, 2)
    ask(stranger, greedy, 100 + 200)
    before = stranger.get(CHEAP, params=modest)
    ask(stranger, greedy, 1)
    after = stranger.get(CHEAP, params=modest)
    trello.clock.advance(10)

    assert before.status_code == 200
    assert status_and_json(after) == KEY
    assert stranger.get(CHEAP, params=modest).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/members/me"),
        ("GET", "/members/me/"),
        ("GET", "/member/me"),
        ("GET", "//members/me"),
        ("PUT", "/members/me"),
        ("GET", "/search"),
        ("GET", "/search/members/"),
        ("GET", "/membersSearch"),
    ],
)
def test_profiles_and_searches_have_a_hundred_in_fifteen_minutes(
    trello: Trello, client: httpx.Client, method: str, path: str
) -> None:
    url = f"{trello.url}{path}"
    for number in range(100):
        if number == 50:
            trello.clock.advance(400)
        assert client.request(method, url, params={"query": "fence"}).status_code in {200, 404}
    trello.clock.advance(10)
    refused = client.request(method, url, params={"query": "fence"})
    others = client.get("/members/me/boards")
    trello.clock.advance(499)

    assert status_and_json(refused) == TOKEN
    assert left(refused, "api-token") == 100
    assert others.status_code == 200
    assert client.request(method, url, params={"query": "fence"}).status_code in {200, 404}


@pytest.mark.parametrize("path", ["/members/me/boards", "/members/me/fullName", "/cards/xyz", "/nowhere"])
def test_everything_else_has_no_long_window(trello: Trello, client: httpx.Client, path: str) -> None:
    before = client.get(path).status_code
    for _ in range(100):
        client.get(path)
    trello.clock.advance(10)
    assert client.get(path).status_code == before


def test_errors_count_and_preflights_and_what_the_network_refuses_do_not(client: httpx.Client) -> None:
    client.get("/nowhere")
    client.get("/cards/xyz")
    client.options("/members/me")
    client.request("GET", "/members/me", json={})
    assert left(client.get(CHEAP), "api-token") == 97


def test_wrong_credentials_are_counted_too(trello: Trello, stranger: httpx.Client) -> None:
    wrong = {"key": trello.credentials["key"], "token": "ATTA" + "0" * 72}
    answers = ask(stranger, wrong, 101, "/members/me")
    assert (answers[99].text, status_and_json(answers[100])) == ("invalid app token", TOKEN)


def test_who_brings_no_credentials_is_not_counted(stranger: httpx.Client) -> None:
    answers = [stranger.get("/members/me") for _ in range(301)]
    assert {answer.status_code for answer in answers} == {401}


def test_a_refused_write_has_not_happened(client: httpx.Client, card: str) -> None:
    for _ in range(100):
        client.get(CHEAP)
    assert status_and_json(client.put(f"/cards/{card}", params={"name": "Late"})) == TOKEN
    assert status_and_json(client.get(f"/cards/{card}")) == TOKEN


def test_what_is_counted_comes_back_with_a_snapshot(trello: Trello, client: httpx.Client) -> None:
    first = client.get("/members/me")
    snapshot = trello.snapshot()
    told = []
    for _ in range(3):
        told.append([left(client.get("/members/me"), "api-token") for _ in range(99)])
        assert status_and_json(client.get("/members/me")) == TOKEN
        trello.restore(snapshot)

    assert left(first, "api-token") == 99
    assert told == [list(range(98, -1, -1))] * 3


def test_a_trello_without_limits_counts_all_the_same() -> None:
    trello = Trello(Clock(), Ledger(), limited=False)
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
        answers = [client.get("/members/me") for _ in range(302)]
    assert {answer.status_code for answer in answers} == {200}
    assert [(left(answer, "api-token"), left(answer, "api-key")) for answer in answers[-2:]] == [(0, 0)] * 2
