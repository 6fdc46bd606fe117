"""The way to a system on this machine or near: httpx over the HTTP client of Python's standard library.

A sync that keeps running sends small requests often. httpx's own transport reads and writes each message in Python,
which takes longer over loopback than the answer itself; `bench/outside.py` plays the whole checklist over this
transport.
"""

from __future__ import annotations

import select
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

import httpx


class Transport(httpx.BaseTransport):
    """Keeps a connection to each address; for one thread at a time, and without TLS."""

    def __init__(self) -> None:
        self._connections: dict[tuple[str, int | None], HTTPConnection] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the whole answer. Raises the httpx.RequestError that httpx's own transport raises."""
        connection = self._connection(request.url, request.extensions["timeout"])
        try:
            return _exchange(connection, request)
        except (OSError, HTTPException) as error:
            connection.close()
            raise _error_type(error)(str(error)) from error

    def _connection(self, url: httpx.URL, timeout: Mapping[str, float | None]) -> HTTPConnection:
        """Return an open connection: a kept one that is readable before any request was closed by the other side."""
        address = (url.host, url.port)
        if address not in self._connections:
            self._connections[address] = HTTPConnection(*address)
        connection = self._connections[address]
        if connection.sock and select.select([connection.sock], [], [], 0)[0]:
            connection.close()
        if not connection.sock:
            connection.timeout = timeout["connect"]
            try:
                connection.connect()
            except TimeoutError as error:
                raise httpx.ConnectTimeout(str(error)) from error
            except OSError as error:
                raise httpx.ConnectError(str(error)) from error
        connection.sock.settimeout(timeout["read"])
        return connection

    def close(self) -> None:
        """Close all connections."""
        for connection in self._connections.values():
            connection.close()


def _exchange(connection: HTTPConnection, request: httpx.Request) -> httpx.Response:
    connection.putrequest(request.method, request.url.raw_path.decode(), skip_host=True, skip_accept_encoding=True)
    for name, value in request.headers.raw:
        connection.putheader(name.decode(), value)
    connection.endheaders(request.read() or None)
    answer = connection.getresponse()
    return httpx.Response(answer.status, headers=answer.getheaders(), stream=httpx.ByteStream(answer.read()))


def _error_type(error: OSError | HTTPException) -> type[httpx.TransportError]:
    if isinstance(error, TimeoutError):
        return httpx.ReadTimeout
    return httpx.RemoteProtocolError if isinstance(error, HTTPException) else httpx.ReadError
