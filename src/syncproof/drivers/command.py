"""Drives a SUT that is a command: one start is one pass."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from syncproof.drivers.asking import listens
from syncproof.drivers.driver import SystemsView
from syncproof.drivers.kept_folder import KeptFolder
from syncproof.drivers.program import Ended
from syncproof.drivers.slow_starts import SlowStarts
from syncproof.drivers.started import Started
from syncproof.drivers.workplace import Workplace
from syncproof.errors import BadInput
from syncproof.sut import Sut
from syncproof.sut.address import LAST_PORT
from syncproof.sut.protocol import Declined, PassEnd, Protocol, is_greeting

UNUSABLE = 2
"""The exit code of a SUT that cannot use the checklist and has asked nothing of any system."""

_SOON = 0.05
"""Seconds between two looks whether the command has asked a system for something."""
_SILENT = 3.0
"""Seconds after which a command that has asked nothing, and listens at an address that it printed, is a daemon."""
_ADDRESS = re.compile(r"http://(?:[\w.-]+|\[::1\]):\d{1,5}\b")
_PORT = re.compile(r"\b(?:listening|serving|running|started)\b.*?(?:\bport\W{1,3}|:)(\d{1,5})\b", re.IGNORECASE)
"""A port as servers announce theirs, in a line without an address: `listening on port 4711`, `Serving at :4711`."""
_LATER = 0.5
"""Seconds between two looks at a command that is at work; after so long, a daemon has printed its address."""


class Command(Started):
    """Runs the command for each pass; all that the SUT keeps is in its state directory, so every pass is a restart."""

    _unusable = _greets = _keeps_running = False

    def __init__(self, sut: Sut, systems: SystemsView, place: Workplace | None = None) -> None:
        super().__init__(sut, systems, place)
        self._starts = SlowStarts()

    @property
    def advice(self) -> str:  # type: ignore[override]  # other SUTs have none
        """The cure of slow starts."""
        return self._starts.advice

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Empty the state and write the checklist. Raises NotOffered where the SUT has hung too often."""
        with self._budget.beginning():
            self._protocol.checklist(checklist)
            self._place.begin(checklist, environ)
            self._forget()

    def keep(self) -> KeptFolder:
        """Return all that the SUT knows between two passes: what lies in its folder."""
        return self._place.keep()

    def back(self, kept: KeptFolder) -> None:
        """Let the SUT find in its folder what lay there then. Raises NotOffered where the SUT has hung too often."""
        with self._budget.beginning():
            self._place.back(kept)
            self._forget()

    def _forget(self) -> None:
        self._program.forget()
        self._last = self._before = ""
        self._unusable = self._greets = self._keeps_running = False

    def _pass(self) -> PassEnd:
        self._program.forget()
        with self._answering():
            self._program.start(self._place.environ)
            ended = self._ended()
            self._program.kill()
        self._systems.hang_up()  # the command has ended, and waits for no answer
        words = self._last_words()
        if ended is None:
            self._last = f"the command did not end within {self._sut.pass_timeout:g} s, and was killed (--pass-timeout)"
            self._budget.hung(self._sut.pass_timeout)
        else:
            self._last = "" if ended.code == 0 and not ended.why else f"the command {ended}"
        # The output of a command that printed too much is not read.
        lines = [] if ended and ended.why else self._program.lines(all_of_it=True)
        lines = [self._place.without_credentials(line) for line in lines]
        self._greets = ended is None and bool(lines) and is_greeting(lines[0])
        self._keeps_running = ended is None and not self._systems.requests()[0]
        end = self._protocol.lines(lines, f"{self._last}: {_main(words)}" if self._last and words else self._last)
        # A SUT that has asked a system for something could use the checklist.
        self._unusable = ended is not None and ended.code == UNUSABLE and not self._systems.requests()[0]
        if self._unusable:
            reason = _main(words) or "the command ended with exit code 2 and asked nothing of any system"
            return end._replace(declined=(*end.declined, Declined("", reason)))
        return end

    def _ended(self) -> Ended | None:
        """Wait for the end of the command. Raises BadInput for one that is a daemon.

        Notes how long the command takes until it asks a system for something: that is the price of each start.
        """
        began = time.monotonic()
        before, asked = self._systems.requests()[0], False
        until = math.inf if self._seconds is None else began + self._seconds
        while (left := until - time.monotonic()) > 0:
            ended = self._program.ended(min(left, _LATER if asked else _SOON))
            if not asked and (asked := self._systems.requests()[0] > before):
                self._starts.took(time.monotonic() - began)
            if ended:
                return ended
            ran = time.monotonic() - began
            if ran > _LATER and self._serves(self._greeted()):
                self._end_daemon("add --sut-daemon")
            if ran > _SILENT and not asked and self._serves(_announced(self._program.printed())):
                self._end_daemon("add --sut-daemon, and let your sync print the address as its first line")
        return None

    def _end_daemon(self, cure: str) -> NoReturn:
        self._program.kill()
        raise BadInput("your sync says where it listens, and keeps running: that is a daemon", do=cure)

    def _greeted(self) -> list[str]:
        """Return the address with which the command has begun, as a daemon does."""
        line = self._program.first_line()
        return [Protocol().greeting(line).url] if is_greeting(line) else []

    def _serves(self, urls: Sequence[str]) -> bool:
        """Whether a server that is none of the systems listens at one of these addresses."""
        return any(not self._place.names(url) and listens(url) for url in dict.fromkeys(urls))

    def restart(self) -> None:
        """Do nothing: the command starts anew for every pass."""

    def tail(self) -> tuple[str, ...]:
        """Return how the last pass ended, the last words of the command, and hints."""
        lines = [self._last or "the last pass ended with exit code 0"]
        lines += [f"| {line}" for line in self._last_words()]
        lines += self._earlier()
        if self._greets:
            lines.append("the first line is an address, as a daemon prints: is this a daemon? --sut-daemon")
        elif self._keeps_running:
            why = "the command asked nothing and kept running"
            lines.append(f"{why}: is this a daemon? --sut-daemon; a daemon prints its address first")
        if self.advice:
            lines.append(self.advice)
        if self._unusable and not self._place.is_gone:
            return tuple(lines)
        if self._program.left:
            lines.append("the command left processes running when it ended, and they were killed: was all work done?")
        hints = self._place.hints(*self._systems.requests(), complete=not self._last)
        return (*lines, *hints, *self._systems.hints())


def _announced(text: str) -> list[str]:
    """Return the addresses in what a command printed, and the ports on which it says that it listens."""
    ports = [port for line in text.splitlines() if not _ADDRESS.search(line) for port in _PORT.findall(line)]
    addresses = [*_ADDRESS.findall(text), *(f"http://127.0.0.1:{port}" for port in ports)]
    return [each for each in addresses if 0 < int(each.rpartition(":")[2]) <= LAST_PORT]


def _main(words: list[str]) -> str:
    """Return the last line that is not indented: the lines indented below it explain it."""
    return next((line for line in reversed(words) if not line[:1].isspace()), words[-1] if words else "")
