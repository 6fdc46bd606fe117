"""What is asked for again and again through the control is limited: the memory of served systems is."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from syncproof.serve.control import Control, faults, routes
from syncproof.serve.systems import Settings, Systems

FEW = 3


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    monkeypatch.setattr(routes, "_MOST_SNAPSHOTS", FEW)
    monkeypatch.setattr(faults, "_MOST", FEW)
    told = {name: {"url": "", "token": "t"} for name in ("customerp", "custompms", "trello", "control")}
    app = Control(Systems(Settings(records=0)), [], told, moved=lambda: None).app
    headers = {"Authorization": "Bearer t"}
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://control", headers=headers) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/snapshots", {}, "snapshots already"),
        ("/faults", {"system": "Trello", "kind": "lost"}, "wait at Trello already"),
    ],
)
def test_so_many_there_are_and_no_more(client: httpx.Client, path: str, body: dict[str, str], said: str) -> None:
    taken = [client.post(path, json=body).status_code for _ in range(FEW)]
    refused = client.post(path, json=body)

    assert taken == [200] * FEW
    assert (refused.status_code, said in refused.text) == (409, True)
    assert client.post("/reset", json={}).status_code == 200
    assert client.post(path, json=body).status_code == 200


def test_a_path_is_no_longer_than_any_that_a_system_has(client: httpx.Client) -> None:
    refused = client.post("/faults", json={"system": "Trello", "kind": "lost", "path": "/1/" + "*a" * 5000})

    assert (refused.status_code, "10003 characters" in refused.text) == (400, True)
