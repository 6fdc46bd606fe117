"""A second instance of a SUT, started beside the first one while that one works, over the same state, for one pass."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Protocol

from syncproof.drivers.driver import SystemsView
from syncproof.errors import HarnessBroke, NotOffered, PromiseBroken, SutMissing

if TYPE_CHECKING:
    from syncproof.sut.protocol import PassEnd

HELD = 3.0
"""Seconds for which the first instance waits for its answer at most: the second one may wait for the first."""


class _Instance(Protocol):
    def run_pass(self) -> PassEnd:
        """Start the instance, and do a pass."""

    def printed(self) -> str:
        """Return the output of the instance."""

    def kill(self) -> None:
        """Kill the instance, from any thread."""

    def close(self) -> None:
        """Leave nothing running."""


class Second:
    """A second instance at work in a thread of its own: the thread that answers must not wait for it."""

    def __init__(self, make: Callable[[], _Instance]) -> None:
        self._make = make
        self._instance: _Instance | None = None
        self._until = time.monotonic() + HELD
        self._broken: Exception | None = None
        self.printed = ""
        self._thread = threading.Thread(target=self._work, name="second instance", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            self._instance = instance = self._make()
            try:
                instance.run_pass()
            except (SutMissing, NotOffered, PromiseBroken):
                pass  # the instance was refused, and said so in its own way
            finally:
                self.printed = instance.printed()
                instance.close()
        except Exception as broken:  # noqa: BLE001 - raised where the first instance's pass ends
            self._broken = broken

    def lets_go(self) -> bool:
        """Whether the first instance gets its answer: the second one has ended, or does not end by itself."""
        return not self._thread.is_alive() or time.monotonic() >= self._until

    def end(self, seconds: float | None) -> str:
        """Wait so many seconds for the end of the pass, then kill the instance; return what the instance printed.

        Raises HarnessBroke where no instance could be started at all.
        """
        self._thread.join(seconds)
        while self._thread.is_alive():
            if self._instance is not None:
                self._instance.kill()
            self._thread.join(HELD)
        if self._broken:
            raise HarnessBroke(f"no second instance could be started: {self._broken}") from self._broken
        return self.printed


class Beside:
    """The systems as a second instance's driver sees them: the first one's opens and closes their gate."""

    def __init__(self, systems: SystemsView) -> None:
        self._systems = systems

    def requests(self) -> tuple[int, int]:
        """Return how many requests both instances have made, and how many of them were writes."""
        return self._systems.requests()

    def hints(self) -> list[str]:
        """Return the hints for both instances."""
        return self._systems.hints()

    def answering(self) -> AbstractContextManager[None]:
        """Do nothing: the systems answer already."""
        return nullcontext()

    def hang_up(self) -> None:
        """Do nothing: who waits may be the first instance."""

    def let_in_one(self) -> None:
        """Do nothing: nobody waits."""

    def late(self, _: float) -> tuple[str, ...]:
        """Return nothing: a request may be the first instance's."""
        return ()
