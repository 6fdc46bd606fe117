"""The SUT as a service at a url: it runs already and syncs by itself; it is watched until it rests."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from typing import Any

from syncproof.drivers.asking import NOTHING, Asking, Late, Meanwhile, Silent, too_early
from syncproof.drivers.driver import SystemsView
from syncproof.drivers.patience import Patience
from syncproof.drivers.program import outlived
from syncproof.drivers.stepping import Stepping
from syncproof.drivers.workplace import ENVIRONMENT, Workplace
from syncproof.errors import NotOffered, SutMissing
from syncproof.sut import Sut
from syncproof.sut.protocol import PassEnd, Protocol, Status

_ALL_WELL = range(200, 300)
_LOOK = 0.005
"""Seconds between two looks at what it did."""
_SOON = 0.001
"""Seconds between two looks whether a pass has ended."""
_GLANCE = 1.0
"""Seconds for a look at one that may not be there yet."""
_LATER = 0.2
"""Seconds between two looks whether it is there by now."""
_BREATH = 0.03
"""Seconds without a request in which a service that tells no passes is believed to be between two."""


class Service:
    """Uses the verbs that the service offers; one that offers none plays one scenario for each time it is started."""

    outside = True

    def __init__(self, sut: Sut, watch: SystemsView) -> None:
        self._sut = sut
        self._watch = watch
        self._place = Workplace(sut.folder, told=sut.attach)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._asking = Asking(sut.url or "")
        self._kept = ExitStack()
        if self._place.ours and sys.platform != "win32":
            self._kept.enter_context(outlived(str(self._place.path)))
        self._status = Status()
        self._patience = Patience()
        self._stepping = Stepping(watch, sut.pass_timeout)
        self._scenarios = 0
        self._heard = 0
        self._last = ""
        self._answered = 0

    @property
    def reports(self) -> bool:
        """Whether it tells what it could not sync."""
        if not self._scenarios:
            with suppress(Silent):  # nobody there yet: that is told when it begins
                self._status = self._look(_GLANCE, self._gone)
        return self._status.reports is not None or "pass" in self._status.offers

    @property
    def declines(self) -> bool:
        """Whether it can be told of several sections; one without reset was told before it could say anything."""
        return self.reports and "reset" in self._status.offers

    @property
    def _seconds(self) -> float | None:
        return None if self._sut.attach else self._sut.pass_timeout

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Let it forget all. Raises SutMissing where nobody answers, NotOffered where it cannot forget."""
        with self._patience.beginning():
            self._begin(checklist, environ)

    def _begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._protocol.checklist(checklist)
        told = self._meet(checklist, environ)
        self._scenarios += 1
        self._last = ""
        self._heard = len(self._status.reports or ())
        if "reset" in self._status.offers:
            # What it still has under way belongs to a world that is gone. What it asks for afterwards can wait.
            self._verb("reset", {"environment": told, "checklist": checklist}, self._stepping.hanging_up)
            self._heard = 0
        elif self._place.ours and not self._sut.port:
            what = "the service offers no reset, so it cannot be told where the systems are"
            if self._answered not in _ALL_WELL:
                what = f"GET of the service's address is answered {self._answered}, so nobody knows what it offers"
            raise SutMissing(f"{what}\n  do       offer POST /reset (docs/sut.md); or else --sut-port N --sut-dir DIR")
        elif why := self._place.played(checklist, environ):
            again = f"end it, run this again, and start it with {self._place.path / ENVIRONMENT}"
            raise NotOffered(
                f"the service offers no reset, and {why}\n  do       offer POST /reset (docs/sut.md); or else "
                f"{again if self._lasts else '--sut-port N --sut-dir DIR'}"
            )

    def _meet(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, str]:
        """Look who is there, and return what it is to be told; a folder that it may work in by now is left to it."""
        try:
            self._status = self._look(meanwhile=self._gone)
        except Silent as silence:
            told = self._place.begin(checklist, environ)
            self._status = self._wait(silence)
            return told
        if "reset" in self._status.offers or not self._place.is_prepared:
            return self._place.begin(checklist, environ)
        return {}

    @property
    def _gone(self) -> Meanwhile:
        """Let one that says nothing before its pass ends end it: it is of a world that is gone, if there was one."""
        return self._stepping.hanging_up if self._scenarios else self._stepping.letting_in

    def _wait(self, silence: Silent) -> Status:
        """Wait for one that is to be started in a debugger. Raises SutMissing for others."""
        while self._sut.attach:
            with suppress(Silent):
                return self._look()
            time.sleep(_LATER)
        raise self._missing(f"the service does not answer: {silence}") from silence

    def _look(self, seconds: float | None = None, meanwhile: Meanwhile = NOTHING) -> Status:
        self._answered, body = self._asking.ask("GET", "", seconds or self._seconds, meanwhile=meanwhile)
        return self._protocol.status(self._place.without_secrets(body.decode("utf-8", "replace")))

    def _verb(self, name: str, body: Mapping[str, Any] | None = None, meanwhile: Meanwhile = NOTHING) -> None:
        try:
            status, said = self._asking.ask("POST", f"/{name}", self._seconds, body, meanwhile)
        except Silent as silence:
            raise self._missing(f"the service offers {name}, and does not answer: {silence}") from silence
        if status not in _ALL_WELL:
            text = self._place.without_secrets(said.decode("utf-8", "replace"))[:120]
            raise self._missing(f"the service offers {name}, and answers {status} to it: {text or 'no reason given'}")

    @property
    def _lasts(self) -> bool:
        """Whether the environment is the same in the next run."""
        return not self._place.ours and self._sut.port != 0

    def _missing(self, what: str) -> SutMissing:
        if self._place.ours:
            return SutMissing(f"{what}\n  do       see what it says where it runs; --sut-url names another")
        again = f"{what}\n  do       . {self._place.path / ENVIRONMENT}\n           start it there, and run again"
        return SutMissing(again if self._lasts else f"{again}; with --sut-port N, if it offers no reset")

    def run_pass(self) -> PassEnd:
        """Let it work until it rests, or ask for a pass where it offers that."""
        if "pass" in self._status.offers:
            end = self._asked()
        else:
            end = self._watched() if self._status.passes is not None else self._rested()
        self._last = end.problem
        return end

    def _hung(self, how: str) -> PassEnd:
        """Let one that hangs drop dead, where it offers that. Raises PromiseBroken where it hangs too often."""
        self._last = how
        if "kill" in self._status.offers:
            with suppress(SutMissing):
                self._verb("kill")
        self._patience.hung(self._sut.pass_timeout)
        return PassEnd(how)

    def _asked(self) -> PassEnd:
        try:
            with self._watch.answering():
                status, body = self._asking.ask("POST", "/pass", self._seconds)
        except Late as late:
            return self._hung(str(late))
        except Silent as silence:
            return PassEnd(str(silence))
        return self._protocol.pass_end(status, self._place.without_secrets(body.decode("utf-8", "replace")))

    def _watched(self) -> PassEnd:
        """Let two passes end; the first may have begun before, and so have missed something.

        The second is answered one request at a time: so it is seen to end before the next has asked for anything, and
        users act between two passes. In the middle of one they would make it try what was right before they came.
        """
        until = math.inf if self._sut.attach else time.monotonic() + self._sut.pass_timeout
        try:
            with self._watch.answering():
                self._ended(until)
            status = self._step(until)
        except Late as late:
            return self._hung(str(late))
        except Silent as silence:
            return PassEnd(f"the service does not answer any more: {silence}")
        said = status.reports or ()
        if len(said) < self._heard:  # it began anew
            self._heard = 0
        reports, self._heard = said[self._heard :], len(said)
        return self._protocol.reports(reports, status.problem)

    def _ended(self, until: float) -> None:
        """Wait until a pass ends. Raises Late, Silent."""
        first = self._look().passes or 0
        while ((passes := self._look().passes) or 0) <= first:
            if time.monotonic() >= until:
                raise self._stepping.no_end(first, passes)
            time.sleep(_SOON)

    def _step(self, until: float) -> Status:
        return self._stepping.pass_ended(lambda meanwhile: self._look(meanwhile=meanwhile), until)

    def _rested(self) -> PassEnd:
        """Wait until it has written nothing for a while, and then, as long again, for a moment between two passes."""
        rest = self._sut.rest
        began = last = asked = time.monotonic()
        requests, writes = self._watch.requests()
        with self._watch.answering():
            while (now := time.monotonic()) < last + rest or (now < asked + _BREATH and now < last + 2 * rest):
                time.sleep(_LOOK)
                before, (requests, writes) = (requests, writes), self._watch.requests()
                if requests != before[0]:
                    asked = time.monotonic()
                if writes != before[1]:
                    last = time.monotonic()
                if not self._sut.attach and last > began + self._sut.pass_timeout:
                    return self._hung(f"it was still writing after {self._sut.pass_timeout:g} s (--pass-timeout)")
        return PassEnd("")

    def restart(self) -> None:
        """Let it start again over what it kept. Raises NotOffered where it cannot be told to."""
        if "restart" not in self._status.offers:
            raise NotOffered("the service offers no restart, and this story needs one\n  do       offer POST /restart")
        # It may let a pass end first, or look around as it starts.
        self._verb("restart", meanwhile=self._stepping.letting_in)

    def tail(self) -> tuple[str, ...]:
        """Return what it last said, and what is odd."""
        requests, writes = self._watch.requests()
        odd: Sequence[str] = [] if requests else self._place.oddities(requests, writes, complete=not self._last)
        if self._answered not in _ALL_WELL:
            odd = [f"GET of its address is answered {self._answered}: so nobody knows what it offers", *odd]
        if "pass" in self._status.offers:
            odd = too_early(self._watch) or odd
        return (self._last or "the service says nothing of a problem", *odd)

    def close(self) -> None:
        """Leave no folder; the service is somebody else's."""
        self._asking.close()
        self._kept.close()
        self._place.close()
