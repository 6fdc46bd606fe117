"""Every system, with a record of its main datatype in its place, a door, and a client that signs in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import httpx
import pytest

from syncproof.fakes import make_systems
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import Door, mounted
from syncproof.ledger import Ledger


class Kind(NamedTuple):
    """Where a system's records are listed and found, and how one is changed."""

    datatype: str
    list_: str
    item: str
    method: str
    name: str


KINDS = {
    "Customerp": Kind("Contact", "/contacts", "/contacts/{id}", "PATCH", "name"),
    "Custompms": Kind("Task", "/tasks", "/tasks/{id}", "PUT", "title"),
    "Trello": Kind("Cards", "/lists/{place}/cards", "/cards/{id}", "PUT", "name"),
}


class System(NamedTuple):
    """A system behind its door, with a client and a place of its own."""

    fake: Fake
    door: Door
    client: httpx.Client
    kind: Kind
    place: str

    def add(self, name: str) -> str:
        """Let a user add a record, and return its id."""
        values = {self.kind.name: name}
        if self.fake.name == "Customerp":
            values["email"] = f"{name.lower()}@example.com"
        return self.fake.add(self.kind.datatype, values, place=self.place)

    def read(self, id_: str) -> httpx.Response:
        """Read a record as the SUT."""
        return self.client.get(self.kind.item.format(id=id_))

    def rename(self, id_: str, name: str) -> httpx.Response:
        """Give a record another name as the SUT."""
        values: dict[str, object] = {self.kind.name: name}
        if isinstance(self.fake, Custompms):
            values["version"] = self.fake.record(self.kind.datatype, id_).version
        return self.client.request(self.kind.method, self.kind.item.format(id=id_), json=values)

    def listed(self) -> httpx.Response:
        """List the records of the place as the SUT."""
        return self.client.get(self.kind.list_.format(place=self.place))

    def name_of(self, id_: str) -> object:
        """Return what the system holds, whatever an answer said."""
        return self.fake.records(self.kind.datatype, self.place)[id_][self.kind.name]


@pytest.fixture(params=KINDS)
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    """Return each system in turn."""
    fake = make_systems(Clock(), Ledger())[request.param]
    kind = KINDS[fake.name]
    place = fake.container(kind.datatype, fake.prepare(kind.datatype))
    fake.snapshot()
    key, token = fake.credentials.get("key", ""), fake.credentials.get("token", "")
    headers: Mapping[str, str] = {
        "Customerp": {"Authorization": f"Bearer {token}"},
        "Custompms": {"X-Api-Key": key},
        "Trello": {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'},
    }[fake.name]
    with mounted([fake]) as doors, httpx.Client(base_url=fake.url, headers=headers) as client:
        yield System(fake, doors[fake.name], client, kind, place)
