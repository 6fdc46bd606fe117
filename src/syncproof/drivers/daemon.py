"""Drives a SUT that is a daemon: it keeps running, and `POST /pass` to the address that it prints asks for a pass."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

from syncproof.drivers.asking import NOTHING, Answered, Asking, Late, Meanwhile, Silent, too_early
from syncproof.drivers.driver import SystemsView
from syncproof.drivers.started import Started
from syncproof.drivers.workplace import Workplace
from syncproof.errors import PromiseBroken, SutMissing
from syncproof.sut import Sut
from syncproof.sut.protocol import PassEnd

_LOOK = 0.005
"""Seconds between two looks for the daemon's first line."""
_SOON = 0.005
"""Seconds between two looks whether a daemon that is reset still waits for an earlier request."""
_GLANCE = 0.5
"""Seconds to try whether the daemon listens."""


class Daemon(Started):
    """Starts a program once; a new scenario resets the daemon where it offers that, or else starts it anew."""

    def __init__(self, sut: Sut, systems: SystemsView, place: Workplace | None = None) -> None:
        super().__init__(sut, systems, place)
        self._asking: Asking | None = None
        self._offers: frozenset[str] = frozenset()
        self._failed: frozenset[str] = frozenset()
        """Verbs that the daemon offers and has failed to do: from then on it is started anew instead."""
        self._greeting = ""
        self._body = ""
        """The answer to the last pass that was answered."""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Let the daemon forget everything. Raises SutMissing where it does not start, or prints no address."""
        with self._budget.beginning():
            self._protocol.checklist(checklist)
            environment = self._place.begin(checklist, environ)
            self._program.forget()
            # Its requests in flight belong to the scenario before: drop them.
            gone = Meanwhile(self._systems.hang_up, lambda: _SOON)
            if not self._verb("reset", {"environment": environment, "checklist": checklist}, gone):
                self._stop()
                self._start()
            self._last = self._before = self._body = ""

    def _verb(self, name: str, body: Mapping[str, Any] | None = None, meanwhile: Meanwhile = NOTHING) -> bool:
        """Ask for a verb that the daemon may offer; return whether it did as asked."""
        if name not in self._offers - self._failed or self._asking is None or self._gone():
            return False
        with suppress(Silent):
            if self._asking.ask("POST", f"/{name}", self._seconds, body, meanwhile).status in range(200, 300):
                return True
        self._failed |= {name}
        return False

    def _start(self) -> None:
        """Start the daemon, and wait until it listens. Raises SutMissing where it does not."""
        self._program.forget()
        until = None if self._sut.attach else time.monotonic() + self._sut.start_timeout
        with self._systems.answering():
            self._program.start(self._place.environ)
            self._greeting = self._place.without_credentials(self._first_line(until))
            try:
                greeting = self._protocol.greeting(self._greeting)
            except PromiseBroken as broken:
                self._program.kill()
                raise self._missing(
                    f"{broken.what}\n  expected {broken.expected}\n  saw      {broken.saw}",
                    "print anything else to standard error, or later",
                ) from broken
            self._listens(urlsplit(greeting.url), until)
        self._offers = greeting.offers
        self._asking = Asking(greeting.url, self._gone)

    def _first_line(self, until: float | None) -> str:
        while not (lines := self._program.lines()):
            if ended := self._program.ended(_LOOK):
                raise self._missing(f"the daemon was to keep running, and {ended!s}")
            if until is not None and time.monotonic() >= until:
                self._program.kill()
                raise self._missing(
                    f"the daemon printed no address within {self._sut.start_timeout:g} s",
                    "print it as the first line, and flush; --start-timeout gives it longer",
                )
        return lines[0]

    def _listens(self, address: SplitResult, until: float | None) -> None:
        """Wait until a server listens at the address that the daemon printed."""
        while True:
            try:
                socket.create_connection((address.hostname or "", address.port or 80), _GLANCE).close()
            except OSError as error:
                if ended := self._program.ended(_LOOK):
                    raise self._missing(f"the daemon was to keep running, and {ended!s}") from error
                if until is not None and time.monotonic() >= until:
                    self._program.kill()
                    raise self._missing(
                        f"the daemon printed {address.geturl()}, and no server listens there",
                        "listen first, then print the address; --start-timeout gives it longer",
                    ) from error
            else:
                return

    def _missing(self, what: str, do: str = "") -> SutMissing:
        words = [f"  | {line}" for line in self._last_words()]
        do = do or f"try it by hand: {self._place.without_credentials(self._program.name)}"
        return SutMissing("\n".join([self._place.without_secrets(what), *words, f"  do       {do}"]))

    def _gone(self) -> str:
        """Return how the program ended, '' while it runs."""
        ended = self._program.ended()
        return "" if ended is None else f"the daemon {ended}"

    def _pass(self) -> PassEnd:
        try:
            answer = self._asked()
        except (Silent, SutMissing) as silence:
            self._last = self._place.without_secrets(str(silence).partition("\n")[0])
            words = self._last_words()
            if isinstance(silence, Late):
                self._stop()
                self._budget.hung(self._sut.pass_timeout)
            return PassEnd(f"{self._last}: {words[-1].strip()}" if words else self._last)
        self._body = answer.body.decode("utf-8", "replace")
        end = self._protocol.pass_end(answer.status, self._place.without_credentials(self._body))
        output = self._protocol.lines(self._place.without_credentials(line) for line in self._program.lines())
        self._last = end.problem
        return PassEnd(end.problem, (*output.reports, *end.reports), (*output.declined, *end.declined))

    def _asked(self) -> Answered:
        """Ask for a pass. Raises Silent, SutMissing."""
        self._program.count()
        if self._asking is None or self._gone():
            # The daemon died, or hung and was killed: start it again, as a supervisor would.
            self._stop()
            self._start()
        with self._answering():
            answer = cast("Asking", self._asking).ask("POST", "/pass", self._seconds)
        if (ended := self._program.ended()) and ended.why:  # it printed too much, so its output is incomplete
            raise Silent(self._gone())
        return answer

    def printed(self) -> str:
        """Return the output since the scenario began, or the daemon did, and the answer to the last pass."""
        return f"{super().printed()}{self._body}"

    def restart(self) -> None:
        """Restart the daemon over the state that it kept: by its own verb, or by ending the program.

        Raises PromiseBroken where it does not start: it has started before.
        """
        with self._systems.answering():
            restarted = self._verb("restart")
        if restarted:
            return
        self._stop()
        try:
            self._start()
        except SutMissing as missing:
            self._last = str(missing).partition("\n")[0]
            raise PromiseBroken(
                "the sync does not start again over what it kept", expected="a start as the first", saw=self._last
            ) from missing

    def _stop(self) -> None:
        self._program.end()
        if self._asking is not None:
            self._asking.close()
            self._asking = None
        self._offers = frozenset()
        self._systems.hang_up()  # the program has ended, and waits for no answer

    def tail(self) -> tuple[str, ...]:
        """Return how the last pass ended, the last words of the daemon, and hints."""
        words = [f"| {line}" for line in self._last_words()] + self._earlier()
        hints = self._place.hints(*self._systems.requests(), complete=not self._last)
        hints = too_early(self._systems) or hints
        return (self._last or "the last pass was complete", *words, *hints, *self._systems.hints())

    def _last_words(self) -> list[str]:
        return [line for line in super()._last_words() if line != self._greeting]
