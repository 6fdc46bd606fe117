"""Drives a SUT that is a service at a url: it runs already and syncs by itself; the driver watches until it rests."""

from __future__ import annotations

import math
import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from syncproof.drivers.asking import NOTHING, Asking, Late, Meanwhile, Silent, too_early
from syncproof.drivers.driver import SystemsView
from syncproof.drivers.hang_budget import HangBudget
from syncproof.drivers.listed_reports import ListedReports
from syncproof.drivers.one_by_one import OneByOne
from syncproof.drivers.program import outlived
from syncproof.drivers.workplace import ENVIRONMENT, Workplace
from syncproof.errors import NotOffered, SutMissing, SutShared
from syncproof.sut import Sut
from syncproof.sut.masking import secrets_of
from syncproof.sut.protocol import PassEnd, Protocol, Status

_ALL_WELL = range(200, 300)
_LOOK = 0.005
"""Seconds between two looks at the requests of the service."""
_SOON = 0.001
"""Seconds between two looks whether a pass has ended."""
_GLANCE = 1.0
"""Seconds for a look at a service that may not be there yet."""
_LATER = 0.2
"""Seconds between two looks whether the service is there by now."""
_BREATH = 0.03
"""Seconds without a request after which a service that reports no passes counts as between two passes."""


class Service:
    """Uses the verbs that the service offers; a service without any plays one scenario each time it is started."""

    outside = True
    advice = ""

    def __init__(self, sut: Sut, systems: SystemsView) -> None:
        self._sut = sut
        self._systems = systems
        secrets = secrets_of(sut.url or "", os.environ)
        self._place = Workplace(sut.folder, announced=sut.attach, secrets=secrets)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._asking = Asking(sut.url or "")
        self._kept = ExitStack()
        if self._place.ours and sys.platform != "win32":
            self._kept.enter_context(outlived(str(self._place.path)))
        self._status = Status()
        self._budget = HangBudget()
        self._one_by_one = OneByOne(systems, sut.pass_timeout)
        self._run = f"{socket.gethostname()}-{os.getpid()}"
        """The identity of this run, which the service is told, and tells whoever asks."""
        self._was_reset = self._is_anothers = False
        self._scenarios = 0
        self._listed = ListedReports(self._protocol)
        self._last = ""
        self._answered = 0
        self._body = ""
        """The last answer about a pass."""

    @property
    def reports(self) -> bool:
        """Whether the service reports what it could not sync."""
        if not self._scenarios:
            with suppress(Silent):  # no service there yet: `begin` raises for that
                self._status = self._look(_GLANCE, self._gone)
        return self._status.reports is not None or "pass" in self._status.offers

    @property
    def declines(self) -> bool:
        """Whether the service can decline sections: without reset, it got its checklist before it was asked."""
        return self.reports and "reset" in self._status.offers

    @property
    def _seconds(self) -> float | None:
        return None if self._sut.attach else self._sut.pass_timeout

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Let the service forget everything. Raises SutMissing where none answers, NotOffered where it cannot."""
        with self._budget.beginning():
            self._begin(checklist, environ)

    def _begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._protocol.checklist(checklist)
        environment = self._prepare(checklist, environ)
        self._scenarios += 1
        self._last = ""
        self._listed.begin(self._status)
        if "reset" in self._status.offers:
            # Its requests in flight belong to the scenario before: drop them. Requests after the reset can wait.
            body = {"environment": environment, "checklist": checklist, "run": self._run}
            self._verb("reset", body, self._one_by_one.hanging_up)
            self._listed.forget()
            self._was_reset = True
        elif self._place.ours and not self._sut.port:
            what = "the service offers no reset, so it cannot learn where the systems are"
            if self._answered not in _ALL_WELL:
                what = f"GET of the service's address is answered {self._answered}, so its verbs are unknown"
            raise SutMissing(f"{what}\n  do       offer POST /reset (docs/sut.md); or else --sut-port N --sut-dir DIR")
        elif why := self._place.played(checklist, environ):
            again = f"end it, run this again, and start it with {self._place.path / ENVIRONMENT}"
            raise NotOffered(
                f"the service offers no reset, and {why}\n  do       offer POST /reset (docs/sut.md); or else "
                f"{again if self._lasts else '--sut-port N --sut-dir DIR'}",
                kind="the service offers no reset",
            )

    def _prepare(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, str]:
        """Return the environment for a service to be reset; a folder that a service may work in already stays as is."""
        try:
            self._status = self._look(meanwhile=self._gone)
        except Silent as silence:
            environment = self._place.begin(checklist, environ)
            self._status = self._wait(silence)
            return environment
        if "reset" in self._status.offers or not self._place.is_prepared:
            return self._place.begin(checklist, environ)
        return {}

    @property
    def _gone(self) -> Meanwhile:
        """Let a service end its pass before it answers: by dropping requests that belong to a scenario before."""
        return self._one_by_one.hanging_up if self._scenarios else self._one_by_one.letting_in

    def _wait(self, silence: Silent) -> Status:
        """Wait for a service that somebody is to start in a debugger. Raises SutMissing for any other."""
        while self._sut.attach:
            with suppress(Silent):
                return self._look()
            time.sleep(_LATER)
        raise self._missing(f"the service does not answer: {silence}") from silence

    def _look(self, seconds: float | None = None, meanwhile: Meanwhile = NOTHING) -> Status:
        self._answered, body = self._asking.ask("GET", "", seconds or self._seconds, meanwhile=meanwhile)
        self._body = body.decode("utf-8", "replace")
        status = self._protocol.status(self._place.without_credentials(self._body))
        self._is_anothers = self._was_reset and status.run not in {"", self._run}
        if self._is_anothers:
            raise SutShared(
                f"somebody else reset this service: another run, {status.run}, uses {self._asking.url} too"
                "\n  do       end the other run, or start a service for each run"
            )
        return status

    @property
    def _tells_run(self) -> bool:
        """Whether the service may say which run has reset it: not known before the first reset."""
        return self._was_reset and bool(self._status.run or self._scenarios == 1)

    def _check_run(self) -> None:
        """Raise SutShared where another run has reset the service: what goes wrong is not the service's fault then."""
        if self._tells_run:
            with suppress(Silent):
                self._look(_GLANCE)

    def _verb(self, name: str, body: Mapping[str, Any] | None = None, meanwhile: Meanwhile = NOTHING) -> None:
        try:
            status, answer = self._asking.ask("POST", f"/{name}", self._seconds, body, meanwhile)
        except Silent as silence:
            self._check_run()
            raise self._missing(f"the service offers {name}, and does not answer: {silence}") from silence
        if status not in _ALL_WELL:
            self._check_run()
            text = self._place.without_secrets(answer.decode("utf-8", "replace"))[:120]
            raise self._missing(f"the service offers {name}, and answers {status} to it: {text or 'no reason given'}")

    @property
    def _lasts(self) -> bool:
        """Whether the environment is the same in the next run."""
        return not self._place.ours and self._sut.port != 0

    def _missing(self, what: str) -> SutMissing:
        what = self._place.without_secrets(what)
        if self._place.ours:
            return SutMissing(
                f"{what}\n  do       look at what the service prints; if it runs elsewhere, correct --sut-url"
            )
        again = f"{what}\n  do       . {self._place.path / ENVIRONMENT}\n           start it there, and run again"
        return SutMissing(again if self._lasts else f"{again}; with --sut-port N, if it offers no reset")

    def run_pass(self) -> PassEnd:
        """Let the service work until it rests, or ask for a pass where it offers that."""
        if "pass" in self._status.offers:
            end = self._asked()
        else:
            end = self._watched() if self._status.passes is not None else self._rested()
        self._last = end.problem
        return end

    def _hung(self, how: str) -> PassEnd:
        """Kill a service that hangs, where it offers that. Raises PromiseBroken where it hangs too often, SutShared."""
        self._check_run()
        self._last = how
        if "kill" in self._status.offers:
            with suppress(SutMissing):
                self._verb("kill")
        self._budget.hung(self._sut.pass_timeout)
        return PassEnd(how)

    def _asked(self) -> PassEnd:
        try:
            with self._systems.answering():
                status, body = self._asking.ask("POST", "/pass", self._seconds)
        except Late as late:
            return self._hung(str(late))
        except Silent as silence:
            self._check_run()
            return PassEnd(str(silence))
        if self._status.reports is not None or self._tells_run:
            with suppress(Silent):
                self._status = self._look()
        self._body = body.decode("utf-8", "replace")
        end = self._protocol.pass_end(status, self._place.without_credentials(self._body))
        return self._listed.and_answered(self._status, end)

    def _watched(self) -> PassEnd:
        """Let two passes end: the first may have begun before the last edit, and so have missed it.

        The second pass is answered one request at a time, so its end is seen before the next pass has asked for
        anything, and users act between two passes. In the middle of a pass, they would make its plan out of date.
        """
        until = math.inf if self._sut.attach else time.monotonic() + self._sut.pass_timeout
        try:
            with self._systems.answering():
                self._ended(until)
            status = self._step(until)
        except Late as late:
            return self._hung(str(late))
        except Silent as silence:
            self._check_run()
            return PassEnd(f"the service does not answer any more: {silence}")
        return self._listed.new(status)

    def _ended(self, until: float) -> None:
        """Wait until a pass ends. Raises Late, Silent."""
        first = self._look().passes or 0
        while ((passes := self._look().passes) or 0) <= first:
            if time.monotonic() >= until:
                raise self._one_by_one.no_end(first, passes)
            time.sleep(_SOON)

    def _step(self, until: float) -> Status:
        return self._one_by_one.pass_ended(lambda meanwhile: self._look(meanwhile=meanwhile), until)

    def _rested(self) -> PassEnd:
        """Wait until the service has written nothing for a while, and then, as long again, for a gap between passes."""
        rest = self._sut.rest
        began = last = asked = time.monotonic()
        requests, writes = self._systems.requests()
        with self._systems.answering():
            self._check_run()
            while (now := time.monotonic()) < last + rest or (now < asked + _BREATH and now < last + 2 * rest):
                time.sleep(_LOOK)
                before, (requests, writes) = (requests, writes), self._systems.requests()
                if requests != before[0]:
                    asked = time.monotonic()
                if writes != before[1]:
                    last = time.monotonic()
                if not self._sut.attach and last > began + self._sut.pass_timeout:
                    return self._hung(
                        f"the service was still writing after {self._sut.pass_timeout:g} s (--pass-timeout)"
                    )
        return PassEnd("")

    def kill(self) -> None:
        """Raise NotOffered: the harness did not start the service, and must not end it."""
        raise NotOffered("a service that the harness did not start cannot be killed")

    def restart(self) -> None:
        """Restart the service over the state that it kept. Raises NotOffered where it offers no restart."""
        if "restart" not in self._status.offers:
            raise NotOffered("the service offers no restart, and this story needs one\n  do       offer POST /restart")
        # The service may end a pass first, or ask the systems something as it starts.
        self._verb("restart", meanwhile=self._one_by_one.letting_in)

    def printed(self) -> str:
        """Return the last answer about a pass: what a service prints goes elsewhere."""
        return self._body

    def tail(self) -> tuple[str, ...]:
        """Return the problem that the service last reported, and hints."""
        requests, writes = self._systems.requests()
        hints: Sequence[str] = [] if requests else self._place.hints(requests, writes, complete=not self._last)
        if self._answered not in _ALL_WELL:
            hints = [f"GET of the address is answered {self._answered}, so its verbs are unknown", *hints]
        if "pass" in self._status.offers:
            hints = too_early(self._systems) or hints
        if self._was_reset and not requests and not self._status.run:
            hints = [*hints, "has another run reset this service? Its status may say `run`, the one of the last reset"]
        if self._is_anothers:
            return ()  # what this run sees says nothing about the service
        return (self._last or "the service reports no problem", *hints, *self._systems.hints())

    def close(self) -> None:
        """Remove the folder; the service itself is somebody else's."""
        self._asking.close()
        self._kept.close()
        self._place.close()
