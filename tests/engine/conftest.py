"""The reference sync over the three fakes, with a wire on which things can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from syncproof.engine import Access, Links, Report, Sync
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import transport
from syncproof.fakes.trello import Trello
from syncproof.ledger import By, Call, Created, Deleted, Ledger, Updated, Values

ROWS = {
    "Members": {"name": "fullName", "email": "email"},
    "Organizations": {"name": "displayName", "website": "website", "description": "desc"},
    "Actions": {"name": "text"},
    "Cards": {"title": "name", "notes": "desc", "due": "due", "start": "start", "done": "dueComplete"},
}
SECTIONS = (
    ("Customerp", "Contact", "Members"),
    ("Customerp", "Customer", "Organizations"),
    ("Customerp", "Project", "Actions"),
    ("Customerp", "Employee", "Members"),
    ("Custompms", "Customer", "Organizations"),
    ("Custompms", "Project", "Actions"),
    ("Custompms", "Task", "Actions"),
    ("Custompms", "Task", "Cards"),
)
Answer = Callable[[httpx.Request], httpx.Response]


class Crash(BaseException):
    """The sync is killed."""


@dataclass
class Wire(httpx.BaseTransport):
    """All requests pass here, and `trouble` may disturb any: it is given the request and what answers it."""

    doors: Mapping[str, httpx.BaseTransport]
    trouble: Callable[[httpx.Request, Answer], httpx.Response] | None = None
    requests: list[httpx.Request] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.doors[request.url.host].handle_request
        return self.trouble(request, answer) if self.trouble else answer(request)


class World:
    """A sync, the systems that it talks to, and what became of them."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.ledger = Ledger()
        self.fakes: dict[str, Fake] = {
            kind.name: kind(self.clock, self.ledger) for kind in (Customerp, Custompms, Trello)
        }
        self.wire = Wire({httpx.URL(fake.url).host: transport(fake) for fake in self.fakes.values()})
        self.client = httpx.Client(transport=self.wire)
        self.links = Links()
        self.reports: list[Report] = []
        self.slept: list[float] = []
        self.places = {target: dict(self.fakes["Trello"].prepare(target)) for target in ROWS}
        self.clock.advance(60)

    def checklist(self, *wanted: tuple[str, str, str], policy: str = "latest-wins") -> dict[str, Any]:
        return {
            "schema": "syncproof-checklist/1",
            "policy": policy,
            "sections": [
                {
                    "id": f"{system} {source} to {target}",
                    "source": {"system": system, "datatype": source},
                    "target": {"system": "Trello", "datatype": target},
                    "place": self.places[target],
                    "promises": ["every", "in-sync", "properties"],
                    "properties": [
                        {"source": "title" if (source, left) == ("Task", "name") else left, "target": right}
                        for left, right in ROWS[target].items()
                    ],
                }
                for system, source, target in wanted
            ],
        }

    def access(self) -> dict[str, Access]:
        return {name: Access(fake.url, **fake.credentials) for name, fake in self.fakes.items()}

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.advance(seconds)

    def sync(self, *wanted: tuple[str, str, str], policy: str = "latest-wins") -> Sync:
        checklist = self.checklist(*(wanted or SECTIONS), policy=policy)
        return Sync(checklist, self.access(), self.links, self.client, self.sleep, self.reports.append)

    def settle(self, sync: Sync, passes: int = 6) -> None:
        """Run passes until two in a row have written nothing."""
        quiet = 0
        for _ in range(passes):
            self.clock.advance(1)
            written = len(self.writes())
            sync.run()
            quiet = quiet + 1 if len(self.writes()) == written else 0
            if quiet == 2:
                return
        raise AssertionError("it never comes to rest")

    def writes(self) -> list[Call]:
        return [event for event in self.ledger if isinstance(event, Call) and event.writes]

    def changes(self) -> list[Created | Updated | Deleted]:
        kinds = (Created, Updated, Deleted)
        return [event for event in self.ledger if isinstance(event, kinds) and event.by is By.SUT]

    def records(self, system: str, datatype: str) -> list[Values]:
        """Return what there is, without the service account and its colleague, and without empty workspaces' places."""
        place = next(iter(reversed(self.places[datatype].values())), "") if system == "Trello" else ""
        records = self.fakes[system].records(datatype, place)
        return [self.mapped(values, datatype) for id_, values in records.items() if not self.ours(id_, values)]

    def mapped(self, values: Values, datatype: str) -> Values:
        names = ROWS.get(datatype, {}).values() or values
        return {name: values[name] for name in names}

    def ours(self, id_: str, values: Values) -> bool:
        return str(values.get("email", "")).endswith((".example",)) and values["fullName"] in {
            "Sync Service",
            "Karla Colleague",
        } or values.get("displayName") == "Synchronized workspace"


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.client.close()
    world.links.close()
