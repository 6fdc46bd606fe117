"""The control API over HTTP: what each kind of fault does to a client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

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
