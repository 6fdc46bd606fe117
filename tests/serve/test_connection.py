"""Bytes on a connection: what is read, in what order it is answered, and what is refused."""

from __future__ import annotations

import contextlib
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TypeAlias
from urllib.parse import urlsplit

import httpx
import pytest

Told: TypeAlias = dict[str, dict[str, str]]

PATIENCE = 60


class Wire:
    """A connection to Customerp, and the header that signs in."""

    def __init__(self, told: Told) -> None:
        address = urlsplit(told["customerp"]["url"])
        self.socket = socket.create_connection((address.hostname or "", address.port or 0), timeout=PATIENCE)
        self.signed = f"Host: x\r\nAuthorization: Bearer {told['customerp']['token']}\r\n".encode()
        self.file = self.socket.makefile("rb")

    def send(self, start: bytes, *headers: bytes, body: bytes = b"") -> None:
        lines = b"".join(header + b"\r\n" for header in headers)
        self.socket.sendall(start + b"\r\n" + self.signed + lines + b"\r\n" + body)

    def read(self, *, bodiless: bool = False) -> tuple[int, dict[bytes, bytes], bytes]:
        """Return status, headers and body of the next answer; status 0 where the connection has ended."""
        status = self.file.readline()
        if not status:
            return 0, {}, b""
        headers = {}
        while (line := self.file.readline().strip()) != b"":
            name, _, value = line.partition(b": ")
            headers[name.lower()] = value
        length = 0 if bodiless else int(headers.get(b"content-length", b"0"))
        return int(status.split()[1]), headers, self.file.read(length)


@pytest.fixture(scope="module")
def told(serving: Callable[..., AbstractContextManager[Told]]) -> Iterator[Told]:
    with serving("--records", "1") as told:
        yield told


@pytest.fixture
def wire(told: Told) -> Iterator[Wire]:
    wire = Wire(told)
    yield wire
    wire.file.close()
    wire.socket.close()


CONTACT = b'{"name": "Ann", "email": "ann@example.com"}'
LENGTH = b"Content-Length: %d" % len(CONTACT)
JSON = b"Content-Type: application/json"


def test_a_connection_stays_for_the_next_request(wire: Wire) -> None:
    wire.send(b"GET /v1/contacts HTTP/1.1")
    first = wire.read()
    wire.send(b"GET /v1/customers HTTP/1.1")
    second = wire.read()

    assert (first[0], second[0]) == (200, 200)


def test_requests_that_come_at_once_are_answered_in_order(wire: Wire) -> None:
    paths = (b"/v1/contacts", b"/v1/nothing", b"/v1/projects?limit=0")
    wire.socket.sendall(b"".join(b"GET " + path + b" HTTP/1.1\r\n" + wire.signed + b"\r\n" for path in paths))

    assert [wire.read()[0] for _ in paths] == [200, 404, 400]


def test_a_request_may_come_byte_by_byte(wire: Wire) -> None:
    for byte in b"POST /v1/contacts HTTP/1.1\r\n" + wire.signed + LENGTH + b"\r\n" + JSON + b"\r\n\r\n" + CONTACT:
        wire.socket.sendall(bytes([byte]))

    assert wire.read()[0] == 201


def test_a_body_may_come_in_chunks(wire: Wire) -> None:
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (CONTACT[:7], CONTACT[7:])) + b"0\r\n\r\n"
    wire.send(b"POST /v1/contacts HTTP/1.1", b"Transfer-Encoding: chunked", JSON, body=chunks)

    assert wire.read()[0] == 201


def test_a_client_that_waits_for_it_is_told_to_go_on(wire: Wire) -> None:
    wire.send(b"POST /v1/contacts HTTP/1.1", b"Expect: 100-continue", LENGTH, JSON)
    told = wire.file.readline(), wire.file.readline()
    wire.socket.sendall(CONTACT)

    assert told == (b"HTTP/1.1 100 Continue\r\n", b"\r\n")
    assert wire.read()[0] == 201


def test_an_answer_to_head_has_no_body(wire: Wire) -> None:
    wire.send(b"HEAD /v1/contacts HTTP/1.1")
    head = wire.read(bodiless=True)
    wire.send(b"GET /v1/contacts HTTP/1.1")

    assert int(head[1][b"content-length"]) > 0
    assert wire.read()[0] == 200


@pytest.mark.parametrize("start", [b"GET /v1/contacts HTTP/1.0", b"GET /v1/contacts HTTP/1.1"])
def test_a_connection_ends_where_the_client_wants_it(wire: Wire, start: bytes) -> None:
    wire.send(start, b"Connection: close")

    status, headers, _ = wire.read()

    assert (status, headers[b"connection"]) == (200, b"close")
    assert wire.read()[0] == 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET /v1/contacts HTTP/1.1\r\nbroken header\r\n\r\n", 400),
        (b"GET nowhere:\xff// HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"POST /v1/contacts HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (b"POST /v1/contacts HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET /v1/contacts HTTP/1.1\r\nHost: x\r\nX-Long: " + b"x" * 70_000 + b"\r\n\r\n", 431),
        (b"\x16\x03\x01\x02\x00\x01\x00", 400),
    ],
)
def test_what_cannot_be_read_is_refused_and_the_connection_ends(wire: Wire, sent: bytes, status: int) -> None:
    wire.socket.sendall(sent)

    assert wire.read()[0] == status
    assert wire.read()[0] == 0


def test_a_head_without_end_is_not_kept(wire: Wire) -> None:
    wire.socket.sendall(b"GET /v1/contacts HTTP/1.1\r\nX-Long: ")
    sent = 0
    while not select.select([wire.socket], [], [], 0.02)[0] and sent < 1 << 20:
        sent += wire.socket.send(b"x" * 8192)

    assert sent < 1 << 20
    assert wire.read()[0] == 431


def test_what_came_before_it_is_answered_all_the_same(wire: Wire) -> None:
    wire.socket.sendall(b"GET /v1/contacts HTTP/1.1\r\n" + wire.signed + b"\r\nnonsense\r\n\r\n")

    assert [wire.read()[0] for _ in range(3)] == [200, 400, 0]


@pytest.mark.parametrize(
    ("path", "status"),
    [(b"/v1/contacts/%C3%A9%2F%00", 404), (b"/v1/contacts/\xff", 400), (b"http://x/v1/contacts", 200), (b"*", 404)],
)
def test_any_address_is_answered(wire: Wire, path: bytes, status: int) -> None:
    wire.send(b"GET " + path + b" HTTP/1.1")

    assert wire.read()[0] == status


UPGRADE = (b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAEAAEAA")


@pytest.mark.parametrize("cut", [0, 20])
def test_a_request_that_wishes_for_another_protocol_is_answered_in_this_one(wire: Wire, cut: int) -> None:
    wire.send(b"POST /v1/contacts HTTP/1.1", *UPGRADE, LENGTH, JSON, body=CONTACT[:cut])
    wire.socket.sendall(CONTACT[cut:])
    first = wire.read()[0]
    wire.send(b"GET /v1/contacts HTTP/1.1", *UPGRADE)
    second = wire.read()[0]
    wire.send(b"GET /v1/contacts HTTP/1.1")

    assert (first, second, wire.read()[0]) == (201, 200, 200)


def test_nobody_is_led_elsewhere(wire: Wire) -> None:
    wire.socket.sendall(b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n")

    assert [wire.read()[0] for _ in range(2)] == [400, 0]


def test_a_long_head_may_come_in_parts(wire: Wire) -> None:
    head = b"GET /v1/contacts HTTP/1.1\r\n" + wire.signed + b"X-Long: " + b"x" * 40_000
    wire.socket.sendall(head[:30_000])
    time.sleep(0.05)  # so that it comes as two
    wire.socket.sendall(head[30_000:] + b"\r\n\r\n")

    assert wire.read()[0] == 200


def test_what_stands_below_a_body_signs_nobody_in(told: Told) -> None:
    wire = Wire(told)
    signed, wire.signed = wire.signed, b"Host: x\r\n"
    chunks = b"%x\r\n%b\r\n0\r\n" % (len(CONTACT), CONTACT) + signed.split(b"\r\n")[1] + b"\r\n\r\n"
    wire.send(b"POST /v1/contacts HTTP/1.1", b"Transfer-Encoding: chunked", JSON, body=chunks)

    assert wire.read()[0] == 401
    wire.file.close()
    wire.socket.close()


def test_a_name_that_only_looks_like_a_header_is_none(wire: Wire) -> None:
    wire.send(b"POST /v1/contacts HTTP/1.1", b"Content_Length: 1", LENGTH, JSON, body=CONTACT)

    assert wire.read()[0] == 201


@pytest.fixture
def control(told: Told) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {told['control']['token']}"}
    with httpx.Client(base_url=told["control"]["url"], headers=headers) as control:
        yield control
        control.delete("/faults")


def test_what_cannot_be_read_waits_for_the_answer_before_it(wire: Wire, control: httpx.Client) -> None:
    control.post("/faults", json={"system": "Customerp", "kind": "slow", "seconds": 0.2}).raise_for_status()

    wire.socket.sendall(b"GET /v1/contacts HTTP/1.1\r\n" + wire.signed + b"\r\nnonsense\r\n\r\n")

    assert [wire.read()[0] for _ in range(3)] == [200, 400, 0]


def test_what_follows_a_lost_answer_is_not_done(wire: Wire, control: httpx.Client) -> None:
    control.post("/faults", json={"system": "Customerp", "kind": "refused"}).raise_for_status()
    before = control.get("/records/Customerp/Contact").json()["total"]
    post = b"POST /v1/contacts HTTP/1.1\r\n" + wire.signed + LENGTH + b"\r\n" + JSON + b"\r\n\r\n" + CONTACT

    wire.socket.sendall(post + post)

    assert wire.read()[0] == 0
    assert control.get("/records/Customerp/Contact").json()["total"] == before


def test_a_request_that_a_reset_overtakes_is_not_done(wire: Wire, control: httpx.Client) -> None:
    control.post("/faults", json={"system": "Customerp", "kind": "slow", "seconds": 0.3}).raise_for_status()
    wire.send(b"POST /v1/contacts HTTP/1.1", LENGTH, JSON, body=CONTACT)
    while control.get("/faults").json():
        pass  # until it has met its request

    control.post("/reset").raise_for_status()

    assert wire.read()[0] == 0
    assert control.get("/records/Customerp/Contact").json()["total"] == 1


def test_a_client_that_does_not_read_is_waited_for(wire: Wire) -> None:
    asked = b"GET /v1/contacts?limit=50 HTTP/1.1\r\n" + wire.signed + b"\r\n"
    wire.socket.settimeout(0)
    sent = 0
    with contextlib.suppress(BlockingIOError):
        while sent < 1 << 26:
            sent += wire.socket.send(asked * 100)
    wire.socket.settimeout(PATIENCE)

    assert sent < 1 << 26
    assert wire.read()[0] == 200


def test_a_body_beyond_all_limits_is_refused_and_the_rest_of_it_read(wire: Wire) -> None:
    size = 13 << 20
    wire.send(b"POST /v1/contacts HTTP/1.1", b"Content-Length: %d" % size, JSON, body=b" " * size)
    refused = wire.read()[0]
    wire.send(b"GET /v1/contacts HTTP/1.1")

    assert (refused, wire.read()[0]) == (413, 200)
