"""What Custompms answers to requests that are wrong in themselves: its own envelope, never a traceback."""

from __future__ import annotations

import httpx
import pytest

from syncproof.fakes.custompms import Custompms

JSON = {"Content-Type": "application/json"}
PAINT = b'{"title": "Paint"}'


def said(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of an answer that must be an error."""
    assert answer.headers["content-type"] == "application/json"
    assert list(answer.json()) == ["error"]
    error = answer.json()["error"]
    assert error["message"]
    return answer.status_code, error["code"]


@pytest.mark.parametrize("path", ["/tasks", "/tasks/1", "/nowhere"])
@pytest.mark.parametrize("key", ["", "wrong", "PMS-INTEGRATION-B21E6D08"])
def test_nobody_comes_in_without_the_key(client: httpx.Client, path: str, key: str) -> None:
    assert said(client.get(path, headers={"X-Api-Key": key})) == (401, "UNAUTHORIZED")


def test_no_key_at_all_is_no_key(pms: Custompms) -> None:
    with httpx.Client(base_url=pms.url, transport=httpx.WSGITransport(app=pms.app)) as anonymous:
        assert said(anonymous.post("/tasks", content=PAINT, headers=JSON)) == (401, "UNAUTHORIZED")
    assert len(pms.ledger) == 0


@pytest.mark.parametrize("id_", ["0", "2", "01", "+1", "1.0", "one", "1/notes", ""])
def test_what_is_not_there_is_not_found(pms: Custompms, client: httpx.Client, id_: str) -> None:
    pms.add("Task", {"title": "Paint"})
    assert said(client.get(f"/tasks/{id_}")) == (404, "NOT_FOUND")


@pytest.mark.parametrize("path", ["/nowhere", "/Tasks", "/", "/customers/1"])
def test_an_unknown_route_is_not_found(client: httpx.Client, path: str) -> None:
    assert said(client.get(path)) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/tasks", {"GET", "POST", "OPTIONS"}),
        ("PATCH", "/tasks/1", {"GET", "PUT", "DELETE", "OPTIONS"}),
        ("POST", "/tasks/1", {"GET", "PUT", "DELETE", "OPTIONS"}),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(client: httpx.Client, method: str, path: str, allowed: set[str]) -> None:
    answer = client.request(method, path)
    assert said(answer) == (405, "METHOD_NOT_ALLOWED")
    assert set(answer.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize("type_", ["", "text/plain", "application/merge-patch+json"])
def test_what_is_not_called_json_is_bad_json(client: httpx.Client, type_: str) -> None:
    assert said(client.post("/tasks", content=PAINT, headers={"Content-Type": type_})) == (400, "BAD_JSON")


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"1", b"[" * 100_000, b'{"title": "\xff"}'])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_that_is_no_json_object_is_bad_json(
    pms: Custompms, client: httpx.Client, method: str, body: bytes
) -> None:
    pms.add("Task", {"title": "Paint"})
    path = "/tasks/1" if method == "PUT" else "/tasks"
    assert said(client.request(method, path, content=body, headers=JSON)) == (400, "BAD_JSON")
    assert len(pms.ledger) == 1


def test_a_body_over_a_mebibyte_is_too_large(client: httpx.Client) -> None:
    answer = client.post("/tasks", content=b"x" * ((1 << 20) + 1), headers=JSON)
    assert said(answer) == (413, "BODY_TOO_LARGE")
