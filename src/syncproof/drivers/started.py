"""What both drivers do alike that start a program: where it works, how often it may fail, what it said last."""

from __future__ import annotations

import shlex
from abc import ABC, abstractmethod

from syncproof.drivers.driver import SystemsView
from syncproof.drivers.patience import Patience
from syncproof.drivers.program import Program
from syncproof.drivers.workplace import Workplace
from syncproof.sut import Sut
from syncproof.sut.protocol import PassEnd, Protocol


class Started(ABC):
    """A SUT that is started by the harness, and ended."""

    outside = True
    reports = declines = True

    def __init__(self, sut: Sut, watch: SystemsView) -> None:
        self._sut = sut
        self._watch = watch
        self._place = Workplace(sut.folder, told=sut.attach)
        self._program = Program(shlex.split(sut.command or ""), self._place.path, ours=self._place.ours)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._patience = Patience()
        self._last = self._before = ""

    @property
    def _seconds(self) -> float | None:
        """How long a pass may take; None: as long as whoever debugs it likes."""
        return None if self._sut.attach else self._sut.pass_timeout

    def run_pass(self) -> PassEnd:
        """Let a pass end. Raises SutMissing where it cannot be started, PromiseBroken for what it says."""
        before = self._watch.requests()
        self._before = self._last or self._before
        end = self._pass()
        self._patience.ran(futile=bool(end.problem) and self._watch.requests() == before)
        return end

    @abstractmethod
    def _pass(self) -> PassEnd:
        """Do a pass, and keep in `_last` what went wrong, '' for nothing."""

    def _earlier(self) -> list[str]:
        """Tell of a pass that was given up before the last one."""
        return [f"an earlier pass was given up: {self._before}"] if self._before and not self._last else []

    def _last_words(self) -> list[str]:
        return [self._place.without_secrets(line) for line in self._program.last_words()]

    def close(self) -> None:
        """Leave nothing running, and no folder."""
        self._program.close()
        self._place.close()
