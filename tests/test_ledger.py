"""The events of the ledger: which calls ask for a change, and which are writes."""

from __future__ import annotations

import pytest

from syncproof.ledger import By, Call, Ledger, Ref, quoted, quoted_apart, writes


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


def test_of_long_texts_that_begin_alike_the_part_that_differs_is_shown() -> None:
    long = "All the world's a stage, and all the men and women merely players"

    assert quoted_apart([f"{long}.", f"{long}!", None], 32) == [
        '"… players." (66 characters, alike up to 65)',
        '"… players!" (66 characters, alike up to 65)',
        "null",
    ]
    assert quoted_apart(["Ada", "Ada King"], 32) == ['"Ada"', '"Ada King"']
    assert quoted_apart([long, "Ada"], 32) == [quoted(long, 32), '"Ada"']


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("Acme Ltd", "Acme\u00a0Ltd", ['"Acme Ltd" (8 characters)', '"Acme\\u00a0Ltd" (8 characters)']),
        ("Zo\u00eb", "Zoe\u0308", ['"Zo\\u00eb" (3 characters)', '"Zoe\\u0308" (4 characters)']),
        ("sent \u2764", "sent \u2764\ufe0f", ['"sent \u2764" (6 characters)', '"sent \u2764\\ufe0f" (7 characters)']),
        ("Ada", "Ada ", ['"Ada" (3 characters)', '"Ada " (4 characters)']),
        ("Ada", "A\u200bda", ['"Ada" (3 characters)', '"A\\u200bda" (4 characters)']),
    ],
)
def test_values_that_look_alike_are_shown_by_code_points_from_the_first_difference_on(
    one: str, other: str, shown: list[str]
) -> None:
    assert quoted_apart([one, other]) == shown
    assert quoted_apart([one, one, None]) == [quoted(one), quoted(one), "null"]


def test_long_values_that_look_alike_are_shown_where_they_differ() -> None:
    long = "word " * 30
    assert quoted_apart([f"{long}caf\u00e9", f"{long}cafe\u0301"], 32) == [
        '"…word caf\\u00e9" (154 characters)',
        '"…word cafe\\u0301" (155 characters)',
    ]
