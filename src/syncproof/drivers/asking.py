"""Sends requests to a SUT that listens, one at a time, and notices when the SUT is gone meanwhile."""

from __future__ import annotations

import http.client
import json
import math
import select
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from syncproof.drivers.driver import SystemsView

_LOOK = 0.05
"""Seconds between two looks at whether the SUT is still there."""
_GLANCE = 0.001
"""Seconds between two looks at whether a SUT that hung up is gone."""
_NEWS = 0.5
"""Seconds until it is known that a SUT which hung up is gone altogether."""
_LATE = 0.5
"""Seconds in which a SUT that failed may show, by a late request, that it was not done when it said so."""
LARGEST = 16 << 20
"""Bytes that an answer may have."""


class Silent(Exception):  # noqa: N818 - named for what it is
    """The SUT did not answer; the text says what happened instead."""


class Late(Silent):
    """The SUT did not answer in time."""


class Answered(NamedTuple):
    """The answer of a SUT."""

    status: int
    body: bytes


class Meanwhile(NamedTuple):
    """An action that the harness repeats while it waits for an answer; `every` is the pause, in seconds."""

    do: Callable[[], object]
    every: Callable[[], float] = lambda: _LOOK
    ripe: Callable[[], bool] = lambda: True
    """Whether there is a reason to do so; asked before each pause, so a reason that comes during it waits."""


NOTHING = Meanwhile(lambda: None)


def listens(url: str) -> bool:
    """Whether a server listens at a url on this machine."""
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 80), _NEWS).close()
    except OSError:
        return False
    return True


class Asking:
    """Asks a SUT at a url on this machine; `gone` says why the SUT is not there any more, '' while it is."""

    def __init__(self, url: str, gone: Callable[[], str] = lambda: "") -> None:
        parts = urlsplit(url)
        self.url = url
        self._path = parts.path.rstrip("/")
        self._gone = gone
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80)

    def ask(
        self,
        method: str,
        path: str,
        seconds: float | None,
        body: Any = None,  # noqa: ANN401 - JSON is anything
        meanwhile: Meanwhile = NOTHING,
    ) -> Answered:
        """Send a request, and wait so many seconds for the answer, None: as long as it takes. Raises Silent."""
        sent = b"" if body is None else json.dumps(body).encode()
        # Close the connection: a single-threaded server is blocked by a keep-alive connection.
        headers = {"Connection": "close", **({"Content-Type": "application/json"} if sent else {})}
        path = f"{self._path}{path}" or "/"
        until = None if seconds is None else time.monotonic() + seconds
        try:
            return self._ask(method, path, until, sent, headers, meanwhile)
        except TimeoutError as error:
            raise Late(f"{method} {path} was not answered{f' within {seconds:g} s' if seconds else ''}") from error
        except (http.client.HTTPException, OSError) as error:
            raise Silent(self._gone_by_now() or f"{method} {path}: {self._why(error)}") from error
        finally:
            self.close()

    def _ask(
        self,
        method: str,
        path: str,
        until: float | None,
        sent: bytes,
        headers: dict[str, str],
        meanwhile: Meanwhile,
    ) -> Answered:
        self._connection.timeout = _left(until)
        self._connection.request(method, path, sent, headers)
        sock = cast("socket.socket", self._connection.sock)
        ripe = meanwhile.ripe()
        while not select.select([sock], [], [], min(meanwhile.every(), _left(until) or math.inf))[0]:
            if gone := self._gone():
                raise Silent(gone)
            _left(until)
            if ripe:
                meanwhile.do()
            ripe = meanwhile.ripe()
        sock.settimeout(_left(until))
        answer = self._connection.getresponse()
        body = b""
        while part := answer.read1(1 << 16):
            body += part
            left = _left(until)
            with suppress(OSError):  # the socket is closed, and its last bytes have been read
                sock.settimeout(left)
            if len(body) > LARGEST:
                raise Silent(f"the answer to {method} {path} has more than {LARGEST >> 20} MB")
        if answer.length:
            raise http.client.IncompleteRead(body, answer.length)
        answer.close()
        return Answered(answer.status, body)

    def _gone_by_now(self) -> str:
        until = time.monotonic() + _NEWS
        while not (gone := self._gone()) and time.monotonic() < until:
            time.sleep(_GLANCE)
        return gone

    def _why(self, error: Exception) -> str:
        match error:
            case ConnectionRefusedError():
                return f"no server listens at {self.url}"
            case http.client.RemoteDisconnected() | ConnectionResetError() | BrokenPipeError():
                return f"{self.url} hung up without an answer"
            case http.client.IncompleteRead():
                return f"{self.url} hung up in the middle of its answer"
            case http.client.HTTPException():
                return f"what {self.url} answers is not HTTP"
            case _:
                return f"{self.url}: {error}"

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _left(until: float | None) -> float | None:
    """Return the seconds that are left until a moment. Raises TimeoutError where none are."""
    if until is None:
        return None
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def too_early(systems: SystemsView) -> list[str]:
    """Return the evidence that `POST /pass` was answered before the pass had ended; [] for none."""
    late = systems.late(_LATE)
    return [f"POST /pass was answered before the pass had ended: {late[0]} came after the answer"] if late else []
