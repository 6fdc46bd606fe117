"""Requests that are wrong in themselves: each system answers in its own way, all answer properly.

Properly: 4xx in the system's own envelope, nothing changed, one line in the ledger. What a system takes all the same
is in its column as None, and stands there for its reason.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping

import pytest

from syncproof.fakes import FAKES
from syncproof.ledger import Call
from tests.fakes.contract.dialect import Stand, refused, taken
from tests.fakes.contract.place import stand

JSON = {"Content-Type": "application/json"}
MEBIBYTE = 1 << 20


@pytest.mark.parametrize("system", FAKES)
def test_an_unknown_route_is_an_error_in_the_systems_own_words(system: str) -> None:
    at = stand(system, next(iter(FAKES[system].datatypes)))
    before = len(at.fake.ledger)
    answer = at.answers("/nowhere")
    said = {
        "Customerp": '{"type":"about:blank","title":"Not Found","status":404,',
        "Custompms": '{"error":{"code":"NOT_FOUND",',
        "Trello": "Cannot GET /1/nowhere",
    }
    assert (answer.status_code, answer.text[: len(said[system])]) == (404, said[system])
    assert [type(event) for event in at.fake.ledger[before:]] == [Call]


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
