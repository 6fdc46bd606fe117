"""Stickers on cards, and votes for them."""

from __future__ import annotations

import httpx
import pytest

from tests.fakes.trello.answers import said

STAR = {"image": "star", "top": "10", "left": "-20.5", "zIndex": "1"}


@pytest.fixture
def me(client: httpx.Client) -> str:
    return str(client.get("/members/me").json()["id"])


def test_a_sticker_is_put_on_moved_and_taken_off(client: httpx.Client, card: str) -> None:
    made = client.post(f"/cards/{card}/stickers", params=STAR).json()
    assert made == {
        "id": made["id"],
        "top": 10,
        "left": -20.5,
        "zIndex": 1,
        "rotate": 0,
        "image": "star",
        "imageUrl": "https://trello.com/images/stickers/star.png",
        "imageScaled": [],
    }
    path = f"/cards/{card}/stickers/{made['id']}"
    assert client.get(path).json() == made
    assert client.get(f"/cards/{card}/stickers", params={"fields": "image"}).json() == [
        {"id": made["id"], "image": "star"}
    ]
    assert client.get(f"/cards/{card}", params={"stickers": "true"}).json()["stickers"] == [made]

    moved = client.put(path, params={"top": 0, "left": 0, "zIndex": 2, "rotate": 90}).json()

    assert moved == {**made, "top": 0, "left": 0, "zIndex": 2, "rotate": 90}
    assert said(client.delete(path)) == (200, '{"stickers":[]}')
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("image", ""),
        ("image", "Not a name"),
        ("top", "-61"),
        ("top", "high"),
        ("left", "101"),
        ("left", "nan"),
        ("zIndex", "1.5"),
        ("zIndex", None),
        ("zIndex", [1]),
        ("rotate", "361"),
        ("rotate", {}),
    ],
)
def test_a_sticker_that_is_not_taken(client: httpx.Client, card: str, name: str, value: object) -> None:
    answer = client.post(f"/cards/{card}/stickers", json={**STAR, name: value})
    assert said(answer) == (400, f"invalid value for {name}")
    assert client.get(f"/cards/{card}/stickers").json() == []


def test_a_vote_needs_a_board_with_votes(client: httpx.Client, board: str, card: str, me: str) -> None:
    path = f"/cards/{card}/membersVoted"
    assert said(client.post(path, params={"value": me})) == (401, "unauthorized card permission requested")
    client.put(f"/boards/{board}", params={"prefs/voting": "members"})

    assert [one["id"] for one in client.post(path, params={"value": me}).json()] == [me]

    shown = client.get(f"/cards/{card}", params={"membersVoted": "true"}).json()
    assert (shown["idMembersVoted"], shown["badges"]["votes"]) == ([me], 1)
    assert shown["badges"]["viewingMemberVoted"] is True
    assert [one["id"] for one in shown["membersVoted"]] == [me]
    assert client.get(path, params={"fields": "username"}).json() == [{"id": me, "username": "syncservice"}]
    assert client.post(path, params={"value": me}).status_code == 400


def test_a_vote_is_taken_back(client: httpx.Client, board: str, card: str, me: str) -> None:
    client.put(f"/boards/{board}", params={"prefs/voting": "members"})
    client.post(f"/cards/{card}/membersVoted", params={"value": me})
    assert said(client.delete(f"/cards/{card}/membersVoted/{me}")) == (200, '{"_value":null}')
    assert client.get(f"/cards/{card}").json()["idMembersVoted"] == []
    assert client.delete(f"/cards/{card}/membersVoted/{me}").status_code == 404


def test_nobody_votes_for_another(client: httpx.Client, board: str, card: str, me: str) -> None:
    client.put(f"/boards/{board}", params={"prefs/voting": "members"})
    other = next(one["id"] for one in client.get(f"/boards/{board}/members").json() if one["id"] != me)
    assert client.post(f"/cards/{card}/membersVoted", params={"value": other}).status_code == 401
    assert client.delete(f"/cards/{card}/membersVoted/{other}").status_code == 401
    assert client.post(f"/cards/{card}/membersVoted", params={"value": "nonsense"}).status_code == 400


def test_a_vote_is_told_to_webhooks_alone(
    client: httpx.Client, board: str, card: str, me: str, heard: list[tuple[str, bool]]
) -> None:
    client.put(f"/boards/{board}", params={"prefs/voting": "members"})
    client.post(f"/cards/{card}/membersVoted", params={"value": me})
    client.delete(f"/cards/{card}/membersVoted/{me}")
    assert heard[1:] == [("voteOnCard", False), ("voteOnCard", False)]
