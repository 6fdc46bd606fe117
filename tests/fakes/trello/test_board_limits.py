"""How much a board holds."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.shapes import board_limits


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


@pytest.fixture
def full(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Return a board with room for one more card, its list, and an archived card there."""
    monkeypatch.setattr(board_limits, "OPEN_CARDS", 2)
    board = client.post("/boards", params={"name": "Full", "defaultLists": "false"}).json()["id"]
    list_ = client.post("/lists", params={"name": "There", "idBoard": board}).json()["id"]
    archived = client.post("/cards", params={"idList": list_}).json()["id"]
    client.put(f"/cards/{archived}", params={"closed": "true"})
    client.post("/cards", params={"idList": list_})
    return board, list_, archived


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("PUT", "/cards/{first}", {"idBoard": "{full}", "idList": "{there}"}),
        ("PUT", "/cards/{first}/idBoard", {"value": "{full}"}),
        ("PUT", "/cards/{archived}", {"closed": "false"}),
        ("PUT", "/cards/{archived}/closed", {"value": "false"}),
        ("POST", "/lists/{list}/moveAllCards", {"idBoard": "{full}", "idList": "{there}"}),
        ("POST", "/lists", {"name": "Copy", "idBoard": "{full}", "idListSource": "{list}"}),
        ("POST", "/boards/{full}/lists", {"name": "Copy", "idListSource": "{there}"}),
        ("PUT", "/lists/{list}", {"idBoard": "{full}", "name": "Moved"}),
        ("PUT", "/lists/{list}/idBoard", {"value": "{full}"}),
        ("POST", "/cards", {"idList": "{there}", "idCardSource": "{first}"}),
    ],
)
def test_cards_that_are_too_many_come_no_other_way_and_none_of_them_does(
    trello: Trello,
    client: httpx.Client,
    list_: str,
    full: tuple[str, str, str],
    method: str,
    path: str,
    given: dict[str, str],
) -> None:
    first, _ = (client.post("/cards", params={"idList": list_}).json()["id"] for _ in range(2))
    client.post("/cards", params={"idList": full[1]})  # the last that fits
    places = {"first": first, "list": list_, "full": full[0], "there": full[1], "archived": full[2]}
    trello.snapshot()
    mark = trello.journal.mark()

    filled = {name: value.format(**places) for name, value in given.items()}
    answer = client.request(method, path.format(**places), params=client.params.merge(filled))

    assert (answer.status_code, answer.text) == (403, "Board has too many open cards")
    assert trello.journal.mark() == mark


def test_all_cards_of_a_list_come_or_none(
    trello: Trello, client: httpx.Client, list_: str, full: tuple[str, str, str]
) -> None:
    target = {"idBoard": full[0], "idList": full[1]}
    first, second = (client.post("/cards", params={"idList": list_}).json()["id"] for _ in range(2))
    trello.snapshot()
    mark = trello.journal.mark()

    refused = client.post(f"/lists/{list_}/moveAllCards", params=target)
    untouched = trello.journal.mark() == mark
    client.put(f"/cards/{second}", params={"closed": "true"})
    moved = client.post(f"/lists/{list_}/moveAllCards", params=target)

    assert (refused.status_code, untouched) == (403, True)
    assert [one["id"] for one in moved.json()] == [first, second]


def test_a_full_board_can_be_put_in_order(client: httpx.Client, full: tuple[str, str, str]) -> None:
    board, list_, archived = full
    card = client.post("/cards", params={"idList": list_}).json()["id"]
    other = client.post("/lists", params={"name": "Other", "idBoard": board}).json()["id"]

    answers = [
        client.put(f"/cards/{card}", params={"idList": other, "closed": "false"}),
        client.put(f"/cards/{archived}", params={"name": "Still archived"}),
        client.post(f"/lists/{list_}/moveAllCards", params={"idBoard": board, "idList": other}),
        client.put(f"/lists/{other}", params={"idBoard": board}),
    ]

    assert [one.status_code for one in answers] == [200] * 4
