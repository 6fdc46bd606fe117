"""The passes of the sync in a scenario, one after the other, until the sync is at rest."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from syncproof.errors import HarnessBroke, PromiseBroken
from syncproof.fakes.kit.faults import LASTING
from syncproof.ledger import Call, Reported, writes
from syncproof.steps import manners, restless
from syncproof.sut.protocol import together

if TYPE_CHECKING:
    from syncproof.steps.stage import Stage
    from syncproof.steps.struck import Struck
    from syncproof.sut.protocol import PassEnd

MOST_PASSES = 12
"""A sync that has not come to rest after so many passes never will."""
MOST_WRITES = 1_000
"""No story needs more writes: a sync that declares a limit for each pass gets as many passes more as that takes."""
QUIET_PASSES = 2
"""A sync is at rest after so many passes in a row that write nothing."""
FUTILE_PASSES = 3
"""A sync that fails so many times in a row and asks nothing of any system does not run at all."""


class Passes:
    """The passes of a stage's sync; `declines` takes each section that the sync declines, with the sync's reason."""

    def __init__(self, stage: Stage, declines: Callable[[str, str], None]) -> None:
        self._stage = stage
        self._declines = declines
        self._began = 0
        self.before_pass: Callable[[], object] = lambda: None
        """Called before each pass."""
        self.strikes: list[Struck] = []
        """The strikes that wait for their requests, or have struck."""
        self._disturbed = False
        """Whether trouble met the last pass: then that pass shows nothing, even if it writes nothing."""
        self._settling = False
        self.raised: Exception | None = None
        """What went wrong when a user acted in the middle of a pass: raised when the pass is over."""
        self.problem = ""
        """Why the last pass was given up, '' where it was complete."""

    def run(self) -> PassEnd:
        """Let the sync do one pass, and note the sync's reports; heal the trouble that has had its time.

        After trouble the sync comes to rest before the story goes on, for a pass that met trouble may be given up.

        Raises what `declines` raises, PromiseBroken where the sync's words hold a secret, and HarnessBroke where a
        system broke while it answered: whatever the sync did then is no fault of the sync.
        """
        self.before_pass()
        end = self._pass()
        if self._heal() and not self._settling:
            self.settle()
        return end

    def _pass(self) -> PassEnd:
        ledger, clock = self._stage.ledger, self._stage.clock
        clock.advance(1 + self._stage.sut.debounce)
        self._began = len(ledger)
        ledger.marked(clock.now, "pass begins")
        end = together([self._part(number) for number in range(self._stage.sut.passes)])
        self.problem = end.problem
        for report in end.reports:
            ledger.reported(clock.now, report.ref, report.property, report.reason)
        ledger.marked(clock.now, "pass given up" if end.problem else "pass ends")
        for name, door in self._stage.doors.items():
            if door.broke:
                raise HarnessBroke(f"{name} broke while it answered: {type(door.broke).__name__}") from door.broke
        if self.raised:
            raise self.raised
        for section, reason in end.declined:
            self._declines(section, reason)
        said = [end.problem, *(report.reason for report in end.reports)]
        if self.strikes:  # a sync in trouble prints what it does not print else, such as the request that failed
            said.append(self._stage.driver.printed())
        manners.no_secret("\n".join(said), self._stage.credentials)
        return end

    def _part(self, number: int) -> PassEnd:
        """Let the sync do one of the passes that count as one, each when edits have been still as long as declared."""
        if number:
            self._stage.clock.advance(self._stage.sut.debounce)
        return self._stage.driver.run_pass()

    def _heal(self) -> bool:
        """Heal the trouble that has had its time, and return whether there was any."""
        at_work = [each for each in self.strikes if each.is_at_work]
        self._disturbed = bool(at_work)
        healed = [each for each in at_work if each.ended_pass()]
        for each in healed:
            self._stage.ledger.marked(self._stage.clock.now, "healed")
            if each.killed:
                self.restart()
        return bool(healed)

    def _met_fault(self) -> bool:
        """Whether a fault that is over met the last pass: what is in no list then, the next pass may see."""
        planted = [fault for door in self._stage.doors.values() for fault in door.faults.planted]
        return not any(fault.times == LASTING for fault in planted) and any(call.fault for call in self.calls())

    def run_often(self, times: int) -> None:
        """Let the sync do some passes."""
        for _ in range(times):
            self.run()

    def restart(self) -> None:
        """End the sync and start it again."""
        self._stage.driver.restart()
        self._stage.ledger.marked(self._stage.clock.now, "restarted")

    def settle(self) -> None:
        """Let the sync run until two passes in a row wrote nothing, untroubled. Raises PromiseBroken if it never is."""
        within, self._settling = self._settling, True
        try:
            self._settle()
        finally:
            self._settling = within

    def _settle(self) -> None:
        quiet, futile, problem, began = 0, 0, "", len(self._stage.ledger)
        most = MOST_PASSES + (math.ceil(MOST_WRITES / self._stage.sut.writes) if self._stage.sut.writes else 0)
        for _ in range(most):
            problem = self.run().problem
            quiet = 0 if problem or self._disturbed or self.writes() or self._met_fault() else quiet + 1
            futile = futile + 1 if problem and not self.calls() else 0
            if futile == FUTILE_PASSES:
                raise PromiseBroken("the sync does not run", expected="a pass that asks the systems", saw=problem)
            if quiet == QUIET_PASSES:
                self._stage.ledger.marked(self._stage.clock.now, "at rest")
                return
        self._stage.ledger.marked(self._stage.clock.now, "never at rest")
        manners.check(self._stage.ledger[began:])  # who hammers a limit gets nothing done
        passes = [each for each in restless.passes(self._stage.ledger[began:]) if each.writes]
        saw = [f"the last pass was given up: {problem}"] if problem else []
        saw += [restless.described(passes)] if passes or not problem else []
        raise PromiseBroken(
            "the sync never comes to rest",
            expected=f"two quiet passes in a row within {most}",
            saw="; ".join(saw),
            lines=tuple(each.shown for each in passes),
            kinds=(f"the sync never comes to rest: {'it gives passes up' if problem else 'it writes in every pass'}",),
        )

    def calls(self) -> list[Call]:
        """Return the requests of the last pass."""
        return [event for event in self._stage.ledger[self._began :] if isinstance(event, Call)]

    def reports(self) -> list[Reported]:
        """Return the sync's reports of the last pass."""
        return [event for event in self._stage.ledger[self._began :] if isinstance(event, Reported)]

    def writes(self) -> list[Call]:
        """Return the writes of the last pass, taken or refused; a PUT that changed nothing is none."""
        return writes(self._stage.ledger[self._began :])
