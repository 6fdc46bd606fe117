"""The common part of the drivers that start a program: its workplace, its budget of hangs, its last words."""

from __future__ import annotations

import os
import shlex
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from syncproof.drivers.driver import SystemsView
from syncproof.drivers.hang_budget import HangBudget
from syncproof.drivers.program import Program
from syncproof.drivers.second_instance import Beside, Second
from syncproof.drivers.workplace import Workplace
from syncproof.sut import Sut
from syncproof.sut.masking import secrets_of
from syncproof.sut.protocol import PassEnd, Protocol


class Started(ABC):
    """A SUT that the harness starts and ends."""

    outside = True
    reports = declines = True
    advice = ""

    def __init__(self, sut: Sut, systems: SystemsView, place: Workplace | None = None) -> None:
        self._sut = sut
        self._systems = systems
        secrets = secrets_of(sut.command or "", os.environ)
        self._place = place or Workplace(
            sut.folder, announced=sut.attach, home=sut.cwd, secrets=secrets, passed=sut.env
        )
        command = shlex.split(sut.command or "")
        self._program = Program(command, self._place.path, ours=self._place.ours, home=sut.cwd)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._budget = HangBudget()
        self._last = self._before = ""
        self._second: Second | None = None
        self._beside = ""
        """What a second instance printed."""

    @property
    def _seconds(self) -> float | None:
        """How long a pass may take; None under a debugger: any time."""
        return None if self._sut.attach else self._sut.pass_timeout

    def run_pass(self) -> PassEnd:
        """Run a pass. Raises SutMissing where the SUT cannot be started, PromiseBroken for what the SUT reports."""
        before = self._systems.requests()
        self._beside = ""
        self._before = self._last or self._before
        with self._place.watched():
            end = self._pass()
        self._budget.ran(futile=bool(end.problem) and self._systems.requests() == before)
        return end

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Let the systems answer until the SUT's pass has ended, and that of a second instance."""
        with self._systems.answering():
            try:
                yield
            finally:
                if self._second:
                    self._beside = self._second.end(self._seconds)
                    self._second = None

    def expect_second(self) -> None:  # noqa: B027 - the promise of a driver, and nothing to do here
        """Do nothing: programs need no preparation."""

    def second(self) -> Callable[[], bool]:
        """Start the program a second time, from the thread in which the systems answer."""
        self._second = Second(lambda: type(self)(self._sut, Beside(self._systems), self._place.beside()))
        return self._second.lets_go

    @abstractmethod
    def _pass(self) -> PassEnd:
        """Do a pass, and keep in `_last` what went wrong, '' where nothing did."""

    def _earlier(self) -> list[str]:
        """Return a line about the last pass that was given up before the one that just ended; none for none."""
        return [f"an earlier pass was given up: {self._before}"] if self._before and not self._last else []

    def _last_words(self) -> list[str]:
        return [self._place.without_secrets(line) for line in self._program.last_words()]

    def kill(self) -> None:
        """Kill the program in the middle of a pass, from the thread in which the systems answer."""
        self._program.kill_at_once()

    def printed(self) -> str:
        """Return the output of the program, and of a second instance, with its secrets."""
        return f"{self._program.printed()}{self._beside}"

    def close(self) -> None:
        """Leave nothing running, and no folder."""
        self._program.close()
        self._place.close()
