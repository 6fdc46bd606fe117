"""The bridge from httpx to a WSGI application: every request in process crosses it, so it does little.

A client on the bridge meets a fault as on a port, by httpx's own errors.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any
from wsgiref.types import WSGIApplication, WSGIEnvironment

import httpx

from syncproof.fakes.kit.faults import WAITED, Disconnected, Silence, Slow
from syncproof.fakes.kit.faults.exchange import How

_SAME: Mapping[str, object] = MappingProxyType(
    {
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "SCRIPT_NAME": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
    }
)
"""What is the same in every environment."""

_ERRORS: Mapping[How, tuple[type[httpx.TransportError], str]] = {
    "refused": (httpx.ConnectError, "[Errno 111] Connection refused"),
    "reset": (httpx.ReadError, "[Errno 104] Connection reset by peer"),
    "ended": (httpx.RemoteProtocolError, "Server disconnected without sending a response."),
}
_TIMED_OUT = (httpx.ReadTimeout, "timed out")

_PORTS = {"http": 80, "https": 443}


@lru_cache(256)
def _variable(header: bytes) -> str:
    """Return the name of a header in the environment."""
    name = header.decode("ascii").upper().replace("-", "_")
    return name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"


class _Answer(httpx.Response):
    """An answer whose body is there: httpx would take it for a download, which takes longer than most answers.

    A client ties a response to its stream and the stream to its response: a circle that only the garbage collector
    would end. So once the answer is read, it lets go of the stream.
    """

    def __init__(self, status: int, headers: list[tuple[str, str]], content: bytes) -> None:
        super().__init__(status, headers=headers, stream=httpx.ByteStream(content))
        self.headers.encoding = "ascii"  # they were encoded so; httpx would try each of them to find out
        self._content = content

    def read(self) -> bytes:
        """Return the body, and close the answer."""
        self.close()
        self.stream = _CLOSED
        return self._content


_CLOSED = httpx.ByteStream(b"")


class Bridge(httpx.BaseTransport):
    """Answers requests by an application, as httpx's own WSGITransport does, with less work for each.

    `wait` lets the seconds of a slow answer pass.
    """

    def __init__(self, app: WSGIApplication, *, wait: Callable[[float], None]) -> None:
        self._app = app
        self._wait = wait

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the application's answer. Raises what httpx raises for a connection that fails.

        An answer that comes later than the client waits for is a ReadTimeout; the application does as asked all the
        same. For one that never comes, the client's whole time-out passes.
        """
        environ = _environ(request)
        try:
            return self._answer(environ)
        except Disconnected as end:
            error, text = _ERRORS[end.how]
            raise error(text, request=request) from end
        except Silence as silence:
            timeout = request.extensions.get("timeout", {}).get("read")
            self._wait(silence.seconds if timeout is None else timeout)
            error, text = _ERRORS["ended"] if timeout is None else _TIMED_OUT
            raise error(text, request=request) from silence
        except Slow as slow:
            seconds = slow.seconds
        timeout = request.extensions.get("timeout", {}).get("read") or seconds
        self._wait(min(seconds, timeout))
        answer = self._answer({**environ, WAITED: True})
        if seconds > timeout:
            error, text = _TIMED_OUT
            raise error(text, request=request)
        return answer

    def _answer(self, environ: WSGIEnvironment) -> httpx.Response:
        status = 0
        headers: list[tuple[str, str]] = []

        def start(line: str, given: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            nonlocal status, headers
            status, headers = int(line[:3]), given
            return lambda _: None

        body = b"".join(self._app(environ, start))
        return _Answer(status, headers, body)


def _environ(request: httpx.Request) -> WSGIEnvironment:
    url = request.url
    environ: dict[str, Any] = {
        **_SAME,
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BytesIO(request.read()),
        "wsgi.errors": sys.stderr,
        "REQUEST_METHOD": request.method,
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query.decode("ascii"),
        "SERVER_NAME": url.host,
        "SERVER_PORT": str(url.port or _PORTS[url.scheme]),
    }
    for name, value in request.headers.raw:
        environ[_variable(name)] = value.decode("ascii")
    return environ
