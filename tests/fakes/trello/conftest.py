"""Trello, a client that may come in and one that may not, and the places that the harness prepares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.memory.log import Log
from syncproof.fakes.trello.memory.rows import Action
from syncproof.ledger import Ledger


@pytest.fixture
def trello() -> Trello:
    return Trello(Clock(), Ledger(), seed=1)


@pytest.fixture
def client(trello: Trello) -> Iterator[httpx.Client]:
    transport = httpx.WSGITransport(app=trello.app)
    with httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=transport) as client:
        yield client


@pytest.fixture
def stranger(trello: Trello) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=trello.url, transport=httpx.WSGITransport(app=trello.app)) as stranger:
        yield stranger


@pytest.fixture
def organization(trello: Trello) -> str:
    return trello.prepare("Members")["organization"]


@pytest.fixture
def for_cards(trello: Trello) -> tuple[str, str]:
    place = trello.prepare("Cards")
    return place["board"], place["list"]


@pytest.fixture
def board(for_cards: tuple[str, str]) -> str:
    return for_cards[0]


@pytest.fixture
def list_(for_cards: tuple[str, str]) -> str:
    return for_cards[1]


@pytest.fixture
def card(trello: Trello, list_: str) -> str:
    return trello.add("Cards", {"name": "Paint the fence"}, place=list_)


@pytest.fixture
def other(client: httpx.Client) -> tuple[str, str]:
    """Return another board, and its first list."""
    board = client.post("/boards", params={"name": "Other"}).json()["id"]
    return board, client.get(f"/boards/{board}/lists").json()[0]["id"]


@pytest.fixture
def colleague(client: httpx.Client, organization: str) -> str:
    members: list[dict[str, str]] = client.get(f"/organizations/{organization}/members").json()
    return next(member["id"] for member in members if member["username"] != "syncservice")


@pytest.fixture
def foreign(client: httpx.Client, colleague: str) -> tuple[str, str, str]:
    """Return a personal board of the colleague, its list and its card: the token's owner sees none."""
    board = client.post("/boards", params={"name": "Private", "defaultLists": "false"}).json()["id"]
    list_ = client.post("/lists", params={"name": "Mine", "idBoard": board}).json()["id"]
    card = client.post("/cards", params={"name": "Hidden", "idList": list_}).json()["id"]
    client.put(f"/boards/{board}/members/{colleague}", params={"type": "admin"})
    assert client.delete(f"/boards/{board}/members/me").status_code == 200
    return board, list_, card


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Return what is written down from here on: the type, and whether any list tells of it."""
    found: list[tuple[str, bool]] = []
    write = Log.write

    def listen(log: Log, *given: Any, listed: bool = True) -> Action:  # noqa: ANN401 - handed on as they are
        found.append((given[1], listed))
        return write(log, *given, listed=listed)

    monkeypatch.setattr(Log, "write", listen)
    return found
