"""`/batch`: several reads in one request, each answered as if it came alone."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import UNKNOWN


def batch(client: httpx.Client, *urls: str) -> list[dict[str, Any]]:
    """Return what the reads are answered with."""
    found: list[dict[str, Any]] = client.get("/batch", params={"urls": ",".join(urls)}).raise_for_status().json()
    return found


def test_answers_come_in_the_order_asked(client: httpx.Client, board: str, card: str) -> None:
    found = batch(client, f"/boards/{board}", f"/cards/{card}/name", "/members/me/", f"/card/{card}")
    assert found == [
        {"200": client.get(f"/boards/{board}").json()},
        {"200": {"_value": "Paint the fence"}},
        {"200": client.get("/members/me").json()},
        {"200": client.get(f"/cards/{card}").json()},
    ]


def test_a_comma_inside_an_address_comes_encoded(client: httpx.Client, card: str) -> None:
    found = batch(client, f"/cards/{card}?fields=name%2Cclosed", f"/cards/{card}?fields=desc")
    assert found == [
        {"200": {"id": card, "name": "Paint the fence", "closed": False}},
        {"200": {"id": card, "desc": ""}},
    ]


def test_each_fails_for_itself(client: httpx.Client, foreign: tuple[str, str, str], card: str) -> None:
    found = batch(
        client, f"/cards/{UNKNOWN}", f"/cards/{foreign[2]}", "/cards/xyz", "/no%20where", f"/cards/{card}/name"
    )
    assert found == [
        {"name": "NotFoundError", "message": "The requested resource was not found.", "statusCode": 404},
        {"name": "UnauthorizedError", "message": "unauthorized card permission requested", "statusCode": 401},
        {"name": "BadRequestError", "message": "invalid id", "statusCode": 400},
        {"name": "NotFoundError", "message": "Cannot GET /1/no%20where", "statusCode": 404},
        {"200": {"_value": "Paint the fence"}},
    ]


def test_the_version_is_not_part_of_an_address(client: httpx.Client) -> None:
    assert batch(client, "/1/members/me")[0]["message"] == "Cannot GET /1/1/members/me"


@pytest.mark.parametrize("urls", ["", ",".join(["/members/me"] * 11), "members/me", "https://api.trello.com/1/x"])
def test_refused_batches(client: httpx.Client, urls: str) -> None:
    answer = client.get("/batch", params={"urls": urls})
    assert (answer.status_code, answer.text) == (400, "invalid value for urls")


def test_ten_are_not_too_many(client: httpx.Client) -> None:
    assert len(batch(client, *["/members/me/fullName"] * 10)) == 10


def test_it_signs_in_for_all_and_none_signs_in_for_itself(trello: Trello, stranger: httpx.Client, card: str) -> None:
    named = trello.credentials
    header = {"Authorization": f'OAuth oauth_consumer_key="{named["key"]}", oauth_token="{named["token"]}"'}
    urls = {"urls": f"/cards/{card}/name?key=wrong&token=wrong"}
    assert stranger.get("/batch", params=urls, headers=header).json() == [{"200": {"_value": "Paint the fence"}}]
    assert stranger.get("/batch", params=urls | {"key": "wrong"}).text == "invalid key"
    inside = {"urls": f"/cards/{card}?key={named['key']}%26token={named['token']}"}
    assert stranger.get("/batch", params=inside).json()[0]["statusCode"] == 401


def test_it_only_reads(client: httpx.Client, card: str) -> None:
    assert client.post("/batch", params={"urls": f"/cards/{card}"}).text == "Cannot POST /1/batch"


def test_each_counts_against_the_limits(trello: Trello, client: httpx.Client, card: str) -> None:
    for _ in range(95):
        client.get("/emoji")
    found = batch(client, *[f"/cards/{card}/name"] * 6)
    limit = {"name": "TooManyRequestsError", "message": "Rate limit exceeded", "statusCode": 429}

    assert found == [{"200": {"_value": "Paint the fence"}}] * 4 + [limit] * 2
    trello.clock.advance(10)
    assert client.get("/emoji").headers["x-rate-limit-api-token-remaining"] == "99"


def test_profiles_in_a_batch_are_counted_as_profiles(trello: Trello, client: httpx.Client) -> None:
    for _ in range(10):
        batch(client, *["/members/me"] * 10)
        trello.clock.advance(10)
    assert [one.get("statusCode") for one in batch(client, "/members/me", "/members/me/boards")] == [429, None]


@pytest.mark.parametrize("inner", ["/batch?urls=/members/me", "/%62atch?urls=/members/me", "//batch/?urls=/members/me"])
def test_there_is_no_batch_in_a_batch_however_it_is_spelt(client: httpx.Client, inner: str) -> None:
    answer = client.get("/batch", params={"urls": inner})

    assert answer.status_code == 200
    assert answer.json()[0]["statusCode"] in {400, 404}
