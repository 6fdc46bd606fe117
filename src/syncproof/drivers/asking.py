"""How a SUT that listens is asked: one request at a time, while an eye is kept on whether it is still there."""

from __future__ import annotations

import http.client
import json
import select
import socket
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_LOOK = 0.05
"""Seconds between two looks at whether the SUT is still there."""


class Silent(Exception):  # noqa: N818 - named for what it is
    """There was no answer; the text says what there was instead."""


class Answered(NamedTuple):
    """What came back."""

    status: int
    body: bytes


class Asking:
    """Asks a SUT at a url on this machine; `gone` says why it is not there any more, '' where it is."""

    def __init__(self, url: str, gone: Callable[[], str] = lambda: "") -> None:
        parts = urlsplit(url)
        self.url = url
        self._path = parts.path.rstrip("/")
        self._gone = gone
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80)

    def ask(self, method: str, path: str, seconds: float | None, body: Any = None) -> Answered:  # noqa: ANN401 - JSON is anything
        """Ask, and wait so long for the answer, None: as long as it takes. Raises Silent."""
        sent = b"" if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if sent else {}
        name = f"{method} {self._path}{path}"
        for again in (False, True):
            fresh = self._connection.sock is None
            try:
                self._connection.request(method, f"{self._path}{path}" or "/", sent, headers)
                self._wait(name, seconds)
                answer = self._connection.getresponse()
                return Answered(answer.status, answer.read())
            except (http.client.HTTPException, OSError) as error:
                self.close()
                if gone := self._gone():
                    raise Silent(gone) from error
                # A connection that was kept may have been closed since: that says nothing yet.
                if fresh or again:
                    raise Silent(f"{name} to {self.url}: {error or type(error).__name__}") from error
        raise AssertionError  # the second round returns or raises

    def _wait(self, name: str, seconds: float | None) -> None:
        until = None if seconds is None else time.monotonic() + seconds
        sock = self._connection.sock
        assert isinstance(sock, socket.socket)
        while not select.select([sock], [], [], _LOOK)[0]:
            if gone := self._gone():
                self.close()
                raise Silent(gone)
            if until is not None and time.monotonic() >= until:
                self.close()
                raise Silent(f"{name} was not answered within {seconds:g} s")

    def close(self) -> None:
        """Keep the connection no longer."""
        self._connection.close()
