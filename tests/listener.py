"""Somebody who listens on this machine, as the owner of a webhook does: what came, and what is answered."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple


class Heard(NamedTuple):
    """A request that came."""

    method: str
    path: str
    headers: Message
    body: bytes


class Listener:
    """Answers with `answers`, one after the other, and then with `status`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.status = 200
        self.answers: list[int] = []
        self.heard: list[Heard] = []
        """All that came, each before it was answered."""
        self.received: queue.Queue[Heard] = queue.Queue()
        """What was posted, each after it was answered."""


@contextmanager
def listening(path: str) -> Iterator[Listener]:
    """Listen on any port, until the context ends."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            heard = Heard(self.command, self.path, self.headers, body)
            listener.heard.append(heard)
            posted = self.command == "POST"
            self.send_response(listener.answers.pop(0) if posted and listener.answers else listener.status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()
            if posted:
                listener.received.put(heard)

        do_HEAD = do_POST = do_GET = _answer  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        listener = Listener(f"http://127.0.0.1:{server.server_port}{path}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join()
