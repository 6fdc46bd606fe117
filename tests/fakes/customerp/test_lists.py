"""Customerp's lists: cursors that neither skip nor double while records change."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.kit.clock import Clock, iso
from syncproof.fakes.kit.mount import transport
from syncproof.fakes.kit.records import Record, Records
from syncproof.ledger import Ledger

ENDLESS = 1000
"""A cursor that leads nowhere must not hang the tests."""


def add(erp: Customerp, *names: str) -> list[str]:
    """Add customers, a second apart."""
    ids = []
    for name in names:
        ids.append(erp.add("Customer", {"name": name}))
        erp.clock.advance(1)
    return ids


def pages(client: httpx.Client, **params: str | int) -> list[list[str]]:
    """Return the names on all pages."""
    found = []
    while True:
        page = client.get("/customers", params=params).json()
        found.append([record["name"] for record in page["data"]])
        assert len(found) <= ENDLESS
        if page["next_cursor"] is None:
            return found
        params["cursor"] = page["next_cursor"]


def test_a_list_is_in_the_order_of_changes(erp: Customerp, client: httpx.Client) -> None:
    first, *_ = add(erp, "a", "b", "c")
    erp.edit("Customer", first, {"name": "a again"})
    assert pages(client) == [["b", "c", "a again"]]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [(1, [["a"], ["b"], ["c"]]), (2, [["a", "b"], ["c"]]), (3, [["a", "b", "c"]]), (50, [["a", "b", "c"]])],
)
def test_the_last_page_has_no_cursor(
    erp: Customerp, client: httpx.Client, limit: int, expected: list[list[str]]
) -> None:
    add(erp, "a", "b", "c")
    assert pages(client, limit=limit) == expected


def test_a_page_has_25_records_unless_it_is_told(erp: Customerp, client: httpx.Client) -> None:
    add(erp, *map(str, range(60)))
    assert [len(page) for page in pages(client)] == [25, 25, 10]


def test_updated_since_includes_its_very_moment(erp: Customerp, client: httpx.Client) -> None:
    start = erp.clock.now
    add(erp, "a", "b", "c")
    assert pages(client, updated_since=iso(start + 1000)) == [["b", "c"]]
    assert pages(client, updated_since=iso(start + 1001)) == [["c"]]
    assert pages(client, updated_since=iso(start + 1000), limit=1) == [["b"], ["c"]]
    assert pages(client, updated_since="2026-03-01T09:00:01+01:00") == [["b", "c"]]


def test_records_of_one_moment_are_paged_by_id(erp: Customerp, client: httpx.Client) -> None:
    ids = {erp.add("Customer", {"name": str(number)}): str(number) for number in range(7)}
    assert [name for page in pages(client, limit=2) for name in page] == [ids[id_] for id_ in sorted(ids)]


def test_a_cursor_outlives_its_record(erp: Customerp, client: httpx.Client) -> None:
    _, second, _ = add(erp, "a", "b", "c")
    cursor = client.get("/customers", params={"limit": 2}).json()["next_cursor"]
    erp.remove("Customer", second)
    assert pages(client, cursor=cursor) == [["c"]]


@given(st.data())
def test_whatever_happens_between_pages_every_last_version_is_read_once(data: st.DataObject) -> None:
    erp = Customerp(Clock(), Ledger())
    add(erp, *map(str, range(data.draw(st.integers(0, 12)))))
    seen: list[tuple[str, str]] = []
    params: dict[str, Any] = {"limit": data.draw(st.integers(1, 4))}
    headers = {"Authorization": f"Bearer {erp.credentials['token']}"}
    with httpx.Client(base_url=erp.url, headers=headers, transport=transport(erp)) as client:
        while True:
            page = client.get("/customers", params=params).json()
            seen += [(record["id"], record["name"]) for record in page["data"]]
            assert len(seen) <= ENDLESS
            if page["next_cursor"] is None:
                break
            params["cursor"] = page["next_cursor"]
            # Fewer changes than a page holds, or the end would never come nearer.
            for _ in range(data.draw(st.integers(0, params["limit"] - 1))):
                erp.clock.advance(1)
                known = list(erp.records("Customer"))
                what = data.draw(st.sampled_from(("add", "edit", "remove") if known else ("add",)))
                if what == "add":
                    erp.add("Customer", {"name": f"new {len(seen)}"})
                elif what == "edit":
                    erp.edit("Customer", data.draw(st.sampled_from(known)), {"name": f"edited {erp.clock.now}"})
                else:
                    erp.remove("Customer", data.draw(st.sampled_from(known)))
    assert len(seen) == len(set(seen))
    assert {(id_, values["name"]) for id_, values in erp.records("Customer").items()} <= set(seen)


def test_a_list_costs_what_it_returns(erp: Customerp, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    add(erp, *map(str, range(500)))
    looked_at: list[str] = []

    def counting(table: Records, id_: str) -> Record:
        looked_at.append(id_)
        return table[id_]

    monkeypatch.setattr(Records, "listed", counting)
    client.get("/customers", params={"limit": 10, "updated_since": iso(erp.clock.now - 400_000)})
    assert len(looked_at) == 11


LIMIT = "must be a number from 1 to 50"
CURSOR = "is not a cursor of this list"
SINCE = "must be a time such as 2026-01-31T12:00:00.000Z"


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limit=0", {"limit": LIMIT}),
        ("limit=101", {"limit": LIMIT}),
        ("limit=99999999999999999999", {"limit": LIMIT}),
        (f"limit={'9' * 5000}", {"limit": LIMIT}),
        ("limit=-1", {"limit": LIMIT}),
        ("limit=ten", {"limit": LIMIT}),
        ("limit=1.5", {"limit": LIMIT}),
        ("limit=%D9%A3", {"limit": LIMIT}),
        ("limit=", {"limit": LIMIT}),
        ("limit=1&limit=2", {"limit": "must be given once"}),
        ("cursor=", {"cursor": CURSOR}),
        ("cursor=nonsense", {"cursor": CURSOR}),
        ("cursor=%F0%9F%91%8D", {"cursor": CURSOR}),
        ("cursor=Y29udGFjdHM6MTpjb25fMQ==", {"cursor": CURSOR}),
        ("cursor=Y3VzdG9tZXJzOng6Y29uXzE=", {"cursor": CURSOR}),
        ("cursor=gICA", {"cursor": CURSOR}),
        ("updated_since=yesterday", {"updated_since": SINCE}),
        ("updated_since=", {"updated_since": SINCE}),
        ("updated_since=2026-03-01T09:00:00+01:00", {"updated_since": SINCE}),
        ("updated_since=99999-01-01", {"updated_since": SINCE}),
        ("updated_after=2026-03-01", {"updated_after": "is unknown"}),
        ("page=2", {"page": "is unknown"}),
    ],
)
def test_a_parameter_that_cannot_be_used_is_said(client: httpx.Client, query: str, errors: dict[str, str]) -> None:
    answer = client.get(f"/customers?{query}")
    assert answer.status_code == 400
    assert {error["field"]: error["message"] for error in answer.json()["errors"]} == errors


def test_a_cursor_never_leads_to_before_updated_since(erp: Customerp, client: httpx.Client) -> None:
    start = erp.clock.now
    add(erp, "a", "b", "c", "d")
    cursor = client.get("/customers", params={"limit": 1}).json()["next_cursor"]
    assert pages(client, cursor=cursor, updated_since=iso(start + 2000)) == [["c", "d"]]
