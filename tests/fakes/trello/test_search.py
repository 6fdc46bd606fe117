"""`/search`: what is found, and that nobody finds what is not for them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.fakes.trello import Trello


@pytest.fixture
def garden(client: httpx.Client, board: str, list_: str, colleague: str) -> dict[str, str]:
    """Return the ids of a few cards, by a word each: of one the list is archived, on one is a comment."""
    made: dict[str, str] = {}
    for name, desc in (
        ("Paint the fence", "Green, twice"),
        ("Mow the lawn", "Not the fence side"),
        ("Rake leaves", ""),
    ):
        made[name.split()[0]] = client.post("/cards", params={"idList": list_, "name": name, "desc": desc}).json()["id"]
    shed = client.post("/lists", params={"idBoard": board, "name": "Shed"}).json()["id"]
    made["Oil"] = client.post("/cards", params={"idList": shed, "name": "Oil the fence gate"}).json()["id"]
    client.put(f"/lists/{shed}/closed", params={"value": "true"})
    client.post(f"/cards/{made['Rake']}/actions/comments", params={"text": "Behind the FENCE as well"})
    client.put(f"/boards/{board}/members/{colleague}", params={"type": "normal"})
    client.put(f"/cards/{made['Mow']}", params={"idMembers": colleague})
    client.put(f"/cards/{made['Paint']}/closed", params={"value": "true"})
    return made


def search(client: httpx.Client, query: str, **more: object) -> dict[str, Any]:
    """Return what is found."""
    params = {"query": query, **{name: str(value) for name, value in more.items()}}
    found: dict[str, Any] = client.get("/search", params=params).raise_for_status().json()
    return found


def cards(client: httpx.Client, garden: dict[str, str], query: str, **more: object) -> list[str]:
    """Return which cards are found, by their words."""
    words = {id_: word for word, id_ in garden.items()}
    return [words.get(one["id"], one["name"]) for one in search(client, query, modelTypes="cards", **more)["cards"]]


def test_the_answer_says_what_was_looked_for(client: httpx.Client, garden: dict[str, str]) -> None:
    assert garden
    found = search(client, 'fence is:open board:"Synchronized board"')
    assert found["options"] == {
        "terms": [{"text": "fence"}],
        "modifiers": [{"text": "is:open"}, {"text": 'board:"Synchronized board"'}],
        "modelTypes": ["actions", "boards", "cards", "members", "organizations"],
        "partial": False,
    }
    assert found.keys() == {"options", "actions", "boards", "cards", "members", "organizations"}
    assert search(client, "fence", modelTypes="cards,boards").keys() == {"options", "boards", "cards"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("fence", ["Oil", "Rake", "Mow", "Paint"]),
        ("FENCE", ["Oil", "Rake", "Mow", "Paint"]),
        ("fence twice", ["Paint"]),
        ("fen", []),
        ("behind", ["Rake"]),
        ("fence is:open", ["Rake", "Mow"]),
        ("fence is:archived", ["Oil", "Paint"]),
        ("fence -is:archived", ["Rake", "Mow"]),
        ("list:shed", ["Oil"]),
        ("fence list:Shed", ["Oil"]),
        ('board:"synchronized BOARD" lawn', ["Mow"]),
        ("board:nowhere fence", []),
        ("@karlacolleague", ["Mow"]),
        ("fence -@karlacolleague is:open", ["Rake"]),
        ("@nobody", []),
        ("!!!", []),
    ],
)
def test_cards_are_found_by_words_and_operators(
    client: httpx.Client, garden: dict[str, str], query: str, found: list[str]
) -> None:
    assert cards(client, garden, query) == found


def test_parts_are_beginnings(client: httpx.Client, garden: dict[str, str]) -> None:
    assert cards(client, garden, "law", partial="true") == ["Mow"]
    assert cards(client, garden, "awn", partial="true") == []


def test_pages_of_cards(client: httpx.Client, garden: dict[str, str]) -> None:
    pages = [cards(client, garden, "fence", cards_limit=3, cards_page=page) for page in range(3)]
    assert pages == [["Oil", "Rake", "Mow"], ["Paint"], []]


def test_a_search_is_kept_to_boards_workspaces_and_cards(
    client: httpx.Client, garden: dict[str, str], board: str
) -> None:
    workspace = client.get(f"/boards/{board}/idOrganization").json()["_value"]
    other = client.post("/boards", params={"name": "Other fence", "defaultLists": "false"}).json()["id"]
    assert cards(client, garden, "lawn", idBoards=board) == ["Mow"]
    assert cards(client, garden, "lawn", idBoards="mine") == ["Mow"]
    assert cards(client, garden, "lawn", idBoards=other) == []
    assert cards(client, garden, "lawn", idOrganizations=workspace) == ["Mow"]
    assert cards(client, garden, "fence", idCards=f"{garden['Mow']},{garden['Oil']}") == ["Oil", "Mow"]
    assert [one["id"] for one in search(client, "fence", idBoards=other)["boards"]] == [other]


def test_what_comes_with_a_card(client: httpx.Client, garden: dict[str, str], board: str, list_: str) -> None:
    given = {"card_fields": "name", "card_board": "true", "card_list": "true", "card_members": "true"}
    more = {"card_stickers": "true", "card_attachments": "cover"}
    (card,) = search(client, "lawn", **given, **more)["cards"]
    assert [member["username"] for member in card.pop("members")] == ["karlacolleague"]
    assert card == {
        "id": garden["Mow"],
        "name": "Mow the lawn",
        "board": {"id": board, "name": "Synchronized board"},
        "list": {"id": list_, "name": "To be synchronized"},
        "stickers": [],
        "attachments": [],
    }


def test_what_lies_on_a_card_comes_with_it(client: httpx.Client, garden: dict[str, str]) -> None:
    link = {"name": "Mower", "url": "https://example.com/mower"}
    client.post(f"/cards/{garden['Mow']}/attachments", params=link)
    client.post(f"/cards/{garden['Mow']}/stickers", params={"image": "check", "top": 1, "left": 1, "zIndex": 1})
    client.put(f"/cards/{garden['Mow']}/subscribed", params={"value": "true"})

    (card,) = search(client, "lawn", card_attachments="true", card_stickers="true")["cards"]

    assert [one["name"] for one in card["attachments"]] == ["Mower"]
    assert [one["image"] for one in card["stickers"]] == ["check"]
    assert card["subscribed"] is True


def test_boards_workspaces_members_and_comments_are_found(
    client: httpx.Client, garden: dict[str, str], board: str
) -> None:
    workspace = client.get(f"/boards/{board}/idOrganization").json()["_value"]
    found = search(client, "synchronized")
    assert found["boards"] == [{"id": board, "name": "Synchronized board", "idOrganization": workspace}]
    assert {"id": workspace, "name": "synchronizedworkspace", "displayName": "Synchronized workspace"} in found[
        "organizations"
    ]
    (action,) = search(client, "behind", modelTypes="actions")["actions"]
    assert (action["type"], action["data"]["card"]["id"]) == ("commentCard", garden["Rake"])
    (member,) = search(client, "karla", modelTypes="members")["members"]
    assert member.keys() == {"id", "avatarHash", "fullName", "initials", "username", "confirmed"}
    with_workspace = search(client, "synchronized", board_organization="true", board_fields="name", boards_limit=1)
    assert with_workspace["boards"][0]["organization"]["id"] == workspace


def test_nobody_finds_what_they_may_not_see(
    client: httpx.Client, stranger: httpx.Client, foreign: tuple[str, str, str]
) -> None:
    assert foreign
    assert (search(client, "hidden")["cards"], search(client, "private")["boards"]) == ([], [])
    for path in ("/search", "/search/members"):
        answer = stranger.get(path, params={"query": "hidden"})
        assert (answer.status_code, answer.text) == (401, "unauthorized permission requested")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "query"),
        ({"query": ""}, "query"),
        ({"query": "  "}, "query"),
        ({"query": "x", "modelTypes": "webhooks"}, "modelTypes"),
        ({"query": "x", "idBoards": "xyz"}, "idBoards"),
        ({"query": "x", "cards_limit": "1001"}, "cards_limit"),
        ({"query": "x", "cards_page": "101"}, "cards_page"),
        ({"query": "x", "partial": "perhaps"}, "partial"),
    ],
)
def test_refused_searches(client: httpx.Client, given: dict[str, str], name: str) -> None:
    answer = client.get("/search", params=given)
    assert (answer.status_code, answer.text) == (400, f"invalid value for {name}")


def test_members_are_found_by_the_beginnings_of_their_names(
    trello: Trello, client: httpx.Client, organization: str
) -> None:
    other = trello.prepare("Members")["organization"]
    karl = trello.add("Members", {"fullName": "Karl Marks", "email": "karl@x.example"}, place=organization)
    trello.add("Members", {"fullName": "Karl Elsewhere", "email": "elsewhere@x.example"}, place=other)

    def found(**given: str) -> list[str]:
        return [one["fullName"] for one in client.get("/search/members/", params={"query": "kar", **given}).json()]

    assert found() == ["Karla Colleague", "Karl Marks", "Karl Elsewhere"]
    assert found(limit="1") == ["Karla Colleague"]
    assert found(idOrganization=other) == ["Karla Colleague", "Karl Elsewhere", "Karl Marks"]
    assert found(idOrganization=organization, onlyOrgMembers="true") == ["Karla Colleague", "Karl Marks"]
    assert found(query="kar mar") == ["Karl Marks"]
    assert client.get("/search/members", params={"query": "marks"}).json()[0]["id"] == karl
    refused = client.get("/search/members", params={"query": "x", "limit": "21"})
    assert (refused.status_code, refused.text) == (400, "invalid value for limit")


def test_members_of_workspaces_that_one_is_not_in_are_not_found(trello: Trello, client: httpx.Client) -> None:
    place = trello.prepare("Members")["organization"]
    trello.add("Members", {"fullName": "Grete Gone", "email": "grete@x.example"}, place=place)
    ghost = client.get("/search/members", params={"query": "grete"}).json()[0]["id"]
    client.delete(f"/organizations/{place}/members/{ghost}")
    assert client.get("/search/members", params={"query": "grete"}).json() == []
