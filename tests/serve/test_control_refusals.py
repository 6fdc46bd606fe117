"""The control API over HTTP: what it refuses, always with what to do, and that nothing gives a 500."""

from __future__ import annotations

import httpx
import pytest

from tests.serve.answers import CONTACT, Told, json, lines, records

WHOLE = 1 << 60
MEGABYTE = 1 << 20


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
        ("GET", "/systems?all=1", None, 400, "this request takes no query"),
        ("GET", "/checklists/custompms", None, 404, "did you mean custompms-trello?"),
        ("GET", "/records/customerp/Contact", None, 404, "did you mean Customerp?"),
        ("GET", "/records/Customerp/Contacts", None, 404, "did you mean Contact?"),
        ("GET", "/records/Trello/Contact", None, 404, "no datatype of Trello 'Contact'"),
        ("GET", f"{CONTACTS}?limits=1", None, 400, "this request takes place, limit"),
        ("GET", f"{CONTACTS}?limit=-1", None, 400, "limit"),
        ("GET", f"{CONTACTS}?limit=many", None, 400, "limit"),
        ("GET", f"{CONTACTS}?place=here", None, 400, "needs no place"),
        ("GET", "/records/Trello/Cards?place=here", None, 404, "'here'"),
        ("GET", f"{CONTACTS}/nobody", None, 404, "no Contact 'nobody'"),
        ("PATCH", f"{CONTACTS}/nobody", {"values": {}}, 404, "no Contact 'nobody'"),
        ("DELETE", f"{CONTACTS}/nobody", None, 404, "no Contact 'nobody'"),
        ("POST", CONTACTS, None, 400, "values is missing"),
        ("POST", CONTACTS, {"values": None}, 400, "values is missing"),
        ("POST", CONTACTS, {"values": []}, 400, "send an object"),
        ("POST", CONTACTS, {"value": {}}, 400, "'value' is unknown here"),
        ("POST", CONTACTS, {"values": {"nmae": "Ada"}}, 404, "did you mean name?"),
        ("POST", CONTACTS, {"values": {"name": ["Ada"]}}, 400, "values.name is of the wrong type"),
        ("POST", CONTACTS, {"values": {"name": "Ada", "email": "no email"}}, 422, "email: "),
        ("POST", CONTACTS, {"values": {"email": "ada@home.example"}}, 422, "name: "),
        ("POST", CONTACTS, {"values": {"name": 7, "email": "ada@home.example"}}, 422, "name: "),
        ("POST", CONTACTS, {"values": CONTACT, "place": 7}, 400, "place is of the wrong type"),
        ("POST", CONTACTS, {"values": CONTACT, "place": "here"}, 400, "leave the place out"),
        ("POST", "/records/Trello/Cards", {"values": {"name": "A"}, "place": "here"}, 404, "'here'"),
        ("POST", "/records/Trello/Cards", {"values": {"name": "A"}, "place": ""}, 404, "Trello has no"),
        ("POST", "/reset", {"now": True}, 400, "this request takes no body"),
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
        ("POST", "/faults", {"system": "Trello", "kind": "slow", "seconds": "1"}, 400, "seconds cannot be"),
        ("POST", "/faults", {"system": "Trello", "kind": "lost", "method": "GET"}, 400, "send one of DELETE, PATCH"),
        ("POST", "/faults", FAULT | {"skip": -1}, 400, "skip is -1"),
        ("POST", "/faults", {"system": "Trello", "kind": "slow", "seconds": -1}, 400, "seconds cannot be"),
        ("POST", "/faults", {"system": "Trello", "kind": "lost", "status": 500}, 400, "leave it out"),
        ("POST", "/faults", FAULT | {"times": 0}, 400, "times is 0"),
        ("POST", "/faults", FAULT | {"times": 10**30}, 400, "send a whole number from 1 to 1000000"),
        ("POST", "/faults", FAULT | {"times": 1.5}, 400, "times is of the wrong type"),
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
        ("DELETE", "/faults", {"system": "Trello"}, 400, "this request takes no body"),
        ("GET", "/ledger?since=-1", None, 400, "since"),
        ("GET", "/ledger?since=99999999999999999999999", None, 400, "since"),
        ("GET", "/ledger?limit=0", None, 400, "limit"),
        ("GET", "/ledger?from=1", None, 400, "this request takes since, limit"),
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
