"""Tokens with fewer rights, granted through the control API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeAlias

import httpx
import pytest

Told: TypeAlias = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def told(serving: Callable[..., AbstractContextManager[Told]]) -> Iterator[Told]:
    with serving("--records", "1", "--clock", "manual") as told:
        yield told


@pytest.fixture(scope="module")
def control(told: Told) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {told['control']['token']}"}
    with httpx.Client(base_url=told["control"]["url"], headers=headers) as control:
        yield control


def granted(control: httpx.Client, **wanted: object) -> str:
    return str(control.post("/tokens", json=wanted).raise_for_status().json()["token"])


def test_who_may_read_may_not_write(told: Told, control: httpx.Client) -> None:
    params = {"key": told["trello"]["key"], "token": granted(control, scopes="read")}

    statuses = [
        httpx.request(method, f"{told['trello']['url']}/{path}", params=params).status_code
        for method, path in (("GET", "members/me"), ("POST", "boards?name=Mine"))
    ]

    assert statuses == [200, 401]


def test_a_token_is_good_for_a_while(told: Told, control: httpx.Client) -> None:
    params = {"key": told["trello"]["key"], "token": granted(control, scopes="read, write", seconds=60)}
    url = f"{told['trello']['url']}/members/me"

    before = httpx.get(url, params=params)
    control.post("/clock", json={"advance": 61})
    after = httpx.get(url, params=params)

    assert before.status_code == 200
    assert (after.status_code, after.text) == (401, "invalid token")


def test_a_token_may_be_somebody_elses(told: Told, control: httpx.Client) -> None:
    members = control.get("/records/Trello/Members").json()["records"]
    member = next(id_ for id_, held in members.items() if held["username"] != "syncservice")
    params = {"key": told["trello"]["key"], "token": granted(control, scopes="read", member=member)}

    assert httpx.get(f"{told['trello']['url']}/members/me", params=params).json()["id"] == member


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({}, "scopes is missing"),
        ({"scopes": ""}, "no scopes"),
        ({"scopes": "reed"}, "did you mean read?"),
        ({"scopes": ["read"]}, "send text"),
        ({"scopes": "read", "seconds": -1}, "send a number from 0"),
        ({"scopes": "read", "member": "nobody"}, "no member 'nobody'"),
    ],
)
def test_a_token_that_cannot_be_is_told(control: httpx.Client, wanted: dict[str, object], said: str) -> None:
    answer = control.post("/tokens", json=wanted)

    assert 400 <= answer.status_code < 500
    assert said in answer.text
