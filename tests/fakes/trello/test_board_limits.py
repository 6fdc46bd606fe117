"""How much a board holds."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import board_limits


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
