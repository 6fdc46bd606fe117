"""What every answer of Trello's bears, whatever it says."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import JSON, TEXT, UNKNOWN

LIMITS = {
    "x-rate-limit-api-token-interval-ms": "10000",
    "x-rate-limit-api-token-max": "100",
    "x-rate-limit-api-key-interval-ms": "10000",
    "x-rate-limit-api-key-max": "300",
}
CACHE = "max-age=0, must-revalidate, no-cache, no-store"


@pytest.mark.parametrize(
    ("method", "path", "status", "type_"),
    [
        ("GET", "/members/me", 200, JSON),
        ("POST", "/boards?name=Plans", 200, JSON),
        ("PUT", "/members/me?bio=Hello", 200, JSON),
        ("GET", "/nowhere", 404, TEXT),
        ("PATCH", "/members/me", 404, TEXT),
        ("GET", "/cards/xyz", 400, TEXT),
        ("GET", f"/cards/{UNKNOWN}", 404, TEXT),
        ("PUT", "/members/me?username=x", 400, TEXT),
        ("POST", "/boards", 400, JSON),
        ("GET", "/members/me?key=&token=", 401, TEXT),
        ("PUT", "/members/me?key=&token=", 401, JSON),
    ],
)
def test_every_answer_bears_them(
    trello: Trello, client: httpx.Client, method: str, path: str, status: int, type_: str
) -> None:
    trello.clock.advance(1.234)
    path, _, query = path.partition("?")
    answer = client.request(method, path, params=dict(trello.credentials) | dict(httpx.QueryParams(query)))

    assert (answer.status_code, answer.headers["content-type"]) == (status, type_)
    assert LIMITS.items() <= dict(answer.headers).items()
    assert {"x-rate-limit-api-token-remaining", "x-rate-limit-api-key-remaining"} <= answer.headers.keys()
    assert answer.headers["x-trello-version"]
    assert answer.headers["x-server-time"] == str(trello.clock.now)
    assert answer.headers["cache-control"] == CACHE
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_broken_body_is_answered_with_them_too(client: httpx.Client, card: str) -> None:
    answer = client.put(f"/cards/{card}", content="{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["x-rate-limit-api-token-remaining"]) == (400, "100")


def test_a_page_may_read_the_limits(client: httpx.Client) -> None:
    exposed = client.get("/members/me").headers["access-control-expose-headers"].split(", ")
    assert LIMITS.keys() <= {*exposed}
    assert all(name in client.get("/members/me").headers for name in exposed)


@pytest.mark.parametrize("path", ["/cards", "/members/me", "/nowhere"])
def test_a_browser_may_ask_beforehand(stranger: httpx.Client, path: str) -> None:
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "PUT"}
    answer = stranger.options(path, headers=asked)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, PUT, POST, DELETE"
    allowed = answer.headers["access-control-allow-headers"].split(", ")
    assert {"Authorization", "X-Trello-Client-Identifier"} <= {*allowed}


def test_what_the_network_refuses_trello_never_saw(client: httpx.Client) -> None:
    answers = [client.request("GET", "/members/me", json={}), client.get("/members/me", params={"x": "x" * 9000})]
    assert [answer.status_code for answer in answers] == [403, 414]
    assert not any("x-trello-version" in answer.headers for answer in answers)
