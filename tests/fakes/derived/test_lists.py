"""Lists: what an installation says is a list is one in the API, with the object that documents speak of first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import httpx
import jsonschema
import pytest

from syncproof.engine.http import Access, Http
from syncproof.engine.ports.described import DescribedPort, systems_of
from syncproof.fakes import FAKES, make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.ledger import Ledger
from tests.fakes.derived.conftest import CUSTOMERS, ORDERS, checklist, section

ROWS = (("name", "title", "string"), ("emails.value", "email", "string"), ("emails.kind", "kind", "string"))
ADA: dict[str, Any] = {"name": "Ada", "emails": [{"value": "ada@x.example", "kind": "home"}]}


@pytest.fixture
def alpha() -> Iterator[Fake]:
    FAKES.derive([checklist(replace(section(CUSTOMERS, ORDERS, *ROWS), source_lists=("emails",)))])
    yield make_systems(Clock(), Ledger())["Alpha Online"]
    FAKES.derive([])


@pytest.fixture
def http(alpha: Fake) -> httpx.Client:
    return httpx.Client(
        transport=httpx.WSGITransport(app=alpha.app),
        headers={"Authorization": f"Bearer {alpha.credentials['token']}"},
        base_url=alpha.url,
    )


@pytest.fixture
def datatype(alpha: Fake) -> Mapping[str, Any]:
    (found,) = alpha.described()["datatypes"]
    return dict(found)


def test_a_list_comes_back_as_it_was_sent_and_an_empty_one_holds_nothing(
    http: httpx.Client, datatype: Mapping[str, Any], alpha: Fake
) -> None:
    made = http.post(datatype["path"], json={"properties": ADA})
    assert (made.status_code, made.json()["properties"]) == (201, ADA)
    assert list(alpha.records(CUSTOMERS.datatype).values()) == [
        {
            "name": "Ada",
            "emails.value": "ada@x.example",
            "emails.kind": "home",
            "emails@second.value": None,
            "emails@second.kind": None,
        }
    ]
    nothings: tuple[object, ...] = ([], None, [{}])
    for nothing in nothings:
        changed = http.patch(f"{datatype['path']}/{made.json()['id']}", json={"properties": {"emails": nothing}})
        assert changed.json()["properties"] == {"name": "Ada", "emails": []}


def test_the_second_object_of_a_list_stays_the_second(http: httpx.Client, datatype: Mapping[str, Any]) -> None:
    both = [{"value": None, "kind": None}, {"value": "ada@work.example", "kind": "work"}]
    made = http.post(datatype["path"], json={"properties": {"name": "Ada", "emails": [{}, both[1]]}})
    assert made.json()["properties"]["emails"] == both
    assert [name for name in datatype["fields"] if "second" in name] == []


def test_a_list_is_replaced_as_a_whole(http: httpx.Client, datatype: Mapping[str, Any]) -> None:
    emails = [*ADA["emails"], {"value": "ada@work.example"}]
    record = http.post(datatype["path"], json={"properties": {**ADA, "emails": emails}}).json()["id"]
    changed = http.patch(f"{datatype['path']}/{record}", json={"properties": {"emails": [{"value": "ada@y.example"}]}})
    assert changed.json()["properties"]["emails"] == [{"value": "ada@y.example", "kind": None}]


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        ({"emails": {"value": "x"}}, "emails", "must be a list of at most two objects"),
        ({"emails": "x"}, "emails", "must be a list of at most two objects"),
        ({"emails": [{}, {}, {}]}, "emails", "must be a list of at most two objects"),
        ({"emails": ["x"]}, "emails.@first", "must be an object"),
        ({"emails": [{"city": "Bath"}]}, "emails.@first.city", "is unknown"),
    ],
)
def test_what_is_no_such_list_is_refused(
    http: httpx.Client, datatype: Mapping[str, Any], sent: Mapping[str, Any], field: str, why: str
) -> None:
    answer = http.post(datatype["path"], json={"properties": {"name": "Ada", **sent}})
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"], error["message"]) == (422, field, why)


def test_the_published_api_says_that_it_is_a_list(http: httpx.Client, datatype: Mapping[str, Any], alpha: Fake) -> None:
    document = http.get(f"{alpha.url.removesuffix('/v1')}/openapi.json").json()
    schemas = document["components"]["schemas"]
    name = next(key for key in schemas if f"New{key}" in schemas)
    answer = http.post(datatype["path"], json={"properties": ADA}).json()
    jsonschema.validate(answer, {**document, **schemas[name]})
    wrong: tuple[object, ...] = ({"value": "x"}, [{}, {}, {}], [{"city": "Bath"}])
    for spoilt in wrong:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(
                {"properties": {"name": "Ada", "emails": spoilt}}, {**document, **schemas[f"New{name}"]}
            )


def test_the_reference_sync_reads_and_writes_a_list(http: httpx.Client, alpha: Fake) -> None:
    ports = systems_of({"systems": [alpha.described()]})["Alpha Online"].by_datatype
    access = Access(alpha.url, **alpha.credentials)
    port = ports[CUSTOMERS.datatype]
    assert issubclass(port, DescribedPort)
    mine = port(Http("Alpha Online", access, port, http, sleep=lambda _: None), CUSTOMERS.datatype, {})

    made = mine.create({"name": "Ada", "emails.value": "ada@x.example", "emails.kind": "home"})
    changed = mine.write(made, {"emails.value": "ada@y.example"})

    # The kind was sent along: without it, the list would have lost it.
    assert {name: changed.values[name] for name in ("emails.value", "emails.kind")} == {
        "emails.value": "ada@y.example",
        "emails.kind": "home",
    }
    assert mine.read(mine.create({"name": "Grace"}).id).values["emails.value"] is None


def test_the_reference_sync_keeps_the_second_object_of_a_list(http: httpx.Client, alpha: Fake) -> None:
    port = systems_of({"systems": [alpha.described()]})["Alpha Online"].by_datatype[CUSTOMERS.datatype]
    mine = port(Http("Alpha Online", Access(alpha.url, **alpha.credentials), port, http, sleep=lambda _: None), "", {})
    work = {"value": "ada@work.example", "kind": "work"}
    record = alpha.add(CUSTOMERS.datatype, {"name": "Ada", **{f"emails@second.{name}": work[name] for name in work}})

    mine.write(mine.write(mine.read(record), {"name": "Ada King"}), {"emails.value": "ada@x.example"})

    found = http.get(f"{port.path}/{record}").json()["properties"]  # type: ignore[attr-defined]  # a described port
    assert found == {"name": "Ada King", "emails": [{"value": "ada@x.example", "kind": None}, work]}
