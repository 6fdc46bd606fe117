"""A failure shows what a system refused of the record that failed, with the refusal's own words."""

from __future__ import annotations

from syncproof.ledger import By, Ledger, Ref
from syncproof.run.refusals import refusals

TASK, CARD, OTHER = Ref("Custompms", "Task", "17"), Ref("Trello", "Cards", "k1", "l"), Ref("Trello", "Cards", "k2", "l")


def history() -> Ledger:
    """Return a card whose change is refused, another that gets no answer, and a request that came too early."""
    ledger = Ledger()
    ledger.created(0, By.USER, TASK, {"title": "Dig"})
    ledger.created(0, By.SUT, CARD, {"name": "Dig"})
    ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/k1", 429, reason="Rate limit exceeded")
    ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/k1", 400, reason="invalid value for name")
    ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/k2", 0)
    ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/k1", 200)
    ledger.call(0, By.SUT, "Trello", "POST", "/1/cards", 403, reason="board limit")
    return ledger


def test_the_refusals_are_those_of_the_record_that_failed() -> None:
    found = refusals(history()[:], [1], [("17", "k1")])

    assert [(event.line, getattr(event, "reason", "")) for event in found] == [(3, "invalid value for name")]


def test_the_refusals_of_the_partner_count_too() -> None:
    assert [event.line for event in refusals(history()[:], [0], [("17", "k1"), ("18", "k2")])] == [3]


def test_a_record_whose_id_begins_alike_is_another_record() -> None:
    ledger = history()
    for path in ("/api/tasks/175", "/api/tasks?page=17", "/api/tasks/17"):
        ledger.call(0, By.SUT, "Custompms", "GET", path, 500)

    assert [event.line for event in refusals(ledger[:], [0], [("17", "k1")])] == [3, 9]


def test_of_a_record_without_a_partner_the_refused_creates_count_beside_its_own() -> None:
    ledger = history()
    ledger.call(0, By.SUT, "Custompms", "GET", "/api/tasks/17", 500)

    assert [event.line for event in refusals(ledger[:], [0])] == [6, 7]


def test_where_no_record_was_made_the_refused_creates_are_shown() -> None:
    assert [event.line for event in refusals(history()[:], [0])] == [6]


def test_where_no_record_is_named_every_refusal_counts() -> None:
    assert [event.line for event in refusals(history()[:], [])] == [3, 4, 6]
