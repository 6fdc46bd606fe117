"""The sync's own transport and httpx's send the same and receive the same, from a scripted server."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any, TypeAlias

import httpx
import pytest

from syncproof.engine.transport import Transport

Answer: TypeAlias = Callable[[socket.socket], None]
Ways: TypeAlias = "type[Transport | httpx.HTTPTransport]"


class Server:
    """Takes one connection at a time, gives the answers in turn, and keeps the requests."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[str] = []
        self.connections = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while self._answers:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            with client:
                while self._answers and (request := _read(client)):
                    self.requests.append(request)
                    self._answers.pop(0)(client)

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()


def _read(client: socket.socket) -> str:
    """Return a request as one text, '' where the client hung up."""
    read = b""
    try:
        while b"\r\n\r\n" not in read:
            read += (part := client.recv(65536))
            if not part:
                return ""
        head, _, body = read.partition(b"\r\n\r\n")
        length = next((line.split(b":")[1] for line in head.lower().split(b"\r\n") if b"content-length" in line), b"0")
        while len(body) < int(length):
            body += client.recv(65536)
    except OSError:  # hung up
        return ""
    return (head + b"\r\n\r\n" + body).decode()


def sends(text: str, body: bytes = b"") -> Answer:
    """Return an answer of a head and a body."""
    return lambda client: client.sendall(text.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)


def and_hangs_up(answer: Answer, hung_up: threading.Event | None = None) -> Answer:
    """Return an answer that ends the connection afterwards; then the event is set."""

    def end(client: socket.socket) -> None:
        answer(client)
        client.shutdown(socket.SHUT_RDWR)
        if hung_up:
            hung_up.set()

    return end


def resets(client: socket.socket) -> None:
    """Reset the connection."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def sends_nothing(_: socket.socket) -> None:
    """Send no answer."""


PATIENT, IMPATIENT = httpx.Timeout(60), httpx.Timeout(60, read=0.3)
ZIPPED = gzip.compress(b"{}")
OK = sends("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 2", b"{}")


@pytest.fixture
def over() -> Iterator[Callable[..., tuple[Server, httpx.Client]]]:
    with ExitStack() as kept:

        def begin(way: Ways, *answers: Answer) -> tuple[Server, httpx.Client]:
            server = Server(*answers)
            kept.callback(server.close)
            return server, kept.enter_context(httpx.Client(mounts={"http://": way()}, timeout=PATIENT))

        yield begin


BOTH = pytest.mark.parametrize("way", [Transport, httpx.HTTPTransport])
Over: TypeAlias = Callable[..., tuple[Server, httpx.Client]]


def parts(request: str) -> tuple[str, set[str]]:
    """Return a request's first line and body, and the set of its headers."""
    head, _, body = request.partition("\r\n\r\n")
    line, *headers = head.split("\r\n")
    return f"{line} {body}", {header.casefold() for header in headers}


@pytest.mark.parametrize(
    ("method", "path", "more"),
    [
        ("GET", "/1/boards/b?fields=name%2Cid", {}),
        ("GET", "/", {"headers": {"X-Name": "größer".encode()}}),
        ("POST", "/1/cards", {"json": {"name": "größer"}}),
        ("POST", "/1/cards", {}),
        ("PUT", "/a", {"content": b"x" * 200_000}),
        ("DELETE", "/a%20b/ü", {}),
    ],
)
def test_the_same_is_sent(over: Over, method: str, path: str, more: dict[str, Any]) -> None:
    requests = []
    for way in (Transport, httpx.HTTPTransport):
        server, client = over(way, OK)
        client.request(method, server.url + path, **more)
        requests.append(parts(server.requests[0].replace(server.url.removeprefix("http://"), "there")))

    assert requests[0] == requests[1]
    assert requests[0][0].startswith(method)


@pytest.mark.parametrize(
    "answer",
    [
        OK,
        sends("HTTP/1.1 204 No Content\nX-One: 1\nX-One: 2"),
        sends("HTTP/1.1 404 Not Found\nContent-Length: 4\nX-Rate-Limit: 3", b"gone"),
        sends("HTTP/1.1 301 Moved\nLocation: http://example.com/\nContent-Length: 0"),
        sends("HTTP/1.1 200 OK\nTransfer-Encoding: chunked", b"3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n"),
        sends(f"HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: {len(ZIPPED)}", ZIPPED),
        and_hangs_up(sends("HTTP/1.1 200 OK\nConnection: close", b"as long as it takes")),
    ],
)
def test_the_same_is_received(over: Over, answer: Answer) -> None:
    received = []
    for way in (Transport, httpx.HTTPTransport):
        server, client = over(way, answer)
        response = client.get(server.url)
        received.append((response.status_code, response.content, sorted(response.headers.multi_items())))

    assert received[0] == received[1]


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (and_hangs_up(sends_nothing), httpx.RemoteProtocolError),
        (and_hangs_up(sends("HTTP/1.1 200 OK\nContent-Length: 10", b"half")), httpx.RemoteProtocolError),
        (sends("nonsense"), httpx.RemoteProtocolError),
        (resets, httpx.ReadError),
        (sends_nothing, httpx.ReadTimeout),
    ],
)
@BOTH
def test_a_failure_is_of_the_same_type(over: Over, way: Ways, answer: Answer, failure: type[Exception]) -> None:
    server, client = over(way, answer, OK)

    with pytest.raises(httpx.RequestError) as raised:
        client.get(server.url, timeout=IMPATIENT if failure is httpx.ReadTimeout else PATIENT)

    assert raised.type is failure
    assert client.get(server.url).json() == {}
    assert server.connections == 2


@BOTH
def test_where_no_server_listens(over: Over, way: Ways) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    _, client = over(way)

    with pytest.raises(httpx.ConnectError):
        client.get(f"http://127.0.0.1:{port}/")


@BOTH
def test_a_connection_is_used_again_until_the_other_side_hangs_up(over: Over, way: Ways) -> None:
    hung_up = threading.Event()
    server, client = over(way, OK, and_hangs_up(OK, hung_up), OK)

    assert [client.get(server.url).status_code for _ in range(2)] == [200, 200]
    assert server.connections == 1
    assert hung_up.wait(60)

    assert client.post(server.url).status_code == 200
    assert server.connections == 2
    assert len(server.requests) == 3
