"""From an HTTP server to a door: a request of granian's becomes one of WSGI, and its answer goes back.

All doors of a process are opened by one event loop, one request at a time: no write meets another.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from wsgiref.types import WSGIApplication

from falcon import dt_to_http

from syncproof.fakes.kit.clock import whole_seconds
from syncproof.fakes.kit.faults import WAITED, Disconnected, Slow
from syncproof.fakes.kit.web import Question

Headers = list[tuple[str, str]]
Ask = Callable[[str], Awaitable[int]]
"""What HEAD of a url gives; 0 for no answer."""

LARGEST = 12 << 20
"""Bytes of a body that are read; what is longer than any system takes is told by its length."""

_BROKE = b"syncproof broke while it answered; its standard error says where"


class Sent(Protocol):
    """The headers of a request, their names in small letters."""

    def items(self) -> list[tuple[str, str]]:
        """Return each header, also those that come twice."""


class Scope(Protocol):
    """A request as RSGI has it (granian's docs/spec/RSGI.md)."""

    method: str
    path: str
    query_string: str
    client: str

    @property
    def headers(self) -> Sent:
        """What is said above the body."""


class Exchange(Protocol):
    """The way back: RSGI's protocol of one request."""

    async def __call__(self) -> bytes:
        """Return the body."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body, part by part."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Answer."""

    def response_stream(self, status: int, headers: Headers) -> object:
        """Begin to answer."""


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return dt_to_http(whole_seconds(second))


class Gateway:
    """An RSGI application that lets requests through to `door`, after `tick` brought the clock up to now.

    `done` is told after each request; `now` is the clock's time in milliseconds.
    """

    def __init__(
        self,
        door: Callable[[], WSGIApplication],
        *,
        address: tuple[str, int],
        tick: Callable[[], int],
        ask: Ask,
        done: Callable[[], None],
    ) -> None:
        self._door = door
        self._tick = tick
        self._ask = ask
        self._done = done
        self._always = {
            "SCRIPT_NAME": "",
            "SERVER_NAME": address[0],
            "SERVER_PORT": str(address[1]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    async def __call__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer one request."""
        environ = self._environ(scope)
        environ["wsgi.input"] = BytesIO(await _body(environ, exchange))
        try:
            status, headers, body = await self._answer(environ)
        except Disconnected:
            _hang_up(scope.client)
            # Where nobody hung up, a length that nothing follows: the server can only close the connection.
            stream = exchange.response_stream(200, [("content-length", "1")])
            await asyncio.sleep(0.01)  # let go at once, the stream would be an empty body with a length to match
            del stream
        except Exception:  # noqa: BLE001 - a defect of ours must not look like the vendor's, nor end the serving
            traceback.print_exc()
            exchange.response_bytes(500, [("content-type", "text/plain")], _BROKE)
        else:
            exchange.response_bytes(status, headers, body)
        self._done()

    def _environ(self, scope: Scope) -> dict[str, Any]:
        environ = self._always.copy()
        environ["REQUEST_METHOD"] = scope.method
        # PEP 3333 wants the bytes of a path read as Latin-1.
        path = scope.path
        environ["PATH_INFO"] = path if path.isascii() else path.encode("utf-8", "surrogatepass").decode("latin-1")
        environ["QUERY_STRING"] = scope.query_string
        environ["REMOTE_ADDR"] = scope.client
        for name, value in scope.headers.items():
            key = _KEYS.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
            environ[key] = f"{environ[key]},{value}" if key in environ else value
        return environ

    async def _answer(self, environ: dict[str, Any]) -> tuple[int, Headers, bytes]:
        """Ask the door, again where somebody else must be asked or waited for. Raises Disconnected."""
        while True:
            now = self._tick()
            try:
                return _asked(self._door(), environ, _date(now // 1000))
            except Question as question:
                environ = question.again(environ, await self._ask(question.url))
            except Slow as slow:
                await asyncio.sleep(slow.seconds)
                environ[WAITED] = True


def _hang_up(client: str) -> None:
    """End the connection with a client, so that not a byte more reaches it; granian has no word for that."""
    host, _, port = client.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with suppress(OSError):  # Windows has no such folder
        for each in filter(Path.is_socket, Path("/dev/fd").iterdir()):
            with suppress(OSError), socket.fromfd(int(each.name), family, socket.SOCK_STREAM) as connection:
                if connection.getpeername()[:2] == (host.strip("[]"), int(port)):
                    connection.shutdown(socket.SHUT_RDWR)


_KEYS = {
    "content-type": "CONTENT_TYPE",
    "content-length": "CONTENT_LENGTH",
    "host": "HTTP_HOST",
    "user-agent": "HTTP_USER_AGENT",
    "accept": "HTTP_ACCEPT",
    "authorization": "HTTP_AUTHORIZATION",
    "accept-encoding": "HTTP_ACCEPT_ENCODING",
    "connection": "HTTP_CONNECTION",
}


def _asked(door: WSGIApplication, environ: dict[str, Any], date: str) -> tuple[int, Headers, bytes]:
    told: list[Any] = []

    def start(line: str, headers: Headers, *_: object) -> Callable[[bytes], object]:
        told[:] = int(line[:3]), headers
        return lambda _: None

    answer = door(environ, start)
    body = b"".join(answer)
    headers: Headers = told[1]
    headers.append(("date", date))
    headers.append(("server", "syncproof"))
    return told[0], headers, body


async def _body(environ: dict[str, Any], exchange: Exchange) -> bytes:
    length = environ.get("CONTENT_LENGTH")
    if length is None and "HTTP_TRANSFER_ENCODING" not in environ:
        return b""
    if length is not None and int(length) <= LARGEST:  # the server has seen that it is a number
        return await exchange()
    parts, length = [], 0
    async for part in exchange:
        if length < LARGEST:
            parts.append(part)
        length += len(part)
    return b"".join(parts)
