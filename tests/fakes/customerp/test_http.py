"""What Customerp answers to requests that are wrong in themselves: its own envelope, never a traceback."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.customerp import Customerp

JSON = {"Content-Type": "application/json"}
ADA = b'{"name": "Ada", "email": "ada@example.org"}'


def status(answer: httpx.Response) -> int:
    """Return the status of an answer that must be a problem."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert list(problem) == ["type", "title", "status", "detail", "errors"]
    assert (problem["type"], problem["status"]) == ("about:blank", answer.status_code)
    assert problem["title"]
    assert problem["detail"]
    return answer.status_code


@pytest.mark.parametrize("path", ["/contacts", "/contacts/con_1", "/nowhere"])
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic YTpi", "{token}"])
def test_nobody_comes_in_without_the_token(erp: Customerp, client: httpx.Client, path: str, authorization: str) -> None:
    answer = client.get(path, headers={"Authorization": authorization.format(**erp.credentials)})
    assert status(answer) == 401
    assert answer.headers["www-authenticate"] == 'Bearer realm="Customerp"'


def test_no_token_at_all_is_no_token(erp: Customerp) -> None:
    with httpx.Client(base_url=erp.url, transport=httpx.WSGITransport(app=erp.app)) as anonymous:
        assert status(anonymous.post("/contacts", content=ADA, headers=JSON)) == 401
    assert len(erp.ledger) == 0


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/contacts/", "/contacts/con_1/notes", "/Contacts", "/contacts/con_1"]
)
def test_what_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert status(client.get(path)) == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/contacts", {"GET", "POST", "OPTIONS"}),
        ("DELETE", "/contacts", {"GET", "POST", "OPTIONS"}),
        ("POST", "/contacts/con_1", {"GET", "PATCH", "DELETE", "OPTIONS"}),
        ("PUT", "/contacts/con_1", {"GET", "PATCH", "DELETE", "OPTIONS"}),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(client: httpx.Client, method: str, path: str, allowed: set[str]) -> None:
    answer = client.request(method, path)
    assert status(answer) == 405
    assert set(answer.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize(
    "type_",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/json; charset=latin-1",
    ],
)
def test_only_json_in_utf_8_is_read(erp: Customerp, client: httpx.Client, type_: str) -> None:
    assert status(client.post("/contacts", content=ADA, headers={"Content-Type": type_})) == 415
    assert len(erp.ledger) == 0


@pytest.mark.parametrize("type_", ["application/json", "Application/JSON", 'application/json; charset="UTF-8"'])
def test_json_may_be_spelt_in_many_ways(client: httpx.Client, type_: str) -> None:
    assert client.post("/contacts", content=ADA, headers={"Content-Type": type_}).status_code == 201


def test_a_merge_patch_is_for_patches(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/merge-patch+json"}
    assert status(client.post("/contacts", content=ADA, headers=headers)) == 415


def test_a_compressed_body_is_not_read(client: httpx.Client) -> None:
    assert status(client.post("/contacts", content=ADA, headers={**JSON, "Content-Encoding": "gzip"})) == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nope",
        b"null",
        b"[]",
        b'"Ada"',
        b"1",
        b"[" * 100_000,
        b'{"name": NaN}',
        b'{"name": "\xff"}',
        b'{"name": "\\ud800"}',
        '{"name": "Ada"}'.encode("utf-16"),
    ],
)
def test_a_body_that_is_no_json_object_is_a_bad_request(erp: Customerp, client: httpx.Client, body: bytes) -> None:
    assert status(client.post("/contacts", content=body, headers=JSON)) == 400
    assert len(erp.ledger) == 0


@pytest.mark.parametrize("size", [(1 << 20) + 1, 3 << 20])
def test_a_body_over_a_mebibyte_is_too_large(client: httpx.Client, size: int) -> None:
    assert status(client.post("/contacts", content=b"x" * size, headers=JSON)) == 413
    chunks = iter([b"x" * size])
    assert status(client.post("/contacts", content=chunks, headers=JSON)) == 413


def test_a_body_of_a_mebibyte_is_read(client: httpx.Client) -> None:
    body = ADA[:-1] + b" " * ((1 << 20) - len(ADA)) + b"}"
    assert client.post("/contacts", content=body, headers=JSON).status_code == 201


def test_a_body_in_chunks_is_read(client: httpx.Client) -> None:
    assert client.post("/contacts", content=iter([ADA[:5], ADA[5:]]), headers=JSON).status_code == 201


@pytest.mark.parametrize("length", ["ten", "-1"])
def test_a_nonsensical_length_is_a_bad_request(client: httpx.Client, length: str) -> None:
    assert status(client.post("/contacts", content=ADA, headers={**JSON, "Content-Length": length})) == 400


def test_numbers_beyond_any_column_are_refused(client: httpx.Client) -> None:
    for number in (b"1e999", b"-1e999"):
        answer = client.post("/customers", content=b'{"name": "A", "credit_limit": %s}' % number, headers=JSON)
        assert status(answer) in {400, 422}


def test_the_last_of_two_equal_fields_counts(client: httpx.Client) -> None:
    answer = client.post("/customers", content=b'{"name": "A", "name": "B"}', headers=JSON)
    assert answer.json()["name"] == "B"
