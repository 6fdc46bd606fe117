"""Many clients at once: no write is lost, none is doubled, and the ledger is in order."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import Counter
from collections.abc import Awaitable
from typing import Any

import httpx
import pytest

from tests.serve.answers import Serving, Told, control_of

CLIENTS = 64
ROUNDS = 6
CONTEXT = ssl.create_default_context()
"""One for all clients: each would read all certificates anew, which none of them needs."""


class Client:
    """One of many: it adds a contact and a card, changes both again and again, and reads what it wrote."""

    def __init__(self, number: int, told: Told, list_: str) -> None:
        self.name = f"client {number}"
        self.told = told
        self.list = list_

    async def work(self) -> None:
        """Do all rounds."""
        erp, trello = self.told["customerp"], self.told["trello"]
        signed = {"Authorization": f"Bearer {erp['token']}"}
        async with httpx.AsyncClient(timeout=60, verify=CONTEXT) as http:
            contact = await self.json(
                http.post(f"{erp['url']}/contacts", headers=signed, json={"name": self.name, "email": "a@b.example"})
            )
            card = await self.json(
                http.post(f"{trello['url']}/cards", params={**self.key, "idList": self.list, "name": self.name})
            )
            for round_ in range(ROUNDS):
                name = f"{self.name}, round {round_}"
                url = f"{erp['url']}/contacts/{contact['id']}"
                contact = await self.json(
                    http.patch(url, headers=signed | {"If-Match": contact["etag"]}, json={"name": name})
                )
                card_url = f"{trello['url']}/cards/{card['id']}"
                await self.json(http.put(card_url, params=self.key, json={"name": name}))
                read = await asyncio.gather(
                    self.json(http.get(url, headers=signed)), self.json(http.get(card_url, params=self.key))
                )
                assert [each["name"] for each in read] == [name, name]

    @property
    def key(self) -> dict[str, str]:
        return {name: self.told["trello"][name] for name in ("key", "token")}

    @staticmethod
    async def json(answer: Awaitable[httpx.Response]) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return what a request is answered with, which must be a success."""
        return (await answer).raise_for_status().json()


async def _crowd(told: Told, list_: str) -> None:
    await asyncio.gather(*(Client(number, told, list_).work() for number in range(CLIENTS)))


async def _rivals(told: Told, contact: str) -> Counter[int]:
    """Let everybody change one record from the same version."""
    erp = told["customerp"]
    signed = {"Authorization": f"Bearer {erp['token']}"}
    url = f"{erp['url']}/contacts/{contact}"
    async with httpx.AsyncClient(timeout=60, headers=signed) as http:
        etag = (await http.get(url)).headers["ETag"]
        answers = await asyncio.gather(
            *(http.patch(url, headers={"If-Match": etag}, json={"name": f"rival {n}"}) for n in range(CLIENTS))
        )
    return Counter(answer.status_code for answer in answers)


@pytest.mark.thorough
def test_no_write_is_lost_or_doubled(serving: Serving) -> None:
    with serving("--records", "0", "--no-rate-limits") as told, control_of(told) as control:
        shown = control.get("/systems").json()["systems"]
        list_ = next(each["place"] for system in shown for each in system["datatypes"] if each["datatype"] == "Cards")

        asyncio.run(_crowd(told, list_))
        contacts = control.get("/records/Customerp/Contact").json()["records"]
        statuses = asyncio.run(_rivals(told, next(iter(contacts))))

        cards = control.get("/records/Trello/Cards").json()["records"]
        lines: list[dict[str, Any]] = []
        while page := control.get("/ledger", params={"since": len(lines), "limit": 10_000}).json()["lines"]:
            lines += page

    last = {f"client {number}, round {ROUNDS - 1}" for number in range(CLIENTS)}
    assert Counter(held["name"] for held in cards.values()) == Counter(last)
    assert Counter(held["name"] for held in contacts.values()) == Counter(last)
    assert statuses == {200: 1, 412: CLIENTS - 1}
    assert [line["line"] for line in lines] == list(range(len(lines)))
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    # Each write stands just before the call that made it: nothing came between.
    by_sut = [line for line in lines if line["by"] == "sut"]
    writes = [line for line in by_sut if line["event"] in {"created", "updated"}]
    assert len(writes) == 2 * CLIENTS * (1 + ROUNDS) + 1
    for line in writes:
        call = lines[line["line"] + 1]
        assert (call["event"], call["system"]) == ("call", line["ref"]["system"])
        assert call["method"] in {"POST", "PATCH", "PUT"}
        assert re.search("contacts|cards", call["path"])
