"""Refusals of the moment: each in the system's own words, and as long as it lasts."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from syncproof.fakes.kit.faults import LASTING, Fault

from .conftest import System

BODIES = {
    ("Customerp", 401): '"detail":"A valid bearer token is needed."',
    ("Custompms", 401): '{"error":{"code":"UNAUTHORIZED","message":"X-Api-Key is missing or wrong"}}',
    ("Trello", 401): "invalid token",
    ("Customerp", 404): '"detail":"There is no such record."',
    ("Custompms", 404): '{"error":{"code":"NOT_FOUND","message":"no such record"}}',
    ("Trello", 404): "The requested resource was not found.",
    ("Trello", 429): '{"error":"API_TOKEN_LIMIT_EXCEEDED","message":"Rate limit exceeded"}',
}
STATUSES = {
    "server-error": 500,
    "bad-gateway": 502,
    "rate-limit": 429,
    "rate-limit-bare": 429,
    "rate-limit-window": 429,
    "unauthorised": 401,
    "forbidden": 403,
    "not-found": 404,
    "conflict": 409,
    "locked": 423,
}


@pytest.mark.parametrize("kind", STATUSES)
def test_a_refusal_changes_nothing_and_is_in_the_words_of_the_system(system: System, kind: str) -> None:
    ann = system.add("Ann")
    system.door.faults.plant(Fault(kind))

    answer = system.rename(ann, "Anna")

    assert answer.status_code == STATUSES[kind]
    assert BODIES.get((system.fake.name, answer.status_code), "") in answer.text
    assert system.name_of(ann) == "Ann"


def test_a_real_401_and_a_planted_one_are_the_same(system: System) -> None:
    system.door.faults.plant(Fault("unauthorised"))
    planted = system.listed()
    signed = {name: system.client.headers.get(name, "") for name in ("authorization", "x-api-key")}
    wrong = {name: value[:-2] + value[-1:] for name, value in signed.items()}
    real = system.client.get(system.kind.list_.format(place=system.place), headers=wrong)

    same = [(each.status_code, each.headers["content-type"]) for each in (planted, real)]
    assert same[0] == same[1] == (401, planted.headers["content-type"])
    if system.fake.name != "Trello":  # which has several texts
        assert planted.text == real.text
        assert planted.headers.get("www-authenticate") == real.headers.get("www-authenticate")


@pytest.mark.parametrize(("kind", "says"), [("rate-limit", "2"), ("rate-limit-bare", None)])
def test_a_limit_says_how_long_to_wait_or_does_not(system: System, kind: str, says: str | None) -> None:
    system.door.faults.plant(Fault(kind))

    assert system.listed().headers.get("retry-after") == says
    assert system.listed().status_code == 200


def test_a_window_is_closed_until_its_end_on_the_clock_and_counts_who_comes_earlier(system: System) -> None:
    faults = system.door.faults
    faults.plant(Fault("rate-limit-window", parameters={"seconds": 10}))

    first = system.listed()
    system.fake.clock.advance(9.5)
    early = system.listed()
    system.fake.clock.advance(0.5)
    late = system.listed()

    assert [each.status_code for each in (first, early, late)] == [429, 429, 200]
    says = [each.headers.get("retry-after") for each in (first, early)]
    interval = first.headers.get("x-rate-limit-api-token-interval-ms")
    # Trello says how long a window is in headers of its own.
    assert (says, interval) == (([None, None], "10000") if system.fake.name == "Trello" else (["10", "1"], None))
    assert (faults.limit.hammered, faults.met["rate-limit-window"], faults.planted) == (1, 1, [])


def test_a_window_ends_when_the_system_is_well_again(system: System) -> None:
    system.door.faults.plant(Fault("rate-limit-window"))
    system.listed()

    system.door.faults.heal()

    assert (system.listed().status_code, system.door.faults.limit.hammered) == (200, 0)


def test_a_lasting_refusal_lasts_until_the_system_is_well_again(system: System) -> None:
    system.door.faults.plant(Fault("unauthorised", times=LASTING))

    statuses = {system.listed().status_code for _ in range(20)}
    system.door.faults.heal()

    assert (statuses, system.listed().status_code) == ({HTTPStatus.UNAUTHORIZED}, HTTPStatus.OK)


def test_only_a_request_for_a_record_that_is_there_can_miss_it(system: System) -> None:
    ann = system.add("Ann")
    system.door.faults.plant(Fault("not-found"))

    listed, missed, found = system.listed(), system.read(ann), system.read(ann)

    assert [each.status_code for each in (listed, missed, found)] == [200, 404, 200]
