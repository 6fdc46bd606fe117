"""The events of the ledger: which calls ask for a change, and which are writes."""

from __future__ import annotations

import pytest

from syncproof.ledger import By, Call, Ledger, Ref, writes


@pytest.mark.parametrize(
    ("method", "path", "asks"),
    [
        ("GET", "/1/cards/9", False),
        ("HEAD", "/1/cards/9", False),
        ("PUT", "/1/cards/9", True),
        ("POST", "/1/cards", True),
        ("DELETE", "/1/cards/9", True),
        ("POST", "/1/webhooks", False),
        ("DELETE", "/1/webhooks/9", False),
        ("POST", "/1/tokens/…/webhooks", False),
    ],
)
def test_a_request_asks_for_a_change_by_its_method(method: str, path: str, *, asks: bool) -> None:
    call = Call(0, 0, By.SUT, "Trello", method, path, 200)

    assert call.asks is asks


CARD = Ref("Trello", "Cards", "9", "7")


@pytest.mark.parametrize(
    ("method", "status", "changes", "is_write"),
    [
        ("PUT", 200, True, True),
        ("PUT", 200, False, False),
        ("PATCH", 200, False, False),
        ("PUT", 400, False, True),
        ("PUT", 429, False, False),
        ("PUT", 0, False, True),
        ("POST", 200, False, True),
        ("DELETE", 200, False, True),
    ],
)
def test_a_put_that_changes_nothing_is_no_write(method: str, status: int, *, changes: bool, is_write: bool) -> None:
    ledger = Ledger()
    if changes:
        ledger.updated(0, By.SUT, CARD, {"name": "Dig"}, {"name": "Fill"})
    ledger.call(0, By.SUT, "Trello", method, "/1/cards/9", status)

    assert [call.method for call in writes(ledger)] == ([method] if is_write else [])


def test_what_others_change_makes_no_write_of_a_put() -> None:
    ledger = Ledger()
    ledger.updated(0, By.USER, CARD, {"name": "Dig"}, {"name": "Fill"})
    ledger.updated(0, By.SUT, CARD, {"name": "Fill"}, {"name": "Dig"})
    ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/9", 200)
    ledger.updated(0, By.USER, CARD, {"name": "Dig"}, {"name": "Fill"})
    ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/9", 200)

    assert [call.line for call in writes(ledger)] == [2]
