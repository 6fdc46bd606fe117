"""Custompms's lists: pages by number, in the order of ids, and what that costs its readers."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.records import Record, Records


def add(pms: Custompms, *titles: str) -> list[str]:
    """Add tasks, a second apart."""
    ids = []
    for title in titles:
        ids.append(pms.add("Task", {"title": title}))
        pms.clock.advance(1)
    return ids


def page(client: httpx.Client, **params: int) -> list[str]:
    """Return the titles on a page."""
    return [item["title"] for item in client.get("/tasks", params=params).json()["items"]]


def test_a_page_says_where_it_stands(pms: Custompms, client: httpx.Client) -> None:
    add(pms, "a", "b", "c")
    shown = client.get("/tasks", params={"page": 2, "pageSize": 2}).json()
    assert [item["title"] for item in shown.pop("items")] == ["c"]
    assert shown == {"page": 2, "pageSize": 2, "total": 3}


def test_a_page_has_20_records_unless_it_is_told(pms: Custompms, client: httpx.Client) -> None:
    add(pms, *map(str, range(45)))
    assert [len(page(client, page=number)) for number in (1, 2, 3, 4)] == [20, 20, 5, 0]
    assert len(page(client, pageSize=50)) == 45


def test_a_page_far_beyond_the_end_is_empty(pms: Custompms, client: httpx.Client) -> None:
    add(pms, "a")
    assert client.get("/tasks?page=999999999999999&pageSize=50").json() == {
        "items": [],
        "page": 999_999_999_999_999,
        "pageSize": 50,
        "total": 1,
    }


def test_a_list_is_in_the_order_of_ids_whatever_was_changed_last(pms: Custompms, client: httpx.Client) -> None:
    ids = add(pms, *map(str, range(12)))
    pms.edit("Task", ids[0], {"notes": "x"})
    assert page(client) == [*map(str, range(12))]


def test_modified_since_includes_its_very_moment_and_keeps_the_order_of_ids(
    pms: Custompms, client: httpx.Client
) -> None:
    start = pms.clock.now
    first, *_ = add(pms, "a", "b", "c")
    assert page(client, modifiedSince=start) == ["a", "b", "c"]
    assert page(client, modifiedSince=start + 1000) == ["b", "c"]
    assert page(client, modifiedSince=start + 1001) == ["c"]
    pms.edit("Task", first, {"notes": "x"})
    assert page(client, modifiedSince=start + 1001) == ["a", "c"]
    assert page(client, modifiedSince=start + 1001, pageSize=1, page=2) == ["c"]
    assert client.get("/tasks", params={"modifiedSince": start + 1001}).json()["total"] == 2
    assert page(client, modifiedSince=pms.clock.now + 1) == []


def test_a_deletion_between_pages_makes_a_reader_miss_a_record(pms: Custompms, client: httpx.Client) -> None:
    first, *_ = add(pms, "a", "b", "c", "d")
    read = page(client, pageSize=2)
    pms.remove("Task", first)
    read += page(client, pageSize=2, page=2)
    assert read == ["a", "b", "d"]


def test_an_edit_between_pages_of_changes_makes_a_reader_see_a_record_twice(
    pms: Custompms, client: httpx.Client
) -> None:
    first, *_ = add(pms, "a", "b", "c", "d")
    since = pms.clock.now - 3000
    read = page(client, pageSize=2, modifiedSince=since)
    pms.edit("Task", first, {"notes": "x"})
    read += page(client, pageSize=2, page=2, modifiedSince=since)
    assert read == ["b", "c", "c", "d"]


@pytest.mark.parametrize(("since", "looked_at"), [(None, 10), (0, 10), (-30_000, 30)])
def test_a_list_costs_its_page_or_what_changed(
    pms: Custompms,
    client: httpx.Client,
    monkeypatch: pytest.MonkeyPatch,
    since: int | None,
    looked_at: int,
) -> None:
    add(pms, *map(str, range(500)))
    params = {"pageSize": 10, "page": 2}
    if since is not None:
        params["modifiedSince"] = pms.clock.now + since if since else 0
    seen: list[str] = []

    def counting(table: Records, id_: str) -> Record:
        seen.append(id_)
        return table[id_]

    monkeypatch.setattr(Records, "listed", counting)
    client.get("/tasks", params=params)
    assert len(seen) == looked_at


@pytest.mark.parametrize(
    ("query", "field", "message"),
    [
        ("page=0", "page", "page must be at least 1"),
        ("page=-1", "page", "page must be a whole number"),
        ("page=one", "page", "page must be a whole number"),
        ("page=1.0", "page", "page must be a whole number"),
        ("page=%D9%A3", "page", "page must be a whole number"),
        ("page=", "page", "page must be a whole number"),
        ("page=1&page=2", "page", "page must be a whole number"),
        (f"page={'9' * 5000}", "page", "page must be a whole number"),
        ("pageSize=0", "pageSize", "pageSize must be from 1 to 50"),
        ("pageSize=51", "pageSize", "pageSize must be from 1 to 50"),
        ("pageSize=999999999", "pageSize", "pageSize must be from 1 to 50"),
        ("modifiedSince=2026-01-31", "modifiedSince", "modifiedSince must be a whole number"),
        ("modifiedSince=-1", "modifiedSince", "modifiedSince must be a whole number"),
        ("limit=5", "limit", "limit is no parameter here"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_said(client: httpx.Client, query: str, field: str, message: str) -> None:
    answer = client.get(f"/tasks?{query}")
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": {"code": "VALIDATION", "message": message, "field": field}},
    )
