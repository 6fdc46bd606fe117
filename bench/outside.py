"""What a SUT in another process costs: the checklist with a daemon against in process, and a request against none.

`python bench/outside.py [ROUNDS]`; with 0 rounds, a glance at one rule of one section.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from faker import Faker

from syncproof.fakes import FAKES
from syncproof.ledger import By
from syncproof.serve.loop import new_loop
from syncproof.steps.stage import Stage
from syncproof.sut import THE_REFERENCE

ROUNDS = 3
MOST = 3.0
"""The checklist with a daemon, against in process."""
MOST_ADDED = 0.7
"""Milliseconds that the harness may add to a request."""
REQUESTS = 3000
SYNCPROOF = str(Path(sys.executable).with_name("syncproof"))
DAEMON = ["--sut", f"{SYNCPROOF} sync --daemon", "--sut-daemon"]

CLIENT = """
import socket, statistics, sys, time
host, port, count, request = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4].encode()
client = socket.create_connection((host, port))
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
times = []
for _ in range(count):
    began = time.perf_counter()
    client.sendall(request)
    answer = client.recv(65536)
    times.append(time.perf_counter() - began)
    assert answer.startswith(b"HTTP/1.1 200"), answer
print(statistics.median(times) * 1000)
"""
"""A client in a process of its own, as a SUT is; prints the median in milliseconds."""


def milliseconds(port: int, request: str) -> float:
    """Return how long a request takes."""
    command = [sys.executable, "-c", CLIENT, "127.0.0.1", str(port), str(REQUESTS), request]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - our own words


def harness() -> float:
    """Return how long a request to one record takes, through gate, door, fake and ledger."""
    stage = Stage(THE_REFERENCE, seed=0)
    stage.ports.open()
    fake = stage.fakes["Customerp"]
    values = FAKES["Customerp"].samples().record(_faker(), "Contact")
    record = fake.add("Contact", values, place="", by=By.HARNESS)
    url = urlsplit(stage.environ["SYNCPROOF_CUSTOMERP_URL"])
    token = stage.environ["SYNCPROOF_CUSTOMERP_TOKEN"]
    request = f"GET {url.path}/contacts/{record} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\n\r\n"
    with stage.ports.answering():
        found = milliseconds(url.port or 0, request)
    stage.close()
    return found


def _faker() -> Faker:
    faker = Faker()
    faker.seed_instance(0)
    return faker


class Bare(asyncio.Protocol):
    """A server that reads nothing and answers always the same."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = transport

    def data_received(self, _: bytes) -> None:
        """Answer."""
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")  # type: ignore[attr-defined]  # a socket's has it


def nothing() -> float:
    """Return how long a request takes that nobody looks at."""
    loop = new_loop()
    server = loop.run_until_complete(loop.create_server(Bare, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    found = milliseconds(server.sockets[0].getsockname()[1], "GET / HTTP/1.1\r\n\r\n")
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    server.close()
    loop.run_until_complete(server.wait_closed())
    loop.close()
    return found


def seconds(options: list[str]) -> float:
    """Return how long a run takes, start and all."""
    began = time.perf_counter()
    subprocess.run([SYNCPROOF, "run", *options], check=True, capture_output=True)  # noqa: S603 - our own words
    return time.perf_counter() - began


def medians(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """Return the median of each, measured by turns: what else the machine does, it does to all."""
    found = [[measure() for measure in measures] for _ in range(rounds)]
    return [statistics.median(each) for each in zip(*found, strict=True)]


def main() -> int:
    """Print the figures; 1 where one is too high."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    what = [] if rounds else ["--section", "Custompms Customer", "--only", "every.created"]
    here, daemon = medians(rounds or 1, lambda: seconds(what), lambda: seconds([*what, *DAEMON]))
    bare, ours = medians(rounds or 1, nothing, harness)
    print(f"checklist  in process {here:.1f} s, daemon {daemon:.1f} s: {daemon / here:.2f} times (at most {MOST:g})")
    print(f"request    bare {bare:.3f} ms, served {ours:.3f} ms: adds {ours - bare:.3f} ms (at most {MOST_ADDED:g})")
    return int(daemon / here > MOST or ours - bare > MOST_ADDED)


if __name__ == "__main__":
    sys.exit(main())
