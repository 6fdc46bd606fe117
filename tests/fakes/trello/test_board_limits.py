"""How much a board holds."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello, board_limits


def test_a_board_tells_how_full_it_is_and_takes_no_card_too_many(
    client: httpx.Client, board: str, list_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> object:
        limits = client.get(f"/boards/{board}", params={"fields": "limits"}).json()["limits"]
        return limits["cards"]["openPerBoard"]

    def add() -> httpx.Response:
        return client.post("/cards", params={"idList": list_})

    usual = told()
    monkeypatch.setattr(board_limits, "OPEN_CARDS", 5)
    first, *_ = [add().json()["id"] for _ in range(4)]
    warned = told()
    add()
    full, refused = told(), add()
    client.put(f"/cards/{first}", params={"closed": "true"})

    assert usual == {"status": "ok", "disableAt": 5000, "warnAt": 4000}
    assert warned == {"status": "warn", "disableAt": 5, "warnAt": 4}
    assert full == {"status": "disabled", "disableAt": 5, "warnAt": 4}
    assert (refused.status_code, refused.text) == (403, "Board has too many open cards")
    assert add().status_code == 200


def test_an_archived_card_takes_no_room_wherever_it_goes(
    trello: Trello, client: httpx.Client, board: str, list_: str
) -> None:
    def archived() -> list[int]:
        return [len(trello.service.state.archived[each]) for each in (board, other)]

    other = client.post("/boards", params={"name": "Other"}).json()["id"]
    there = client.post("/lists", params={"name": "There", "idBoard": other}).json()["id"]
    first, second = (client.post("/cards", params={"idList": list_}).json()["id"] for _ in range(2))
    seen = []
    for card, changes in (
        (first, {"closed": "true"}),
        (second, {"closed": "true"}),
        (first, {"name": "Still archived"}),
        (first, {"idBoard": other, "idList": there}),
        (second, {"closed": "false"}),
    ):
        client.put(f"/cards/{card}", params=changes).raise_for_status()
        seen.append(archived())
    client.delete(f"/cards/{first}").raise_for_status()

    assert seen == [[1, 0], [2, 0], [2, 0], [1, 1], [0, 1]]
    assert archived() == [0, 0]
