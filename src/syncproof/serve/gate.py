"""The gate before systems that a scenario plays with: when a SUT in another process is answered, and when it waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

A_PAUSE = 1.0
"""Seconds of real time between two requests from which on they pass on the harness's clock too.

A SUT that sleeps as it was told (Retry-After counts in whole seconds) finds that time has passed; one that is merely
slow moves no clock, so the same story has the same times on any machine.
"""


class _Waiting(NamedTuple):
    request: str
    since: float


class Gate:
    """Used in the thread of the loop alone. While it is shut, requests wait before it."""

    def __init__(self, advance: Callable[[float], None], seconds: Callable[[], float]) -> None:
        self._advance = advance
        self._seconds = seconds
        self._last = seconds()
        self._waiting: dict[asyncio.Future[bool], _Waiting] = {}
        self._away = False
        self.is_open = False

    @property
    def waiting(self) -> tuple[str, ...]:
        """What is asked for before it, as `POST /1/cards`."""
        # Copied first: another thread may look.
        return tuple(each.request for each in tuple(self._waiting.values()) if each.request)

    def open(self) -> None:
        """Let all in that wait, and all that come."""
        self._last = self._seconds()
        self.is_open, self._away = True, False
        self._answer(goes_in=True)

    def shut(self) -> None:
        """Let whoever comes from now on wait."""
        self.is_open = self._away = False

    def let_in_one(self) -> None:
        """Let in who has asked first and still waits, and nobody else."""
        for future, each in self._waiting.items():
            if each.request and not future.done():
                # Since it came it was we who paused.
                self._last += self._seconds() - each.since
                future.set_result(True)
                del self._waiting[future]  # at once: it waits no longer, whenever its task goes on
                return

    def hang_up(self) -> None:
        """Let nobody wait any longer; whoever comes now does."""
        self._answer(goes_in=False)

    def turn_away(self) -> None:
        """Let nobody wait, nor whoever comes, until it is opened or shut again."""
        self.is_open, self._away = False, True
        self.hang_up()

    async def passed(self, request: str = "") -> bool:
        """Wait until it is open. False: hang up. Who names no request goes out by it, and is nobody who asks."""
        if self.is_open or self._away:
            return self.is_open
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[future] = _Waiting(request, self._seconds())
        try:
            return await future
        finally:
            self._waiting.pop(future, None)

    def tick(self) -> None:
        """Let a pause that the SUT made since it was last answered pass on the clock."""
        pause = self._seconds() - self._last
        if pause >= A_PAUSE:
            self._advance(pause)

    def answered(self) -> None:
        """Begin to wait for the next request."""
        self._last = self._seconds()

    def _answer(self, *, goes_in: bool) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(goes_in)
        self._waiting.clear()
