"""`syncproof serve`: takes the ports, prints where the systems are, and serves until a signal stops it."""

from __future__ import annotations

import asyncio
import gc
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from syncproof.checklist.accepted import load_all
from syncproof.errors import BadInput
from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import START
from syncproof.report.stream import say
from syncproof.serve import announcement
from syncproof.serve.connection import LONGEST_REST
from syncproof.serve.control import Control
from syncproof.serve.courier import Courier
from syncproof.serve.gateway import Gateway
from syncproof.serve.loop import new_loop
from syncproof.serve.ports import ListeningPort, is_loopback, listening
from syncproof.serve.systems import Settings, Systems
from syncproof.sut.address import LAST_PORT
from syncproof.sut.ports import HIGHEST_FIRST_PORT, PORTS

CONTROL = "control"

_MANY = 2000
"""From so many records of each datatype on, seeding takes long enough that a line announces it."""
_WARNING = """\
WARNING: listening on {}. Every machine that reaches this one can use the
systems and their control, unencrypted. Do so in a network of your own alone."""
_SELDOM = (100_000, 50, 50)
"""Thresholds of the garbage collector: new objects, then collections of the younger generations."""


class ServeOptions(NamedTuple):
    """The options of `syncproof serve`; `port` is the first of `PORTS` in a row, 0 any that are free."""

    host: str
    port: int
    records: int
    seed: int
    runs: bool
    capabilities: frozenset[str]
    limited: bool
    anywhere: bool
    as_json: bool
    features: Path


def main(options: ServeOptions) -> int:
    """Serve until SIGINT or SIGTERM. Returns the exit code; raises BadInput where a port cannot be had."""
    names = [*(name.lower() for name in FAKES), CONTROL]
    ports = _ports(options, names)
    if not is_loopback(options.host):
        say(_WARNING.format(options.host), error=True)
    with suppress(KeyboardInterrupt), _ended_by_sigterm():
        _begin(options, ports)
    return 0


def _begin(options: ServeOptions, ports: dict[str, ListeningPort]) -> None:
    if options.records >= _MANY:
        say(f"seeding {options.records} records of each datatype …", error=True)
    systems = Systems(
        Settings(
            seed=options.seed,
            records=options.records,
            # A sync that asks for changes since its own last run goes by the machine's clock: so does this clock.
            now=time.time_ns() // 1_000_000 if options.runs else START,
            seconds=time.monotonic if options.runs else None,
            capabilities=options.capabilities,
            limited=options.limited,
        )
    )
    if systems.full:
        say(f"fewer records than asked for, since a free plan takes no more: {', '.join(systems.full)}", error=True)
    # Records and ledger lines live until exit: collections as often as by default would take as long as the writes.
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(_serve(options, systems, ports))


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let SIGTERM end the preparation as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _ports(options: ServeOptions, names: list[str]) -> dict[str, ListeningPort]:
    if options.port > HIGHEST_FIRST_PORT:
        do = f"--port {HIGHEST_FIRST_PORT} or less"
        raise BadInput(f"{PORTS} ports in a row are needed, and the last port there is {LAST_PORT}", do=do)
    ports: dict[str, ListeningPort] = {}
    try:
        for place, name in enumerate(names):
            ports[name] = ListeningPort(options.host, options.port and options.port + place)
    except BadInput:
        for port in ports.values():
            port.release()
        raise
    return ports


async def _serve(options: ServeOptions, systems: Systems, ports: dict[str, ListeningPort]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt there
            loop.add_signal_handler(number, stop.set)
    access = _access(systems, ports)
    courier = Courier(systems, anywhere=options.anywhere, complain=lambda text: say(text, error=True))
    control = Control(systems, load_all(options.features), access, moved=courier.wake)
    doors: dict[str, Callable[[], WSGIApplication]] = {
        name.lower(): lambda name=name: systems.doors[name]  # type: ignore[misc]  # bound early: mypy sees no default
        for name in systems.fakes
    }
    doors[CONTROL] = lambda: control.app
    deliveries = asyncio.create_task(courier.deliver())
    deliveries.add_done_callback(lambda _: stop.set())  # a courier that broke ends the serving
    gateways = ((port, _gateway(systems, courier, port, doors[name])) for name, port in ports.items())
    async with listening(gateways, rest=LONGEST_REST):
        say(announcement.as_json(access) if options.as_json else announcement.as_text(access))
        await stop.wait()
    deliveries.cancel()
    with suppress(asyncio.CancelledError):
        await deliveries


def _gateway(systems: Systems, courier: Courier, port: ListeningPort, door: Callable[[], WSGIApplication]) -> Gateway:
    def tick() -> int:
        systems.time.tick()
        return systems.clock.now

    return Gateway(door, address=(port.host, port.number), tick=tick, ask=courier.ask, done=courier.wake)


def _access(systems: Systems, ports: dict[str, ListeningPort]) -> dict[str, dict[str, str]]:
    """Return the address and the credentials of each system and of the control."""
    credentials = systems.credentials()
    access = {}
    for name, fake in systems.fakes.items():
        key = name.lower()
        # The same path as in process, so that a client adds the same to either URL.
        access[key] = {"url": f"{ports[key].url}{urlsplit(fake.url).path}", **credentials[key]}
    access[CONTROL] = {"url": ports[CONTROL].url, "token": secrets.token_urlsafe(24)}
    return access
