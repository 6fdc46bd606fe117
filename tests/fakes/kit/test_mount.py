"""The doors."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import httpx
import pytest
import respx

from syncproof.fakes import FAKES
from syncproof.fakes.customerp import Customerp
from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import Door, mounted, transport
from syncproof.ledger import By, Call, Created, Ledger, Updated


@pytest.fixture
def erp() -> Customerp:
    return Customerp(Clock(), Ledger())


@pytest.fixture
def door(erp: Customerp) -> Door:
    return Door(erp)


@pytest.fixture
def client(erp: Customerp, door: Door) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {erp.credentials['token']}"}
    with httpx.Client(base_url=erp.url, headers=headers, transport=httpx.WSGITransport(app=door)) as client:
        yield client


def calls(erp: Customerp) -> list[tuple[str, str, int]]:
    return [(event.method, event.path, event.status) for event in erp.ledger if isinstance(event, Call)]


def test_every_request_is_noted_once_with_its_query_and_status(erp: Customerp, client: httpx.Client) -> None:
    client.get("/contacts", params={"limit": 3})
    client.post("/contacts", json={"name": "Ada"})
    client.get("/nowhere")
    assert calls(erp) == [
        ("GET", "/v1/contacts?limit=3", 200),
        ("POST", "/v1/contacts", 422),
        ("GET", "/v1/nowhere", 404),
    ]


def test_a_refusal_is_noted_in_the_words_of_the_system_without_credentials(
    erp: Customerp, client: httpx.Client
) -> None:
    client.post("/contacts", json={"name": "Ada"})
    client.get(f"/contacts/{erp.credentials['token']}")
    refused, unknown = (event.reason for event in erp.ledger if isinstance(event, Call))
    assert refused.startswith("email, ")
    assert "about:blank" not in refused
    assert unknown
    assert erp.credentials["token"] not in unknown


def test_a_request_is_noted_as_the_suts_at_the_time_it_is_made(erp: Customerp, client: httpx.Client) -> None:
    erp.clock.advance(5)
    client.get("/contacts")
    assert list(erp.ledger) == [Call(0, erp.clock.now, By.SUT, "Customerp", "GET", "/v1/contacts", 200)]


@pytest.mark.parametrize(
    ("asked", "noted"),
    [
        ("?key=abc&token=def", "/v1/contacts"),
        ("?token=def&limit=2", "/v1/contacts?limit=2"),
        ("?limit=2&%74oken=def", "/v1/contacts?limit=2"),
        ("?monkey=1", "/v1/contacts?monkey=1"),
        ("/{token}", "/v1/contacts/…"),
        ("?q={token}", "/v1/contacts?q=…"),
    ],
)
def test_no_credential_is_noted(erp: Customerp, client: httpx.Client, asked: str, noted: str) -> None:
    client.get(f"{erp.url}/contacts{asked.format(**erp.credentials)}")
    assert [path for _, path, _ in calls(erp)] == [noted]


@pytest.mark.parametrize("id_", ["ünï", "✓", "日本", "%FF"])
def test_a_path_in_any_script_reaches_the_fake(client: httpx.Client, id_: str) -> None:
    assert client.get(f"/contacts/{id_}").status_code == 404


def test_the_ledger_of_the_moment_is_written(erp: Customerp, client: httpx.Client) -> None:
    first = erp.ledger
    client.get("/contacts")
    erp.ledger = Ledger()
    client.get("/contacts")
    assert (len(first), len(erp.ledger)) == (1, 1)


def test_a_user_gets_in_just_before_the_answer_once(erp: Customerp, door: Door, client: httpx.Client) -> None:
    ada = erp.add("Contact", {"name": "Ada", "email": "ada@example.org"})
    door.intercept(
        lambda method, path: (method, path) == ("GET", f"/v1/contacts/{ada}"),
        lambda: erp.edit("Contact", ada, {"name": f"{erp.records('Contact')[ada]['name']} King"}),
    )
    client.get("/contacts")
    names = [client.get(f"/contacts/{ada}").json()["name"] for _ in range(2)]
    assert names == ["Ada King", "Ada King"]
    assert [type(event) for event in erp.ledger] == [Created, Call, Updated, Call, Call]


def test_a_user_gets_in_just_after_the_answer(erp: Customerp, door: Door, client: httpx.Client) -> None:
    ada = erp.add("Contact", {"name": "Ada", "email": "ada@example.org"})
    door.intercept(lambda *_: True, lambda: erp.edit("Contact", ada, {"name": "Ada King"}), after=True)
    names = [client.get(f"/contacts/{ada}").json()["name"] for _ in range(2)]
    assert names == ["Ada", "Ada King"]


@pytest.mark.parametrize(("after", "landed"), [(False, 0), (True, 1)])
def test_a_request_without_an_answer_is_noted_with_status_zero(
    erp: Customerp,
    door: Door,
    client: httpx.Client,
    after: bool,  # noqa: FBT001 - a parameter of the test
    landed: int,
) -> None:
    def break_off() -> None:
        raise httpx.ReadTimeout("no answer")

    door.intercept(lambda method, _: method == "POST", break_off, after=after)
    with pytest.raises(httpx.ReadTimeout):
        client.post("/contacts", json={"name": "Ada", "email": "ada@example.org"})
    assert calls(erp) == [("POST", "/v1/contacts", 0)]
    assert len(erp.records("Contact")) == landed


def test_a_forgotten_interception_does_not_happen(erp: Customerp, door: Door, client: httpx.Client) -> None:
    door.intercept(lambda *_: True, lambda: pytest.fail("it happened"))
    door.intercept(lambda *_: True, lambda: pytest.fail("it happened"), after=True)
    door.forget()
    client.get("/contacts")
    assert len(calls(erp)) == 1


def test_a_defect_of_a_fake_is_raised_not_answered(erp: Customerp, client: httpx.Client) -> None:
    del erp.tables
    with pytest.raises(AttributeError):
        client.get("/contacts")
    assert calls(erp) == [("GET", "/v1/contacts", 0)]


def test_all_fakes_are_mounted_at_once_and_any_client_reaches_them() -> None:
    fakes = [fake(Clock(), Ledger()) for fake in FAKES.values()]
    with mounted(fakes) as doors:
        statuses = {fake.name: httpx.get(f"{fake.url}/nowhere").status_code for fake in fakes}
    assert list(doors) == list(FAKES)
    assert all(status in {401, 404} for status in statuses.values())
    assert [len(fake.ledger) for fake in fakes] == [1] * len(fakes)


def test_another_host_is_the_harnesss_mistake() -> None:
    with mounted([Custompms(Clock(), Ledger())]), pytest.raises(respx.models.AllMockedAssertionError):
        httpx.get("https://elsewhere.example/api/tasks")


def test_a_mount_ends() -> None:
    pms = Custompms(Clock(), Ledger())
    with mounted([pms]):
        httpx.get(f"{pms.url}/tasks")
    with mounted([]), pytest.raises(respx.models.AllMockedAssertionError):
        httpx.get(f"{pms.url}/tasks")
    assert len(pms.ledger) == 1


def test_respx_keeps_no_calls(erp: Customerp) -> None:
    with mounted([erp]):
        httpx.get(f"{erp.url}/contacts")
        routers = respx.mocks.HTTPXMocker.routers
        assert [(len(router.calls), [len(route.calls) for route in router.routes]) for router in routers] == [(0, [])]


def test_a_transport_needs_no_respx(erp: Customerp) -> None:
    with httpx.Client(transport=transport(erp)) as client:
        assert client.get(f"{erp.url}/contacts").status_code == 401
    assert calls(erp) == [("GET", "/v1/contacts", 401)]


def test_an_answer_leaves_nothing_for_the_garbage_collector(erp: Customerp) -> None:
    with mounted([erp]), httpx.Client() as client:
        client.get(f"{erp.url}/contacts")
        gc.collect()
        gc.disable()
        try:
            client.get(f"{erp.url}/contacts")
            assert gc.collect() == 0
        finally:
            gc.enable()


def test_an_answer_is_streamed_once(erp: Customerp) -> None:
    with mounted([erp]), httpx.stream("GET", f"{erp.url}/contacts") as answer:
        assert b"".join(answer.iter_raw()) != b""
        with pytest.raises(httpx.StreamConsumed):
            next(answer.iter_raw())
