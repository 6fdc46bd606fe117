"""Planted trouble: whom it meets, how often, and what becomes of the answer."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from contextlib import suppress

import httpx
import pytest
from falcon.testing import create_environ

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.faults import (
    FAULTS,
    LASTING,
    WAITED,
    Disconnected,
    Exchange,
    Fault,
    Faults,
    Silence,
    Slow,
    fault,
)
from syncproof.fakes.kit.mount import Door
from syncproof.fakes.kit.web import Question
from syncproof.fakes.trello import Trello
from syncproof.ledger import Call, Ledger

FIRST = urlsafe_b64encode(b"contacts:0:").decode()
"""The cursor of a page that begins with the first contact."""
ANN = {"name": "Ann", "email": "ann@example.com"}


@pytest.fixture
def erp() -> Customerp:
    return Customerp(Clock(), Ledger())


@pytest.fixture
def door(erp: Customerp) -> Door:
    return Door(erp)


@pytest.fixture
def faults(door: Door) -> Faults:
    return door.faults


@pytest.fixture
def client(erp: Customerp, door: Door) -> httpx.Client:
    headers = {"Authorization": f"Bearer {erp.credentials['token']}"}
    return httpx.Client(base_url=erp.url, headers=headers, transport=httpx.WSGITransport(app=door))


def test_a_status_is_answered_and_the_system_sees_nothing(client: httpx.Client, erp: Customerp, faults: Faults) -> None:
    faults.plant(Fault("status", parameters={"status": 503, "body": "later", "headers": {"Retry-After": "7"}}))

    answer = client.post("/contacts", json=ANN)

    assert (answer.status_code, answer.text, answer.headers["Retry-After"]) == (503, "later", "7")
    assert erp.records("Contact") == {}
    assert [event.status for event in erp.ledger if isinstance(event, Call)] == [503]


def test_it_meets_as_many_requests_as_it_says(client: httpx.Client, faults: Faults) -> None:
    faults.plant(Fault("status", times=2))

    statuses = [client.get("/contacts").status_code for _ in range(3)]

    assert statuses == [503, 503, 200]


def test_it_meets_only_what_it_fits(client: httpx.Client, faults: Faults) -> None:
    faults.plant(Fault("status", method="POST", path="/v1/contacts*"))

    statuses = [
        client.get("/contacts").status_code,
        client.post("/customers", json={"name": "Ann"}).status_code,
        client.post("/contacts", json=ANN).status_code,
    ]

    assert statuses == [200, 201, 503]


def test_the_first_planted_is_the_first_met(client: httpx.Client, faults: Faults) -> None:
    faults.plant(Fault("status", parameters={"status": 500}))
    faults.plant(Fault("status", parameters={"status": 502}))

    assert [client.get("/contacts").status_code for _ in range(3)] == [500, 502, 200]


def test_what_is_lost_was_done(client: httpx.Client, erp: Customerp, faults: Faults) -> None:
    faults.plant(Fault("lost"))

    with pytest.raises(Disconnected):
        client.post("/contacts", json=ANN)

    assert [held["name"] for held in erp.records("Contact").values()] == ["Ann"]
    assert [event.status for event in erp.ledger if isinstance(event, Call)] == [0]


def test_what_is_refused_was_not_done(client: httpx.Client, erp: Customerp, faults: Faults) -> None:
    faults.plant(Fault("refused"))

    with pytest.raises(Disconnected):
        client.post("/contacts", json=ANN)

    assert erp.records("Contact") == {}


def test_half_of_what_is_cut_arrives(client: httpx.Client, faults: Faults) -> None:
    whole = client.get("/contacts").content
    faults.plant(Fault("cut"))

    answer = client.get("/contacts")

    assert answer.status_code == 200
    assert answer.content == whole[: len(whole) // 2]
    assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_a_slow_request_is_noted_once_and_answered_when_it_has_waited(
    erp: Customerp, door: Door, faults: Faults
) -> None:
    faults.plant(Fault("slow", parameters={"seconds": 3}))
    environ = create_environ("/v1/contacts")

    with pytest.raises(Slow) as slow:
        door(environ, lambda *_: lambda _: None)
    door({**environ, WAITED: True}, lambda *_: lambda _: None)

    assert slow.value.seconds == 3
    assert [event.status for event in erp.ledger if isinstance(event, Call)] == [401]


def test_a_request_that_asks_outside_first_meets_the_fault_when_it_comes_again() -> None:
    trello = Trello(Clock(), Ledger())
    door = Door(trello)
    faults = door.faults
    door.ask = lambda _: 200
    board = trello.prepare("Cards")["board"]
    client = httpx.Client(base_url=trello.url, params=dict(trello.credentials), transport=httpx.WSGITransport(app=door))
    faults.plant(Fault("lost"))

    with pytest.raises(Disconnected):
        client.post("/webhooks/", params={"callbackURL": "http://127.0.0.1/told", "idModel": board})

    assert faults.planted == []
    assert len(client.get(f"/tokens/{trello.credentials['token']}/webhooks").json()) == 1


def test_whoever_answers_for_a_door_asks_with_the_fault_still_planted() -> None:
    def asks(*_: object) -> list[bytes]:
        raise Question("http://127.0.0.1/told", b"")

    faults = Faults(asks, Customerp(Clock(), Ledger()))
    faults.plant(Fault("lost"))

    with pytest.raises(Question):
        faults(create_environ("/1/webhooks", method="POST"), lambda *_: lambda _: None)

    assert faults.planted == [Fault("lost")]


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_strikes_before_or_after_the_effect_as_its_kind_says(
    client: httpx.Client, erp: Customerp, faults: Faults, kind: str
) -> None:
    bea = erp.add("Contact", {"name": "Bea", "email": "bea@example.com"})
    erp.snapshot()
    client.patch(f"/contacts/{bea}", json={"name": "Bee"})
    before = erp.records("Contact")
    faults.plant(Fault(kind))
    assert faults.unmet == [Fault(kind)]

    with suppress(Disconnected, Silence, Slow):
        if "POST" in FAULTS[kind].methods:
            client.post("/contacts", json=ANN)
        elif "PATCH" in FAULTS[kind].methods:
            client.patch(f"/contacts/{bea}", json={"name": "Bella"})
        else:
            client.get("/contacts", params={"cursor": FIRST} if kind == "reset-paging" else {})

    assert faults.planted == []
    assert {True: "before", False: "after"}[erp.records("Contact") == before] == FAULTS[kind].strikes


def test_a_kind_that_is_not_in_the_list_cannot_be_planted(faults: Faults) -> None:
    with pytest.raises(ValueError, match="no such kind of fault: lots; there are refused, reset, "):
        faults.plant(Fault("lots"))


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (Fault("lost", parameters={"seconds": 1}), "a fault of kind lost has no seconds"),
        (Fault("lost", method="GET"), "a fault of kind lost makes no sense on GET, but on DELETE, PATCH, POST, PUT"),
    ],
)
def test_a_fault_has_the_parameters_of_its_kind_and_no_other(faults: Faults, fault: Fault, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        faults.plant(fault)


def test_a_new_kind_is_one_decorated_function(
    client: httpx.Client, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FAULTS, "shouted", FAULTS["cut"])  # so that the list is as before in the end

    @fault("shouted", "answer is shouted", strikes="after", rule="robust.garbage")
    def _shouted(exchange: Exchange, *, times: int = 1) -> Iterable[bytes]:
        """Let the answer arrive in capitals."""
        return [part.upper() * times for part in exchange.app(exchange.environ, exchange.start_response)]

    faults.plant(Fault("shouted", parameters={"times": 2}))
    shouted, plain = client.get("/contacts").text, client.get("/contacts").text

    assert shouted == plain.upper() * 2


def test_a_fault_lets_as_many_requests_pass_as_it_skips(client: httpx.Client, faults: Faults) -> None:
    faults.plant(Fault("status", skip=2, times=2))

    statuses = [client.get("/contacts").status_code for _ in range(5)]

    assert statuses == [200, 200, 503, 503, 200]
    assert faults.met == {"status": 2}


def test_a_fault_skips_only_requests_on_which_it_makes_sense(
    client: httpx.Client, erp: Customerp, faults: Faults
) -> None:
    ann = erp.add("Contact", ANN)
    faults.plant(Fault("not-found", skip=1))

    paths = ("/contacts", f"/contacts/{ann}", "/contacts/nobody", f"/contacts/{ann}", f"/contacts/{ann}")

    assert [client.get(path).status_code for path in paths] == [200, 200, 404, 404, 200]


def test_a_lasting_fault_strikes_until_all_is_well(client: httpx.Client, faults: Faults) -> None:
    faults.plant(Fault("status", times=LASTING))

    assert {client.get("/contacts").status_code for _ in range(9)} == {503}
    assert faults.planted == [Fault("status", times=LASTING)]
    faults.heal()
    assert (client.get("/contacts").status_code, faults.planted) == (200, [])
