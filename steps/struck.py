"""One strike in one play: waits for its request, strikes, and is healed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from syncproof.drivers.driver import Doubles, ShowsState, StateMoment
from syncproof.errors import NotOffered, counted
from syncproof.fakes.kit.faults import LASTING, Disconnected, Fault, Held
from syncproof.steps.strike import Strike

if TYPE_CHECKING:
    from syncproof.fakes.kit.mount import Door
    from syncproof.steps.stage import Stage


MOST_LIMITED = 50
"""A rate limit that lasts until healed meets no more requests: a sync may wait each time as the system asks."""


class Struck:
    """A strike that waits for the request of a number; `act` is what a user does then."""

    def __init__(self, stage: Stage, strike: Strike, act: Callable[[], object] = lambda: None) -> None:
        self._stage = stage
        self.strike = strike
        self._number = 0
        self._site = ""
        self._act = act
        self._asked = 0
        self._passes = 0
        self.came = False
        """Whether the request was made, and the strike has struck."""
        self.line = 0
        """How long the ledger was when the strike came; the call of the request that it met is noted later."""
        self.killed = False
        self.impossible: Exception | None = None
        """Why a user could not do the act at this request, or after the act what the story goes on with."""

    def __str__(self) -> str:
        return f"{self.strike} at {self._site} {self._number}"

    @property
    def is_at_request(self) -> bool:
        """Whether a request is struck, and not a write to the SUT's state."""
        return self._site == "request"

    def arm(self, number: int, *, at_state_write: bool = False) -> None:
        """Wait for the request of a number at the doors of all systems, or for a write to the SUT's state.

        Both are counted from now on, from 1.
        """
        if self.strike.family == "twin" and isinstance(self._stage.driver, Doubles):
            self._stage.driver.expect_second()
        self._number = number
        self._site = "write" if at_state_write else "request"
        if at_state_write:
            self._watch_state(self._see_state)
            return
        after = (self.strike.family, self.strike.name) == ("crash", "after")
        for door in self._stage.doors.values():
            door.intercept(self._is_meant, partial(self._happen, door), after=after)

    def _see_state(self, moment: StateMoment) -> None:
        if moment == self.strike.name or self.killed:
            self._asked += 1
            if self._asked == self._number or self.killed:
                self.came = self.killed = True
                self.line = len(self._stage.ledger)
                for door in self._stage.doors.values():
                    door.intercept(self._is_meant, self._kill)
                self._kill()

    def _is_meant(self, _method: str, _path: str) -> bool:
        self._asked += 1
        return self._asked == self._number or self.killed

    def withdraw(self) -> None:
        """Wait no longer."""
        for door in self._stage.doors.values():
            door.withdraw(self._is_meant)
        if self._site == "write":
            self._watch_state(None)

    def _happen(self, door: Door) -> None:
        self.came, self.line = True, len(self._stage.ledger)
        match self.strike.family:
            case "fault":
                most = MOST_LIMITED if self.strike.rule == "robust.rate-limit" else LASTING
                door.faults.plant(Fault(self.strike.name, times=most if self.strike.lasting else 1))
            case "crash":
                self.killed = True
                door.intercept(self._is_meant, partial(self._happen, door))  # the dead ask nothing more
                self._kill()
            case "act":
                self._do()
            case "twin":
                self._double()

    def _kill(self) -> None:
        try:
            self._stage.driver.kill()
        except NotOffered as missing:
            self.killed, self.impossible = False, missing
        else:
            raise Disconnected("the sync that asked was killed")

    def _double(self) -> None:
        driver = self._stage.driver
        if not isinstance(driver, Doubles):
            self.impossible = NotOffered("no second instance of this sync can be started beside the first one")
            return
        may_go_on = driver.second()
        if not may_go_on():
            raise Held(may_go_on)

    def _do(self) -> None:
        try:
            self._act()
        except Exception as error:  # noqa: BLE001 - an act that raises here must not become the system's answer
            self.impossible = error

    @property
    def why_unmet(self) -> str:
        """The reason why the strike did not come: what the SUT did instead of the request, or the write."""
        if self._asked >= self._number:
            return "the fault makes no sense there"
        made = counted(self._asked, self._site)
        return f"it made {made}{' to its state' if self._site == 'write' else ''} from there on"

    @property
    def is_at_work(self) -> bool:
        """Whether the strike has come, and is not healed yet."""
        return self.came and self._passes >= 0

    def ended_pass(self) -> bool:
        """Take in that a pass has ended; return whether the trouble that struck is healed now."""
        if not self.is_at_work:
            return False
        self._passes += 1
        if self._passes <= self.strike.lasting:
            return False
        self._passes = -1
        if self.strike.family == "fault" and any(door.faults.unmet for door in self._stage.doors.values()):
            self.came = False  # the request was another one than the fault is for
        for door in self._stage.doors.values():
            door.withdraw(self._is_meant)
            door.faults.heal()
        for fake in self._stage.fakes.values():
            fake.list_all()
        self._watch_state(None)
        return True

    def _watch_state(self, watch: Callable[[StateMoment], object] | None) -> None:
        if isinstance(self._stage.driver, ShowsState):
            self._stage.driver.watch_state(watch)
        elif watch:
            raise NotOffered("the writes to the sync's state can be watched only in this process")
