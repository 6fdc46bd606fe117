"""A derived system's API: Customerp's, with the properties of a record in objects."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import httpx
import jsonschema
import pytest

from syncproof.fakes.kit.fake import Fake
from tests.fakes.derived.conftest import CUSTOMERS

FULL = {
    "name": "Ada",
    "address": {"@value": "Bath Road", "street": "1 Bath Road"},
    "nr": 7,
    "owner_": 0.5,
    "ok": True,
}


@pytest.fixture
def alpha(systems: Mapping[str, Fake]) -> Fake:
    return systems["Alpha Online"]


@pytest.fixture
def http(alpha: Fake) -> httpx.Client:
    return httpx.Client(
        transport=httpx.WSGITransport(app=alpha.app),
        headers={"Authorization": f"Bearer {alpha.credentials['token']}"},
        base_url=alpha.url,
    )


@pytest.fixture
def path(alpha: Fake) -> str:
    (datatype,) = alpha.described()["datatypes"]
    return str(datatype["path"])


def test_a_record_comes_back_as_it_was_sent(http: httpx.Client, path: str, alpha: Fake) -> None:
    made = http.post(path, json={"properties": FULL})
    assert (made.status_code, made.json()["properties"]) == (201, FULL)
    (held,) = alpha.records(CUSTOMERS.datatype).values()
    assert held == {
        "name": "Ada",
        "address.street": "1 Bath Road",
        "address": "Bath Road",
        "nr": 7,
        "owner_": 0.5,
        "ok": True,
    }
    assert http.get(path).json()["data"] == [made.json()]


def test_a_patch_changes_what_it_names_and_null_clears_an_object(http: httpx.Client, path: str) -> None:
    record = http.post(path, json={"properties": FULL}).json()["id"]
    changed = http.patch(f"{path}/{record}", json={"properties": {"address": {"street": "2"}}}).json()
    assert changed["properties"] == {**FULL, "address": {"@value": "Bath Road", "street": "2"}}
    cleared = http.patch(f"{path}/{record}", json={"properties": {"address": None}}).json()
    assert cleared["properties"]["address"] == {"@value": None, "street": None}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"properties": {"nme": "Ada"}}, "nme"),
        ({"properties": {"address": "Bath Road"}}, "address"),
        ({"properties": {"address": {"city": "Bath"}}}, "address.city"),
        ({"properties": {"name": {"first": "Ada"}}}, "name"),
        ({"properties": {"name": ["Ada"]}}, "name"),
        ({"properties": {"nr": 1.5}}, "nr"),
        ({"properties": {"name": ""}}, "name"),
        ({"properties": []}, "properties"),
        ({"id": "x"}, "id"),
        ({"name": "Ada"}, "name"),
    ],
)
def test_what_is_no_value_is_refused_by_its_name(
    http: httpx.Client, path: str, sent: Mapping[str, object], field: str
) -> None:
    record = http.post(path, json={"properties": FULL}).json()
    refused = http.patch(f"{path}/{record['id']}", json=sent)
    assert (refused.status_code, [each["field"] for each in refused.json()["errors"]]) == (422, [field])
    assert http.get(f"{path}/{record['id']}").json() == record


def test_a_record_without_what_the_datatype_insists_on_is_refused(http: httpx.Client, path: str) -> None:
    assert http.post(path, json={"properties": {"nr": 1}}).status_code == 422
    assert http.post(path, json={"properties": {"name": "Ada"}}).status_code == 201


def test_the_published_document_describes_what_is_sent_and_answered(http: httpx.Client, path: str, alpha: Fake) -> None:
    document = httpx.Client(transport=http._transport).get(f"{alpha.url.removesuffix('/v1')}/openapi.json").json()  # noqa: SLF001 - the same system, without credentials
    answer = http.post(path, json={"properties": FULL}).json()
    schemas: dict[str, Any] = document["components"]["schemas"]
    name = next(key for key in schemas if f"New{key}" in schemas)
    jsonschema.validate(answer, {**document, **schemas[name]})
    jsonschema.validate({"properties": FULL}, {**document, **schemas[f"New{name}"]})
    for spoil in ("name", "address"):
        spoilt = copy.deepcopy(answer)
        del spoilt["properties"][spoil]
        with pytest.raises(jsonschema.ValidationError, match=f"'{spoil}' is a required property"):
            jsonschema.validate(spoilt, {**document, **schemas[name]})
    assert document["paths"][path]["post"]["summary"] == "Add a Customers (human data) record."
    assert http.get(f"{alpha.url.removesuffix('/v1')}/docs").status_code == 200


def test_who_has_no_token_is_sent_away_in_the_systems_name(http: httpx.Client, path: str) -> None:
    answer = http.get(path, headers={"Authorization": "Bearer wrong"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="Alpha Online"')
