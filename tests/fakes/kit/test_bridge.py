"""HTTP clients of this process meet faults as on a port: httpx's own errors, and time that passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import httpx
import pytest

from syncproof.fakes.customerp import Customerp
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.faults import Fault
from syncproof.fakes.kit.mount import Door, mounted, transport
from syncproof.ledger import Call, Ledger

ANN = {"name": "Ann", "email": "ann@example.com"}


@pytest.fixture
def erp() -> Customerp:
    return Customerp(Clock(0), Ledger())


@pytest.fixture
def doors(erp: Customerp) -> Iterator[Mapping[str, Door]]:
    with mounted([erp]) as doors:
        yield doors


@pytest.fixture
def client(erp: Customerp) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {erp.credentials['token']}"}
    with httpx.Client(base_url=erp.url, headers=headers, timeout=5) as client:
        yield client


@pytest.mark.parametrize(
    ("kind", "error", "there"),
    [
        ("refused", httpx.ConnectError, 0),
        ("reset", httpx.ReadError, 0),
        ("lost", httpx.RemoteProtocolError, 1),
        ("timeout", httpx.ReadTimeout, 0),
        ("timeout-done", httpx.ReadTimeout, 1),
    ],
)
def test_a_connection_that_fails_is_httpx_own_error(
    client: httpx.Client, erp: Customerp, doors: Mapping[str, Door], kind: str, error: type[Exception], there: int
) -> None:
    doors["Customerp"].faults.plant(Fault(kind))

    with pytest.raises(httpx.TransportError) as raised:
        client.post("/contacts", json=ANN)

    assert (type(raised.value), raised.value.request.method) == (error, "POST")
    assert len(erp.records("Contact")) == there


@pytest.mark.parametrize(("timeout", "passed"), [(3, 3000), (None, 2000)])
def test_an_answer_that_never_comes_takes_as_long_as_the_client_waits(
    client: httpx.Client, erp: Customerp, doors: Mapping[str, Door], timeout: int | None, passed: int
) -> None:
    before = erp.clock.now
    doors["Customerp"].faults.plant(Fault("timeout"))

    with pytest.raises(httpx.TransportError):
        client.get("/contacts", timeout=timeout)

    assert erp.clock.now - before == passed


@pytest.mark.parametrize("seconds", [3, 5])
def test_a_slow_answer_lets_time_pass_and_comes(
    client: httpx.Client, erp: Customerp, doors: Mapping[str, Door], seconds: float
) -> None:
    doors["Customerp"].faults.plant(Fault("slow", parameters={"seconds": seconds}))

    assert client.post("/contacts", json=ANN).status_code == 201

    assert erp.clock.now == seconds * 1000
    assert [event.status for event in erp.ledger if isinstance(event, Call)] == [201]


def test_a_client_waits_no_longer_than_its_timeout_and_the_system_does_as_asked(
    client: httpx.Client, erp: Customerp, doors: Mapping[str, Door]
) -> None:
    doors["Customerp"].faults.plant(Fault("slow", parameters={"seconds": 6}))

    with pytest.raises(httpx.ReadTimeout):
        client.post("/contacts", json=ANN)

    assert erp.clock.now == 5000
    assert len(erp.records("Contact")) == 1


def test_a_client_without_a_timeout_waits_to_the_end(
    client: httpx.Client, erp: Customerp, doors: Mapping[str, Door]
) -> None:
    doors["Customerp"].faults.plant(Fault("slow", parameters={"seconds": 60}))

    assert client.get("/contacts", timeout=None).status_code == 200

    assert erp.clock.now == 60_000


def test_a_door_forgets_faults_that_met_no_request(client: httpx.Client, doors: Mapping[str, Door]) -> None:
    doors["Customerp"].faults.plant(Fault("status"))

    doors["Customerp"].forget()

    assert client.get("/contacts").status_code == 200


def test_nobody_tries_each_header_of_an_answer_to_find_out_how_it_is_encoded(
    erp: Customerp, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = transport(erp).handle_request(httpx.Request("GET", f"{erp.url}/contacts"))

    monkeypatch.delattr(httpx.Headers, "raw")

    assert answer.headers["content-type"] == "application/problem+json"
