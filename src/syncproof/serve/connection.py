"""A client's connection: bytes to requests and answers to bytes, one after the other, in the thread of the loop.

What is read is read by httptools, the parser of Node; here is only what stands between it and a gateway. A server that
hands requests from thread to thread or from task to task takes twice as long for a short one (bench/servers.py).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable
from http import HTTPStatus
from typing import cast

import httptools

from syncproof.serve.gateway import HANG_UP, Answer, Gateway, Request

LONGEST_HEAD = 1 << 16
"""Bytes of a request above its body; beyond it is 431."""
LARGEST_BODY = 12 << 20
"""Bytes of a body that are kept; what is longer than any system takes is told by its length."""


class Connection(asyncio.Protocol):
    """Answers the requests of one client in their order, as `gateway` does; `open_` holds all that are open."""

    def __init__(self, gateway: Gateway, open_: set[Connection]) -> None:
        self._gateway = gateway
        self._open = open_
        self._parser = httptools.HttpRequestParser(self)
        self._waiting: deque[tuple[Request, bool]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._last = False
        self.ended = asyncio.Event()
        self.on_message_begin()
        self._begun = False

    # --- what asyncio tells ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)  # of a socket it is, whatever class uvloop's has
        self._open.add(self)

    def connection_lost(self, _: Exception | None) -> None:
        """End; nobody is there for an answer any more."""
        self._open.discard(self)
        self._waiting.clear()
        self.ended.set()

    def pause_writing(self) -> None:
        """Read no more from a client that does not read."""
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on reading."""
        self._transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        """Read what came, and answer what is complete."""
        if self._last:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._last = True  # the request stands; what follows it is another protocol
        except httptools.HttpParserError:
            self._refuse()
        if self._begun:
            self._head += len(data)
            if self._head > LONGEST_HEAD:
                self._refuse()
        self._go_on()

    # --- what the parser tells ---

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._url = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._length = 0
        self._head = 0
        self._begun = True

    def on_url(self, url: bytes) -> None:
        """Keep a part of the address."""
        self._url += url
        self._head += len(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header."""
        self._headers.append((name.lower(), value))
        self._head += len(name) + len(value)

    def on_headers_complete(self) -> None:
        """Let a client that waits for it send the body. Raises ValueError for too much of them."""
        self._begun = False
        if self._head > LONGEST_HEAD:
            raise ValueError(self._head)
        if (b"expect", b"100-continue") in self._headers:
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, part: bytes) -> None:
        """Keep a part of the body."""
        if self._length < LARGEST_BODY:
            self._body.append(part)
        self._length += len(part)

    def on_message_complete(self) -> None:
        """Put a request in line."""
        path, query = self._url, b""
        if path != b"*":
            url = httptools.parse_url(path)  # raises an HttpParserError, as feed_data does
            path, query = url.path or b"/", url.query or b""
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        request = Request(self._parser.get_method(), path, query, self._headers, body)
        self._waiting.append((request, self._parser.should_keep_alive()))

    # --- what goes back ---

    def finish(self) -> None:
        """End as soon as what is being answered is answered."""
        self._last = True
        if self._task is None:
            self._transport.close()

    def abort(self) -> None:
        """End at once."""
        if self._task:
            self._task.cancel()
        self._transport.abort()

    def _go_on(self) -> None:
        """Answer what waits, until one takes its time."""
        while self._waiting and self._task is None:
            request, stays = self._waiting.popleft()
            answer = self._gateway.answer(request)
            if isinstance(answer, Answer):
                self._write(answer, request, stays=stays)
            else:
                self._transport.pause_reading()
                self._task = asyncio.ensure_future(self._write_later(answer, request, stays=stays))

    async def _write_later(self, answer: Awaitable[Answer], request: Request, *, stays: bool) -> None:
        found = await answer
        self._task = None
        if not self._transport.is_closing():
            self._write(found, request, stays=stays and not self._last)
            self._transport.resume_reading()
            self._go_on()

    def _write(self, answer: Answer, request: Request, *, stays: bool) -> None:
        if answer is HANG_UP:
            self._transport.abort()
            return
        status, headers, body = answer
        lines = [f"HTTP/1.1 {status}", *[f"{name}: {value}" for name, value in headers]]
        if not stays:
            lines.append("connection: close")
        head = "\r\n".join(lines)
        shown = b"" if request.method == b"HEAD" else body
        self._transport.write(b"%b\r\n\r\n%b" % (head.encode("latin-1", "replace"), shown))
        if not stays:
            self._last = True
            self._transport.close()

    def _refuse(self) -> None:
        """Answer what cannot be read, after all that could, and end."""
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if self._head > LONGEST_HEAD else HTTPStatus.BAD_REQUEST
        self._go_on()
        if not self._last and not self._transport.is_closing():
            self._last = True
            text = status.phrase
            head = f"HTTP/1.1 {status.value} {text}\r\ncontent-type: text/plain\r\ncontent-length: {len(text)}\r\n"
            self._transport.write(f"{head}connection: close\r\n\r\n{text}".encode())
            self._transport.close()
