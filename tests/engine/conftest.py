"""The reference sync over the three fakes, on a wire where requests can be disturbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from syncproof.engine import Access, Client, Links, Report, Sync
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import transport
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import By, Call, Created, Deleted, Ledger, Updated, Value, Values

Answer = Callable[[httpx.Request], httpx.Response]
Trouble = Callable[[httpx.Request, Answer], httpx.Response]


class Crash(BaseException):
    """The sync is killed."""


@dataclass(frozen=True)
class Case:
    """A section, a new source record, and an edit of each side with the values that the other side then shows."""

    system: str
    source: str
    target: str
    rows: Mapping[str, str]
    record: Values
    shown: Values
    forward: tuple[Values, Values]
    backward: tuple[Values, Values]

    def __str__(self) -> str:
        return f"{self.system} {self.source} to {self.target}"


_PEOPLE = {"name": "fullName", "email": "email"}
_FIRMS = {"name": "displayName", "website": "website", "description": "desc"}
_TASKS = {"title": "name", "notes": "desc", "due": "due", "start": "start", "done": "dueComplete"}
_ADA = {"name": "Ada", "email": "ada@x.org", "phone": "12"}
_ACME = {"name": "Acme", "website": "http://acme.no", "description": "Anvils"}
_DIG = {"title": "Dig", "notes": "deep", "due": "2026-05-01T10:30:00.000Z", "start": "2026-04-01T00:00:00.000Z"}


def _case(source: str, target: str, rows: Values, record: Values, edit: Values) -> Case:
    system, datatype = source.split()
    names: Mapping[str, str] = {left: str(right) for left, right in rows.items()}
    there = {names[left]: value for left, value in edit.items()}
    shown = {right: record.get(left) for left, right in names.items() if left in record}
    return Case(system, datatype, target, names, record, shown, (edit, there), (there, edit))


CASES = (
    _case("Customerp Contact", "Members", _PEOPLE, _ADA, {"name": "Ada King"}),
    _case("Customerp Employee", "Members", _PEOPLE, _ADA, {"email": "king@x.org"}),
    _case("Customerp Customer", "Organizations", _FIRMS, _ACME, {"name": "Acme Ltd", "description": None}),
    _case("Customerp Project", "Actions", {"name": "text"}, {"name": "Bridge"}, {"name": "Tunnel"}),
    _case("Custompms Customer", "Organizations", _FIRMS, _ACME, {"website": None}),
    _case("Custompms Project", "Actions", {"name": "text"}, {"name": "Bridge"}, {"name": "Tunnel"}),
    _case("Custompms Task", "Actions", {"title": "text"}, {"title": "Dig"}, {"title": "Fill"}),
    _case("Custompms Task", "Cards", _TASKS, _DIG, {"title": "Fill", "done": True, "due": None}),
)
CONTACT, EMPLOYEE, FIRM, PROJECT, PMS_FIRM, PMS_PROJECT, TASK_COMMENT, CARD = CASES
_QUICK = (CONTACT, FIRM, PROJECT, CARD)
"""One section for each datatype of the target."""
every_section = pytest.mark.parametrize(
    "case",
    [pytest.param(each, marks=[] if each in _QUICK else pytest.mark.thorough) for each in CASES],
    ids=str,
)


@dataclass
class Wire(httpx.BaseTransport):
    """A transport that all requests pass; `trouble`, if set, answers in place of the system, or after it."""

    systems: Mapping[str, httpx.BaseTransport]
    trouble: Trouble | None = None
    requests: list[httpx.Request] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.systems[request.url.host].handle_request
        return self.trouble(request, answer) if self.trouble else answer(request)


class World:
    """A sync, the systems that the sync talks to, and the reports and sleeps so far."""

    def __init__(
        self, *cases: Case, policy: str = "latest-wins", path: str = ":memory:", capabilities: frozenset[str] = ALL
    ) -> None:
        self.clock = Clock()
        self.ledger = Ledger()
        self.fakes: dict[str, Fake] = {
            **{kind.name: kind(self.clock, self.ledger) for kind in (Customerp, Custompms)},
            Trello.name: Trello(self.clock, self.ledger, capabilities=capabilities),
        }
        self.wire = Wire({httpx.URL(fake.url).host: transport(fake) for fake in self.fakes.values()})
        self.client = Client(transport=self.wire)
        self.links = Links(path)
        self.reports: list[Report] = []
        self.slept: list[float] = []
        self.cases = cases
        self.policy = policy
        self.trello = self.fakes["Trello"]
        self.places = {target: self.trello.prepare(target) for target in dict.fromkeys(case.target for case in cases)}
        self.before = {target: set(self.there(target)) for target in self.places}
        self.clock.advance(60)
        self.sync = self.restart()

    def checklist(self) -> dict[str, Any]:
        return {
            "schema": "syncproof-checklist/1",
            "policy": self.policy,
            "sections": [
                {
                    "id": str(case),
                    "source": {"system": case.system, "datatype": case.source},
                    "target": {"system": "Trello", "datatype": case.target},
                    "place": dict(self.places[case.target]),
                    "promises": ["every", "in-sync", "properties"],
                    "properties": [{"source": left, "target": right} for left, right in case.rows.items()],
                }
                for case in self.cases
            ],
        }

    def access(self) -> dict[str, Access]:
        return {name: Access(fake.url, **fake.credentials) for name, fake in self.fakes.items()}

    def restart(self) -> Sync:
        self.sync = Sync(self.checklist(), self.access(), self.links, self.client, self.sleep, self.reports.append)
        return self.sync

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.advance(seconds)

    def run(self) -> None:
        """Do one pass, a second after the last event."""
        self.clock.advance(1)
        self.sync.run()

    def settle(self, passes: int = 6) -> None:
        """Run passes until two in a row have written nothing."""
        quiet = 0
        for _ in range(passes):
            written = len(self.writes())
            self.run()
            quiet = quiet + 1 if len(self.writes()) == written else 0
            if quiet == 2:
                return
        raise AssertionError("the sync never comes to rest")

    def add(self, case: Case, **values: Value) -> str:
        """Let a user add the case's record, or one that differs in some values."""
        self.clock.advance(1)
        return self.fakes[case.system].add(case.source, {**case.record, **values})

    def edit(self, system: str, datatype: str, record: str, changes: Values) -> None:
        self.clock.advance(1)
        self.fakes[system].edit(datatype, record, changes)

    def there(self, target: str) -> Mapping[str, Values]:
        """Return the target's records."""
        return self.trello.records(target, [*self.places[target].values(), ""][-1 - bool(self.places[target])])

    def made(self, target: str) -> dict[str, Values]:
        """Return the target's records that have come since the beginning."""
        return {id_: values for id_, values in self.there(target).items() if id_ not in self.before[target]}

    def writes(self) -> list[Call]:
        return [event for event in self.ledger if isinstance(event, Call) and event.asks]

    def changes(self) -> list[Created | Updated | Deleted]:
        """Return the changes that the sync has made."""
        kinds = (Created, Updated, Deleted)
        return [event for event in self.ledger if isinstance(event, kinds) and event.by is By.SUT]

    def close(self) -> None:
        self.client.close()
        self.links.close()


Worlds = Callable[..., World]
"""The `world` fixture: makes a world of some cases."""


@pytest.fixture
def world() -> Iterator[Worlds]:
    """Return a function that makes worlds, which are closed at the end of the test."""
    worlds: list[World] = []

    def make(*cases: Case, **settings: Any) -> World:  # noqa: ANN401 - the arguments of World
        worlds.append(World(*cases, **settings))
        return worlds[-1]

    yield make
    for made in worlds:
        made.close()


def holds(record: Values, values: Values) -> Values:
    """Return a record's values of the same properties as in `values`, empty ones as None."""
    return {name: record[name] if record[name] != "" else None for name in values}
