"""One record of Custompms: made, read, replaced, deleted."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from syncproof.fakes.custompms import Custompms
from syncproof.fakes.kit.fake import Refusal
from syncproof.ledger import By, Created, Deleted, Ref, Refused, Updated

NOW = 1_772_352_000_000
BARE = {
    "notes": "",
    "due": None,
    "start": None,
    "done": False,
    "priority": 0,
    "assignee": "",
    "estimateHours": None,
    "projectId": None,
}


def error(answer: httpx.Response) -> dict[str, Any]:
    """Return the error of an answer that must be one."""
    assert answer.headers["content-type"] == "application/json"
    (envelope,) = answer.json().items()
    assert envelope[0] == "error"
    found: dict[str, Any] = envelope[1]
    assert found["code"]
    assert found["message"]
    return found


def test_a_new_record_is_shown_whole_with_its_version(pms: Custompms, client: httpx.Client) -> None:
    answer = client.post("/tasks", json={"title": " Paint  ", "due": NOW + 123, "start": "2026-02-27"})
    shown = {
        "id": 1,
        "version": 1,
        "createdAt": NOW,
        "modifiedAt": NOW,
        **BARE,
        "title": " Paint",
        "due": NOW + 123,
        "start": "2026-02-27",
    }
    assert (answer.status_code, answer.json()) == (200, shown)
    assert client.get("/tasks/1").json() == shown
    assert list(pms.ledger) == [
        Created(
            0,
            NOW,
            By.SUT,
            Ref("Custompms", "Task", "1"),
            {
                **BARE,
                "title": " Paint",
                "due": "2026-03-01T08:00:00.123Z",
                "start": "2026-02-27T00:00:00.000Z",
            },
        )
    ]


@pytest.mark.parametrize(
    ("path", "body", "filled"),
    [
        (
            "customers",
            {"name": "Acme"},
            dict.fromkeys(("website", "description", "contactPerson", "phone", "vatNumber", "tags"), "")
            | {"active": True},
        ),
        (
            "projects",
            {"name": "Moon"},
            {"description": "", "code": "", "budgetHours": None, "archived": False, "customerId": None},
        ),
        ("tasks", {"title": "Paint"}, BARE),
    ],
)
def test_a_record_that_holds_only_what_it_must_is_filled_with_defaults(
    client: httpx.Client, path: str, body: dict[str, Any], filled: dict[str, Any]
) -> None:
    shown = client.post(f"/{path}", json=body).json()
    assert shown == {"id": 1, "version": 1, "createdAt": NOW, "modifiedAt": NOW, **body, **filled}


def test_ids_are_counted_over_all_datatypes(client: httpx.Client) -> None:
    made = [client.post("/tasks", json={"title": "a"}), client.post("/projects", json={"name": "b"})]
    assert [answer.json()["id"] for answer in made] == [1, 2]


def test_a_put_replaces_the_whole_record(pms: Custompms, client: httpx.Client) -> None:
    full = {"title": "Paint", "notes": "blue", "due": NOW, "done": True, "priority": 3, "assignee": "Ada"}
    client.post("/tasks", json=full)
    pms.clock.advance(60)
    answer = client.put("/tasks/1", json={"version": 1, "title": "Paint", "assignee": "Eve"})
    shown = {"id": 1, "version": 2, "createdAt": NOW, "modifiedAt": NOW + 60_000, **BARE}
    assert (answer.status_code, answer.json()) == (200, {**shown, "title": "Paint", "assignee": "Eve"})
    assert pms.ledger[-1] == Updated(
        1,
        NOW + 60_000,
        By.SUT,
        Ref("Custompms", "Task", "1"),
        {
            "notes": "blue",
            "due": "2026-03-01T08:00:00.000Z",
            "done": True,
            "priority": 3,
            "assignee": "Ada",
        },
        {"notes": "", "due": None, "done": False, "priority": 0, "assignee": "Eve"},
    )


def test_a_field_left_out_and_a_field_given_empty_are_the_same(client: httpx.Client) -> None:
    client.post("/customers", json={"name": "Acme", "active": False, "tags": "a"})
    reset = {"name": "Acme", "active": None, "tags": None, "phone": ""}
    shown = client.put("/customers/1", json={"version": 1, **reset}).json()
    assert (shown["active"], shown["tags"], shown["phone"]) == (True, "", "")


def test_a_record_may_be_sent_back_as_it_was_read(pms: Custompms, client: httpx.Client) -> None:
    made = client.post("/tasks", json={"title": "Paint", "due": NOW, "start": "2026-02-27"}).json()
    pms.clock.advance(60)
    answer = client.put("/tasks/1", json=made)
    assert (answer.status_code, answer.json()) == (200, made)
    assert len(pms.ledger) == 1


@pytest.mark.parametrize(("field", "value"), [("id", 2), ("createdAt", NOW - 1), ("modifiedAt", None)])
def test_what_the_server_sets_cannot_be_changed(
    pms: Custompms, client: httpx.Client, field: str, value: int | None
) -> None:
    made = client.post("/tasks", json={"title": "Paint"}).json()
    answer = client.put("/tasks/1", json={**made, "title": "Hang", field: value})
    assert (answer.status_code, error(answer)) == (
        400,
        {"code": "VALIDATION", "message": f"{field} is set by the server", "field": field},
    )
    assert len(pms.ledger) == 1


@pytest.mark.parametrize("version", [0, 1, 3, 10**30])
def test_a_put_with_another_version_changes_nothing(pms: Custompms, client: httpx.Client, version: int) -> None:
    client.post("/tasks", json={"title": "Paint"})
    made = client.put("/tasks/1", json={"version": 1, "title": "Hang"}).json()
    body = b'{"version": %d, "title": "Late"}' % version
    answer = client.put("/tasks/1", content=body, headers={"Content-Type": "application/json"})
    if version < 2**63:
        assert answer.status_code == 409
        assert {**error(answer), "message": ""} == {"code": "VERSION_CONFLICT", "message": "", "current": 2}
    else:
        assert answer.status_code == 400
    assert client.get("/tasks/1").json() == made
    assert len(pms.ledger) == 2


@pytest.mark.parametrize("version", [{}, {"version": None}, {"version": "1"}, {"version": True}, {"version": 1.5}])
def test_a_put_without_a_version_is_refused(pms: Custompms, client: httpx.Client, version: dict[str, Any]) -> None:
    client.post("/tasks", json={"title": "Paint"})
    answer = client.put("/tasks/1", json={"title": "Hang", **version})
    assert (answer.status_code, error(answer)["code"], error(answer)["field"]) == (
        400,
        "VALIDATION",
        "version",
    )
    assert len(pms.ledger) == 1


def test_every_change_is_a_version_even_at_one_moment(client: httpx.Client) -> None:
    client.post("/tasks", json={"title": "a"})
    versions = [
        client.put("/tasks/1", json={"version": version, "title": title}).json()["version"]
        for version, title in ((1, "b"), (2, "a"), (3, "b"))
    ]
    assert versions == [2, 3, 4]


def test_a_deleted_record_is_gone(pms: Custompms, client: httpx.Client) -> None:
    client.post("/tasks", json={"title": "Paint"})
    gone = client.delete("/tasks/1")
    assert (gone.status_code, gone.json()) == (200, {"deleted": True})
    answers = [client.get("/tasks/1"), client.put("/tasks/1", json={"version": 1}), client.delete("/tasks/1")]
    assert [(answer.status_code, error(answer)["code"]) for answer in answers] == [(404, "NOT_FOUND")] * 3
    assert pms.ledger[-1] == Deleted(1, NOW, By.SUT, Ref("Custompms", "Task", "1"))
    assert client.post("/tasks", json={"title": "Paint"}).json()["id"] == 2


def test_a_project_may_lose_its_name_but_not_begin_without(pms: Custompms, client: httpx.Client) -> None:
    refused = client.post("/projects", json={"name": "  "})
    assert (refused.status_code, error(refused)["message"]) == (400, "name is required")
    client.post("/projects", json={"name": "Moon"})
    assert client.put("/projects/1", json={"version": 1}).json()["name"] == ""
    pms.edit("Project", "1", {"name": "Mars"})
    pms.edit("Project", "1", {"name": None})
    assert pms.records("Project")["1"]["name"] == ""


def test_a_task_never_loses_its_title(pms: Custompms, client: httpx.Client) -> None:
    client.post("/tasks", json={"title": "Paint"})
    answer = client.put("/tasks/1", json={"version": 1, "notes": "blue"})
    assert (answer.status_code, error(answer)) == (
        400,
        {"code": "VALIDATION", "message": "title is required", "field": "title"},
    )
    with pytest.raises(Refusal, match="title is required"):
        pms.edit("Task", "1", {"title": " "})
    ref = Ref("Custompms", "Task", "1")
    assert pms.ledger[1:] == [
        Refused(1, NOW, By.SUT, ref, "title", None, "title is required"),
        Refused(2, NOW, By.USER, ref, "title", " ", "title is required"),
    ]


@pytest.mark.parametrize(
    ("path", "field"), [("tasks", "notes"), ("projects", "description"), ("customers", "description")]
)
def test_long_text_is_cut_without_a_word(client: httpx.Client, path: str, field: str) -> None:
    name = "title" if path == "tasks" else "name"
    answer = client.post(f"/{path}", json={name: "x", field: "👍" * 4001})
    assert (answer.status_code, answer.json()[field]) == (200, "👍" * 4000)


def test_text_is_kept_as_given_but_for_space_behind_names(client: httpx.Client) -> None:
    sent = {"title": " a\nb \n", "notes": " n \n", "assignee": " Ada "}
    shown = client.post("/tasks", json=sent).json()
    assert {field: shown[field] for field in sent} == {**sent, "title": " a\nb"}


def test_a_users_moment_is_cut_to_its_date_where_only_a_date_is_kept(pms: Custompms, client: httpx.Client) -> None:
    values = {"title": "Paint", "start": "2026-01-31T23:59:59.999Z", "due": "2026-01-31T23:59:59.999Z"}
    task = pms.add("Task", values)
    assert pms.records("Task")[task]["start"] == "2026-01-31T00:00:00.000Z"
    shown = client.get(f"/tasks/{task}").json()
    assert (shown["start"], shown["due"]) == ("2026-01-31", 1_769_903_999_999)


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("tasks", {}, "title is required"),
        ("tasks", {"title": None}, "title is required"),
        ("tasks", {"title": 5}, "title must be text"),
        ("tasks", {"title": ["a"]}, "title must not be an object or a list"),
        ("tasks", {"title": "x" * 251}, "title is longer than 250 characters"),
        ("tasks", {"title": "a\0"}, "title contains invalid characters"),
        ("tasks", {"title": "a", "due": "2026-01-31"}, "due must be a time in milliseconds"),
        ("tasks", {"title": "a", "due": 1.5}, "due must be a time in milliseconds"),
        ("tasks", {"title": "a", "due": True}, "due must be a time in milliseconds"),
        ("tasks", {"title": "a", "due": 253_402_300_800_000}, "due must be a time in milliseconds"),
        ("tasks", {"title": "a", "due": -(2**62)}, "due must be a time in milliseconds"),
        (
            "tasks",
            {"title": "a", "due": -1},
            "due must be a time in milliseconds between 1970 and 9999",
        ),
        (
            "tasks",
            {"title": "a", "due": -62_135_596_800_001},
            "due must be a time in milliseconds",
        ),
        ("tasks", {"title": "a", "start": NOW}, "start must be a date such as 2026-01-31"),
        ("tasks", {"title": "a", "start": "2026-1-31"}, "start must be a date such as 2026-01-31"),
        ("tasks", {"title": "a", "start": ""}, "start must be a date such as 2026-01-31"),
        (
            "tasks",
            {"title": "a", "start": "2026-01-31T12:00:00Z"},
            "start must be a date such as 2026-01-31",
        ),
        (
            "tasks",
            {"title": "a", "start": "2026-02-30"},
            "start must be a date such as 2026-01-31 between 1970 and 9999",
        ),
        ("tasks", {"title": "a", "done": 1}, "done must be true or false"),
        ("tasks", {"title": "a", "done": "true"}, "done must be true or false"),
        ("tasks", {"title": "a", "priority": 4}, "priority must be a whole number from 0 to 3"),
        ("tasks", {"title": "a", "priority": 1.5}, "priority must be a whole number from 0 to 3"),
        (
            "tasks",
            {"title": "a", "priority": True},
            "priority must be a whole number from 0 to 3",
        ),
        ("tasks", {"title": "a", "estimateHours": -1}, "estimateHours must not be negative"),
        ("tasks", {"title": "a", "estimateHours": "1"}, "estimateHours must be a number"),
        ("tasks", {"title": "a", "projectId": 0}, "projectId must be an id"),
        (
            "customers",
            {"name": "A", "website": "a" * 201},
            "website is longer than 200 characters",
        ),
        ("customers", {"name": "A", "website": "a b"}, "website must not contain white space"),
        ("customers", {"name": "A", "active": "yes"}, "active must be true or false"),
        ("tasks", {"title": "a", "id": 5}, "id is set by the server"),
        ("tasks", {"title": "a", "version": 1}, "version is set by the server"),
    ],
)
def test_the_first_refused_value_is_said_and_nothing_is_changed(
    pms: Custompms, client: httpx.Client, path: str, body: dict[str, Any], message: str
) -> None:
    answer = client.post(f"/{path}", json=body)
    assert (answer.status_code, error(answer)) == (
        400,
        {"code": "VALIDATION", "message": message, "field": message.partition(" ")[0]},
    )
    assert client.get(f"/{path}").json()["total"] == 0
    assert {type(event) for event in pms.ledger} <= {Refused}


def test_only_the_first_of_several_refused_values_is_said_and_noted(pms: Custompms, client: httpx.Client) -> None:
    answer = client.post("/tasks", json={"title": "", "priority": 9})
    assert error(answer)["field"] == "title"
    assert [event.property for event in pms.ledger if isinstance(event, Refused)] == ["title"]


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_an_unknown_field_is_refused(pms: Custompms, client: httpx.Client, method: str) -> None:
    client.post("/tasks", json={"title": "a"})
    body = {"title": "b", "colour": "blue"} | ({"version": 1} if method == "PUT" else {})
    answer = client.request(method, "/tasks/1" if method == "PUT" else "/tasks", json=body)
    assert (answer.status_code, error(answer)["code"], error(answer)["field"]) == (
        400,
        "UNKNOWN_FIELD",
        "colour",
    )
    assert len(pms.ledger) == 1


def test_a_whole_number_may_be_written_with_a_decimal_point(client: httpx.Client) -> None:
    """JSON has one kind of number."""
    made = client.post("/tasks", json={"title": "a", "due": float(NOW), "priority": 1.0, "projectId": 7.0})
    changed = client.put("/tasks/1", json={"version": 1.0, "id": 1.0, "title": "a", "estimateHours": 2.0})

    assert made.content.endswith(b'"priority":1,"assignee":"","estimateHours":null,"projectId":7}')
    assert (made.json()["due"], changed.status_code) == (NOW, 200)


def test_a_text_at_its_limit_is_taken_and_trailing_space_does_not_count(client: httpx.Client) -> None:
    answer = client.post("/tasks", json={"title": "x" * 250 + "  "})
    assert (answer.status_code, answer.json()["title"]) == (200, "x" * 250)
