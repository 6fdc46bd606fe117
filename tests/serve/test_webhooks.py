"""Webhooks of the served Trello: asked for, delivered, signed, repeated, on this machine alone."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import httpx
import pytest

from tests.listener import Listener, listening
from tests.serve.answers import Serving, Told, control_of, trello_of

PATIENCE = 60


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening("/told") as listener:
        yield listener


class Client:
    """Who wants to be told of a board."""

    def __init__(self, told: Told) -> None:
        self.secret = told["trello"]["secret"]
        self.control, self.trello = control_of(told), trello_of(told)
        self.board = self.trello.get("/members/me/boards").json()[0]["id"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.control.close()
        self.trello.close()

    def watch(self, url: str) -> httpx.Response:
        return self.trello.post("/webhooks/", params={"callbackURL": url, "idModel": self.board})

    def rename(self, name: str) -> None:
        self.trello.put(f"/boards/{self.board}", params={"name": name}).raise_for_status()


def test_a_change_is_told_and_signed(serving: Serving, listener: Listener) -> None:
    with serving("--records", "1") as told, Client(told) as client:
        client.watch(listener.url).raise_for_status()

        client.rename("Renamed")
        received = listener.received.get(timeout=PATIENCE)

    expected = hmac.new(client.secret.encode(), received.body + listener.url.encode(), hashlib.sha1).digest()
    assert received.headers["x-trello-webhook"] == base64.b64encode(expected).decode()
    said = json.loads(received.body)
    assert said["action"]["type"] == "updateBoard"
    assert said["model"]["id"] == client.board


def test_what_is_not_taken_is_told_again_later(serving: Serving, listener: Listener) -> None:
    with serving("--records", "1", "--clock", "manual") as told, Client(told) as client:
        client.watch(listener.url).raise_for_status()
        listener.answers = [500]

        client.rename("Renamed")
        first = listener.received.get(timeout=PATIENCE)
        early = listener.received.empty()
        client.control.post("/clock", json={"advance": 31})
        second = listener.received.get(timeout=PATIENCE)

    assert early
    assert first.body == second.body


def test_nobody_listens(serving: Serving) -> None:
    with serving("--records", "1") as told, Client(told) as client:
        answer = client.watch("http://127.0.0.1:9/nobody")

    assert answer.status_code == 400
    assert "did not return 200 status code" in answer.json()["message"]


def test_other_machines_are_not_called(serving: Serving) -> None:
    with serving("--records", "1") as told, Client(told) as client:
        answer = client.watch("http://192.0.2.1/told")

    assert answer.status_code == 400


def test_others_are_answered_while_somebody_is_asked(serving: Serving) -> None:
    """A callback that asks the fake before it answers must not wait for itself."""
    with serving("--records", "1") as told, Client(told) as client:
        seen = []

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                seen.append(client.trello.get("/members/me").status_code)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            answer = client.watch(f"http://127.0.0.1:{server.server_port}/")
            server.shutdown()
            thread.join()

    assert (answer.status_code, seen) == (200, [200])


def test_a_change_is_told_whose_answer_was_lost(serving: Serving, listener: Listener) -> None:
    with serving("--records", "1") as told, Client(told) as client:
        client.watch(listener.url).raise_for_status()
        client.control.post("/faults", json={"system": "Trello", "kind": "lost"}).raise_for_status()

        with pytest.raises(httpx.RemoteProtocolError):
            client.rename("Renamed")

        assert listener.received.get(timeout=PATIENCE)


def test_whoever_caused_it_is_told_in_the_same_bytes(serving: Serving, listener: Listener) -> None:
    with serving("--records", "1") as told, Client(told) as client:
        client.watch(listener.url).raise_for_status()

        name = "Zoë".encode("latin-1")
        client.trello.put(
            f"/boards/{client.board}", params={"name": "Renamed"}, headers={b"X-Trello-Client-Identifier": name}
        )
        received = listener.received.get(timeout=PATIENCE)

    assert received.headers["x-trello-client-identifier"].encode("latin-1") == name


def test_an_answer_without_end_is_not_read(serving: Serving) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, serving("--records", "1") as told, Client(told) as client:
        talker = threading.Thread(target=_answer_without_end, args=(server,))
        talker.start()

        answer = client.watch(f"http://127.0.0.1:{server.getsockname()[1]}/")
        talker.join(timeout=PATIENCE)

    assert answer.status_code == 200
    assert not talker.is_alive()


def _answer_without_end(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, contextlib.suppress(ConnectionError):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


def test_all_that_comes_due_while_time_jumps_is_told(serving: Serving, listener: Listener) -> None:
    with serving("--records", "1", "--clock", "manual") as told, Client(told) as client:
        client.watch(listener.url).raise_for_status()
        listener.answers = [500] * 4
        client.rename("Renamed")
        bodies = {listener.received.get(timeout=PATIENCE).body}

        client.control.post("/clock", json={"advance": 3600})
        bodies |= {listener.received.get(timeout=PATIENCE).body for _ in range(3)}
        client.rename("Renamed again")
        last = listener.received.get(timeout=PATIENCE).body

    assert len(bodies) == 1
    assert json.loads(last)["action"]["data"]["board"]["name"] == "Renamed again"


def test_one_who_does_not_answer_holds_up_nobody_else(serving: Serving, listener: Listener) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, serving("--records", "1") as told, Client(told) as client:
        hangs = threading.Thread(target=_answer_once, args=(silent,))
        hangs.start()
        client.watch(f"http://127.0.0.1:{silent.getsockname()[1]}/").raise_for_status()
        hangs.join()
        client.watch(listener.url).raise_for_status()
        listener.received.queue.clear()

        client.rename("First")
        client.rename("Second")
        names = [json.loads(listener.received.get(timeout=PATIENCE).body)["model"]["name"] for _ in range(2)]

    assert names == ["First", "Second"]


def _answer_once(server: socket.socket) -> None:
    """Answer the question whether somebody is there, and nothing after it."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
