"""When deliveries are attempted, how often, and what ends them and their webhook."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from syncproof.fakes.kit.clock import DAY, iso
from syncproof.fakes.trello import Trello
from tests.fakes.trello.deliveries import answering, waiting, watching


@pytest.fixture
def client(trello: Trello) -> Iterator[httpx.Client]:
    with answering(trello) as client:
        yield client


@pytest.fixture
def watch(client: httpx.Client) -> Callable[..., str]:
    return watching(client)


def answered(trello: Trello, status: int) -> None:
    for one in waiting(trello):
        trello.deliveries.done(one, status)


def test_lost_access_disables_a_webhook(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], colleague: str
) -> None:
    board = client.post("/boards", params={"name": "Ours", "defaultLists": "false"}).json()["id"]
    client.put(f"/boards/{board}/members/{colleague}", params={"type": "admin"})
    hook = watch(board)

    client.delete(f"/boards/{board}/members/me")

    assert waiting(trello) == []
    assert trello.service.state.webhooks[hook].active is False
    assert client.get(f"/webhooks/{hook}/active").json() == {"_value": False}


def test_a_webhook_outlives_its_model_disabled(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], card: str
) -> None:
    hook = watch(card)

    client.delete(f"/cards/{card}")

    assert waiting(trello) == []
    assert client.get(f"/webhooks/{hook}/active").json() == {"_value": False}


@pytest.mark.parametrize("status", [0, 201, 302, 404, 500])
def test_a_failure_is_repeated_three_times_and_then_dropped(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str, status: int
) -> None:
    hook = watch(board)
    trello.edit("Cards", card, {"name": "New"})
    first, began = waiting(trello)[0], trello.clock.now
    seen: list[tuple[float, int]] = []

    while (due := trello.deliveries.next_due()) is not None:
        trello.clock.now = due
        [delivery] = waiting(trello)
        seen.append(((due - began) / 1000, delivery.attempt))
        assert (delivery.body, delivery.headers) == (first.body, first.headers)
        trello.deliveries.done(delivery, status)
        assert waiting(trello) == []

    assert seen == [(0, 1), (30, 2), (90, 3), (210, 4)]
    shape = client.get(f"/webhooks/{hook}").json()
    assert (shape["active"], shape["consecutiveFailures"]) == (True, 4)
    assert shape["firstConsecutiveFailDate"] == iso(began)


def test_a_success_resets_the_failures(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    hook = watch(board)
    trello.edit("Cards", card, {"name": "New"})
    answered(trello, 500)
    trello.clock.advance(30)

    answered(trello, 200)

    shape = client.get(f"/webhooks/{hook}").json()
    assert (shape["consecutiveFailures"], shape["firstConsecutiveFailDate"]) == (0, None)
    assert trello.deliveries.next_due() is None


def test_gone_ends_a_webhook_and_all_that_waits_for_it(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    hook = watch(board)
    trello.edit("Cards", card, {"name": "New"})
    trello.edit("Cards", card, {"name": "Newer"})

    trello.deliveries.done(waiting(trello)[0], 410)

    assert client.get(f"/webhooks/{hook}").status_code == 404
    assert waiting(trello) == []


@pytest.mark.parametrize(("times", "days", "active"), [(1000, 30, False), (999, 31, True), (1100, 29, True)])
def test_a_webhook_is_disabled_after_a_thousand_failures_and_thirty_days(
    trello: Trello,
    client: httpx.Client,
    watch: Callable[..., str],
    board: str,
    list_: str,
    times: int,
    days: int,
    active: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    hook = watch(board)
    for _ in range(times // 4 + 1):
        trello.add("Cards", {"name": "One"}, place=list_)
    queue = waiting(trello)
    failed = 0

    while failed < times:
        if failed == times - 1:
            trello.clock.now += days * DAY
        if not queue:
            trello.clock.advance(120)
            queue = waiting(trello)
        trello.deliveries.done(queue.pop(0), 500)
        failed += 1

    shape = client.get(f"/webhooks/{hook}").json()
    assert (shape["active"], shape["consecutiveFailures"]) == (active, times)
    assert (trello.deliveries.next_due() is None) is not active


def test_what_is_told_twice_counts_once(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    hook = watch(board)
    trello.edit("Cards", card, {"name": "New"})
    [delivery] = waiting(trello)

    for _ in range(3):
        trello.deliveries.done(delivery, 500)

    assert client.get(f"/webhooks/{hook}/consecutiveFailures").json() == {"_value": 1}
    assert trello.deliveries.next_due() == trello.clock.now + 30_000


@pytest.mark.parametrize("how", ["deleted", "switched off", "revoked", "expired"])
def test_what_waits_is_not_sent_any_more(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str, how: str
) -> None:
    token = trello.grant(frozenset({"read", "write"}), expires=trello.clock.now + 10_000)
    hook = watch(board, token=token)
    trello.edit("Cards", card, {"name": "New"})
    assert len(waiting(trello)) == 1

    if how == "deleted":
        client.delete(f"/webhooks/{hook}", params={"token": token})
    elif how == "switched off":
        client.put(f"/webhooks/{hook}", params={"token": token, "active": "false"})
    elif how == "revoked":
        client.delete(f"/tokens/{token}")
    else:
        trello.clock.advance(10)
    trello.edit("Cards", card, {"name": "Newer"})

    assert (waiting(trello), trello.deliveries.next_due()) == ([], None)


def test_nothing_is_put_by_for_a_token_that_has_expired(
    trello: Trello, watch: Callable[..., str], board: str, card: str
) -> None:
    watch(board, token=trello.grant(frozenset({"read", "write"}), expires=trello.clock.now + 1000))
    trello.clock.advance(1)

    trello.edit("Cards", card, {"name": "New"})

    assert len(trello.deliveries) == 0


def test_a_snapshot_takes_deliveries_back(
    trello: Trello, client: httpx.Client, watch: Callable[..., str], board: str, card: str
) -> None:
    hook = watch(board)
    trello.edit("Cards", card, {"name": "New"})
    before, queue = trello.snapshot(), waiting(trello)
    answered(trello, 500)
    trello.clock.advance(30)
    trello.edit("Cards", card, {"name": "Newer"})
    answered(trello, 200)

    trello.restore(before)

    assert waiting(trello) == queue
    assert client.get(f"/webhooks/{hook}/consecutiveFailures").json() == {"_value": 0}
