"""Ports of this machine: which are free, and who serves on them."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address

from granian.constants import HTTPModes
from granian.server.embed import Server

from syncproof.errors import BadInput
from syncproof.serve.gateway import Gateway

LAST = 65535

_PATIENCE = 2.0
"""Seconds for what is being answered when the end comes."""


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Port:
    """A port that is kept free for us until somebody listens; 0 asks for any. Raises BadInput."""

    def __init__(self, host: str, number: int) -> None:
        self.host = host
        self._socket = _bound(host, number)
        self.number: int = self._socket.getsockname()[1]

    @property
    def url(self) -> str:
        """Where it is reached."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.number}"

    def release(self) -> None:
        """Keep it no longer."""
        self._socket.close()


def _bound(host: str, number: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0][0]
    except OSError as error:
        raise BadInput(f"{host} is no address of this machine: {error}", do="--host 127.0.0.1") from error
    try:
        # First alone: the second socket shares its port with anybody of ours, so it would not notice who has it.
        with socket.socket(family, socket.SOCK_STREAM) as alone:
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind((host, number))
            number = alone.getsockname()[1]
        kept = socket.socket(family, socket.SOCK_STREAM)
        with suppress(AttributeError):  # Windows has no such option, and granian's socket is exclusive there
            kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        kept.bind((host, number))
    except OSError as error:
        raise BadInput(_why(error, host, number), do="--port 0 takes ports that are free") from error
    return kept


def _why(error: OSError, host: str, number: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {number} of {host} is in use"
    if error.errno == errno.EACCES:
        return f"port {number} of {host} is not for everybody"
    return f"cannot listen on port {number} of {host}: {error.strerror}"


@asynccontextmanager
async def listening(gateways: Iterable[tuple[Port, Gateway]]) -> AsyncIterator[None]:
    """Let gateways serve on their ports until the context ends; then what is being answered is finished."""
    gateways = list(gateways)
    servers = [
        Server(
            gateway,
            address=port.host,
            port=port.number,
            http=HTTPModes.http1,
            websockets=False,
            log_enabled=False,
        )
        for port, gateway in gateways
    ]
    tasks = [asyncio.create_task(server.serve()) for server in servers]
    try:
        for port, _ in gateways:
            await _answers(port, tasks)
        yield
    finally:
        for server in servers:
            server.stop()  # type: ignore[no-untyped-call]  # granian's embedded server has types in parts
        # A client that keeps its connection open must not keep us.
        _, waiting = await asyncio.wait(tasks, timeout=_PATIENCE)
        for task in waiting:
            task.cancel()
        for port, _ in gateways:
            port.release()


async def _answers(port: Port, tasks: list[asyncio.Task[None]]) -> None:
    """Wait until somebody listens. Raises what the server died of."""
    while True:
        for task in tasks:
            if task.done():
                task.result()
        try:
            _, writer = await asyncio.open_connection(port.host, port.number)
        except ConnectionRefusedError:
            await asyncio.sleep(0.005)
        else:
            writer.close()
            return
