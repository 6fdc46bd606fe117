"""The events of the ledger: which calls are writes."""

from __future__ import annotations

import pytest

from syncproof.ledger import By, Call


@pytest.mark.parametrize(
    ("method", "path", "writes"),
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
def test_a_write_is_what_may_change_a_record(method: str, path: str, *, writes: bool) -> None:
    call = Call(0, 0, By.SUT, "Trello", method, path, 200)

    assert call.writes is writes
