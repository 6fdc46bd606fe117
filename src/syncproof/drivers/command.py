"""The SUT as a command: one start is one pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncproof.drivers.started import Started
from syncproof.sut.protocol import Declined, PassEnd, is_greeting

UNUSABLE = 2
"""The exit code of a SUT that cannot use the checklist and has asked nothing of any system."""


class Command(Started):
    """Runs a command for each pass; what it keeps, it keeps in its state directory, so it restarts all the time."""

    _unusable = _greets = False

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Empty the state and write the checklist. Raises NotOffered where it has hung too often."""
        with self._patience.beginning():
            self._protocol.checklist(checklist)
            self._program.forget()
            self._place.begin(checklist, environ)
            self._last = self._before = ""
            self._unusable = self._greets = False

    def _pass(self) -> PassEnd:
        self._program.forget()
        with self._watch.answering():
            self._program.start(self._place.environ)
            ended = self._program.ended(self._seconds)
            self._program.kill()
        self._watch.hang_up()  # what it asked for last, nobody waits for
        words = self._last_words()
        if ended is None:
            self._last = f"it did not end within {self._sut.pass_timeout:g} s, and was killed (--pass-timeout)"
            self._patience.hung(self._sut.pass_timeout)
        else:
            self._last = "" if ended.code == 0 and not ended.why else str(ended)
        # Of what floods us, nothing is read.
        lines = [] if ended and ended.why else self._program.lines(all_of_it=True)
        told = [self._place.without_secrets(line) for line in lines]
        self._greets = ended is None and bool(told) and is_greeting(told[0])
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
        told += self._earlier()
        if self._greets:
            told.append("its first line is an address, as a daemon's: is it one? --sut-daemon")
        if self._unusable:
            return tuple(told)
        if self._program.left:
            told.append("it left processes running when it ended, and they were ended with it: is all done by then?")
        return (*told, *self._place.oddities(*self._watch.requests(), complete=not self._last))


def _main(words: list[str]) -> str:
    """Return the last line that is not indented: what hangs below it explains it."""
    return next((line for line in reversed(words) if not line[:1].isspace()), words[-1] if words else "")
