"""Paging: what is there from the first page to the last is read, once, whatever happens between the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import transport
from syncproof.ledger import Ledger, Values
from syncproof.steps.chance import SEEDED

Pages = Iterator[list[dict[str, Any]]]
ENDLESS = 200
"""A list that never ends must not hang the tests."""


def by_cursor(client: httpx.Client, place: str, size: int) -> Pages:
    """Read Customerp's contacts."""
    _ = place
    more: dict[str, str] = {}
    for _ in range(ENDLESS):
        page = client.get("/contacts", params={"limit": size, **more}).raise_for_status().json()
        yield page["data"]
        if page["next_cursor"] is None:
            return
        more = {"cursor": page["next_cursor"]}
    pytest.fail("the list never ends")


def by_number(client: httpx.Client, place: str, size: int) -> Pages:
    """Read Custompms's tasks."""
    _ = place
    for number in range(1, ENDLESS):
        page = client.get("/tasks", params={"page": number, "pageSize": size}).raise_for_status().json()
        yield page["items"]
        if len(page["items"]) < size:
            return
    pytest.fail("the list never ends")


def by_id(client: httpx.Client, place: str, size: int) -> Pages:
    """Read Trello's cards or comments, newest first: the oldest id of a page leads to the next."""
    more: dict[str, str] = {}
    for _ in range(ENDLESS):
        page = client.get(place, params={"limit": size, **more}).raise_for_status().json()
        yield page
        if len(page) < size:
            return
        more = {"before": min(each["id"] for each in page)}
    pytest.fail("the list never ends")


class Paging(NamedTuple):
    """How a list is read page by page, and what may happen meanwhile that no reader misses."""

    system: str
    datatype: str
    values: Values
    pages: Callable[[httpx.Client, str, int], Pages]
    list: str
    what: tuple[str, ...]
    key: str
    """What is never read twice: a record, or a version of one."""


ALL = ("add", "edit", "remove")
PAGINGS = {
    # An edited record moves to the end, and is read again, as its new version.
    "contacts": Paging("Customerp", "Contact", {"name": "Ada", "email": "ada@b.org"}, by_cursor, "", ALL, "etag"),
    # Pages are counted off anew each time: a reader may miss a record where one is removed. The real one's wart.
    "tasks": Paging("Custompms", "Task", {"title": "Paint"}, by_number, "", ("add", "edit"), "id"),
    "cards": Paging("Trello", "Cards", {"name": "Paint"}, by_id, "/lists/{list}/cards", ALL, "id"),
    "comments": Paging(
        "Trello", "Actions", {"text": "Done"}, by_id, "/cards/{card}/actions?filter=commentCard", ALL, "id"
    ),
}


def signed(fake: Fake) -> httpx.Client:
    """Return a client that may come in."""
    known = fake.credentials
    access = {
        "Customerp": {"Authorization": f"Bearer {known.get('token')}"},
        "Custompms": {"X-Api-Key": known.get("key", "")},
        "Trello": {
            "Authorization": f'OAuth oauth_consumer_key="{known.get("key")}", oauth_token="{known.get("token")}"'
        },
    }
    return httpx.Client(base_url=fake.url, headers=access[fake.name], transport=transport(fake))


@pytest.mark.parametrize("of", PAGINGS)
@settings(SEEDED, derandomize=True, max_examples=40)
@given(data=st.data())
def test_what_stays_is_read_once_whatever_happens_between_pages(of: str, data: st.DataObject) -> None:
    paging = PAGINGS[of]
    fake = FAKES[paging.system](Clock(), Ledger())
    named = fake.prepare(paging.datatype)
    place = named.get("card" if of == "comments" else "list", "")
    name, value = next(iter(paging.values.items()))

    def add() -> str:
        fake.clock.advance(data.draw(st.integers(0, 1)))
        return fake.add(paging.datatype, paging.values, place=place)

    def happen(stays: set[str], new: list[str]) -> None:
        here = sorted([*stays, *new])
        what = data.draw(st.sampled_from(paging.what if here else ("add",)))
        if what == "add":
            new.append(add())
            return
        chosen = data.draw(st.sampled_from(here))
        fake.clock.advance(1)
        if what == "edit":
            fake.edit(paging.datatype, chosen, {name: f"{value} {fake.clock.now}"})
        else:
            fake.remove(paging.datatype, chosen)
            stays.discard(chosen)
            new[:] = [each for each in new if each != chosen]

    stays = {add() for _ in range(data.draw(st.integers(0, 14)))}
    new: list[str] = []
    size = data.draw(st.integers(2, 5))
    read: list[dict[str, Any]] = []
    for page in paging.pages(signed(fake), paging.list.format(**named), size):
        assert len(page) <= size
        read += page
        # Fewer than a page holds, or the end would never come nearer.
        for _ in range(data.draw(st.integers(0, size - 1))):
            happen(stays, new)

    keys = [(each["id"], each[paging.key]) for each in read]
    assert len(keys) == len(set(keys))
    assert stays - {str(each["id"]) for each in read} == set()


@pytest.mark.parametrize("of", PAGINGS)
@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 10, 11])
def test_the_pages_together_are_the_list(of: str, count: int) -> None:
    paging = PAGINGS[of]
    fake = FAKES[paging.system](Clock(), Ledger())
    named = fake.prepare(paging.datatype)
    place = named.get("card" if of == "comments" else "list", "")
    made = [fake.add(paging.datatype, paging.values, place=place) for _ in range(count)]

    pages = list(paging.pages(signed(fake), paging.list.format(**named), 5))

    assert sorted(str(each["id"]) for page in pages for each in page) == sorted(made)
    assert all(len(page) == 5 for page in pages[:-1])
