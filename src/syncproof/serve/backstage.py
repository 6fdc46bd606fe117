"""The systems of a scenario on local ports, served in a thread of this process: a SUT outside reaches them."""

from __future__ import annotations

import asyncio
import math
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication

from syncproof.errors import BadInput
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.fake import Fake
from syncproof.fakes.kit.mount import Door
from syncproof.serve.clock_app import clock_app
from syncproof.serve.courier import Courier
from syncproof.serve.gate import Gate
from syncproof.serve.gateway import Gateway
from syncproof.serve.loop import new_loop
from syncproof.serve.ports import ListeningPort, listening
from syncproof.serve.timekeeper import Timekeeper

CLOCK = "clock"
_MOST = 5.0
"""Seconds for which a callback may delay the end of a pass."""
_LOOK = 0.002
"""Seconds between two looks whether all webhooks are delivered."""


class Backstage:
    """Serves fakes by their doors. A request is answered only within `answering`, so no act of a user meets a request.

    The ports are taken at once, in a row from `port` on; 0 takes any that are free. Raises BadInput where a port is
    not free.

    An answer that is late, or never comes, is held back for at most `longest()` real seconds; the others pass on the
    clock.
    """

    def __init__(
        self,
        fakes: Mapping[str, Fake],
        doors: Mapping[str, Door],
        clock: Clock,
        port: int = 0,
        *,
        longest: Callable[[], float] = lambda: math.inf,
    ) -> None:
        self._longest = longest
        self.queues = [fake.deliveries for fake in fakes.values() if fake.deliveries is not None]
        self.clock, self.time = clock, Timekeeper(clock)
        self._doors = doors
        for door in doors.values():
            door.ask = None  # the thread of the loop asks: a door that did would block every client
        names = [*fakes, CLOCK]
        self._ports: dict[str, ListeningPort] = {}
        try:
            for place, name in enumerate(names):
                self._ports[name] = ListeningPort("127.0.0.1", port and port + place)
        except BadInput as error:
            self._release()
            what = str(error).partition("\n")[0]
            raise BadInput(what, do=f"--sut-port takes the first of {len(names)} free ports; 0 takes any") from error
        except BaseException:
            self._release()
            raise
        # The same path as in process, so that a client adds the same to either URL.
        self.urls = {name: f"{self._ports[name].url}{urlsplit(fake.url).path}" for name, fake in fakes.items()}
        self.clock_url = self._ports[CLOCK].url
        self.clock_refused = ""
        """The last request that the clock refused, and the cure."""
        self.gate = Gate(clock.advance, time.monotonic)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="systems", daemon=True)
        self._thread.start()
        self._ready.wait()

    def _release(self) -> None:
        for taken in self._ports.values():
            taken.release()

    def stop(self) -> None:
        """Stop serving, and give the ports back."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Answer requests; webhooks that are due are delivered first, and before the end."""
        self._loop.call_soon_threadsafe(self.gate.open)  # requests wait until it is
        self._deliver()
        try:
            yield
        finally:
            self._deliver()
            self._do(self.gate.shut)

    def hang_up(self) -> None:
        """Hang up on every client that waits for an answer."""
        self._do(self.gate.hang_up)

    def let_in_one(self) -> None:
        """Answer the request that has waited longest, and no other."""
        self._do(self.gate.let_in_one)

    def late(self, seconds: float) -> tuple[str, ...]:
        """Return the requests that wait, or come within some seconds, while none is answered."""
        until = time.monotonic() + seconds
        while not (waiting := self.gate.waiting) and time.monotonic() < until:
            time.sleep(_LOOK)
        return waiting

    def _do(self, action: Callable[[], None]) -> None:
        """Let the thread of the loop perform an action, and wait until that is done."""
        done = threading.Event()

        def perform() -> None:
            action()
            done.set()

        self._loop.call_soon_threadsafe(perform)
        done.wait()

    def _deliver(self) -> None:
        if any(queue.next_due() is not None for queue in self.queues):
            asyncio.run_coroutine_threadsafe(self._delivered(), self._loop).result()

    async def _delivered(self) -> None:
        self._courier.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOST):
                while not self._courier.idle:  # noqa: ASYNC110 - no event marks that the courier is idle
                    await asyncio.sleep(_LOOK)

    # All that follows runs in the thread of the loop.

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._courier = Courier(self, anywhere=False, complain=_complain, gate=self.gate)
        clock = clock_app(self.clock, self._note_refusal)
        doors: dict[str, Callable[[], WSGIApplication]] = {
            name: lambda door=door: door  # type: ignore[misc]  # bound early: mypy sees no default
            for name, door in self._doors.items()
        }
        doors[CLOCK] = lambda: clock
        deliveries = asyncio.create_task(self._courier.deliver())
        async with listening((port, self._gateway(port, doors[name])) for name, port in self._ports.items()):
            self._ready.set()
            await self._stop.wait()
            self.gate.turn_away()
        deliveries.cancel()
        with suppress(asyncio.CancelledError):
            await deliveries

    def _note_refusal(self, text: str) -> None:
        self.clock_refused = text

    def _gateway(self, port: ListeningPort, door: Callable[[], WSGIApplication]) -> Gateway:
        def tick() -> int:
            self.gate.tick()
            return self.clock.now

        def done() -> None:
            self.gate.answered()
            self._courier.wake()

        address = (port.host, port.number)
        return Gateway(
            door, address=address, tick=tick, ask=self._courier.ask, done=done, gate=self.gate, wait=self._wait
        )

    async def _wait(self, seconds: float) -> None:
        held = min(seconds, self._longest())
        await asyncio.sleep(held)
        self.clock.advance(seconds - held)


def _complain(text: str) -> None:
    sys.stderr.write(f"{text}\n")
