"""Drives a SUT that is a command: one start is one pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from syncproof.drivers.started import Started
from syncproof.sut.protocol import Declined, PassEnd, is_greeting

UNUSABLE = 2
"""The exit code of a SUT that cannot use the checklist and has asked nothing of any system."""


class Command(Started):
    """Runs the command for each pass; all that the SUT keeps is in its state directory, so every pass is a restart."""

    _unusable = _greets = False

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Empty the state and write the checklist. Raises NotOffered where the SUT has hung too often."""
        with self._budget.beginning():
            self._protocol.checklist(checklist)
            self._program.forget()
            self._place.begin(checklist, environ)
            self._last = self._before = ""
            self._unusable = self._greets = False

    def _pass(self) -> PassEnd:
        self._program.forget()
        with self._answering():
            self._program.start(self._place.environ)
            ended = self._program.ended(self._seconds)
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
        end = self._protocol.lines(lines, f"{self._last}: {_main(words)}" if self._last and words else self._last)
        # A SUT that has asked a system for something could use the checklist.
        self._unusable = ended is not None and ended.code == UNUSABLE and not self._systems.requests()[0]
        if self._unusable:
            reason = _main(words) or "the command ended with exit code 2 and asked nothing of any system"
            return end._replace(declined=(*end.declined, Declined("", reason)))
        return end

    def restart(self) -> None:
        """Do nothing: the command starts anew for every pass."""

    def tail(self) -> tuple[str, ...]:
        """Return how the last pass ended, the last words of the command, and hints."""
        lines = [self._last or "the last pass ended with exit code 0"]
        lines += [f"| {line}" for line in self._last_words()]
        lines += self._earlier()
        if self._greets:
            lines.append("the first line is an address, as a daemon prints: is this a daemon? --sut-daemon")
        if self._unusable:
            return tuple(lines)
        if self._program.left:
            lines.append("the command left processes running when it ended, and they were killed: was all work done?")
        return (*lines, *self._place.hints(*self._systems.requests(), complete=not self._last))


def _main(words: list[str]) -> str:
    """Return the last line that is not indented: the lines indented below it explain it."""
    return next((line for line in reversed(words) if not line[:1].isspace()), words[-1] if words else "")
