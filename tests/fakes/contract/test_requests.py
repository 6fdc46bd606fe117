"""Requests that are wrong in themselves: each system answers in its own way, all answer properly.

Properly: 4xx in the system's own envelope, nothing changed, one line in the ledger. What a system takes all the same
is in its column as None, and stands there for its reason.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import httpx
import pytest

from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import transport
from syncproof.ledger import By, Call, Created, Deleted, Ledger, Ref, Updated, Value, Values

JSON = {"Content-Type": "application/json"}
MEBIBYTE = 1 << 20


class Dialect(NamedTuple):
    """How a system is spoken to about records of one datatype; `{}` in an address is the place, or the record."""

    datatype: str
    values: Values
    list: str
    add: str
    one: str
    change: str
    size: str
    """The parameter that says how many records are on a page."""


DIALECTS = {
    "Customerp": Dialect(
        "Contact", {"name": "Ada", "email": "ada@b.org"}, "/contacts", "/contacts", "/contacts/{}", "PATCH", "limit"
    ),
    "Custompms": Dialect("Task", {"title": "Paint"}, "/tasks", "/tasks", "/tasks/{}", "PUT", "pageSize"),
    "Trello": Dialect("Cards", {"name": "Paint"}, "/lists/{}/cards", "/cards?idList={}", "/cards/{}", "PUT", "limit"),
}
WHERE = ("list", "add", "one", "change")


class Stand(NamedTuple):
    """A fake with one record, and a client that may come in."""

    fake: Fake
    client: httpx.Client
    place: str
    record: str

    @property
    def dialect(self) -> Dialect:
        return DIALECTS[self.fake.name]

    @property
    def list(self) -> str:
        return self.dialect.list.format(self.place)

    @property
    def add(self) -> str:
        return self.dialect.add.format(self.place)

    @property
    def one(self) -> str:
        return self.dialect.one.format(self.record)

    def body(self, **more: object) -> dict[str, Any]:
        """Return what makes a new record, or changes the one that is there."""
        version = {"version": 1} if self.dialect.change == "PUT" and self.fake.name == "Custompms" else {}
        return {**self.dialect.values, **version, **more}

    def held(self) -> dict[str, dict[str, Values]]:
        """Return all records of all datatypes."""
        return {datatype: dict(self.fake.records(datatype)) for datatype in self.fake.datatypes}


def signed(fake: Fake, known: Mapping[str, str]) -> httpx.Client:
    """Return a client that signs in as the system wants it, with what it knows."""
    headers = {}
    if fake.name == "Customerp" and "token" in known:
        headers = {"Authorization": f"Bearer {known['token']}"}
    elif fake.name == "Custompms" and "key" in known:
        headers = {"X-Api-Key": known["key"]}
    elif fake.name == "Trello":
        names = {"key": "oauth_consumer_key", "token": "oauth_token"}
        headers = {"Authorization": "OAuth " + ", ".join(f'{names[name]}="{known[name]}"' for name in known)}
    return httpx.Client(base_url=fake.url, headers=headers, transport=transport(fake))


@pytest.fixture(params=FAKES)
def at(request: pytest.FixtureRequest) -> Stand:
    fake = FAKES[request.param](Clock(), Ledger())
    dialect = DIALECTS[request.param]
    place = fake.prepare(dialect.datatype).get("list", "")
    record = fake.add(dialect.datatype, dialect.values, place=place)
    return Stand(fake, signed(fake, fake.credentials), place, record)


def envelope(answer: httpx.Response) -> str:
    """Return what an answer says is wrong. Fails where it is not in the system's own envelope."""
    type_ = answer.headers["content-type"]
    if type_ == "application/problem+json":
        problem = answer.json()
        assert list(problem) == ["type", "title", "status", "detail", "errors"]
        assert problem["status"] == answer.status_code
        return str(problem["detail"])
    if type_ == "application/json":
        assert list(answer.json()) == ["error"]
        return str(answer.json()["error"]["message"])
    if type_ == "application/json; charset=utf-8":  # Trello's, where it is no text
        assert {"message"} <= set(answer.json()) <= {"message", "error"}
        return str(answer.json()["message"])
    assert type_ in {"text/plain; charset=utf-8", "text/html"}
    return answer.text


def refused(at: Stand, client: httpx.Client, method: str, path: str, **what: Any) -> int:  # noqa: ANN401 - httpx's own
    """Send a request that is to be refused properly, and return the status."""
    before, line = at.held(), len(at.fake.ledger)
    answer = client.request(method, path, **what)
    told = at.fake.ledger[line:]
    assert 400 <= answer.status_code < 500, answer.text[:500]
    assert envelope(answer)
    assert [each.status for each in told if isinstance(each, Call)] == [answer.status_code]
    assert [each for each in told if isinstance(each, Created | Updated | Deleted)] == []
    assert at.held() == before
    return answer.status_code


def taken(at: Stand, method: str, path: str, **what: Any) -> None:  # noqa: ANN401 - httpx's own
    """Send a request that the system takes all the same."""
    line = len(at.fake.ledger)
    answer = at.client.request(method, path, **what)
    assert answer.is_success, (answer.status_code, answer.text[:500])
    assert len([each for each in at.fake.ledger[line:] if isinstance(each, Call)]) == 1


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("damage", ["missing", "wrong", "cut short", "too long", "another case", "empty"])
def test_who_cannot_sign_in_learns_and_changes_nothing(at: Stand, damage: str, where: str) -> None:
    ways: dict[str, Callable[[str], str | None]] = {
        "missing": lambda _: None,
        "wrong": lambda secret: "x" * len(secret),
        "cut short": lambda secret: secret[:-1],
        "too long": lambda secret: f"{secret}0",
        "another case": str.swapcase,
        "empty": lambda _: "",
    }
    damaged = ways[damage]
    known = {name: each for name, secret in at.fake.credentials.items() if (each := damaged(secret)) is not None}
    stranger = signed(at.fake, known)

    method, path = {
        "list": ("GET", at.list),
        "add": ("POST", at.add),
        "one": ("GET", at.one),
        "change": (at.dialect.change, at.one),
    }[where]
    status = refused(at, stranger, method, path, **({} if method == "GET" else {"json": at.body()}))

    assert status == 401


@pytest.mark.parametrize("name", ["key", "token"])
def test_one_of_two_credentials_is_not_enough(name: str) -> None:
    fake = FAKES["Trello"](Clock(), Ledger())

    answer = signed(fake, {name: fake.credentials[name]}).get("/members/me")

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "where", "expected"),
    [
        ("PUT", "list", {"Customerp": 405, "Custompms": 405, "Trello": 404}),
        ("PATCH", "list", {"Customerp": 405, "Custompms": 405, "Trello": 404}),
        ("POST", "one", {"Customerp": 405, "Custompms": 405, "Trello": 404}),
        ("TRACE", "one", {"Customerp": 405, "Custompms": 405, "Trello": 404}),
        ("BREW", "one", {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    ],
)
def test_a_wrong_method_is_refused(at: Stand, method: str, where: str, expected: Mapping[str, int]) -> None:
    path = {"list": at.list, "one": at.one}[where]

    assert refused(at, at.client, method, path) == expected[at.fake.name]


BODIES: dict[str, tuple[dict[str, str], bytes, dict[str, int | None]]] = {
    # Trello looks at no body but JSON and forms: what it needs is missing then, or nothing is changed.
    "called text": (
        {"Content-Type": "text/plain"},
        b"{GOOD}",
        {"Customerp": 415, "Custompms": 400, "Trello": None},
    ),
    "not JSON": (JSON, b"name=Ada", {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    "cut short": (JSON, b'{"name": "A', {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    # Trello takes parameters from anywhere: a list just holds none.
    "a list": (JSON, b"[1, 2]", {"Customerp": 400, "Custompms": 400, "Trello": None}),
    "text": (JSON, b'"Ada"', {"Customerp": 400, "Custompms": 400, "Trello": None}),
    "NaN": (JSON, b'{"name": NaN}', {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    "bytes that are no UTF-8": (JSON, b'{"name": "\xff"}', {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    "half a surrogate pair": (JSON, b'{"name": "\\ud800"}', {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    "nested too deep": (JSON, b"[" * 100_000, {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    "UTF-16": (
        {"Content-Type": "application/json; charset=utf-16"},
        json.dumps({"name": "Ada"}).encode("utf-16"),
        {"Customerp": 415, "Custompms": 400, "Trello": 400},
    ),
    "compressed": (
        {**JSON, "Content-Encoding": "gzip"},
        gzip.compress(b'{"name": "Ada"}', mtime=0),
        {"Customerp": 415, "Custompms": 400, "Trello": 400},
    ),
    "too large": (JSON, b'{"name": "%s"}' % (b"x" * MEBIBYTE), {"Customerp": 413, "Custompms": 413, "Trello": 400}),
}


@pytest.mark.parametrize("where", ["add", "change"])
@pytest.mark.parametrize("kind", BODIES)
def test_a_body_that_cannot_be_read_is_refused(at: Stand, kind: str, where: str) -> None:
    headers, body, expected = BODIES[kind]
    content = body.replace(b"{GOOD}", json.dumps(at.body()).encode())
    method, path = {"add": ("POST", at.add), "change": (at.dialect.change, at.one)}[where]

    status = expected[at.fake.name]
    if status is None:
        taken(at, method, path, content=content, headers=headers)
    else:
        assert refused(at, at.client, method, path, content=content, headers=headers) == status


@pytest.mark.parametrize("where", ["add", "change"])
def test_an_unknown_field_is_refused_save_by_trello_which_looks_at_none(at: Stand, where: str) -> None:
    expected = {"Customerp": 422, "Custompms": 400, "Trello": None}[at.fake.name]
    method, path = {"add": ("POST", at.add), "change": (at.dialect.change, at.one)}[where]
    body = {name: value for name, value in at.body(colour="blue").items() if where == "change" or name != "version"}

    if expected is None:
        taken(at, method, path, json=body)
    else:
        assert refused(at, at.client, method, path, json=body) == expected


@pytest.mark.parametrize("value", [[], {}, [["x"]], {"x": {}}, 10**30, -1e308, True])
def test_a_value_of_a_wrong_kind_is_refused(at: Stand, value: object) -> None:
    name = next(iter(at.dialect.values))
    expected = {"Customerp": 422, "Custompms": 400, "Trello": 400}

    body = {**at.dialect.values, name: value}
    statuses = {refused(at, at.client, "POST", at.add, json=body)}
    statuses.add(refused(at, at.client, at.dialect.change, at.one, json=at.body(**{name: value})))

    assert statuses == {expected[at.fake.name]}


@pytest.mark.parametrize(
    "id_",
    [
        "nothing",
        "%FF",
        "%ED%A0%80",
        "%00",
        "%F0%9F%91%8D",
        "..%2F..",
        "%252F",
        "x" * 5000,
        "-1",
        "0",
        "1e3",
        "%D9%A3",
        "%20",
    ],
)
@pytest.mark.parametrize("method", ["GET", "DELETE", "change"])
def test_a_record_that_is_not_there_is_not_found_however_it_is_spelt(at: Stand, id_: str, method: str) -> None:
    expected = {"Customerp": {404}, "Custompms": {404}, "Trello": {400, 404}}
    what = {"json": at.body()} if method == "change" else {}

    status = refused(
        at, at.client, at.dialect.change if method == "change" else method, at.dialect.one.format(id_), **what
    )

    assert status in expected[at.fake.name]


@pytest.mark.parametrize(
    "size",
    ["1001", "999999999999999999999", "9" * 5000, "-1", "1.5", "1e2", "ten", "%D9%A3", "0x10", "%00", "%FF", "+5"],
)
def test_a_page_size_that_cannot_be_is_refused(at: Stand, size: str) -> None:
    assert refused(at, at.client, "GET", f"{at.list}?{at.dialect.size}={size}") == 400


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        # Trello ignores parameters that it does not know.
        ("nonsense", "1", {"Customerp": 400, "Custompms": 400, "Trello": None}),
        ("cursor", "x", {"Customerp": 400, "Custompms": 400, "Trello": None}),
        ("updated_since", "yesterday", {"Customerp": 400, "Custompms": 400, "Trello": None}),
        ("modifiedSince", "-1", {"Customerp": 400, "Custompms": 400, "Trello": None}),
        ("before", "x", {"Customerp": 400, "Custompms": 400, "Trello": 400}),
    ],
)
def test_a_parameter_that_cannot_be_used_is_refused(
    at: Stand, name: str, value: str, expected: Mapping[str, int | None]
) -> None:
    status = expected[at.fake.name]
    if status is None:
        taken(at, "GET", f"{at.list}?{name}={value}")
    else:
        assert refused(at, at.client, "GET", f"{at.list}?{name}={value}") == status


def test_a_write_on_an_old_version_changes_nothing_where_the_system_can_tell(at: Stand) -> None:
    """Trello has neither versions nor ETags: the later write wins."""
    name, value = next(iter(at.dialect.values.items()))
    read = at.client.get(at.one).json()
    at.fake.edit(at.dialect.datatype, at.record, {name: f"{value} by a user"})
    headers = {"If-Match": read.get("etag", '"1"')}
    body = {"PATCH": {name: "late"}, "PUT": at.body(**{name: "late"})}[at.dialect.change]

    expected = {"Customerp": 412, "Custompms": 409, "Trello": None}[at.fake.name]
    if expected is None:
        taken(at, at.dialect.change, at.one, headers=headers, json=body)
    else:
        assert refused(at, at.client, at.dialect.change, at.one, headers=headers, json=body) == expected


def test_a_write_on_the_version_that_was_read_goes_through_once(at: Stand) -> None:
    name = next(iter(at.dialect.values))
    read = at.client.get(at.one).json()
    headers = {"If-Match": read["etag"]} if "etag" in read else {}
    body = {"PATCH": {name: "late"}, "PUT": at.body(**{name: "late"})}[at.dialect.change]
    line = len(at.fake.ledger)

    taken(at, at.dialect.change, at.one, headers=headers, json=body)

    changes = [each for each in at.fake.ledger[line:] if isinstance(each, Updated) and each.ref.record == at.record]
    assert [(change.by, change.after) for change in changes] == [(By.SUT, {name: "late"})]


def test_each_request_and_each_change_is_in_the_ledger_once(at: Stand) -> None:
    line = len(at.fake.ledger)
    values: dict[str, Value] = dict(at.dialect.values)

    made = at.client.post(at.add, json=values)
    record = str(made.json()["id"])
    at.client.get(at.list)
    address = at.dialect.one.format(record)
    at.client.get(address)
    name = next(iter(values))
    at.client.request(at.dialect.change, address, json=at.body(**{name: "Eve"}))
    at.client.delete(address)
    at.client.get(address)

    told = at.fake.ledger[line:]
    base = at.fake.url.partition(".example")[2].partition("/")[2] or at.fake.url.rpartition("/")[2]
    calls = [
        (each.method, each.path.removeprefix(f"/{base}").partition("?")[0]) for each in told if isinstance(each, Call)
    ]
    ref = Ref(at.fake.name, at.dialect.datatype, record, at.place)
    changes = [type(each) for each in told if isinstance(each, Created | Updated | Deleted) and each.ref == ref]
    assert calls == [
        ("POST", at.add.partition("?")[0]),
        ("GET", at.list),
        ("GET", address),
        (at.dialect.change, address),
        ("DELETE", address),
        ("GET", address),
    ]
    assert changes == [Created, Updated, Deleted]
    assert {each.by for each in told if isinstance(each, Created | Updated | Deleted)} == {By.SUT}


def test_what_was_asked_and_restored_answers_the_same_to_the_byte(at: Stand) -> None:
    def story() -> list[tuple[int, bytes, list[tuple[str, str]]]]:
        made = at.client.post(at.add, json=dict(at.dialect.values))
        address = at.dialect.one.format(made.json()["id"])
        told = [made, at.client.get(at.list), at.client.delete(address), at.client.get(address), at.client.get(at.list)]
        return [(each.status_code, each.content, each.headers.multi_items()) for each in told]

    snapshot = at.fake.snapshot()
    first = story()
    at.fake.restore(snapshot)
    second = story()

    assert first == second
    assert {status for status, _, _ in first} >= {404}


def test_an_id_is_never_given_twice(at: Stand) -> None:
    """Trello's ids also increase, and so do Custompms's; Customerp's tell nothing."""
    given = [at.record]
    for _ in range(30):
        at.fake.clock.advance(1)
        made = at.client.post(at.add, json=dict(at.dialect.values)).raise_for_status()
        given.append(str(made.json()["id"]))
        if len(given) % 3 == 0:
            at.client.delete(at.dialect.one.format(given[-1])).raise_for_status()
        elif len(given) % 3 == 1:
            given.append(at.fake.add(at.dialect.datatype, at.dialect.values, place=at.place))

    ordered = {"Customerp": None, "Custompms": int, "Trello": str}[at.fake.name]
    assert len(given) == len(set(given))
    assert ordered is None or given == sorted(given, key=ordered)
