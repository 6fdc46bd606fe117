"""What the ledger tells: each request and each change once, the same for the same seed, and no secret."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import mounted
from syncproof.ledger import By, Call, Created, Deleted, Ledger, Ref, Updated, Value
from tests.fakes.contract.dialect import Stand
from tests.fakes.contract.place import a_story, anywhere, stand


def test_each_request_and_each_change_is_in_the_ledger_once(at: Stand) -> None:
    line = len(at.fake.ledger)
    values: dict[str, Value] = dict(at.dialect.values)

    made = at.client.post(at.add, json=values)
    record = str(made.json()["id"])
    at.client.get(at.list)
    address = at.dialect.one.format(record)
    at.client.get(address)
    name = next(iter(values))
    at.client.request(at.dialect.change, address, json=at.body(**{name: "Eve"}))
    at.client.delete(address)
    at.client.get(address)

    told = at.fake.ledger[line:]
    base = at.fake.url.partition(".example")[2].partition("/")[2] or at.fake.url.rpartition("/")[2]
    calls = [
        (each.method, each.path.removeprefix(f"/{base}").partition("?")[0]) for each in told if isinstance(each, Call)
    ]
    ref = Ref(at.fake.name, at.dialect.datatype, record, at.place)
    changes = [type(each) for each in told if isinstance(each, Created | Updated | Deleted) and each.ref == ref]
    assert calls == [
        ("POST", at.add.partition("?")[0]),
        ("GET", at.list),
        ("GET", address),
        (at.dialect.change, address),
        ("DELETE", address),
        ("GET", address),
    ]
    assert changes == [Created, Updated, Deleted]
    assert {each.by for each in told if isinstance(each, Created | Updated | Deleted)} == {By.SUT}


@anywhere
def test_the_same_seed_writes_the_same_ledger(system: str, datatype: str) -> None:
    told = []
    for _ in range(2):
        at = stand(system, datatype, seed=3)
        a_story(at)
        told.append((list(at.fake.ledger), at.answers().content))
    assert told[0] == told[1]


@pytest.mark.parametrize("system", FAKES)
def test_no_call_in_the_ledger_shows_a_credential(system: str) -> None:
    at = stand(system, next(iter(FAKES[system].datatypes)))
    at.answers()
    (path,) = (event.path for event in at.fake.ledger if isinstance(event, Call))
    assert not [secret for secret in at.fake.credentials.values() if secret in path]
    assert not {name for name in ("key=", "token=") if name in path}


def test_all_fakes_live_side_by_side_on_one_clock_and_ledger() -> None:
    clock, ledger = Clock(), Ledger()
    fakes = [fake(clock, ledger) for fake in FAKES.values()]
    with mounted(fakes):
        for fake in fakes:
            httpx.get(fake.url + "/nowhere")
    assert [event.system for event in ledger if isinstance(event, Call)] == list(FAKES)
