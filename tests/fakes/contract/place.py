"""A fake with a place for records of one datatype, and what users and a caller do there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

import httpx
import pytest
from faker import Faker
from hypothesis import strategies as st

from syncproof.datatypes import Property
from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake, Snapshot
from syncproof.fakes.kit.mount import transport
from syncproof.ledger import Created, Deleted, Event, Ledger, Ref, Refused, Updated, Value, Values

LISTS = {
    ("Customerp", "Contact"): "/contacts",
    ("Customerp", "Customer"): "/customers",
    ("Customerp", "Project"): "/projects",
    ("Customerp", "Employee"): "/employees",
    ("Custompms", "Customer"): "/customers",
    ("Custompms", "Project"): "/projects",
    ("Custompms", "Task"): "/tasks",
    ("Trello", "Members"): "/organizations/{organization}/members?member_fields=fullName,email",
    ("Trello", "Organizations"): "/members/me/organizations",
    ("Trello", "Actions"): "/cards/{card}/actions?filter=commentCard",
    ("Trello", "Cards"): "/lists/{list}/cards",
}
EVERYWHERE = [(system, datatype) for system, fake in FAKES.items() for datatype in fake.datatypes]
NAMING_OTHERS = {"idList", "idMembers"}
"""Properties whose values name other records, which only a place knows."""
FAKER = Faker()


class Stand(NamedTuple):
    """A fake with a place for records of one datatype."""

    fake: Fake
    datatype: str
    named: Mapping[str, str]

    @property
    def place(self) -> str:
        return self.fake.container(self.datatype, self.named)

    @property
    def properties(self) -> Mapping[str, Property]:
        return self.fake.datatypes[self.datatype].properties

    def add(self, values: Values | None = None) -> str:
        """Let a user add a record, by default a believable one."""
        return self.fake.add(self.datatype, sample(self) if values is None else values, place=self.place)

    def edit(self, record: str, **changes: Value) -> None:
        """Let a user change a record."""
        self.fake.edit(self.datatype, record, changes)

    def records(self) -> dict[str, dict[str, Value]]:
        """Return what lives in the place."""
        found = self.fake.records(self.datatype, self.place)
        return {record: dict(values) for record, values in found.items()}

    def ref(self, record: str) -> Ref:
        """Return how the ledger speaks of a record."""
        return Ref(self.fake.name, self.datatype, record, self.place)

    def answers(self, path: str = "") -> httpx.Response:
        """Return what the list of the datatype answers, or another path."""
        path = path or LISTS[self.fake.name, self.datatype].format(**self.named)
        with client(self.fake) as caller:
            return caller.get(self.fake.url + path)


def stand(system: str, datatype: str, *, seed: int = 0) -> Stand:
    """Return a new fake with a new ledger."""
    FAKER.seed_instance(seed)
    fake = FAKES[system](Clock(), Ledger(), seed=seed)
    return Stand(fake, datatype, fake.prepare(datatype))


@cache
def _stand_once(system: str, datatype: str) -> tuple[Stand, Snapshot]:
    at = stand(system, datatype)
    return at, at.fake.snapshot()


def stand_again(system: str, datatype: str) -> Stand:
    """Return a fake as good as new: to restore one is quicker than to make one."""
    at, snapshot = _stand_once(system, datatype)
    at.fake.restore(snapshot)
    at.fake.ledger = Ledger()
    FAKER.seed_instance(0)
    return at


def client(fake: Fake, credentials: Mapping[str, str] | None = None) -> httpx.Client:
    """Return a client that signs in as the system wants it."""
    known = fake.credentials if credentials is None else credentials
    ways: dict[str, dict[str, Any]] = {
        "Customerp": {"headers": {"Authorization": f"Bearer {known.get('token')}"}},
        "Custompms": {"headers": {"X-Api-Key": f"{known.get('key')}"}},
        "Trello": {"params": dict(known)},
    }
    return httpx.Client(transport=transport(fake), **ways[fake.name])


def sample(at: Stand) -> dict[str, Value]:
    """Return a believable record."""
    samples = import_module(f"syncproof.fakes.{at.fake.name.lower()}.samples")
    values: dict[str, Value] = samples.record(FAKER, at.datatype)
    return values


def values(at: Stand, property_: str) -> st.SearchStrategy[Value]:
    """Return the values that a property takes."""
    samples = import_module(f"syncproof.fakes.{at.fake.name.lower()}.samples")
    strategy: st.SearchStrategy[Value] = samples.values(at.datatype, property_)
    return strategy


def changes(at: Stand, since: int) -> list[Event]:
    """Return what changed records, or was refused, from a line of the ledger on."""
    return [event for event in at.fake.ledger[since:] if isinstance(event, Created | Updated | Deleted | Refused)]


def a_story(at: Stand) -> None:
    """Let users and a caller do a little of everything."""
    first, second = at.add(), at.add()
    at.fake.clock.advance(7)
    at.edit(first, **sample(at))
    at.answers()
    at.answers("/nowhere")
    at.fake.remove(at.datatype, second)
    at.add()


anywhere = pytest.mark.parametrize(("system", "datatype"), EVERYWHERE)
