"""The SUT as a command: one start is one pass."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from syncproof.drivers.driver import Declined, PassEnd, Watch
from syncproof.drivers.program import Program
from syncproof.drivers.protocol import Protocol
from syncproof.drivers.workplace import Workplace
from syncproof.sut import Sut

UNUSABLE = 2
"""The exit code of a SUT that cannot use the checklist and has asked nothing of any system."""


class Command:
    """Runs a command for each pass; what it keeps, it keeps in its state directory, so it restarts all the time."""

    outside = True
    reports = True

    def __init__(self, sut: Sut, watch: Watch) -> None:
        self._sut = sut
        self._watch = watch
        self._place = Workplace(sut.folder)
        self._program = Program(shlex.split(sut.command), self._place.path, ours=self._place.ours)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._last = ""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Empty the state and write the checklist."""
        self._protocol.checklist(checklist)
        self._program.forget()
        self._place.begin(checklist, environ)
        self._last = ""

    def run_pass(self) -> PassEnd:
        """Run the command to its end. Raises SutMissing where it cannot be started, PromiseBroken for what it says."""
        before = self._watch.requests()
        with self._watch.answering():
            self._program.start(self._place.environ)
            ended = self._program.ended(None if self._sut.attach else self._sut.pass_timeout)
            self._program.kill()
        with self._watch.turning_away():
            pass  # what it asked for last, nobody waits for
        if ended is None:
            problem = f"it did not end within {self._sut.pass_timeout:g} s, and was killed (--pass-timeout)"
        else:
            problem = "" if ended.code == 0 and not ended.why else str(ended)
        words = self._last_words()
        self._last = problem
        told = self._place.without_secrets("\n".join(self._program.lines())).splitlines()
        end = self._protocol.lines(told, f"{problem}: {words[-1]}" if problem and words else problem)
        if ended and ended.code == UNUSABLE and self._watch.requests() == before:
            reason = words[-1] if words else "it ended with exit code 2 and asked nothing of any system"
            return end._replace(declined=(*end.declined, Declined("", reason)))
        return end

    def restart(self) -> None:
        """Do nothing: it starts anew for every pass."""

    def tail(self) -> tuple[str, ...]:
        """Return how the last pass ended, its last words, and what is odd."""
        words = [f"| {line}" for line in self._last_words()]
        return (
            self._last or "its last pass ended with exit code 0",
            *words,
            *self._place.oddities(*self._watch.requests()),
        )

    def _last_words(self) -> list[str]:
        return [self._place.without_secrets(line) for line in self._program.last_words()]

    def close(self) -> None:
        """Leave nothing running, and no folder."""
        self._program.close()
        self._place.close()
