"""Memory after a million requests: a server's, and that of a process with the fakes in it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import httpx
import pytest

from syncproof.fakes import make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import mounted
from syncproof.ledger import By
from syncproof.serve.recent_ledger import RecentLedger
from tests.serve.answers import Told

pytestmark = pytest.mark.exhaustive

MILLION = 1_000_000
AT_ONCE = 200
MOST = 100 << 20


def memory(process: int | str) -> int:
    """Return the bytes of memory that a process has."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def test_a_server_needs_no_more_after_a_million_requests() -> None:
    words = ["serve", "--json", "--port", "0", "--records", "2", "--no-rate-limits"]
    command = [sys.executable, "-m", "syncproof", *words]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,  # noqa: S603 - our own words
        ExitStack() as closing,
    ):
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        try:
            headers = {"Authorization": f"Bearer {told['control']['token']}"}
            talks = [
                Talk(told, "customerp", "Customerp/Contact", headers),
                Talk(told, "trello", "Trello/Cards", headers),
            ]
            # What a fault makes the fakes keep is bounded, too.
            fault = {"system": "Customerp", "kind": "stale", "path": "/v1/nowhere"}
            httpx.post(f"{told['control']['url']}/faults", headers=headers, json=fault).raise_for_status()
            before = 0
            for talk in talks:
                closing.callback(talk.close)
            for first in range(0, MILLION, AT_ONCE):
                talks[first // AT_ONCE % len(talks)].ask(range(first, first + AT_ONCE))
                before = before or memory(process.pid)
            grown = memory(process.pid) - before
        finally:
            process.terminate()
    sys.stderr.write(f"a million requests: {grown / 2**20:.1f} MB more\n")

    assert grown < MOST


class Talk:
    """The requests of a sync to one record of a system: nine reads, and then a write."""

    def __init__(self, told: Told, system: str, kind: str, headers: dict[str, str]) -> None:
        found = httpx.get(f"{told['control']['url']}/records/{kind}", headers=headers).json()["records"]
        address = urlsplit(told[system]["url"])
        self._is_trello = system == "trello"
        self._path = f"{address.path}/{'cards' if self._is_trello else 'contacts'}/{next(iter(found))}"
        access = told[system]
        self._query = f"?key={access['key']}&token={access['token']}" if self._is_trello else ""
        self._signed = "Host: x\r\n" if self._is_trello else f"Host: x\r\nAuthorization: Bearer {access['token']}\r\n"
        self._connection = socket.create_connection((address.hostname or "", address.port or 0))
        self._file = self._connection.makefile("rb")

    def close(self) -> None:
        """End the connection."""
        self._file.close()
        self._connection.close()

    def ask(self, numbers: range) -> None:
        """Send requests at once, and read the answers."""
        self._connection.sendall(b"".join(self._request(number) for number in numbers))
        for _ in numbers:
            read(self._file)

    def _request(self, number: int) -> bytes:
        if number % 10:
            return f"GET {self._path}{self._query} HTTP/1.1\r\n{self._signed}\r\n".encode()
        method, name = ("PUT", "desc") if self._is_trello else ("PATCH", "notes")
        body = json.dumps({name: f"note {number}"})
        kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        return f"{method} {self._path}{self._query} HTTP/1.1\r\n{self._signed}{kind}\r\n{body}".encode()


def read(file: BinaryIO) -> None:
    """Read an answer, which must be a success."""
    status = file.readline()
    assert b" 200 " in status, status
    length = 0
    while (line := file.readline().strip().lower()) != b"":
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    file.read(length)


def test_a_process_needs_no_more_after_a_million_requests_to_its_fakes() -> None:
    systems = make_systems(Clock(), RecentLedger(most_lines=1000))
    erp = systems["Customerp"]
    record = erp.add("Contact", {"name": "Ada", "email": "ada@home.example"}, by=By.HARNESS)
    headers = {"Authorization": f"Bearer {erp.credentials['token']}"}
    before = 0
    with mounted(systems.values()), httpx.Client(base_url=erp.url, headers=headers) as client:
        for number in range(MILLION):
            assert client.get(f"/contacts/{record}").status_code == 200
            if number == 1000:
                before = memory("self")
    grown = memory("self") - before
    sys.stderr.write(f"a million requests in process: {grown / 2**20:.1f} MB more\n")

    assert grown < MOST // 10
