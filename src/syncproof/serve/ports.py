"""Ports of this machine: taking them, listening on them, and which machines may reach them."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address

from syncproof.errors import BadInput, cut
from syncproof.serve.connection import Connection
from syncproof.serve.gateway import Gateway

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - the keys are what a user asks for

_AT_HOME = "--host 127.0.0.1, or leave it out"

_PATIENCE = 2.0
"""Seconds for the requests that are under way when serving ends."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class ListeningPort:
    """A port that this process has taken; 0 asks for any that is free. Raises BadInput."""

    def __init__(self, host: str, number: int) -> None:
        self.host = host
        self.socket = _bound(host, number)
        self.number: int = self.socket.getsockname()[1]

    @property
    def url(self) -> str:
        """The address at which clients reach the port: on this machine, where it listens on all addresses."""
        host = _EVERYWHERE.get(self.host, self.host)
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.number}"

    def release(self) -> None:
        """Give the port back."""
        self.socket.close()


def _bound(host: str, number: int) -> socket.socket:
    try:
        family, type_, protocol, _, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise BadInput(f"{cut(repr(host))} is no address of this machine", do=_AT_HOME) from error
    # The protocol is named: asyncio sends small answers at once only from such a socket.
    bound = socket.socket(family, type_, protocol or socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise _why(error, host, number) from error
    return bound


def _why(error: OSError, host: str, number: int) -> BadInput:
    if error.errno == errno.EADDRINUSE:
        return BadInput(f"port {number} of {host} is in use", do="--port 0 takes ports that are free")
    if error.errno == errno.EACCES:
        return BadInput(
            f"port {number} of {host} needs the rights of an administrator",
            do="--port 8800, or 0 for any that are free",
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return BadInput(f"{host!r} is no address of this machine", do=_AT_HOME)
    return BadInput(f"cannot listen on port {number} of {host}: {error.strerror}", do="--host 127.0.0.1 --port 0")


@asynccontextmanager
async def listening(
    gateways: Iterable[tuple[ListeningPort, Gateway]], *, rest: float | None = None
) -> AsyncIterator[None]:
    """Let gateways serve on their ports until the context ends; requests under way are answered to their end.

    Connections that rest longer than `rest` seconds are closed. In a story none is: a sync may rest between passes.
    """
    loop = asyncio.get_running_loop()
    connections: set[Connection] = set()
    servers = []
    for port, gateway in gateways:
        servers.append(
            await loop.create_server(_connecting(gateway, connections, rest), sock=port.socket, backlog=1024)
        )
    try:
        yield
    finally:
        for server in servers:
            server.close()
        for connection in list(connections):
            connection.finish()
        # A client that keeps its connection must not hold up the end.
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while connections:
                    await next(iter(connections)).ended.wait()
        for connection in list(connections):
            connection.abort()


def _connecting(gateway: Gateway, connections: set[Connection], rest: float | None) -> Callable[[], Connection]:
    return lambda: Connection(gateway, connections, rest)
