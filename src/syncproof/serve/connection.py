"""A client's connection: bytes to requests and answers to bytes, one after the other, in the thread of the loop.

httptools, the parser of Node, reads the bytes; this module stands between the parser and a gateway. A server that
hands requests from thread to thread or from task to task takes twice as long for a short request (bench/servers.py).
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Awaitable
from http import HTTPStatus
from typing import NamedTuple, cast

import httptools

from syncproof.serve.gateway import HANG_UP, RESET, Gateway, HttpAnswer, Request

LONGEST_HEAD = 1 << 16
"""Bytes of a request before its body, or of trailers after it; more is 431."""
LARGEST_BODY = 12 << 20
"""Bytes of a body that are kept: more than any system takes, so its length tells that it is too long."""


LONGEST_REST = 75.0
"""Seconds without a request, or in which one is not complete, or its answer not read, after which a connection ends."""


class _Turn(NamedTuple):
    """A request to answer in its turn, or the status for bytes that are none; `stays`: the connection stays open."""

    request: Request | HTTPStatus
    stays: bool


class Connection(asyncio.Protocol):
    """Answers the requests of one client in their order, through a gateway; `open_` holds all open connections.

    A connection that rests longer than `rest` seconds is closed; None: it may rest for ever.
    """

    def __init__(self, gateway: Gateway, open_: set[Connection], rest: float | None = None) -> None:
        self._rest = rest
        self._timer: asyncio.TimerHandle | None = None
        self._rests_since = 0.0
        self._gateway = gateway
        self._open = open_
        self._parser = httptools.HttpRequestParser(self)
        self._turns: deque[_Turn] = deque()
        self._task: asyncio.Task[None] | None = None
        self._unread = False
        """Whether the client does not read its answers."""
        self._last = False
        """Whether the last request of the connection has been read."""
        self.ended = asyncio.Event()
        self.on_message_begin()
        self._in_head = False

    # asyncio calls these five.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note that the connection is open."""
        self._transport = cast("asyncio.Transport", transport)  # of a socket it is, whatever class uvloop's has
        self._open.add(self)
        if self._rest is not None:
            self._begin_rest()
            self._look(self._rest)

    def connection_lost(self, _: Exception | None) -> None:
        """Note that the connection has ended: its client can get no answer any more."""
        self._open.discard(self)
        self._turns.clear()
        if self._timer:
            self._timer.cancel()
        self.ended.set()

    def pause_writing(self) -> None:
        """Stop reading from a client that does not read its answers."""
        self._unread = True
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on with a client that reads again."""
        self._unread = False
        self._go_on()

    def data_received(self, data: bytes) -> None:
        """Read bytes, and answer the requests that are complete."""
        if self._last:
            return
        goes_on = self._in_head
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._stay(data[upgrade.args[0] :])
            return
        except httptools.HttpParserError:
            self._refuse()
        if goes_on and self._in_head:
            self._unfinished += len(data)
            if self._unfinished > LONGEST_HEAD:
                self._refuse()
        self._go_on()

    # Connections that rest are closed.

    def _begin_rest(self) -> None:
        if self._rest is not None:
            self._rests_since = asyncio.get_running_loop().time()

    def _look(self, rest: float) -> None:
        """Close the connection if it has rested long enough; otherwise look again when it may have."""
        loop = asyncio.get_running_loop()
        left = self._rests_since + rest - loop.time()
        if self._task is not None:  # its request is under way, which may take as long as a fault says
            left = rest
        if left <= 0:
            self._transport.abort()
            return
        # One timer for a connection, not one for a request: that would cost each request as much as its answer.
        self._timer = loop.call_later(left, self._look, rest)

    # The parser calls these six.

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._begin_rest()
        self._url = b""
        self._headers: list[tuple[bytes, bytes]] = []
        self._body: list[bytes] = []
        self._length = 0
        self._lines = self._unfinished = 0
        self._in_head = True

    def on_url(self, url: bytes) -> None:
        """Keep a part of the address."""
        self._url += url
        self._lines += len(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header, but no trailer below the body: it could sign in a client that did not sign in above."""
        self._lines += len(name) + len(value)
        if self._lines > LONGEST_HEAD:
            raise ValueError(self._lines)
        # WSGI has one name for X_Y and X-Y, so the former could pass for the latter.
        if self._in_head and b"_" not in name:
            self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Ask a client that waits for permission (100-continue) to send the body."""
        self._in_head = False
        for name, value in self._headers:
            if name == b"expect" and value.lower() == b"100-continue" and not self._turns and self._task is None:
                self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def on_body(self, part: bytes) -> None:
        """Keep a part of the body."""
        if self._length < LARGEST_BODY:
            self._body.append(part)
        self._length += len(part)

    def on_message_complete(self) -> None:
        """Queue a request."""
        if self._parser.should_upgrade():
            return
        path, query = self._url, b""
        if path != b"*":
            url = httptools.parse_url(path)  # raises an HttpParserError, as feed_data does
            path, query = url.path or b"/", url.query or b""
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        request = Request(self._parser.get_method(), path, query, self._headers, body)
        self._turns.append(_Turn(request, self._parser.should_keep_alive()))

    def _stay(self, rest: bytes) -> None:
        """Read a request to change protocols as a plain one: no other is spoken here, and none need be."""
        method = self._parser.get_method()
        self._parser = httptools.HttpRequestParser(self)
        if method == b"CONNECT":
            self._refuse()
            self._go_on()
            return
        headers = [b"%b: %b" % header for header in self._headers if header[0] != b"upgrade"]
        head = b"\r\n".join([b"%b %b HTTP/1.1" % (method, self._url), *headers])
        self.data_received(b"%b\r\n\r\n%b" % (head, rest))

    # Answers go back from here on.

    def finish(self) -> None:
        """Close the connection as soon as the request under way is answered."""
        self._last = True
        self._turns.clear()
        if self._task is None:
            self._transport.close()

    def abort(self) -> None:
        """Close the connection at once."""
        if self._task:
            self._task.cancel()
        self._transport.abort()

    def _refuse(self) -> None:
        """Queue an answer to bytes that are no request, after the requests before them, and read no more."""
        long = max(self._lines, self._unfinished) > LONGEST_HEAD
        status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if long else HTTPStatus.BAD_REQUEST
        if not self._last:
            self._turns.append(_Turn(status, stays=False))
        self._last = True

    def _go_on(self) -> None:
        """Answer queued requests, until an answer takes its time or the client does not read."""
        while self._turns and self._task is None and not self._unread and not self._transport.is_closing():
            turn = self._turns.popleft()
            answer = (
                _refusal(turn.request) if isinstance(turn.request, HTTPStatus) else self._gateway.answer(turn.request)
            )
            if isinstance(answer, HttpAnswer):
                self._write(answer, turn)
            else:
                self._task = asyncio.ensure_future(self._write_later(answer, turn))
        if self._transport.is_closing():
            return
        if self._task or self._unread:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    async def _write_later(self, answer: Awaitable[HttpAnswer], turn: _Turn) -> None:
        try:
            found = await answer
        finally:
            self._task = None
        if not self._transport.is_closing():
            self._write(found, turn._replace(stays=turn.stays and (not self._last or bool(self._turns))))
            self._go_on()

    def _write(self, answer: HttpAnswer, turn: _Turn) -> None:
        if answer is HANG_UP or answer is RESET:
            self._hang_up(reset=answer is RESET)
            return
        self._begin_rest()
        status, headers, body = answer
        lines = [f"HTTP/1.1 {status}", *[f"{name}: {value}" for name, value in headers]]
        if not turn.stays:
            lines.append("connection: close")
        head = "\r\n".join(lines)
        shown = b"" if isinstance(turn.request, Request) and turn.request.method == b"HEAD" else body
        self._transport.write(b"%b\r\n\r\n%b" % (head.encode("latin-1", "replace"), shown))
        if not turn.stays:
            self._transport.close()

    def _hang_up(self, *, reset: bool) -> None:
        """Close the connection without an answer; a reset is a close that does not linger."""
        if reset:
            connection: socket.socket = self._transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()


def _refusal(status: HTTPStatus) -> HttpAnswer:
    text = status.phrase.encode()
    headers = [("content-type", "text/plain"), ("content-length", str(len(text)))]
    return HttpAnswer(f"{status.value} {status.phrase}", headers, text)
