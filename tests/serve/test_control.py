"""The control API over HTTP: every route, what each kind of fault does to a client, and that nothing gives a 500."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import httpx
import pytest

Told: TypeAlias = Mapping[str, Mapping[str, str]]
Serving: TypeAlias = Callable[..., AbstractContextManager[Told]]

WHOLE = 1 << 60
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def told(serving: Serving) -> Iterator[Told]:
    with serving("--clock", "manual", "--records", "2", "--seed", "5") as told:
        yield told


@pytest.fixture(scope="module")
def connected(told: Told) -> Iterator[httpx.Client]:
    control = told["control"]
    with httpx.Client(base_url=control["url"], headers={"Authorization": f"Bearer {control['token']}"}) as client:
        yield client


@pytest.fixture
def control(connected: httpx.Client) -> httpx.Client:
    """Return a client of the control API; everything is as it was at the start."""
    assert connected.post("/reset").status_code == 200
    return connected


@pytest.fixture
def erp(told: Told) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {told['customerp']['token']}"}
    with httpx.Client(base_url=told["customerp"]["url"], headers=headers, timeout=20) as client:
        yield client


def json(answer: httpx.Response) -> Any:  # noqa: ANN401 - JSON is anything
    assert answer.status_code == 200, answer.text
    return answer.json()


def records(control: httpx.Client, path: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json(control.get(f"/records/{path}"))["records"]
    return found


def lines(control: httpx.Client, since: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json(control.get("/ledger", params={"since": since, "limit": 10_000}))["lines"]
    return found


# --- what is there ---


def test_the_systems_are_listed_with_their_datatypes(control: httpx.Client, told: Told) -> None:
    found = json(control.get("/systems"))

    assert [(each["system"], each["url"]) for each in found["systems"]] == [
        (name, told[name.lower()]["url"]) for name in ("Customerp", "Custompms", "Trello")
    ]
    contact = found["systems"][0]["datatypes"][0]
    assert (contact["datatype"], contact["place"], contact["records"]) == ("Contact", "", 2)
    assert contact["properties"]["email"] == {"kind": "text", "mandatory": True}
    assert found["capabilities"] == ["member-email-visible", "member-profile-write", "unlimited-plan"]
    assert found["ledger"] == len(lines(control))


def test_the_environment_says_what_a_sync_signs_in_with(control: httpx.Client, told: Told) -> None:
    answer = control.get("/environment")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"export SYNCPROOF_TRELLO_URL={told['trello']['url']}\n" in answer.text
    assert f"export SYNCPROOF_CUSTOMPMS_KEY={told['custompms']['key']}\n" in answer.text


@pytest.mark.parametrize("document", ["customerp-trello", "custompms-trello"])
def test_a_checklist_names_places_that_are_there(control: httpx.Client, document: str) -> None:
    checklist = json(control.get(f"/checklists/{document}"))

    cards = [each["place"] for each in checklist["sections"] if each["target"]["datatype"] == "Cards"]
    assert checklist["schema"] == "syncproof-checklist/1"
    for place in cards:
        assert len(json(control.get("/records/Trello/Cards", params={"place": place["list"]}))["records"]) == 2


# --- a user's hands ---


def test_a_user_adds_changes_and_deletes_a_record(control: httpx.Client) -> None:
    values = {"name": "Ada", "email": "ada@home.example"}

    record = json(control.post("/records/Customerp/Contact", json={"values": values}))["id"]
    changed = json(control.patch(f"/records/Customerp/Contact/{record}", json={"values": {"name": "Ada King"}}))
    shown = json(control.get(f"/records/Customerp/Contact/{record}"))
    json(control.delete(f"/records/Customerp/Contact/{record}"))

    assert changed == shown
    assert (shown["name"], shown["email"]) == ("Ada King", "ada@home.example")
    assert record not in records(control, "Customerp/Contact")
    assert [(line["event"], line["by"]) for line in lines(control)[-3:]] == [
        ("created", "user"),
        ("updated", "user"),
        ("deleted", "user"),
    ]


def test_what_is_not_asked_for_by_a_user_is_the_harnesss(control: httpx.Client) -> None:
    json(control.post("/seed", json={"records": 1}))

    assert {line["by"] for line in lines(control)} == {"harness"}
    assert len(records(control, "Trello/Cards")) == 3


def test_a_record_goes_to_the_place_that_is_named(control: httpx.Client) -> None:
    organization = list(records(control, "Trello/Organizations"))[-1]

    record = json(
        control.post(
            "/records/Trello/Members",
            json={"values": {"fullName": "Ada", "email": "ada@home.example"}, "place": organization},
        )
    )["id"]

    assert record not in records(control, "Trello/Members")
    assert record in json(control.get("/records/Trello/Members", params={"place": organization}))["records"]
    assert record in json(control.get("/records/Trello/Members", params={"place": ""}))["records"]


def test_a_limit_keeps_the_newest(control: httpx.Client) -> None:
    json(control.post("/seed", json={"records": 3}))
    all_of_them = records(control, "Custompms/Task")

    found = json(control.get("/records/Custompms/Task", params={"limit": 2}))

    assert (found["total"], list(found["records"])) == (5, list(all_of_them)[-2:])


def test_markup_in_a_value_stays_text(control: httpx.Client) -> None:
    values = {"name": "<script>alert(1)</script>", "email": "ada@home.example"}

    record = json(control.post("/records/Customerp/Contact", json={"values": values}))["id"]
    answer = control.get(f"/records/Customerp/Contact/{record}")

    assert answer.json()["name"] == "<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/json"


# --- everything at once ---


def test_a_reset_makes_the_same_records_with_the_same_ledger(control: httpx.Client) -> None:
    before = lines(control)
    resets = json(control.get("/systems"))["resets"]
    json(control.post("/seed", json={"records": 2}))

    found = json(control.post("/reset"))

    assert found == {"resets": resets + 1}
    assert lines(control) == before


def test_a_snapshot_brings_back_records_and_clock(control: httpx.Client) -> None:
    before, clock = records(control, "Custompms/Task"), json(control.get("/clock"))
    first = next(iter(before))
    number = json(control.post("/snapshots"))["snapshot"]
    json(control.patch(f"/records/Custompms/Task/{first}", json={"values": {"title": "Otherwise"}}))
    json(control.post("/clock", json={"advance": 60}))

    restored = json(control.post("/restore", json={"snapshot": number}))

    assert restored == {"snapshot": number, "clock": clock}
    assert records(control, "Custompms/Task") == before
    assert [line["by"] for line in lines(control)[-2:]] == ["user", "harness"]
    assert lines(control)[-1]["what"].startswith("restored")


def test_later_snapshots_vanish_with_an_earlier_one(control: httpx.Client) -> None:
    for _ in range(3):
        json(control.post("/snapshots"))

    json(control.post("/restore", json={"snapshot": 1}))

    assert json(control.get("/systems"))["snapshots"] == 1
    answer = control.post("/restore", json={"snapshot": 2})
    assert (answer.status_code, answer.json()["error"]) == (404, "no snapshot 2")
    assert "1 to 1" in answer.json()["do"]
    assert json(control.post("/restore", json={"snapshot": 1}))["snapshot"] == 1


# --- time ---


def test_a_manual_clock_moves_only_when_told(control: httpx.Client) -> None:
    before = json(control.get("/clock"))

    after = json(control.post("/clock", json={"advance": 90.5}))

    assert before == {"now": "2026-03-01T08:00:00.000Z", "milliseconds": 1_772_352_000_000, "runs": False}
    assert after == {"now": "2026-03-01T08:01:30.500Z", "milliseconds": 1_772_352_090_500, "runs": False}
    assert json(control.get("/clock")) == after


def test_a_real_clock_runs_and_jumps(serving: Serving) -> None:
    with serving("--records", "0") as told:
        headers = {"Authorization": f"Bearer {told['control']['token']}"}
        with httpx.Client(base_url=told["control"]["url"], headers=headers) as control:
            before = json(control.get("/clock"))
            jumped = json(control.post("/clock", json={"advance": 3600}))
            after = json(control.get("/clock"))

    assert before["runs"] is after["runs"] is True
    assert before["milliseconds"] + 3_600_000 <= jumped["milliseconds"] <= after["milliseconds"]


def test_time_ends_where_ids_do(control: httpx.Client) -> None:
    beyond = control.post("/clock", json={"advance": 80 * 366 * 86_400})

    to_the_end = control.post("/clock", json={"advance": 73 * 365 * 86_400})

    assert beyond.status_code == 400
    assert to_the_end.status_code == 200
    assert len(json(control.post("/records/Trello/Cards", json={"values": {"name": "The last"}}))["id"]) == 24


# --- trouble ---


def plant(control: httpx.Client, **fault: object) -> dict[str, Any]:
    planted: dict[str, Any] = json(control.post("/faults", json={"system": "Customerp", **fault}))
    return planted


CONTACT = {"name": "Ada", "email": "ada@home.example"}


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
        erp.get("/contacts", timeout=0.05)

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


# --- the ledger ---


def test_the_ledger_goes_on_where_somebody_left_off(control: httpx.Client, erp: httpx.Client) -> None:
    whole = lines(control)
    first = json(control.get("/ledger", params={"limit": 3}))
    second = json(control.get("/ledger", params={"since": first["next"], "limit": 10_000}))
    erp.get("/contacts", params={"limit": 1})
    news = json(control.get("/ledger", params={"since": second["next"]}))

    assert first["lines"] + second["lines"] == whole
    assert [line["line"] for line in whole] == list(range(len(whole)))
    [call] = news["lines"]
    assert (call["event"], call["by"], call["system"], call["method"]) == ("call", "sut", "Customerp", "GET")
    assert (call["path"], call["status"]) == ("/v1/contacts?limit=1", 200)
    assert call["text"] == f"{call['line']} 08:00:00: the sync: GET /v1/contacts?limit=1 to Customerp, answered 200"
    assert {key: news[key] for key in ("ledger", "clock")} == {
        "ledger": news["next"],
        "clock": json(control.get("/clock")),
    }


def test_the_control_api_itself_is_not_in_the_ledger(control: httpx.Client) -> None:
    assert {line["event"] for line in lines(control)} <= {"created", "updated"}


def test_no_secret_is_in_the_ledger(control: httpx.Client, told: Told) -> None:
    trello = told["trello"]
    credentials = {"key": trello["key"], "token": trello["token"]}
    httpx.get(f"{trello['url']}/members/me", params=credentials).raise_for_status()
    httpx.get(f"{trello['url']}/tokens/{trello['token']}", params=credentials).raise_for_status()
    httpx.get(f"{trello['url']}/tokens/{trello['token']}/webhooks", params=credentials).raise_for_status()
    httpx.get(f"{told['customerp']['url']}/contacts", params={"q": told["customerp"]["token"]})

    answer = control.get("/ledger", params={"limit": 10_000})

    assert len(answer.json()["lines"]) > 4
    secrets = [value for said in told.values() for key, value in said.items() if key != "url"]
    assert [secret for secret in secrets if secret in answer.text] == []


# --- what cannot be done ---


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer nonsense", "Basic nonsense", "Bearer \xff\xfe"])
@pytest.mark.parametrize("path", ["/systems", "/environment", "/ledger", "/nothing", "/records/Trello/Cards"])
def test_nobody_comes_in_without_the_token(told: Told, given: str, path: str) -> None:
    answer = httpx.get(f"{told['control']['url']}{path}", headers={b"Authorization": given.encode("latin-1")})

    assert answer.status_code == 401
    assert answer.json().keys() == {"error", "do"}


def test_the_page_needs_no_token_and_says_nothing_of_the_systems(told: Told) -> None:
    answer = httpx.get(told["control"]["url"])

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none';")
    assert told["control"]["token"] not in answer.text
    assert "127.0.0.1" not in answer.text


CONTACTS = "/records/Customerp/Contact"
FAULT = {"system": "Trello", "kind": "status"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("GET", "/system", None, 404, "no route /system"),
        ("GET", "/page.html", None, 404, "no route /page.html"),
        ("POST", "/systems", None, 405, "/systems does not take POST"),
        ("PUT", CONTACTS, {}, 405, "does not take PUT"),
        ("GET", "/systems?all=1", None, 400, "it takes no query"),
        ("GET", "/checklists/custompms", None, 404, "did you mean custompms-trello?"),
        ("GET", "/records/customerp/Contact", None, 404, "did you mean Customerp?"),
        ("GET", "/records/Customerp/Contacts", None, 404, "did you mean Contact?"),
        ("GET", "/records/Trello/Contact", None, 404, "no datatype of Trello 'Contact'"),
        ("GET", f"{CONTACTS}?limits=1", None, 400, "it takes place, limit"),
        ("GET", f"{CONTACTS}?limit=-1", None, 400, "limit"),
        ("GET", f"{CONTACTS}?limit=many", None, 400, "limit"),
        ("GET", f"{CONTACTS}?place=here", None, 400, "is put into no place"),
        ("GET", "/records/Trello/Cards?place=here", None, 404, "'here'"),
        ("GET", f"{CONTACTS}/nobody", None, 404, "no Contact 'nobody'"),
        ("PATCH", f"{CONTACTS}/nobody", {"values": {}}, 404, "no Contact 'nobody'"),
        ("DELETE", f"{CONTACTS}/nobody", None, 404, "no Contact 'nobody'"),
        ("POST", CONTACTS, None, 400, "values is missing"),
        ("POST", CONTACTS, {"values": None}, 400, "values is missing"),
        ("POST", CONTACTS, {"values": []}, 400, "send an object"),
        ("POST", CONTACTS, {"value": {}}, 400, "'value' is not asked for here"),
        ("POST", CONTACTS, {"values": {"nmae": "Ada"}}, 404, "did you mean name?"),
        ("POST", CONTACTS, {"values": {"name": ["Ada"]}}, 400, "values.name is of the wrong type"),
        ("POST", CONTACTS, {"values": {"name": "Ada", "email": "no email"}}, 422, "email: "),
        ("POST", CONTACTS, {"values": {"email": "ada@home.example"}}, 422, "name: "),
        ("POST", CONTACTS, {"values": {"name": 7, "email": "ada@home.example"}}, 422, "name: "),
        ("POST", CONTACTS, {"values": CONTACT, "place": 7}, 400, "place is of the wrong type"),
        ("POST", CONTACTS, {"values": CONTACT, "place": "here"}, 400, "leave the place out"),
        ("POST", "/records/Trello/Cards", {"values": {"name": "A"}, "place": "here"}, 404, "'here'"),
        ("POST", "/records/Trello/Cards", {"values": {"name": "A"}, "place": ""}, 404, "Trello has no"),
        ("POST", "/reset", {"now": True}, 400, "send no body"),
        ("POST", "/seed", None, 400, "records is missing"),
        ("POST", "/seed", {"records": -1}, 400, "from 0 to 2000"),
        ("POST", "/seed", {"records": 1.5}, 400, "send a whole number"),
        ("POST", "/seed", {"records": True}, 400, "send a whole number"),
        ("POST", "/seed", {"records": "1"}, 400, "send a whole number"),
        ("POST", "/seed", {"records": WHOLE}, 400, "from 0 to 2000"),
        ("POST", "/restore", {"snapshot": 9}, 404, "there are none yet"),
        ("POST", "/restore", {"snapshot": 0}, 404, "no snapshot 0"),
        ("POST", "/restore", {"snapshot": -1}, 400, "send a whole number"),
        ("POST", "/restore", {"snapshot": WHOLE}, 400, "send a whole number"),
        ("POST", "/clock", {"advance": -1}, 400, "advance cannot be"),
        ("POST", "/clock", {"advance": "1"}, 400, "advance cannot be"),
        ("POST", "/clock", {"advance": None}, 400, "advance is missing"),
        ("POST", "/clock", {"advance": 1e300}, 400, "advance cannot be"),
        ("POST", "/faults", {"kind": "status"}, 400, "system is missing"),
        ("POST", "/faults", {"system": "trelo", "kind": "lost"}, 404, "did you mean Trello?"),
        ("POST", "/faults", {"system": "Trello", "kind": "slowly"}, 404, "did you mean slow?"),
        ("POST", "/faults", {"system": "Trello", "kind": "slow"}, 400, "seconds is missing"),
        ("POST", "/faults", {"system": "Trello", "kind": "slow", "seconds": -1}, 400, "seconds cannot be"),
        ("POST", "/faults", {"system": "Trello", "kind": "lost", "status": 500}, 400, "leave it out"),
        ("POST", "/faults", FAULT | {"times": 0}, 400, "times is 0"),
        ("POST", "/faults", FAULT | {"status": 99}, 400, "from 200 to 599"),
        ("POST", "/faults", FAULT | {"status": "503"}, 400, "status is of the wrong type"),
        ("POST", "/faults", FAULT | {"method": "GET /"}, 400, "is no method"),
        ("POST", "/faults", FAULT | {"path": "1/cards"}, 400, "begin with / or *"),
        ("POST", "/faults", FAULT | {"body": {}}, 400, "body is of the wrong type"),
        ("POST", "/faults", FAULT | {"headers": ["Retry-After"]}, 400, "headers is of the wrong type"),
        ("POST", "/faults", FAULT | {"headers": {"Retry-After": 7}}, 400, "headers.Retry-After"),
        ("POST", "/faults", FAULT | {"headers": {"A": "1\r\nB: 2"}}, 400, "no header can have"),
        ("POST", "/faults", FAULT | {"headers": {"A": "…"}}, 400, "no header can have"),
        ("POST", "/faults", FAULT | {"headers": {"A: 1\r\nB": "2"}}, 400, "is no name of a header"),
        ("POST", "/faults", FAULT | {"path": "/cards"}, 400, "begin it with /1"),
        ("POST", "/faults", FAULT | {"status": 204, "body": "x"}, 400, "has no body"),
        ("POST", "/records/Trello/Cards", {"values": {"name": "x", "idList": "zz"}}, 400, "place"),
        ("POST", "/faults", FAULT | {"headers": {"Content-Length": "9"}}, 400, "the server's own"),
        ("DELETE", "/faults", {"system": "Trello"}, 400, "send no body"),
        ("GET", "/ledger?since=-1", None, 400, "since"),
        ("GET", "/ledger?since=99999999999999999999999", None, 400, "since"),
        ("GET", "/ledger?limit=0", None, 400, "limit"),
        ("GET", "/ledger?from=1", None, 400, "it takes since, limit"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(
    control: httpx.Client, method: str, path: str, body: object, status: int, said: str
) -> None:
    before = lines(control)

    answer = control.request(method, path, json=body)

    assert answer.status_code == status, answer.text
    assert answer.json().keys() == {"error", "do"}
    assert all(answer.json().values())
    assert said in f"{answer.json()['error']}: {answer.json()['do']}"
    assert [line for line in lines(control)[len(before) :] if line["event"] != "refused"] == []


@pytest.mark.parametrize(
    ("content", "type_", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"records": NaN}', "application/json", 400),
        (b'{"records": "\\ud800"}', "application/json", 400),
        (b"[1]", "application/json", 400),
        (b'{"records": 1}', "text/plain", 415),
        (b'{"records": 1}', "application/json; charset=latin-1", 415),
        (b'{"records": ' + b" " * MEGABYTE + b"1}", "application/json", 413),
        (b'{"records": ' + b" " * 13 * MEGABYTE + b"1}", "application/json", 413),
        (b'{"records": ' + b"[" * 100_000, "application/json", 400),
        (b'{"records": 1e999}', "application/json", 400),
        (b'{"records": 99999999999999999999999999}', "application/json", 400),
    ],
    ids=range(12),
)
def test_a_body_that_is_no_json_object_is_told(control: httpx.Client, content: bytes, type_: str, status: int) -> None:
    answer = control.post("/seed", content=content, headers={"Content-Type": type_})

    assert answer.status_code == status, answer.text
    assert answer.json().keys() == {"error", "do"}
    assert all(answer.json().values())


def test_a_member_who_left_is_no_record(control: httpx.Client) -> None:
    member = list(records(control, "Trello/Members"))[-1]
    json(control.delete(f"/records/Trello/Members/{member}"))

    changed = control.patch(f"/records/Trello/Members/{member}", json={"values": {"fullName": "Ada"}})
    deleted = control.delete(f"/records/Trello/Members/{member}")

    assert (changed.status_code, deleted.status_code) == (404, 404)


VALUES = ["", "x" * 20_000, 0, -1, 1.5, 1e308, WHOLE, True, None, "\0", "😀", "9999-12-31", "0000-00-00T", "<b>"]


@pytest.mark.parametrize("path", ["Customerp", "Custompms", "Trello"])
def test_no_value_of_any_property_breaks_it(control: httpx.Client, path: str) -> None:
    found = next(each for each in json(control.get("/systems"))["systems"] if each["system"] == path)
    tried = 0
    for datatype in found["datatypes"]:
        record = list(records(control, f"{path}/{datatype['datatype']}"))[-1]
        for property_ in datatype["properties"]:
            for value in VALUES:
                where = f"/records/{path}/{datatype['datatype']}/{record}"
                answer = control.patch(where, json={"values": {property_: value}})
                assert answer.status_code in {200, 422}, (where, property_, value, answer.text)
                tried += 1

    assert tried > 200
    assert len(lines(control)) > tried / 4


def test_what_is_seeded_after_a_restore_is_the_same_again(control: httpx.Client) -> None:
    def seeded() -> object:
        control.post("/seed", json={"records": 1}).raise_for_status()
        return control.get("/records/Customerp/Contact", params={"limit": 1}).json()["records"]

    snapshot = control.post("/snapshots").json()
    first = seeded()
    control.post("/restore", json=snapshot).raise_for_status()

    assert seeded() == first
