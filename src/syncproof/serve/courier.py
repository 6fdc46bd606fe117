"""The courier sends requests for the fakes: asks whether a callback answers, and delivers webhooks when due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Protocol

import httpx

from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.delivery import Deliveries, Delivery
from syncproof.fakes.kit.outside import is_near, on_the_wire
from syncproof.serve.gate import Gate
from syncproof.serve.timekeeper import Timekeeper

_PATIENCE = 5.0
"""Seconds that a callback has to answer."""
_NONE: Mapping[str, str] = MappingProxyType({})
_LOOK = 0.2
"""Seconds until somebody else's delivery is looked for while one is on its way."""


class Sender(Protocol):
    """The systems that send webhooks; a reset may put other systems in their place."""

    @property
    def queues(self) -> Sequence[Deliveries]:
        """The deliveries of each system that has webhooks."""

    @property
    def clock(self) -> Clock:
        """The clock of the systems."""

    @property
    def time(self) -> Timekeeper:
        """How that clock moves."""


class Courier:
    """Sends to this machine alone, or `anywhere`; an address that may not be reached counts as not answering.

    While a gate is shut, nothing is sent, and an answer is noted only after the gate opens.
    """

    def __init__(
        self, systems: Sender, *, anywhere: bool, complain: Callable[[str], None], gate: Gate | None = None
    ) -> None:
        self._systems = systems
        self._anywhere = anywhere
        self._complain = complain
        self._gate = gate
        # A kept connection may be closed just as it is used again: then a delivery would come half a minute late.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._client = httpx.AsyncClient(timeout=_PATIENCE, limits=limits, follow_redirects=False, trust_env=False)
        self._wake = asyncio.Event()
        self._busy: set[str] = set()

    def wake(self) -> None:
        """Look for due deliveries again: a record has changed, or the clock has moved."""
        if self._next_due() is not None:
            self._wake.set()

    def _next_due(self) -> int | None:
        return min((due for queue in self._systems.queues if (due := queue.next_due()) is not None), default=None)

    @property
    def idle(self) -> bool:
        """Whether no delivery is due or on its way."""
        next_due = self._next_due()
        return not self._busy and (next_due is None or next_due > self._systems.clock.now)

    async def ask(self, url: str) -> int:
        """Return the status that HEAD of a url gives, 0 for no answer."""
        return await self._status("HEAD", url)

    async def deliver(self) -> None:
        """Deliver what is due, until cancelled: to one webhook in order, to several side by side."""
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    await self._wait()
                    if self._gate and not await self._gate.passed():
                        continue
                    self._systems.time.tick()
                    for queue in self._systems.queues:
                        for delivery in queue.due(self._systems.clock.now):
                            if delivery.webhook not in self._busy:
                                self._busy.add(delivery.webhook)
                                group.create_task(self._send(queue, delivery))
        finally:
            await self._client.aclose()

    async def _send(self, queue: Deliveries, delivery: Delivery) -> None:
        try:
            status = await self._status("POST", delivery.url, delivery.headers, delivery.body)
            if self._gate and not await self._gate.passed():
                return
            self._systems.time.tick()
            if queue in self._systems.queues:  # none that a reset has dropped
                queue.done(delivery, status)
        finally:
            self._busy.discard(delivery.webhook)
            self.wake()

    async def _wait(self) -> None:
        next_due = self._next_due()
        seconds = None
        if next_due is not None:
            left = (next_due - self._systems.clock.now) / 1000
            # A clock that stands still makes nothing due by waiting.
            seconds = max(left, 0) if self._systems.time.runs or left <= 0 else None
            if self._busy:  # a delivery on its way is due all the while
                seconds = _LOOK
        with suppress(TimeoutError):
            # Not wait_for: cancelled just as the wait ends, it would swallow the cancellation.
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()

    async def _status(self, method: str, url: str, headers: Mapping[str, str] = _NONE, body: bytes = b"") -> int:
        """Send a request, and return the status of the answer without reading its body; 0 for no answer."""
        try:
            address = httpx.URL(url)
            if not (self._anywhere or is_near(address)):
                where = f"{address.scheme}://{address.host}"
                self._complain(
                    f"no request is sent to {where}: only this machine is called back, unless --callbacks anywhere"
                )
                return 0
            sent = self._client.stream(method, address, headers=on_the_wire(headers), content=body)
            async with asyncio.timeout(_PATIENCE), sent as answer:
                return answer.status_code
        except Exception:  # noqa: BLE001 - whatever a stranger's address or answer breaks counts as no answer
            return 0
