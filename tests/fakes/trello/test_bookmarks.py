"""What members keep for themselves: stars and saved searches, theirs alone."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import NOT_THE_MEMBER, UNKNOWN, said

STARS = "/members/me/boardStars"
SEARCHES = "/members/me/savedSearches"


def test_boards_are_starred_in_an_order(client: httpx.Client, board: str) -> None:
    other = client.post("/boards", params={"name": "Other"}).json()["id"]
    made = client.post(STARS, params={"idBoard": board, "pos": "bottom"}).json()
    upper = client.post(STARS, params={"idBoard": other, "pos": "top"}).json()
    again = client.post(STARS, params={"idBoard": other, "pos": "bottom"}).json()

    assert (made["idBoard"], made["pos"]) == (board, 16384)
    assert (upper["idBoard"], upper["pos"]) == (other, 8192)
    assert again == upper
    assert client.get(STARS).json() == [upper, made]
    assert client.get("/members/me", params={"boardStars": "true"}).json()["boardStars"] == [upper, made]
    star = upper["id"]
    assert client.put(f"{STARS}/{star}", params={"pos": "bottom"}).json()["pos"] == 32768
    assert client.get(f"{STARS}/{star}").json() == {"id": star, "idBoard": other, "pos": 32768}
    assert client.delete(f"{STARS}/{star}").json() == {"_value": None}
    assert [one["idBoard"] for one in client.get(STARS).json()] == [board]
    assert client.get(f"{STARS}/{star}").status_code == 404


def test_a_starred_board_says_so_to_whom_it_was(client: httpx.Client, board: str) -> None:
    def starred() -> list[str]:
        return [one["id"] for one in client.get("/members/me/boards", params={"filter": "starred"}).json()]

    before = starred()
    client.post(STARS, params={"idBoard": board, "pos": "top"})

    assert (before, starred()) == ([], [board])
    assert client.get(f"/boards/{board}/starred").json() == {"_value": True}
    client.delete(f"/boards/{board}")
    assert (starred(), client.get(STARS).json()) == ([], [])


def test_a_star_taken_back_was_never_there(trello: Trello, client: httpx.Client, board: str) -> None:
    snapshot = trello.snapshot()
    client.post(STARS, params={"idBoard": board, "pos": "top"})
    trello.restore(snapshot)
    assert client.get(STARS).json() == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"pos": "top"}, (400, "invalid value for idBoard")),
        ({"idBoard": UNKNOWN, "pos": "top"}, (400, "invalid value for idBoard")),
        ({"idBoard": "{board}"}, (400, "invalid value for pos")),
        ({"idBoard": "{board}", "pos": "middle"}, (400, "invalid value for pos")),
        ({"idBoard": "{foreign}", "pos": "top"}, (401, "unauthorized permission requested")),
    ],
)
def test_refused_stars(
    client: httpx.Client, board: str, foreign: tuple[str, str, str], given: dict[str, str], told: tuple[int, str]
) -> None:
    named = {name: value.format(board=board, foreign=foreign[0]) for name, value in given.items()}
    assert said(client.post(STARS, params=named)) == told


def test_searches_are_saved(client: httpx.Client) -> None:
    made = client.post(SEARCHES, params={"name": "Mine", "query": "@me", "pos": "bottom"}).json()
    assert made == {"id": made["id"], "name": "Mine", "query": "@me", "pos": 16384}
    changed = client.put(f"{SEARCHES}/{made['id']}", params={"query": "@me is:open", "pos": 7}).json()
    assert changed == {**made, "query": "@me is:open", "pos": 7}
    assert client.get(SEARCHES).json() == [client.get(f"{SEARCHES}/{made['id']}").json()] == [changed]
    assert client.get("/members/me", params={"savedSearches": "true"}).json()["savedSearches"] == [changed]
    assert client.delete(f"{SEARCHES}/{made['id']}").json() == {"_value": None}
    assert client.get(SEARCHES).json() == []


@pytest.mark.parametrize("missing", ["name", "query", "pos"])
def test_a_saved_search_needs_all(client: httpx.Client, missing: str) -> None:
    given = {"name": "Mine", "query": "@me", "pos": "top"}
    del given[missing]
    assert said(client.post(SEARCHES, params=given)) == (400, f"invalid value for {missing}")


@pytest.mark.parametrize(
    "path",
    [
        "boardStars",
        "savedSearches",
        "notifications",
        "boardBackgrounds",
        "boardsInvited",
        "organizationsInvited",
        "customEmoji",
        "customStickers",
        "customBoardBackgrounds",
    ],
)
def test_they_are_ones_own(client: httpx.Client, colleague: str, path: str) -> None:
    assert client.get(f"/members/me/{path}").json() == []
    assert said(client.get(f"/members/{colleague}/{path}")) == NOT_THE_MEMBER


@pytest.mark.parametrize("path", ["boardStars", "savedSearches", "boardBackgrounds", "customStickers"])
def test_one_that_is_not_there(client: httpx.Client, path: str) -> None:
    assert said(client.get(f"/members/me/{path}/{UNKNOWN}")) == (404, "The requested resource was not found.")


@pytest.mark.parametrize(("name", "value"), [("limit", "1001"), ("page", "101"), ("read_filter", "some")])
def test_refused_notifications(client: httpx.Client, name: str, value: str) -> None:
    assert said(client.get("/members/me/notifications", params={name: value})) == (400, f"invalid value for {name}")


def test_nothing_private_of_others_comes_nested(client: httpx.Client, colleague: str, board: str) -> None:
    client.post(STARS, params={"idBoard": board, "pos": "top"})
    asked = {"boardStars": "true", "savedSearches": "true", "notifications": "all", "boardsInvited": "all"}
    other = client.get(f"/members/{colleague}", params=asked).json()
    assert [other[name] for name in asked] == [[], [], [], []]


def test_a_board_shows_the_readers_star(trello: Trello, client: httpx.Client, board: str, colleague: str) -> None:
    star = client.post(STARS, params={"idBoard": board, "pos": "top"}).json()
    other = client.post("/boards", params={"name": "Other"}).json()["id"]
    client.post(STARS, params={"idBoard": other, "pos": "top"})
    theirs = {"token": trello.grant(frozenset({"read"}), member=colleague)}

    def stars(**given: str) -> object:
        return client.get(f"/boards/{board}/boardStars", params=given).raise_for_status().json()

    def inside(value: str) -> object:
        return client.get(f"/boards/{board}", params={"boardStars": value}).json().get("boardStars", "none")

    assert stars() == stars(filter="mine") == [star]
    assert stars(filter="none") == stars(**theirs) == []
    assert [inside(value) for value in ("mine", "true", "none")] == [[star], [star], "none"]
    assert said(client.get(f"/boards/{board}/boardStars", params={"filter": "all"})) == (
        400,
        "invalid value for filter",
    )
