"""The fake Trello, served for clients that were written for the real one, and what sees it without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import httpx
import pytest
import requests
from requests.adapters import HTTPAdapter
from trello import Board, Card, List, Member, Organization, TrelloClient  # type: ignore[import-untyped]  # py-trello publishes no types

from tests.listener import Listener, listening

Told: TypeAlias = Mapping[str, str]
See: TypeAlias = Callable[..., Any]


@pytest.fixture(scope="session")
def trello(serving: Callable[..., AbstractContextManager[Mapping[str, Told]]]) -> Iterator[Told]:
    """Serve it with records of its own; each test writes to what it made itself."""
    with serving("--records", "3", "--clock", "manual", "--no-rate-limits") as told:
        yield told["trello"]


@pytest.fixture(scope="session")
def see(trello: Told) -> Iterator[See]:
    """Let a test see what the fake holds: its JSON, or the status and words of its refusal."""
    credentials = {"key": trello["key"], "token": trello["token"]}
    with httpx.Client(base_url=trello["url"], trust_env=False) as reader:

        def look(path: str, **asked: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
            answer = reader.get(path, params={**credentials, **asked})
            return answer.json() if answer.status_code == httpx.codes.OK else (answer.status_code, answer.text)

        yield look


@pytest.fixture
def callback() -> Iterator[Listener]:
    """Listen as an integration does."""
    with listening("/hook?of=board") as listener:
        yield listener


class ToTheFake(HTTPAdapter):
    """Takes what a library sends to the host in its code to the fake, the request as it is."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.origin = url.removesuffix("/1")

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401
        request.url = f"{self.origin}{request.path_url}"
        return super().send(request, *args, **kwargs)


@pytest.fixture(scope="session")
def client(trello: Told) -> Iterator[TrelloClient]:
    """Return py-trello's client: its requests go through a session that is led here, nothing of it is touched."""
    with requests.Session() as session:
        session.trust_env = False
        for host in ("https://api.trello.com", "https://trello.com"):
            session.mount(host, ToTheFake(trello["url"]))
        yield TrelloClient(api_key=trello["key"], token=trello["token"], http_service=session)


@pytest.fixture
def board(client: TrelloClient) -> Board:
    """Return a board of py-trello's that is the test's own."""
    return client.add_board("Garden")


@pytest.fixture
def list_(board: Board) -> List:
    """Return the last list of the board."""
    return board.add_list("Paint", pos="bottom")


@pytest.fixture
def card(list_: List) -> Card:
    """Return a card on it."""
    return list_.add_card("Fence", desc="The long one")


@pytest.fixture
def me(client: TrelloClient) -> Member:
    """Return whose token it is."""
    return client.get_member("me")


@pytest.fixture
def workspace(client: TrelloClient) -> Organization:
    """Return a workspace with others in it."""
    return next(one for one in client.list_organizations() if len(one.get_members()) > 1)


@pytest.fixture
def colleague(me: Member, workspace: Organization) -> Member:
    """Return one of them."""
    return next(one for one in workspace.get_members() if one != me)
