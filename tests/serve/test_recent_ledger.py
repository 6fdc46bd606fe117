"""The ledger of served systems forgets its oldest lines, and nothing else."""

from __future__ import annotations

import httpx

from syncproof.ledger import By, Call, Event, Ref
from syncproof.serve.control import Control
from syncproof.serve.recent_ledger import RecentLedger
from syncproof.serve.systems import Settings, Systems


def noted(ledger: RecentLedger, lines: int, path: str = "/") -> None:
    for _ in range(lines):
        ledger.call(0, By.SUT, "Trello", "GET", path, 200)


def numbers(events: list[Event]) -> list[int]:
    return [event.line for event in events]


def test_the_newest_lines_stay_and_keep_their_numbers() -> None:
    ledger = RecentLedger(most_lines=8)
    noted(ledger, 27)

    assert len(ledger) == 27
    assert 8 <= len(list(ledger)) <= 10
    assert numbers(list(ledger)) == list(range(ledger.first, 27))
    assert numbers(ledger[20:23]) == [20, 21, 22]
    assert numbers(ledger[0:3]) == []
    assert numbers(list(ledger.since(25))) == [25, 26]
    assert ledger[26].line == ledger[-1].line == 26


def test_long_lines_are_fewer() -> None:
    ledger = RecentLedger(most_lines=1000, most_text=10_000)
    noted(ledger, 100, "/" * 1000)
    ref = Ref("Trello", "Cards", "1")
    ledger.updated(0, By.USER, ref, {"desc": "a" * 50_000}, {"desc": "b"})

    assert numbers(list(ledger)) == [100]


def test_refused_values_are_long_lines_too() -> None:
    ledger = RecentLedger(most_lines=1000, most_text=10_000)
    for _ in range(10):
        ledger.refused(0, By.SUT, Ref("Trello", "Cards", "1"), "name", "a" * 50_000, "too long")

    assert numbers(list(ledger)) == [9]


def test_a_reader_of_the_control_is_told_what_is_forgotten() -> None:
    told = {name: {"url": "", "token": "t"} for name in ("customerp", "custompms", "trello", "control")}
    systems = Systems(Settings(records=0))
    ledger = systems.ledger = RecentLedger(most_lines=8)
    noted(ledger, 20)
    app = Control(systems, [], told, moved=lambda: None).app
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://control") as client:
        found = client.get("/ledger?since=0&limit=3", headers={"Authorization": "Bearer t"}).json()

    assert [line["line"] for line in found["lines"]] == [found["first"] + n for n in range(3)]
    assert (found["next"], found["ledger"]) == (found["first"] + 3, 20)


def test_a_reset_keeps_what_it_makes() -> None:
    ledger = Systems(Settings(records=2)).ledger

    assert ledger.first == 0
    assert not any(isinstance(event, Call) for event in ledger)
