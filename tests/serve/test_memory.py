"""Memory after a million requests: a server's, and that of a process with the fakes in it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
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

pytestmark = pytest.mark.exhaustive

MILLION = 1_000_000
AT_ONCE = 200
MOST = 100 << 20


def memory(process: int | str) -> int:
    """Return the bytes of memory that a process has."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096


def test_a_server_needs_no_more_after_a_million_requests() -> None:
    command = [sys.executable, "-m", "syncproof", "serve", "--json", "--port", "0", "--records", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own words
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        try:
            address, token = urlsplit(told["customerp"]["url"]), told["customerp"]["token"]
            signed = f"Host: x\r\nAuthorization: Bearer {token}\r\n"
            headers = {"Authorization": f"Bearer {told['control']['token']}"}
            [record, *_] = httpx.get(f"{told['control']['url']}/records/Customerp/Contact", headers=headers).json()[
                "records"
            ]
            # What a snapshot or a fault makes the fakes keep is bounded, too.
            fault = {"system": "Customerp", "kind": "stale", "path": "/v1/nowhere"}
            httpx.post(f"{told['control']['url']}/faults", headers=headers, json=fault).raise_for_status()
            with socket.create_connection((address.hostname or "", address.port or 0)) as connection:
                file = connection.makefile("rb")
                before = 0
                for first in range(0, MILLION, AT_ONCE):
                    numbers = range(first, first + AT_ONCE)
                    connection.sendall(b"".join(asked(number, record, signed) for number in numbers))
                    for _ in numbers:
                        read(file)
                    before = before or memory(process.pid)
            grown = memory(process.pid) - before
        finally:
            process.terminate()
    sys.stderr.write(f"a million requests: {grown / 2**20:.1f} MB more\n")

    assert grown < MOST


def asked(number: int, record: str, signed: str) -> bytes:
    """Return one of the requests of a sync: nine reads, and then a write."""
    if number % 10:
        return f"GET /v1/contacts/{record} HTTP/1.1\r\n{signed}\r\n".encode()
    body = json.dumps({"notes": f"note {number}"})
    kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"PATCH /v1/contacts/{record} HTTP/1.1\r\n{signed}{kind}\r\n{body}".encode()


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
