"""Whatever comes to a door of a served system, or to the control: a clear refusal, and the next request is answered."""

from __future__ import annotations

import json
import os
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest

from tests.cli.hostile.confinement import MEMORY, SECONDS
from tests.serve.answers import Told

ServingApart: TypeAlias = Callable[..., AbstractContextManager[tuple[Told, int]]]

SEED = 0
MANY = 600
PATIENCE = 60
METHODS = (b"GET", b"POST", b"PUT", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS", b"TRACE", b"PROPFIND", b"get", b"\xff")
PLACES = (
    "/", "//", "/docs", "/favicon.ico", "/openapi.json", "/v1/contacts", "/api/tasks", "/1/cards", "/1/members/me",
    "/systems", "/ledger", "/faults", "/faults/struck", "/seed", "/restore", "/clock", "/records/Trello/Cards",
    "/records/Trello/Cards/x/story", "/checklists/x", "/tokens", "/snapshots", "/page.js",
)  # fmt: skip
ENDS = (
    "", "/", "/x", "/..", "/%00", "/%ff%fe", "/%2e%2e/%2e%2e/etc/passwd", "?limit=-1", "?limit=999999999999999999999",
    "?since=NaN", "?a=%", "?a[]=1&a[]=2", "?key=%F0%9F%92%A9", "/" + "x" * 5000, "?" + "a=1&" * 2000, "#x", ";x=1",
)  # fmt: skip
DEEP = b"[" * 100_000
BODIES = (
    b"", b"{}", b"[]", b"null", b"NaN", b"{", DEEP, b'{"a":' * 5000, b"\xff\xfe", b"9" * 5000, b'{"name": "\\ud800"}',
    b'{"records": 1e400}', b'{"records": -1}', b'{"advance": 1e18}', b'{"values": {"name": {"name": []}}}',
    b'{"system": "Trello", "kind": "status", "status": 99999}', b'{"values": null}', b'{"snapshot": 9007199254740993}',
    b'{"system": "' + b"x" * 100_000 + b'"}', b'{"__proto__": 1, "name": "\\u0000"}',
)  # fmt: skip
TYPES = (b"application/json", b"text/plain", b"application/json; charset=utf-16", b"multipart/form-data", b"\xff", b"")
HEADERS = (
    b"Content-Encoding: gzip", b"If-Match: \x80", b"Range: bytes=0-", b"Transfer-Encoding: chunked",
    b"Expect: 100-continue",
    b"Upgrade: websocket\r\nConnection: upgrade", b"Host: ", b"X: " + b"y" * 60_000, b"X: " + b"y" * 70_000,
    b"Content-Length: 9", b"Content-Length: -1", b"Cookie: " + b"a=b; " * 500, b"Accept: \x00", b"no header", b"",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(serving_apart: ServingApart) -> Iterator[tuple[Told, int]]:
    with serving_apart("--clock", "manual", "--records", "1", "--no-rate-limits") as served:
        yield served


@pytest.fixture
def told(served: tuple[Told, int]) -> Told:
    return served[0]


def seconds(process: int) -> float:
    """Return the CPU time that a process has taken."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def most_memory(process: int) -> int:
    """Return the most bytes of memory that a process has had."""
    [line] = [each for each in Path(f"/proc/{process}/status").read_text().splitlines() if each.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


def signed(told: Told, door: str) -> bytes:
    access = told[door]
    if door == "custompms":
        return f"X-Api-Key: {access['key']}\r\n".encode()
    if door == "trello":
        return (
            f'Authorization: OAuth oauth_consumer_key="{access["key"]}", oauth_token="{access["token"]}"\r\n'.encode()
        )
    return f"Authorization: Bearer {access['token']}\r\n".encode()


def status(told: Told, door: str, request: bytes) -> int:
    """Send bytes as the only ones of a connection, and return the status of the answer; 0: the connection ended."""
    address = urlsplit(told[door]["url"])
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=PATIENCE) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            line = connection.makefile("rb").readline()
        except OSError:  # the server has ended the connection before all was sent
            return 0
    return int(line.split()[1]) if line else 0


def hostile(chance: random.Random, told: Told) -> tuple[str, bytes]:
    """Return a door, and a request that is odd in two or three places."""
    door = chance.choice(("customerp", "custompms", "trello", "control"))
    method, target = chance.choice(METHODS), (chance.choice(PLACES) + chance.choice(ENDS)).encode()
    body = chance.choice(BODIES) if chance.random() < 0.7 else chance.randbytes(chance.randrange(200))
    head = [b"Host: 127.0.0.1", b"Content-Type: " + chance.choice(TYPES), chance.choice(HEADERS)]
    head.append(b"Content-Length: %d" % len(body))
    lines = b"\r\n".join(each for each in head if each)
    request = method + b" " + target + b" HTTP/1.1\r\n" + signed(told, door) + lines + b"\r\n\r\n" + body
    if chance.random() < 0.1:
        request = request[: chance.randrange(1, len(request))]
    return door, request


def test_no_request_breaks_a_door_or_costs_much(served: tuple[Told, int]) -> None:
    told, process = served
    chance = random.Random(SEED)  # noqa: S311 - the same ones each time
    broken, before = [], seconds(process)
    for _ in range(MANY):
        door, request = hostile(chance, told)
        found = status(told, door, request)
        took, before = seconds(process) - before, seconds(process)
        if found >= 500 or took > SECONDS:
            broken.append((found, took, door, request[:300]))

    assert broken == []
    assert most_memory(process) < MEMORY
    alive = b"GET /systems HTTP/1.1\r\nHost: x\r\n" + signed(told, "control") + b"\r\n"
    assert status(told, "control", alive) == 200


def test_what_the_control_echoes_is_cut(told: Told) -> None:
    address = urlsplit(told["control"]["url"])
    body = json.dumps({"system": "x" * 100_000, "kind": "lost"}).encode()
    head = b"POST /faults HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=PATIENCE) as connection:
        connection.sendall(head + signed(told, "control") + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        said = connection.makefile("rb").read()

    assert b"no system" in said
    assert len(said) < 2000
