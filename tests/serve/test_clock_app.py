"""The harness's clock as a SUT is offered it."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.kit.clock import START, Clock
from syncproof.serve.clock_app import clock_app


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> httpx.Client:
    return httpx.Client(transport=httpx.WSGITransport(clock_app(clock)), base_url="http://clock")


def test_it_tells_the_time_and_lets_none_pass(client: httpx.Client, clock: Clock) -> None:
    assert client.get("/").json() == {"now": "2026-03-01T08:00:00.000Z", "milliseconds": START}
    assert clock.now == START


@pytest.mark.parametrize("kind", ["application/json", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"])
def test_who_sleeps_finds_that_time_has_passed(client: httpx.Client, clock: Clock, kind: str) -> None:
    answer = client.post("/", content='{"sleep": 2.5}', headers={"Content-Type": kind})

    assert (answer.status_code, answer.json()["milliseconds"], clock.now) == (200, START + 2500, START + 2500)


@pytest.mark.parametrize(
    "body", ["", "nothing", "[]", "{}", '{"sleep": "2"}', '{"sleep": -1}', '{"sleep": true}', '{"sleep": 1e9}']
)
def test_what_is_no_sleep_is_refused_and_told_and_no_time_passes(clock: Clock, body: str) -> None:
    refused: list[str] = []
    client = httpx.Client(transport=httpx.WSGITransport(clock_app(clock, refused.append)), base_url="http://clock")
    answer = client.post("/", content=body)

    assert (answer.status_code, clock.now) == (400, START)
    assert refused == [f'{body or "an empty body"}: send {{"sleep": seconds}}, from 0 to 86400']
    assert answer.json()["description"] == 'send {"sleep": seconds}, from 0 to 86400'
