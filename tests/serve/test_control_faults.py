"""The control API over HTTP: what each kind of fault does to a client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.fakes.kit.faults import FAULTS
from tests.serve.answers import CONTACT, json, lines, records


def plant(control: httpx.Client, **fault: object) -> dict[str, Any]:
    planted: dict[str, Any] = json(control.post("/faults", json={"system": "Customerp", **fault}))
    return planted


def test_a_status_is_answered_and_the_system_never_sees_it(control: httpx.Client, erp: httpx.Client) -> None:
    plant(control, kind="status", method="POST", status=429, body="{}", headers={"Retry-After": "7"})

    read = erp.get("/contacts")
    refused = erp.post("/contacts", json=CONTACT)
    taken = erp.post("/contacts", json=CONTACT)

    assert (read.status_code, refused.status_code, taken.status_code) == (200, 429, 201)
    assert (refused.headers["Retry-After"], refused.text) == ("7", "{}")
    assert len(records(control, "Customerp/Contact")) == 3


@pytest.mark.parametrize(("kind", "there"), [("refused", 2), ("lost", 3)])
def test_a_connection_ends_without_an_answer(control: httpx.Client, erp: httpx.Client, kind: str, there: int) -> None:
    plant(control, kind=kind)

    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        erp.post("/contacts", json=CONTACT)

    assert len(records(control, "Customerp/Contact")) == there
    assert (lines(control)[-1]["event"], lines(control)[-1]["status"]) == ("call", 0)


def test_a_slow_answer_holds_up_nobody_else(control: httpx.Client, erp: httpx.Client) -> None:
    plant(control, kind="slow", seconds=60)

    with pytest.raises(httpx.ReadTimeout):
        erp.get("/contacts", timeout=httpx.Timeout(60, read=0.05))

    assert json(control.get("/faults")) == []
    assert erp.get("/contacts").status_code == 200


def test_a_slow_answer_comes(control: httpx.Client, erp: httpx.Client) -> None:
    plant(control, kind="slow", seconds=0.01)

    assert len(erp.get("/contacts").json()["data"]) == 2


def test_a_cut_answer_is_half_of_it(control: httpx.Client, erp: httpx.Client) -> None:
    whole = erp.get("/contacts").content
    plant(control, kind="cut")

    half = erp.get("/contacts")

    assert (half.status_code, half.content) == (200, whole[: len(whole) // 2])


def test_a_fault_waits_for_its_path_and_is_used_up(control: httpx.Client, erp: httpx.Client) -> None:
    planted = plant(control, kind="status", path="/v1/projects*", times=2)
    contacts = erp.get("/contacts").status_code
    first = erp.get("/projects", params={"limit": 1}).status_code
    left = json(control.get("/faults"))
    second, third = erp.get("/projects").status_code, erp.get("/projects").status_code

    assert planted == {
        "system": "Customerp",
        "number": 1,
        "kind": "status",
        "method": "",
        "path": "/v1/projects*",
        "times": 2,
        "skip": 0,
        "status": 503,
        "body": "",
        "headers": {},
    }
    assert (contacts, first, second, third) == (200, 503, 503, 200)
    assert left == [planted | {"times": 1}]


def test_faults_are_pulled_out(control: httpx.Client, erp: httpx.Client) -> None:
    plant(control, kind="refused", times=9)

    json(control.delete("/faults"))

    assert json(control.get("/faults")) == []
    assert erp.get("/contacts").status_code == 200


@pytest.mark.parametrize(("kind", "there"), [("reset", 2), ("timeout", 2), ("timeout-done", 3)])
def test_a_connection_that_is_reset_or_silent_ends_without_an_answer(
    control: httpx.Client, erp: httpx.Client, kind: str, there: int
) -> None:
    plant(control, kind=kind, **({} if kind == "reset" else {"seconds": 0.01}))

    with pytest.raises(httpx.TransportError) as raised:
        erp.post("/contacts", json=CONTACT)

    assert type(raised.value) is (httpx.ReadError if kind == "reset" else httpx.RemoteProtocolError)
    assert len(records(control, "Customerp/Contact")) == there
    assert (lines(control)[-1]["event"], lines(control)[-1]["status"]) == ("call", 0)
    assert erp.get("/contacts").status_code == 200


def test_a_silent_answer_is_a_timeout_for_a_client_that_waits_less_and_holds_up_nobody_else(
    control: httpx.Client, erp: httpx.Client
) -> None:
    plant(control, kind="timeout", seconds=60)

    with pytest.raises(httpx.ReadTimeout):
        erp.get("/contacts", timeout=httpx.Timeout(60, read=0.05))

    assert erp.get("/contacts").status_code == 200


def test_a_window_is_closed_until_the_clock_has_passed_it(control: httpx.Client, erp: httpx.Client) -> None:
    plant(control, kind="rate-limit-window", seconds=10)

    first, early = erp.get("/contacts"), erp.get("/contacts")
    json(control.post("/clock", json={"advance": 10}))

    assert (first.status_code, early.status_code, erp.get("/contacts").status_code) == (429, 429, 200)
    assert int(first.headers["Retry-After"]) in {9, 10}


def test_a_fault_lets_requests_pass_first(control: httpx.Client, erp: httpx.Client) -> None:
    planted = plant(control, kind="server-error", skip=2)

    statuses = [erp.get("/contacts").status_code for _ in range(4)]

    assert (planted["skip"], statuses) == (2, [200, 200, 500, 200])


@pytest.mark.parametrize("kind", FAULTS)
def test_every_kind_can_be_planted_by_its_name_alone(control: httpx.Client, kind: str) -> None:
    planted = plant(control, kind=kind)

    parameters = {name: each.default for name, each in FAULTS[kind].parameters.items()}
    assert {name: planted[name] for name in parameters} == parameters
