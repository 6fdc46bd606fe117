"""Who comes to a port: web pages of other sites are turned away, people are not taken for the sync, idlers go home."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

import httpx
import pytest

from syncproof.fakes.kit.faults import WAITED, Slow
from syncproof.serve.gateway import Gateway
from syncproof.serve.ports import ListeningPort, listening
from syncproof.serve.visitors import is_foreign
from tests.serve.answers import Told, lines

MOZILLA = "Mozilla/5.0 (X11; Linux x86_64)"
REST = 0.05


@pytest.mark.parametrize(
    ("headers", "host", "foreign"),
    [
        ({}, "127.0.0.1", False),
        ({"Host": "api.trello.com"}, "127.0.0.1", False),
        ({"Host": "host.docker.internal:8800"}, "127.0.0.1", False),
        ({"Host": "127.0.0.1:8800", "User-Agent": MOZILLA}, "127.0.0.1", False),
        ({"Host": "localhost:8800", "User-Agent": MOZILLA}, "127.0.0.1", False),
        ({"Host": "[::1]:8800", "User-Agent": MOZILLA}, "::1", False),
        ({"Host": "192.168.1.9:8800", "User-Agent": MOZILLA}, "0.0.0.0", False),  # noqa: S104 - it listens nowhere
        ({"Host": "build.example:8800", "User-Agent": MOZILLA}, "build.example", False),
        ({"Host": "127.0.0.1:8803", "Origin": "http://127.0.0.1:8803", "User-Agent": MOZILLA}, "127.0.0.1", False),
        ({"Host": "127.0.0.1:8800", "Origin": "http://localhost:3000", "User-Agent": MOZILLA}, "127.0.0.1", False),
        ({"Host": "127.0.0.1:8800", "Origin": "https://evil.example", "User-Agent": MOZILLA}, "127.0.0.1", True),
        ({"Host": "127.0.0.1:8800", "Origin": "https://evil.example"}, "127.0.0.1", True),
        ({"Host": "127.0.0.1:8800", "Origin": "null", "User-Agent": MOZILLA}, "127.0.0.1", True),
        ({"Host": "127.0.0.1:8800", "Origin": "http://[", "User-Agent": MOZILLA}, "127.0.0.1", True),
        # A name of the page's own that leads here: DNS rebinding.
        ({"Host": "evil.example:8800", "User-Agent": MOZILLA}, "127.0.0.1", True),
        ({"Host": "evil.example:8800", "Origin": "http://evil.example:8800"}, "127.0.0.1", True),
        ({"Host": "127.0.0.1.evil.example", "User-Agent": MOZILLA}, "127.0.0.1", True),
        ({"User-Agent": MOZILLA}, "127.0.0.1", True),
    ],
)
def test_only_web_pages_of_other_sites_are_foreign(headers: dict[str, str], host: str, *, foreign: bool) -> None:
    environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}

    assert is_foreign(environ, host) is foreign


@pytest.mark.parametrize("system", ["customerp", "trello", "control"])
def test_a_foreign_page_gets_nothing_and_changes_nothing(system: str, told: Told, control: httpx.Client) -> None:
    before = lines(control)
    address = urlsplit(told[system]["url"])
    url = f"http://{address.netloc}{address.path}"
    for headers in (
        {"Origin": "https://evil.example"},
        {"Host": f"evil.example:{address.port}", "User-Agent": MOZILLA},
    ):
        answer = httpx.post(f"{url}/reset", headers=headers, trust_env=False)

        assert (answer.status_code, answer.text[:32]) == (403, "syncproof answers no web page of")
    assert lines(control) == before


def test_what_a_browser_asks_for_is_not_the_syncs(told: Told, control: httpx.Client) -> None:
    before = len(lines(control))
    for path in ("/docs", "/favicon.ico"):
        httpx.get(f"http://{urlsplit(told['customerp']['url']).netloc}{path}", trust_env=False)

    assert [(line["by"], line["path"]) for line in lines(control, before)] == [
        ("user", "/docs"),
        ("user", "/favicon.ico"),
    ]


def test_the_control_answers_two_slashes(told: Told, control: httpx.Client) -> None:
    url, headers = told["control"]["url"], control.headers

    assert httpx.get(f"{url}//", headers=headers, trust_env=False).status_code == 200
    assert httpx.get(f"{url}//", trust_env=False).status_code == 401


def door(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/slow" and not environ.get(WAITED):
        raise Slow(REST * 5)
    start("200 OK", [("content-length", "2")])
    return [b"ok"]


async def said_to(*parts: bytes) -> bytes:
    """Return all that a server says to a client who sends some bytes, and then waits for the end."""
    port = ListeningPort("127.0.0.1", 0)

    async def nobody(_: str) -> int:
        return 0

    gateway = Gateway(lambda: door, address=(port.host, port.number), tick=lambda: 0, ask=nobody, done=lambda: None)
    async with listening([(port, gateway)], rest=REST):
        reader, writer = await asyncio.open_connection(port.host, port.number)
        for part in parts:
            writer.write(part)
        said = b""
        with suppress(ConnectionResetError):
            while part := await reader.read(1 << 16):
                said += part
        writer.close()
        return said


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        (b"", 0),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", 0),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhal", 0),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 1),
        (b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", 1),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT", 1),
    ],
)
def test_a_connection_that_rests_ends_and_one_under_way_does_not(sent: bytes, answers: int) -> None:
    assert asyncio.run(said_to(sent)).count(b"200 OK") == answers
