"""The reference sync kept running: whatever comes to its port, no traceback, and the next pass is done."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHECKLIST = {"schema": "syncproof-checklist/1", "document": "d", "policy": "latest-wins", "sections": []}
DEEP = b"[" * 100_000
BODIES = (
    b"", b"{", b"[]", b"null", b"7", DEEP, b"9" * 5000, b"\xff\xfe", b'{"checklist": 7}',
    b'{"checklist": {}, "environment": []}',
    b'{"checklist": {}, "environment": {"A": 1}}', b'{"checklist": {}, "environment": {"A": "b"}}',
    b'{"run": [], "checklist": null}',
    b'{"checklist": {"sections": 7}, "environment": {}}', b'{"checklist": {"sections": [7]}, "environment": {}}',
    b'{"checklist": {"policy": [], "sections": []}, "environment": {}}',
    b'{"checklist": {"sections": [], "systems": 7}, "environment": {}}',
    b'{"checklist": {"sections": []}, "environment": {"SYNCPROOF_STATE_DIR": "/nowhere"}}',
    b'{"checklist": {"sections": []}, "environment": {"SYNCPROOF_STATE_DIR": "\\u0000"}}',
)  # fmt: skip
LENGTHS = (b"-1", b"x", b"9" * 5000, b"17000000", b"")


def asked(verb: bytes, body: bytes = b"", headers: bytes = b"", length: bytes | None = None) -> bytes:
    length = str(len(body)).encode() if length is None else length
    return b"%b HTTP/1.1\r\nHost: x\r\n%bContent-Length: %b\r\n\r\n%b" % (verb, headers, length, body)


REQUESTS = [
    *(asked(b"POST /reset", body) for body in BODIES),
    *(asked(b"POST /pass", length=length) for length in LENGTHS),
    asked(b"POST /restart"), asked(b"GET /pass"), asked(b"POST /" + b"x" * 10_000), asked(b"BREW /pass"),
    asked(b"POST /pass", headers=b"X: " + b"y" * 100_000 + b"\r\n"), asked(b"POST /pass", headers=b"Z: 1\r\n" * 1000),
    b"\x00\xff" * 100, b"POST", b"",
]  # fmt: skip


@contextmanager
def running(*words: str) -> Iterator[tuple[int, Path]]:
    """Start the reference sync with some words; yields its port, and the file with what it says on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        place, said = Path(folder), Path(folder) / "said"
        (place / "checklist.json").write_text(json.dumps(CHECKLIST))
        environ = {**os.environ, "SYNCPROOF_STATE_DIR": folder, "SYNCPROOF_CHECKLIST": str(place / "checklist.json")}
        command = [sys.executable, "-u", "-m", "syncproof", "sync", *words]
        with said.open("wb") as err:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, env=environ)  # noqa: S603 - our own words
        with process:
            try:
                assert process.stdout is not None
                if "--daemon" in words:
                    yield urlsplit(json.loads(process.stdout.readline())["url"]).port or 0, said
                else:
                    while b"\n" not in said.read_bytes():
                        assert process.poll() is None
                    yield urlsplit(said.read_text().splitlines()[0]).port or 0, said
            finally:
                process.kill()


def answer(port: int, request: bytes) -> bytes:
    """Return the first line of the answer, b"" where there is none."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return connection.makefile("rb").readline()
        except OSError:
            return b""


@pytest.mark.parametrize(
    ("words", "alive"), [(("--daemon",), b"POST /pass"), (("--service", "0"), b"GET /")], ids=["daemon", "service"]
)
def test_no_request_breaks_a_sync_that_keeps_running(words: tuple[str, ...], alive: bytes) -> None:
    with running(*words) as (port, said):
        for request in REQUESTS:
            answer(port, request)
            assert b" 200 " in answer(port, asked(alive)), request[:300]

        assert "Traceback" not in said.read_text()


def test_a_web_page_cannot_use_a_sync() -> None:
    with running("--daemon") as (port, _):
        refused = answer(port, asked(b"POST /pass", headers=b"Origin: http://evil.example\r\n"))

    assert b" 403 " in refused
