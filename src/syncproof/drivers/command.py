"""The SUT as a command: one start is one pass."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from syncproof.drivers.driver import Declined, PassEnd, Watch
from syncproof.drivers.patience import Patience
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
        self._place = Workplace(sut.folder, told=sut.attach)
        self._program = Program(shlex.split(sut.command or ""), self._place.path, ours=self._place.ours)
        self._protocol = Protocol(checks=sut.check_protocol)
        self._patience = Patience()
        self._last = self._before = ""
        self._unusable = False

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Empty the state and write the checklist. Raises NotOffered where it has hung too often."""
        with self._patience.beginning():
            self._protocol.checklist(checklist)
            self._program.forget()
            self._place.begin(checklist, environ)
            self._last = self._before = ""
            self._unusable = False

    def run_pass(self) -> PassEnd:
        """Run the command to its end. Raises SutMissing where it cannot be started, PromiseBroken for what it says."""
        before = self._watch.requests()
        end = self._pass()
        self._patience.ran(futile=bool(end.problem) and self._watch.requests() == before)
        return end

    def _pass(self) -> PassEnd:
        self._before = self._last or self._before
        self._program.forget()
        with self._watch.answering():
            self._program.start(self._place.environ)
            ended = self._program.ended(None if self._sut.attach else self._sut.pass_timeout)
            self._program.kill()
        with self._watch.turning_away():
            pass  # what it asked for last, nobody waits for
        words = self._last_words()
        if ended is None:
            self._last = f"it did not end within {self._sut.pass_timeout:g} s, and was killed (--pass-timeout)"
            self._patience.hung(self._sut.pass_timeout)
        else:
            self._last = "" if ended.code == 0 and not ended.why else str(ended)
        # Of what floods us, nothing is read.
        lines = [] if ended and ended.why else self._program.lines(all_of_it=True)
        told = [self._place.without_secrets(line) for line in lines]
        end = self._protocol.lines(told, f"{self._last}: {_main(words)}" if self._last and words else self._last)
        # Who has asked for something could use what it was told.
        self._unusable = ended is not None and ended.code == UNUSABLE and not self._watch.requests()[0]
        if self._unusable:
            reason = _main(words) or "it ended with exit code 2 and asked nothing of any system"
            return end._replace(declined=(*end.declined, Declined("", reason)))
        return end

    def restart(self) -> None:
        """Do nothing: it starts anew for every pass."""

    def tail(self) -> tuple[str, ...]:
        """Return how the last pass ended, its last words, and what is odd."""
        told = [self._last or "its last pass ended with exit code 0"]
        told += [f"| {line}" for line in self._last_words()]
        if self._before and not self._last:
            told.append(f"an earlier pass was given up: {self._before}")
        if self._unusable:
            return tuple(told)
        if self._program.left:
            told.append("it left processes running when it ended, and they were ended with it: is all done by then?")
        return (*told, *self._place.oddities(*self._watch.requests(), complete=not self._last))

    def _last_words(self) -> list[str]:
        return [self._place.without_secrets(line) for line in self._program.last_words()]

    def close(self) -> None:
        """Leave nothing running, and no folder."""
        self._program.close()
        self._place.close()


def _main(words: list[str]) -> str:
    """Return the last line that is not indented: what hangs below it explains it."""
    return next((line for line in reversed(words) if not line[:1].isspace()), words[-1] if words else "")
