"""The interface of every driver, and what a driver sees of the systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

from syncproof.sut.protocol import PassEnd

StateMoment: TypeAlias = Literal["before", "after"]
"""Where a write to the state is: not done yet, or done."""


class Driver(Protocol):
    """Drives one SUT through one scenario after the other."""

    outside: bool
    """Whether the SUT is another process, which needs the systems on ports."""

    @property
    def reports(self) -> bool:
        """Whether the SUT can report what it could not sync."""

    @property
    def declines(self) -> bool:
        """Whether the SUT can say which sections it does not sync, so that its checklist may hold several."""

    @property
    def advice(self) -> str:
        """Advice for whoever runs the SUT, whatever the verdict; '' for none."""

    def begin(self, checklist: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        """Start a scenario: the SUT forgets everything, and gets a checklist and an environment `SYNCPROOF_…`."""

    def run_pass(self) -> PassEnd:
        """Let the SUT do one pass."""

    def restart(self) -> None:
        """End the SUT and start it again over the state that it kept. Raises NotOffered where the SUT cannot."""

    def kill(self) -> None:
        """End the SUT in the middle of a pass, as SIGKILL does; `restart` starts it again.

        A SUT in another process is killed by the thread in which the systems answer, while `run_pass` waits.

        Raises NotOffered where the harness cannot end the SUT, and Killed where the SUT runs in this process.
        """

    def printed(self) -> str:
        """Return what the SUT printed and answered in the last pass, secrets and all; '' where nothing can be seen."""

    def tail(self) -> tuple[str, ...]:
        """Return what helps to see why a scenario failed: the SUT's last words, and hints."""

    def close(self) -> None:
        """Leave nothing running."""


@runtime_checkable
class Rewindable(Protocol):
    """A driver whose SUT can go back to a moment between two passes."""

    def keep(self) -> object:
        """Return all that the SUT knows now."""

    def back(self, kept: Any) -> None:  # noqa: ANN401 - whatever `keep` returned
        """Let the SUT know again what it knew then, and nothing else."""


@runtime_checkable
class ShowsState(Protocol):
    """A driver that shows each write to the SUT's state."""

    def watch_state(self, watch: Callable[[StateMoment], object] | None) -> None:
        """Call `watch` just before and just after each write to the state, or no longer; it may raise Killed."""


@runtime_checkable
class Doubles(Protocol):
    """A driver that can start a second instance of its SUT beside the first one."""

    def expect_second(self) -> None:
        """Prepare for a second instance, between two passes."""

    def second(self) -> Callable[[], bool]:
        """Start a second instance over the same state, for one pass, while the first one works.

        Return whether the first one may go on: the second one has ended, or waits for the first.
        """


class SystemsView(Protocol):
    """Lets a driver watch the systems, and open or close their gate; the gate is closed by default."""

    def requests(self) -> tuple[int, int]:
        """Return how many requests the SUT has made in this scenario, and how many of them were writes."""

    def hints(self) -> list[str]:
        """Return what the SUT may have missed about the systems and the clock."""

    def answering(self) -> AbstractContextManager[None]:
        """Let the systems answer; a request that comes before or after waits."""

    def hang_up(self) -> None:
        """Let the systems hang up on every client that waits: its requests are of no use any more."""

    def let_in_one(self) -> None:
        """Let the request be answered that has waited longest, and no other."""

    def late(self, seconds: float) -> tuple[str, ...]:
        """Return the requests that come within some seconds while none is answered, such as `POST /1/cards`."""


MakeDriver: TypeAlias = Callable[[Callable[[float], None]], Driver]
"""Makes a driver, given a function that lets so many seconds pass."""
