"""The manners of a sync in trouble: few requests where a system asks for patience, and no credential in any output."""

from __future__ import annotations

import pytest

from syncproof.errors import PromiseBroken
from syncproof.ledger import By, Ledger
from syncproof.steps import manners
from syncproof.steps.manners import MOST_EARLY


def asked(*answers: tuple[int, int], path: str = "/1/cards", by: By = By.SUT) -> Ledger:
    """Return the ledger of a pass with these requests, each a time in milliseconds and a status."""
    ledger = Ledger()
    ledger.marked(0, "pass begins")
    for at, status in answers:
        ledger.call(at, by, "Trello", "GET", path, status)
    return ledger


def test_a_limit_may_be_met_as_often_as_a_sync_waits() -> None:
    manners.limit_not_hammered(asked(*((second * 2000, 429) for second in range(100))))


def test_many_requests_that_come_too_early_hammer_a_limit() -> None:
    with pytest.raises(PromiseBroken, match="the limit of Trello was hammered"):
        manners.limit_not_hammered(asked(*((second * 100, 429) for second in range(MOST_EARLY + 1))))


def test_as_many_requests_as_a_limit_may_meet_are_none_too_many() -> None:
    manners.limit_not_hammered(asked(*((0, 429) for _ in range(MOST_EARLY))))


def test_a_user_hammers_no_limit() -> None:
    manners.limit_not_hammered(asked(*((0, 429) for _ in range(MOST_EARLY + 1)), by=By.USER))


@pytest.mark.parametrize("status", [401, 403])
def test_a_sync_that_knocks_on_and_on_in_one_pass_storms(status: int) -> None:
    with pytest.raises(PromiseBroken, match="Trello was asked again and again"):
        manners.no_storm(asked(*((0, status) for _ in range(manners.MOST_REFUSED + 1))))


def test_a_sync_that_knocks_in_every_pass_does_not_storm() -> None:
    events = [event for _ in range(5) for event in asked(*((0, 401) for _ in range(manners.MOST_REFUSED)))]

    manners.no_storm(events)


def test_many_records_may_each_be_forbidden_once() -> None:
    manners.no_storm([event for number in range(101) for event in list(asked((0, 403), path=f"/1/cards/{number}"))[1:]])


def test_a_printed_credential_is_a_secret() -> None:
    with pytest.raises(PromiseBroken, match="the sync's words hold a secret"):
        manners.no_secret("fine\nAuthorization: Bearer s3cret", ["s3cret"])


def test_words_without_credentials_hold_no_secret() -> None:
    manners.no_secret("given up", ["s3cret"])
