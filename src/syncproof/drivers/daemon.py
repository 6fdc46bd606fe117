"""The SUT as a daemon: it keeps running, and is asked for each pass by `POST /pass` on the address that it prints."""

from __future__ import annotations

import shlex
import time
from collections.abc import Mapping
from typing import Any

from syncproof.drivers.asking import Asking, Silent
from syncproof.drivers.driver import PassEnd, Watch
from syncproof.drivers.program import Program
from syncproof.drivers.protocol import Protocol
from syncproof.drivers.workplace import Workplace
from syncproof.errors import SutMissing
from syncproof.sut import Sut

_LOOK = 0.005
"""Seconds between two looks for its first line."""
_LATE = 0.5
"""Seconds that a daemon which failed is given to show that it was not done when it said so."""


class Daemon:
    """Starts a program once; for a new scenario it is reset where it offers that, or else started anew."""

    outside = True
    reports = True

    def __init__(self, sut: Sut, watch: Watch) -> None:
        self._sut = sut
        self._watch = watch
        self._place = Workplace(sut.folder)
        self._program = Program(shlex.split(sut.command), self._place.path, ours=self._place.ours)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._asking: Asking | None = None
        self._resets = False
        self._told: Mapping[str, str] = {}
        self._last = ""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Let it forget all. Raises SutMissing where it does not start, or does not say where it listens."""
        self._protocol.checklist(checklist)
        told = self._place.begin(checklist, environ)
        if not (self._resets and self._reset({"environment": told, "checklist": checklist})):
            self._stop()
            self._start()
        self._last = ""

    def _reset(self, news: Mapping[str, Any]) -> bool:
        if self._asking is None or self._gone():
            return False
        self._program.forget()
        try:
            # What it still has under way belongs to a world that is gone.
            with self._watch.turning_away():
                return self._asking.ask("POST", "/reset", self._seconds, news).status in range(200, 300)
        except Silent:
            return False

    @property
    def _seconds(self) -> float | None:
        return None if self._sut.attach else self._sut.pass_timeout

    def _start(self) -> None:
        self._program.forget()
        with self._watch.answering():
            self._program.start(self._place.environ)
            greeting = self._protocol.greeting(self._first_line())
        self._resets = "reset" in greeting.offers
        self._asking = Asking(greeting.url, self._gone)

    def _first_line(self) -> str:
        until = time.monotonic() + self._sut.start_timeout
        while not (lines := self._program.lines()):
            if ended := self._program.ended(_LOOK):
                raise self._missing(f"the daemon was to keep running, and {ended!s}")
            if not self._sut.attach and time.monotonic() >= until:
                self._program.kill()
                raise self._missing(
                    f"the daemon printed no address within {self._sut.start_timeout:g} s",
                    "print it as the first line on standard output, and flush; or give it longer: --start-timeout 60",
                )
        return lines[0]

    def _missing(self, what: str, do: str = "") -> SutMissing:
        words = [f"  | {line}" for line in self._last_words()]
        do = do or f"try it by hand: {self._program.name}"
        return SutMissing("\n".join([what, *words, f"  do       {do}"]))

    def _gone(self) -> str:
        """Say how the program ended, '' while it runs."""
        ended = self._program.ended()
        return "" if ended is None else f"the daemon is gone: {ended}"

    def run_pass(self) -> PassEnd:
        """Ask for a pass, and wait for its end. Raises PromiseBroken for what it says."""
        assert self._asking is not None
        try:
            with self._watch.answering():
                answer = self._asking.ask("POST", "/pass", self._seconds)
        except Silent as silence:
            self._last = str(silence)
            if not self._gone():
                self._stop()
            return PassEnd(self._place.without_secrets(self._last))
        end = self._protocol.pass_end(
            answer.status, self._place.without_secrets(answer.body.decode("utf-8", "replace"))
        )
        said = self._protocol.lines(self._place.without_secrets("\n".join(self._program.lines())).splitlines())
        self._last = end.problem
        return PassEnd(end.problem, (*said.said, *end.said), (*said.declined, *end.declined))

    def restart(self) -> None:
        """End the program, and start it over the state that it kept."""
        self._stop()
        self._start()

    def _stop(self) -> None:
        self._program.end()
        if self._asking is not None:
            self._asking.close()
            self._asking = None
        with self._watch.turning_away():
            pass  # what it asked for last, nobody waits for

    def tail(self) -> tuple[str, ...]:
        """Return how the last pass ended, its last words, and what is odd."""
        words = [f"| {line}" for line in self._last_words()]
        if late := self._watch.late(_LATE):
            words.append(f"it answered POST /pass before it was done: {late[0]} came after the answer")
        return (self._last or "its last pass was complete", *words, *self._place.oddities(*self._watch.requests()))

    def _last_words(self) -> list[str]:
        return [self._place.without_secrets(line) for line in self._program.last_words()]

    def close(self) -> None:
        """Leave nothing running, and no folder."""
        self._program.close()
        self._place.close()
