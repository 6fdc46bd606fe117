"""Reads that are in order and not true: lists that lack records, and answers from before the reader's own write."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.fakes.kit.faults import Fault

from .conftest import System


def names(system: System, answer: httpx.Response) -> list[str]:
    """Return the names of the records in a list."""
    records: Any = system.fake.wire.records(answer.json())
    return [each[system.kind.name] for each in records]


@pytest.mark.parametrize(("kind", "left"), [("empty-list", 0), ("half-list", 1)])
def test_a_list_lacks_records_once_and_says_that_there_are_no_more(system: System, kind: str, left: int) -> None:
    for name in ("Ann", "Bea", "Cy"):
        system.add(name)
    system.door.faults.plant(Fault(kind))

    short, whole = system.listed(), system.listed()

    assert sorted(names(system, whole)) == ["Ann", "Bea", "Cy"]
    assert names(system, short) == names(system, whole)[:left]
    if system.fake.name == "Custompms":
        assert short.json()["total"] == left


@pytest.mark.parametrize("system", ["Customerp", "Custompms"], indirect=True)
def test_a_page_that_lacks_records_is_the_last_one(system: System) -> None:
    for name in ("Ann", "Bea", "Cy", "Dee"):
        system.add(name)
    system.door.faults.plant(Fault("half-list"))
    size = "limit" if system.fake.name == "Customerp" else "pageSize"

    answer = system.client.get(system.kind.list_, params={size: 2}).json()

    assert answer.get("next_cursor") is None
    assert answer.get("total", 1) == 1


def test_an_empty_list_is_no_place_for_a_list_that_lacks_records(system: System) -> None:
    system.door.faults.plant(Fault("empty-list"))

    assert names(system, system.listed()) == []
    assert system.door.faults.unmet == [Fault("empty-list")]


def test_a_stale_read_is_from_before_the_readers_own_write_and_the_next_is_not(system: System) -> None:
    ann, bea = system.add("Ann"), system.add("Bea")
    system.door.faults.plant(Fault("stale"))

    unwritten = system.read(ann)
    system.rename(ann, "Anna")
    other, stale, true = system.read(bea), system.read(ann), system.read(ann)

    assert [each.json()[system.kind.name] for each in (unwritten, other, stale, true)] == ["Ann", "Bea", "Ann", "Anna"]
    assert system.name_of(ann) == "Anna"
    assert system.rename(ann, "Anne").status_code == 200


def test_what_is_new_is_not_there_yet_for_a_stale_read(system: System) -> None:
    ann = system.add("Ann")
    system.door.faults.plant(Fault("stale"))
    system.rename(ann, "Anna")
    system.fake.edit(system.kind.datatype, ann, {system.kind.name: "Anne"})

    stale, true = system.listed(), system.listed()

    assert (names(system, stale), names(system, true)) == (["Ann"], ["Anne"])


def test_a_read_is_not_stale_long_after_the_write(system: System) -> None:
    ann = system.add("Ann")
    system.door.faults.plant(Fault("stale"))
    system.rename(ann, "Anna")
    system.fake.clock.advance(60)

    assert system.read(ann).json()[system.kind.name] == "Anna"
    assert system.door.faults.unmet == [Fault("stale")]


def test_a_restore_takes_back_what_a_stale_read_goes_by(system: System) -> None:
    ann = system.add("Ann")
    snapshot = system.fake.snapshot()
    system.rename(ann, "Anna")
    system.fake.restore(snapshot)
    system.door.faults.plant(Fault("stale"))

    assert system.read(ann).json()[system.kind.name] == "Ann"
    assert system.door.faults.unmet == [Fault("stale")]


def test_the_middle_of_paging_is_a_page_after_the_first(system: System) -> None:
    if system.fake.name == "Trello":
        later: dict[str, str] = {"before": "f" * 24}
        first: dict[str, str] = {}
    elif system.fake.name == "Custompms":
        first, later = {"page": "1", "pageSize": "1"}, {"page": "2", "pageSize": "1"}
    else:
        first, later = {"limit": "1"}, {"limit": "1"}
    for name in ("Ann", "Bea"):
        system.add(name)
    path = system.kind.list_.format(place=system.place)
    system.door.faults.plant(Fault("reset-paging"))

    page = system.client.get(path, params=first)
    if system.fake.name == "Customerp":
        later = {"cursor": page.json()["next_cursor"]}
    with pytest.raises(httpx.ReadError):
        system.client.get(path, params=later)

    assert (page.status_code, system.client.get(path, params=later).status_code) == (200, 200)
