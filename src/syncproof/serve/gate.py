"""The gate before the systems of a scenario: when requests of a SUT outside are answered, and when they wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

A_PAUSE = 1.0
"""A pause of so many real seconds between two requests, or a longer one, passes on the harness's clock too.

A SUT that sleeps as a system asked (Retry-After counts in whole seconds) finds that time has passed; a SUT that is
merely slow moves no clock, so the same story has the same times on any machine.
"""


class _Waiting(NamedTuple):
    request: str
    since: float


class Gate:
    """Lets requests through while open, and holds them while shut. For the thread of the loop alone."""

    def __init__(self, advance: Callable[[float], None], seconds: Callable[[], float]) -> None:
        self._advance = advance
        self._seconds = seconds
        self._last = seconds()
        self._waiting: dict[asyncio.Future[bool], _Waiting] = {}
        self._away = False
        self.is_open = False

    @property
    def waiting(self) -> tuple[str, ...]:
        """The requests that wait, such as `POST /1/cards`."""
        # Copied first: another thread may read this.
        return tuple(each.request for each in tuple(self._waiting.values()) if each.request)

    def open(self) -> None:
        """Let in every request that waits, and every request that comes."""
        self._last = self._seconds()
        self.is_open, self._away = True, False
        self._answer(goes_in=True)

    def shut(self) -> None:
        """Let requests wait from now on."""
        self.is_open = self._away = False

    def let_in_one(self) -> None:
        """Let in the request that has waited longest, and no other."""
        for future, each in self._waiting.items():
            if each.request and not future.done():
                # Time that a request spent waiting here is no pause of the SUT's.
                self._last += self._seconds() - each.since
                future.set_result(True)
                del self._waiting[future]  # at once: the request waits no longer, whenever its task goes on
                return

    def hang_up(self) -> None:
        """Hang up on every request that waits; a request that comes afterwards waits."""
        self._answer(goes_in=False)

    def turn_away(self) -> None:
        """Hang up on every request that waits or comes, until the gate is opened or shut again."""
        self.is_open, self._away = False, True
        self.hang_up()

    async def passed(self, request: str = "") -> bool:
        """Wait until the gate lets a request in, True, or hangs up, False; '' is a request of ours on its way out."""
        if self.is_open or self._away:
            return self.is_open
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting[future] = _Waiting(request, self._seconds())
        try:
            return await future
        finally:
            self._waiting.pop(future, None)

    def tick(self) -> None:
        """Let the pause since the last answer pass on the clock, where the SUT made one."""
        pause = self._seconds() - self._last
        if pause >= A_PAUSE:
            self._advance(pause)

    def answered(self) -> None:
        """Note that a request was answered: a pause begins."""
        self._last = self._seconds()

    def _answer(self, *, goes_in: bool) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(goes_in)
        self._waiting.clear()
