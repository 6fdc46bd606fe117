"""Reactions to comments."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from tests.fakes.trello.answers import UNKNOWN, said

THUMB = {"unified": "1F44D", "native": "👍", "name": "THUMBS UP SIGN", "skinVariation": None, "shortName": "+1"}


@pytest.fixture
def comment(client: httpx.Client, card: str) -> str:
    return str(client.post(f"/cards/{card}/actions/comments", params={"text": "Done"}).json()["id"])


@pytest.mark.parametrize("given", [{"shortName": "+1"}, {"native": "👍"}, {"unified": "1f44d"}])
def test_one_reacts_with_an_emoji_by_any_name(client: httpx.Client, comment: str, given: dict[str, str]) -> None:
    path = f"/actions/{comment}/reactions"
    made = client.post(path, json=given).json()

    assert made.pop("member")["username"] == "syncservice"
    assert made == {**made, "idModel": comment, "idEmoji": "1F44D", "emoji": THUMB}
    bare = {name: made[name] for name in ("id", "idMember", "idModel", "idEmoji")}
    assert client.get(path, params={"member": "false", "emoji": "false"}).json() == [bare]
    assert client.get(f"{path}/{made['id']}", params={"member": "false"}).json() == made
    assert client.delete(f"{path}/{made['id']}").json() == {"_value": None}
    assert client.get(path).json() == []
    assert client.get(f"{path}/{made['id']}").status_code == 404


def test_the_same_twice_counts_once(trello: Trello, client: httpx.Client, comment: str) -> None:
    path = f"/actions/{comment}/reactions"
    snapshot = trello.snapshot()
    first, second = (client.post(path, json={"shortName": "tada"}).json() for _ in range(2))
    client.post(path, json={"shortName": "+1"})
    (tada, thumb) = client.get(f"/actions/{comment}/reactionsSummary").json()

    assert first == second
    assert (tada["idEmoji"], tada["count"], tada["firstReacted"]) == ("1F389", 1, "2026-03-01T08:00:00.000Z")
    assert (thumb["emoji"], thumb["idModel"]) == (THUMB, comment)
    trello.restore(snapshot)
    assert client.get(path).json() == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "shortName"),
        ({"shortName": "thing"}, "shortName"),
        ({"native": "x"}, "native"),
        ({"unified": "0"}, "unified"),
    ],
)
def test_refused_reactions(client: httpx.Client, comment: str, given: dict[str, str], name: str) -> None:
    assert said(client.post(f"/actions/{comment}/reactions", json=given)) == (400, f"invalid value for {name}")


def test_only_comments_are_reacted_to(client: httpx.Client, card: str) -> None:
    (made,) = client.get(f"/cards/{card}/actions", params={"filter": "createCard"}).json()
    answer = client.post(f"/actions/{made['id']}/reactions", json={"shortName": "+1"})
    assert said(answer) == (400, "invalid value for action")


def test_a_reaction_is_taken_back_by_whose_it_is(trello: Trello, client: httpx.Client, comment: str) -> None:
    path = f"/actions/{comment}/reactions"
    made = client.post(path, json={"shortName": "+1"}).json()["id"]
    reactions = trello.service.state.reactions
    row = reactions.rows[made]
    reactions.remove(row)
    reactions.add(row._replace(member=trello.service.state.person("karlacolleague").id))  # type: ignore[union-attr]  # she is there
    assert said(client.delete(f"{path}/{made}")) == (401, "unauthorized member permission requested")
    assert said(client.delete(f"{path}/{UNKNOWN}")) == (404, "The requested resource was not found.")


def test_an_action_shows_its_entities_if_asked(client: httpx.Client, comment: str) -> None:
    path = f"/actions/{comment}"
    assert client.get(path, params={"entities": "true"}).json()["entities"] == []
    assert "entities" not in client.get(path).json()


def test_there_is_a_list_of_emoji(client: httpx.Client) -> None:
    known = client.get("/emoji").json()["trello"]
    assert {"unified", "name", "native", "shortName", "shortNames", "category", "keywords"} <= known[0].keys()
    assert "+1" in {one["shortName"] for one in known}
