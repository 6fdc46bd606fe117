"""Requests a second of the served fakes and of what a user would take instead: GET and POST of one record.

`python bench/servers.py [SECONDS]`, after `npm install --no-package-lock --prefix bench/rivals`; it needs Node, Java
and wrk, a package of Debian. Each server runs alone, in the same minute; ours with auth, state and ledger on. With 0
seconds, a glance at the first column: one second, without a warm-up.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from faker import Faker
from rivals import BINARIES, PATH, RIVALS, Rival

from syncproof.fakes.customerp.samples import record

SECONDS = 4
CONNECTIONS = (1, 16)
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
PATIENCE = 60.0
HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT, SPREAD = 20_000, 32_000, 10_000
"""Linux gives connections ports from 32,768 on; several of these programs begin at different ones."""
COLUMNS = [(method, connections) for method in ("GET", "POST") for connections in CONNECTIONS]


class Target(NamedTuple):
    """Where one record is read and where one is added, how to sign in, and what to send."""

    one: str
    all: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]


def free_port() -> int:
    """Return a port that is free, and so is the one after it, among those that no connection is given meanwhile."""
    for port in range(FIRST_PORT + os.getpid() % SPREAD, LAST_PORT, 2):
        one, two = (HOST, port), (HOST, port + 1)
        with suppress(OSError), socket.create_server(one), socket.create_server(two):
            return port
    raise OSError(f"no two free ports between {FIRST_PORT} and {LAST_PORT}")


@contextmanager
def started(command: list[str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a folder until the context ends, and all that it started."""
    with subprocess.Popen(  # noqa: S603 - our own words
        command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)


@contextmanager
def rival(which: Rival, contact: Mapping[str, Any]) -> Iterator[Target]:
    """Start a rival and wait until it answers."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = which.prepare(Path(folder), port, contact)
        with started(command, Path(folder)):
            address = f"http://{HOST}:{port}{PATH}"
            target = Target(f"{address}/1", address, {}, contact)
            until_it_answers(target)
            yield target


@contextmanager
def ours(contact: Mapping[str, Any]) -> Iterator[tuple[Target, Target]]:
    """Serve the fakes; yields a contact of Customerp, and a card of Trello with its comments."""
    command = [str(Path(sys.executable).with_name("syncproof")), "serve", "--json", "--port", "0", "--no-rate-limits"]
    with started(command, Path()) as process:
        assert process.stdout is not None  # noqa: S101 - it is a pipe: for the type checker
        told = json.loads(process.stdout.readline())
        erp, trello, control = told["customerp"], told["trello"], told["control"]
        signed = {"Authorization": f"Bearer {erp['token']}"}
        contacts = f"{erp['url']}/contacts"
        id_ = httpx.post(contacts, headers=signed, json=dict(contact)).raise_for_status().json()["id"]
        systems = httpx.get(f"{control['url']}/systems", headers={"Authorization": f"Bearer {control['token']}"}).json()
        places = {each["datatype"]: each["place"] for system in systems["systems"] for each in system["datatypes"]}
        oauth = f'OAuth oauth_consumer_key="{trello["key"]}", oauth_token="{trello["token"]}"'
        cards, headers = f"{trello['url']}/cards", {"Authorization": oauth}
        made = httpx.post(cards, headers=headers, json={"idList": places["Cards"], "name": contact["name"]})
        card = f"{cards}/{made.raise_for_status().json()['id']}"
        # A board takes five thousand cards, and comments without end.
        comment = {"text": contact["notes"]}
        yield (
            Target(f"{contacts}/{id_}", contacts, signed, contact),
            Target(card, f"{card}/actions/comments", headers, comment),
        )


def until_it_answers(target: Target) -> None:
    """Wait for a server. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if httpx.get(target.one).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError(target.one)


def rate(target: Target, method: str, connections: int, seconds: int) -> float:
    """Return requests a second, as wrk counts them. Raises ValueError where an answer was no success."""
    script = "".join(
        f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}\n" for name, value in target.headers.items()
    )
    if method == "POST":
        body = json.dumps(target.body, ensure_ascii=True)
        script += f'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [==[{body}]==]\n'
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        url = target.all if method == "POST" else target.one
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", file.name, url]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words
    if "Non-2xx" in said or "Socket errors" in said:
        raise ValueError(f"{method} {url}:\n{said}")
    found = RATE.search(said)
    return float(found[1]) if found else 0.0


def rates(target: Target, seconds: int) -> list[float]:
    """Return what a server does in each column, once warm; with 0 seconds, in the first column, cold."""
    if not seconds:
        return [rate(target, *COLUMNS[0], 1)]
    for method in ("GET", "POST"):
        rate(target, method, max(CONNECTIONS), 1)
    return [rate(target, method, connections, seconds) for method, connections in COLUMNS]


def show(name: str, found: list[float]) -> None:
    """Print a row."""
    print(f"{name:<22}", *(f"{each:>10,.0f}" for each in found), flush=True)


def main(seconds: int = SECONDS) -> int:
    """Print the table; return 1 where the served Customerp is behind any rival, 2 where something is not installed."""
    missing = [name for name in ("wrk", "node", "java") if not shutil.which(name)]
    if not BINARIES.exists():
        missing.append("what `npm install --no-package-lock --prefix bench/rivals` installs")
    if missing:
        print(f"missing here: {', '.join(missing)}")
        return 2
    faker = Faker()
    faker.seed_instance(0)
    contact = record(faker, "Contact")
    print(f"{'requests a second':<22}", *(f"{f'{method} x{connections}':>10}" for method, connections in COLUMNS))
    behind = {}
    for each in RIVALS:
        with rival(each, contact) as target:
            behind[each.name] = rates(target, seconds)
        show(each.name, behind[each.name])
    with ours(contact) as (erp, trello):
        mine = rates(erp, seconds)
        show("syncproof Customerp", mine)
        show("syncproof Trello", rates(trello, seconds))
    best = [max(column) for column in zip(*behind.values(), strict=True)]
    ratios = [own / other for own, other in zip(mine, best, strict=True)]
    print(f"{'Customerp : the best':<22}", *(f"{each:>10.2f}" for each in ratios), " (each at least 1)")
    return int(min(ratios) < 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
