"""One record of Customerp: made, read, changed, deleted."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from syncproof.fakes.customerp import Customerp
from syncproof.ledger import By, Created, Deleted, Ref, Refused, Updated

ADA = {"name": "Ada", "email": "ada@example.org"}
NOTHING_ELSE = dict.fromkeys(("phone", "title", "mobile", "address", "notes", "owner"))


def errors(answer: httpx.Response) -> dict[str, str]:
    """Return the messages by field of an answer that must be a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert list(problem) == ["type", "title", "status", "detail", "errors"]
    assert problem["status"] == answer.status_code
    return {error["field"]: error["message"] for error in problem["errors"]}


def test_a_new_record_is_shown_whole_with_its_place_and_etag(erp: Customerp, client: httpx.Client) -> None:
    answer = client.post("/contacts", json={**ADA, "phone": " 123 ", "title": ""})
    shown = answer.json()
    id_ = shown["id"]
    assert answer.status_code == 201
    assert re.fullmatch(r"con_[A-Za-z0-9]{10}", id_)
    assert answer.headers["location"] == f"/v1/contacts/{id_}"
    assert answer.headers["etag"] == shown["etag"]
    assert re.fullmatch(r'"[^"]+"', shown["etag"])
    assert shown == {
        "id": id_,
        "created_at": "2026-03-01T08:00:00.000Z",
        "updated_at": "2026-03-01T08:00:00.000Z",
        "etag": shown["etag"],
        **ADA,
        **NOTHING_ELSE,
        "phone": "123",
    }
    assert client.get(answer.headers["location"].removeprefix("/v1")).json() == shown
    assert list(erp.ledger) == [
        Created(
            0,
            erp.clock.now,
            By.SUT,
            Ref("Customerp", "Contact", id_),
            {**ADA, **NOTHING_ELSE, "phone": "123"},
        )
    ]


@pytest.mark.parametrize(
    ("path", "body", "prefix"),
    [
        ("contacts", ADA, "con_"),
        ("customers", {"name": "Acme"}, "cus_"),
        ("projects", {"name": "Moon"}, "prj_"),
        ("employees", ADA, "emp_"),
    ],
)
def test_every_collection_takes_a_record_that_holds_only_what_it_must(
    client: httpx.Client, path: str, body: dict[str, str], prefix: str
) -> None:
    made = client.post(f"/{path}", json=body)
    assert (made.status_code, made.json()["id"][:4]) == (201, prefix)
    listed = client.get(f"/{path}").json()
    assert listed == {"data": [made.json()], "next_cursor": None}


def test_a_patch_changes_what_is_given_and_null_clears(erp: Customerp, client: httpx.Client) -> None:
    made = client.post("/contacts", json={**ADA, "phone": "123", "notes": "old"}).json()
    erp.clock.advance(60)
    answer = client.patch(f"/contacts/{made['id']}", json={"name": " Ada King ", "notes": None, "phone": "123"})
    changed = answer.json()
    assert changed == {
        **made,
        "name": "Ada King",
        "notes": None,
        "updated_at": "2026-03-01T08:01:00.000Z",
        "etag": changed["etag"],
    }
    assert answer.headers["etag"] == changed["etag"] != made["etag"]
    assert erp.ledger[-1] == Updated(
        1,
        erp.clock.now,
        By.SUT,
        Ref("Customerp", "Contact", made["id"]),
        {"name": "Ada", "notes": "old"},
        {"name": "Ada King", "notes": None},
    )


@pytest.mark.parametrize(
    "body",
    [{}, {"name": "Ada"}, {"name": "  Ada "}, {"email": "ADA@Example.org"}, {"phone": ""}, {"phone": None}],
)
def test_a_patch_that_changes_nothing_leaves_time_and_etag_alone(
    erp: Customerp, client: httpx.Client, body: dict[str, Any]
) -> None:
    made = client.post("/contacts", json=ADA).json()
    erp.clock.advance(60)
    answer = client.patch(f"/contacts/{made['id']}", json=body)
    assert (answer.status_code, answer.json()) == (200, made)
    assert len(erp.ledger) == 1


def test_every_change_has_its_own_etag_even_at_one_moment(client: httpx.Client) -> None:
    made = client.post("/contacts", json=ADA).json()
    names = ("Ada King", "Ada", "Ada King", "Ada")
    etags = [client.patch(f"/contacts/{made['id']}", json={"name": name}).json()["etag"] for name in names]
    assert len({made["etag"], *etags}) == 5


def test_a_merge_patch_may_call_itself_one(client: httpx.Client) -> None:
    made = client.post("/contacts", json=ADA).json()
    answer = client.patch(
        f"/contacts/{made['id']}",
        content=b'{"name": "Eve"}',
        headers={"Content-Type": "application/merge-patch+json"},
    )
    assert answer.json()["name"] == "Eve"


@pytest.mark.parametrize(
    "match",
    [
        "the etag",
        '"other", the etag',
        "*",
        None,
    ],
)
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_write_goes_through_if_the_etag_matches_or_is_not_asked_for(
    client: httpx.Client, method: str, match: str | None
) -> None:
    made = client.post("/contacts", json=ADA).json()
    headers = {} if match is None else {"If-Match": match.replace("the etag", made["etag"])}
    answer = client.request(
        method,
        f"/contacts/{made['id']}",
        json={"name": "Eve"} if method == "PATCH" else None,
        headers=headers,
    )
    assert answer.status_code == {"PATCH": 200, "DELETE": 204}[method]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("spelt", ["{}", "W/{}", '"other"', "other", ""])
def test_a_write_with_another_etag_changes_nothing(
    erp: Customerp, client: httpx.Client, method: str, spelt: str
) -> None:
    made = client.post("/contacts", json=ADA).json()
    stale = made["etag"]
    made = client.patch(f"/contacts/{made['id']}", json={"name": "Eve"}).json()
    if spelt.startswith("W/"):
        stale = made["etag"]
    before = len(erp.ledger)
    answer = client.request(
        method,
        f"/contacts/{made['id']}",
        json={"name": "Mallory"} if method == "PATCH" else None,
        headers={"If-Match": spelt.format(stale)},
    )
    assert (answer.status_code, errors(answer)) == (412, {})
    assert client.get(f"/contacts/{made['id']}").json() == made
    assert len(erp.ledger) == before


def test_a_deleted_record_just_vanishes(erp: Customerp, client: httpx.Client) -> None:
    made = client.post("/contacts", json=ADA).json()
    gone = client.delete(f"/contacts/{made['id']}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get("/contacts").json() == {"data": [], "next_cursor": None}
    for method in ("GET", "DELETE"):
        answer = client.request(method, f"/contacts/{made['id']}")
        assert (answer.status_code, errors(answer)) == (404, {})
    assert client.patch(f"/contacts/{made['id']}", json={"name": "Eve"}).status_code == 404
    assert erp.ledger[-1] == Deleted(1, erp.clock.now, By.SUT, Ref("Customerp", "Contact", made["id"]))


def test_a_record_is_not_found_in_another_collection(client: httpx.Client) -> None:
    made = client.post("/contacts", json=ADA).json()
    assert client.get(f"/employees/{made['id']}").status_code == 404


def test_two_contacts_and_an_employee_may_share_an_email(erp: Customerp, client: httpx.Client) -> None:
    for path in ("contacts", "contacts", "employees"):
        assert client.post(f"/{path}", json=ADA).status_code == 201
    assert (len(erp.records("Contact")), len(erp.records("Employee"))) == (2, 1)


BLANK = "must not be blank"


@pytest.mark.parametrize(
    ("path", "body", "messages"),
    [
        ("contacts", {}, {"name": BLANK, "email": BLANK}),
        ("contacts", {"name": " \n", "email": None}, {"name": BLANK, "email": BLANK}),
        ("contacts", {**ADA, "name": 5}, {"name": "must be a string"}),
        ("contacts", {**ADA, "name": False}, {"name": "must be a string"}),
        ("contacts", {**ADA, "name": ["Ada"]}, {"name": "must not be an object or a list"}),
        ("contacts", {**ADA, "notes": {}}, {"notes": "must not be an object or a list"}),
        ("contacts", {**ADA, "name": "x" * 201}, {"name": "must have at most 200 characters"}),
        ("contacts", {**ADA, "phone": "5" * 51}, {"phone": "must have at most 50 characters"}),
        ("contacts", {**ADA, "notes": "a\0b"}, {"notes": "must not contain null characters"}),
        ("contacts", {**ADA, "email": "ada"}, {"email": "must be an email address"}),
        ("contacts", {**ADA, "email": "a@b@c"}, {"email": "must be an email address"}),
        ("contacts", {**ADA, "email": "a da@example.org"}, {"email": "must be an email address"}),
        ("contacts", {**ADA, "email": "@example.org"}, {"email": "must be an email address"}),
        ("contacts", {**ADA, "email": f"{'a' * 250}@b.org"}, {"email": "must have at most 254 characters"}),
        ("contacts", {**ADA, "fax": "1"}, {"fax": "is unknown"}),
        (
            "contacts",
            {**ADA, "id": "con_1", "created_at": "", "updated_at": None, "etag": "x"},
            dict.fromkeys(("id", "created_at", "updated_at", "etag"), "is read-only"),
        ),
        ("customers", {"name": "Acme", "website": "acme .com"}, {"website": "must not contain spaces"}),
        (
            "customers",
            {"name": "Acme", "website": "a" * 256},
            {"website": "must have at most 255 characters"},
        ),
        (
            "customers",
            {"name": "A", "description": "d" * 2001},
            {"description": "must have at most 2000 characters"},
        ),
        ("customers", {"name": "Acme", "credit_limit": -1}, {"credit_limit": "must not be negative"}),
        ("customers", {"name": "Acme", "credit_limit": "1"}, {"credit_limit": "must be a number"}),
        ("customers", {"name": "Acme", "credit_limit": True}, {"credit_limit": "must be a number"}),
        ("projects", {"name": "Moon", "status": "lost"}, {"status": "must be one of planned, active, done"}),
        ("projects", {"name": "Moon", "status": 1}, {"status": "must be one of planned, active, done"}),
        (
            "projects",
            {"name": "Moon", "start_date": "31.1.2026"},
            {"start_date": "must be a date such as 2026-01-31"},
        ),
        (
            "projects",
            {"name": "Moon", "start_date": "2026-02-30"},
            {"start_date": "must be a date such as 2026-01-31"},
        ),
        (
            "projects",
            {"name": "Moon", "start_date": "2026-01-31T00:00:00Z"},
            {"start_date": "must be a date such as 2026-01-31"},
        ),
        (
            "projects",
            {"name": "Moon", "start_date": 20260131},
            {"start_date": "must be a date such as 2026-01-31"},
        ),
        (
            "projects",
            {"name": "Moon", "customer_id": "Acme"},
            {"customer_id": "must be the id of a customer"},
        ),
    ],
)
def test_what_is_refused_is_said_field_by_field_and_changes_nothing(
    erp: Customerp, client: httpx.Client, path: str, body: dict[str, Any], messages: dict[str, str]
) -> None:
    answer = client.post(f"/{path}", json=body)
    assert (answer.status_code, errors(answer)) == (422, messages)
    assert client.get(f"/{path}").json()["data"] == []
    assert {type(event) for event in erp.ledger} <= {Refused}


def test_every_refused_value_is_in_the_ledger(erp: Customerp, client: httpx.Client) -> None:
    made = client.post("/contacts", json=ADA).json()
    client.patch(f"/contacts/{made['id']}", json={"name": "", "email": "ada", "phone": "1"})
    ref = Ref("Customerp", "Contact", made["id"])
    assert erp.ledger[1:] == [
        Refused(1, erp.clock.now, By.SUT, ref, "name", "", "must not be blank"),
        Refused(2, erp.clock.now, By.SUT, ref, "email", "ada", "must be an email address"),
    ]
    assert client.get(f"/contacts/{made['id']}").json() == made


def test_a_text_at_its_limit_is_taken_and_space_around_it_does_not_count(client: httpx.Client) -> None:
    answer = client.post("/customers", json={"name": f"  {'x' * 200}  ", "description": "👍" * 2000})
    assert (answer.status_code, answer.json()["name"]) == (201, "x" * 200)


def test_a_date_is_a_date_on_the_wire_and_a_moment_in_the_ledger(erp: Customerp, client: httpx.Client) -> None:
    made = client.post("/projects", json={"name": "Moon", "start_date": "2026-01-31"}).json()
    assert made["start_date"] == "2026-01-31"
    assert erp.records("Project")[made["id"]]["start_date"] == "2026-01-31T00:00:00.000Z"
    assert client.patch(f"/projects/{made['id']}", json={"start_date": ""}).json()["start_date"] is None


def test_a_cleared_status_is_planned_again(client: httpx.Client) -> None:
    made = client.post("/projects", json={"name": "Moon", "status": "done"}).json()
    assert client.patch(f"/projects/{made['id']}", json={"status": None}).json()["status"] == "planned"
