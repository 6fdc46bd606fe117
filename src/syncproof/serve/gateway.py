"""From an HTTP request to a door and back: the request becomes one of WSGI.

One event loop opens all doors of a process, one request at a time: no write meets another.
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication, WSGIEnvironment

from falcon import dt_to_http

from syncproof.fakes.kit.clock import whole_seconds
from syncproof.fakes.kit.faults import WAITED, Disconnected, Held, Silence, Slow
from syncproof.fakes.kit.web import Question
from syncproof.serve.gate import Gate
from syncproof.serve.visitors import HTTP_ORIGIN, HTTP_USER_AGENT, REFUSAL, is_foreign

Ask = Callable[[str], Awaitable[int]]
"""Returns the status that HEAD of a url gives; 0 for no answer."""
Wait = Callable[[float], Awaitable[None]]
"""Lets seconds pass."""

_NOT_YET = (Question, Slow, Held, Silence)
"""What a door raises where the answer comes later, or never."""
_LOOK = 0.002
"""Seconds between two looks whether a request is held no longer."""
_BROKE = b"syncproof broke while it answered; its standard error says where"


class Request(NamedTuple):
    """A request as the parser read it; names of headers in small letters, the path still percent-encoded."""

    method: bytes
    path: bytes
    query: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes


class HttpAnswer(NamedTuple):
    """An answer to a client, with its status line."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


_FOREIGN = HttpAnswer("403 Forbidden", [("content-type", "text/plain"), ("content-length", str(len(REFUSAL)))], REFUSAL)
HANG_UP = HttpAnswer("", [], b"")
"""Stands for no answer: the connection ends."""
RESET = HttpAnswer("reset", [], b"")
"""Stands for no answer: the connection is reset."""


@lru_cache(maxsize=1)
def _date(second: int) -> str:
    return dt_to_http(whole_seconds(second))


@lru_cache(maxsize=256)
def _key(name: bytes) -> str:
    """Return the name of a header in WSGI's environment."""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"


class Gateway:
    """Lets requests through to `door`, after `tick` brought the clock up to now, in milliseconds.

    `done` is called after each request; `ask` asks an address outside for a fake; requests wait at a gate that is shut.
    `wait` lets the seconds of a slow answer pass, and of one that never comes.
    """

    def __init__(
        self,
        door: Callable[[], WSGIApplication],
        *,
        address: tuple[str, int],
        tick: Callable[[], int],
        ask: Ask,
        done: Callable[[], None],
        gate: Gate | None = None,
        wait: Wait = asyncio.sleep,
    ) -> None:
        self._door = door
        self._tick = tick
        self._ask = ask
        self._done = done
        self._gate = gate
        self._wait = wait
        self._host = address[0]
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

    def answer(self, request: Request) -> HttpAnswer | Awaitable[HttpAnswer]:
        """Return the answer, or an awaitable of it where the fake asks an address outside, or lets the client wait."""
        environ, door = self._environ(request), self._door()
        if (HTTP_ORIGIN in environ or HTTP_USER_AGENT in environ) and is_foreign(environ, self._host):
            return _FOREIGN
        if self._gate is not None and not self._gate.is_open:
            return self._let_in(self._gate, door, environ)
        try:
            return self._asked(door, environ)
        except _NOT_YET as first:
            return self._later(door, environ, first)

    async def _let_in(self, gate: Gate, door: WSGIApplication, environ: WSGIEnvironment) -> HttpAnswer:
        if not await gate.passed(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"):
            return HANG_UP
        try:
            return self._asked(door, environ)
        except _NOT_YET as first:
            return await self._later(door, environ, first)

    def _environ(self, request: Request) -> WSGIEnvironment:
        method, path, query, headers, body = request
        environ: WSGIEnvironment = self._always.copy()
        environ["REQUEST_METHOD"] = method.decode("latin-1")
        # PEP 3333 wants the bytes of a path read as Latin-1.
        environ["PATH_INFO"] = (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1")
        environ["QUERY_STRING"] = query.decode("latin-1")
        for name, value in headers:
            key, text = _key(name), value.decode("latin-1")
            environ[key] = f"{environ[key]},{text}" if key in environ else text
        environ["wsgi.input"] = BytesIO(body)
        return environ

    def _asked(self, door: WSGIApplication, environ: WSGIEnvironment) -> HttpAnswer:
        """Ask a door. Raises Question, Slow or Held, and then nothing has happened yet; or Silence."""
        head: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            head[:] = status, headers
            return lambda _: None

        now = self._tick()
        try:
            body = b"".join(door(environ, start))
        except _NOT_YET:
            raise
        except Disconnected as end:
            return RESET if end.how == "reset" else HANG_UP
        except Exception:  # noqa: BLE001 - a defect of ours must not look like the vendor's, nor end the serving
            traceback.print_exc()
            return HttpAnswer("500 Internal Server Error", [("content-length", str(len(_BROKE)))], _BROKE)
        finally:
            self._done()
        return HttpAnswer(head[0], [*head[1], ("date", _date(now // 1000)), ("server", "syncproof")], body)

    async def _later(
        self, door: WSGIApplication, environ: WSGIEnvironment, reason: Question | Slow | Held | Silence
    ) -> HttpAnswer:
        """Ask outside or wait, and ask the door again, as often as it takes, while the door is still the same."""
        while True:
            if isinstance(reason, Silence):
                await self._wait(reason.seconds)
                return HANG_UP
            if isinstance(reason, Question):
                environ = reason.again(environ, await self._ask(reason.url))
            else:
                if isinstance(reason, Slow):
                    await self._wait(reason.seconds)
                else:
                    while not reason.over():  # noqa: ASYNC110 - no event marks the end of a process
                        await asyncio.sleep(_LOOK)
                environ[WAITED] = True
            if self._door() is not door:
                return HANG_UP  # a reset came between: the new systems know nothing of this request
            try:
                return self._asked(door, environ)
            except _NOT_YET as next_:
                reason = next_
