"""Of a sync that never comes to rest, the writes of each pass are told, and whether they are progress."""

from __future__ import annotations

import pytest

from syncproof.ledger import By, Ledger, Ref
from syncproof.steps.restless import described, passes


def history(*names: str, status: int = 200) -> Ledger:
    """Return a ledger in which the sync gives a card one name in each pass."""
    ledger = Ledger()
    held = "Dig"
    for name in names:
        ledger.marked(0, "pass begins")
        if status == 200:
            ledger.updated(0, By.SUT, Ref("Trello", "Cards", "k", "l"), {"name": held}, {"name": name})
        ledger.call(0, By.SUT, "Trello", "PUT", "/1/cards/k", status)
        ledger.marked(0, "pass ends")
        held = name
    return ledger


@pytest.mark.parametrize(
    ("names", "status", "what"),
    [
        (("Fill", "Dig", "Fill"), 200, "the same values were written again and again"),
        (("Fill", "Fell", "Full"), 200, "no value came twice, so this is progress: --sut-writes N"),
        (("Fill", "Fill", "Fill"), 400, "none of them changed anything"),
    ],
)
def test_the_writes_of_each_pass_are_told(names: tuple[str, ...], status: int, what: str) -> None:
    told = described(passes(history(*names, status=status)))

    assert told.startswith(f"writes in each pass: 1, 1, 1; the last one: PUT /1/cards/k to Trello, answered {status}; ")
    assert what in told


def test_each_pass_shows_its_last_change_or_else_its_write() -> None:
    assert [each.shown for each in passes(history("Fill", "Dig"))] == [1, 5]
    assert [each.shown for each in passes(history("Fill", "Dig", status=400))] == [1, 4]


@pytest.mark.parametrize(("times", "what"), [(3, "the same record was made again and again"), (2, "this is progress")])
def test_a_record_that_is_made_in_every_pass_is_no_progress(times: int, what: str) -> None:
    ledger = Ledger()
    for number in range(4):
        name = "Dig" if number < times else f"Dig {number}"
        ledger.marked(0, "pass begins")
        ledger.created(0, By.SUT, Ref("Trello", "Cards", f"k{number}", "l"), {"name": name, "due": None})
        ledger.call(0, By.SUT, "Trello", "POST", "/1/cards", 200)
        ledger.marked(0, "pass ends")

    assert what in described(passes(ledger))
