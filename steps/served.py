"""The systems of a stage on ports of this machine, for a SUT in another process."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from syncproof.fakes.kit.mount import Door
from syncproof.ledger import By, Call, writes
from syncproof.sut.contract import sut_environ

if TYPE_CHECKING:
    from syncproof.serve.backstage import Backstage
    from syncproof.steps.stage import Stage


class ServedSystems:
    """The systems as the driver of a SUT in another process sees them, and lets them answer."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._backstage: Backstage | None = None

    def open(self) -> None:
        """Put the systems on ports, once. Raises BadInput where the ports are not free."""
        from syncproof.serve.backstage import Backstage  # noqa: PLC0415 - a SUT in process needs no server

        if self._backstage is not None:
            return
        stage = self._stage
        stage.doors = {name: Door(fake) for name, fake in stage.fakes.items()}
        port = stage.sut.port and stage.sut.port + _worker() * len([*stage.fakes, "clock"])
        self._backstage = Backstage(stage.fakes, stage.doors, stage.clock, port, longest=lambda: stage.longest)
        urls = self._backstage.urls
        stage.environ = sut_environ(
            {fake.word(): (urls[name], fake.all_credentials) for name, fake in stage.fakes.items()}
        )
        stage.environ["SYNCPROOF_CLOCK_URL"] = self._backstage.clock_url

    @property
    def backstage(self) -> Backstage:
        """Where the systems are served; only there after `open`."""
        assert self._backstage is not None
        return self._backstage

    def requests(self) -> tuple[int, int]:
        """Return how many requests the SUT has made in this scenario, and how many of them were writes."""
        events = self._stage.ledger[:]
        calls = sum(isinstance(event, Call) and event.by is By.SUT for event in events)
        return calls, len(writes(events))

    def hints(self) -> list[str]:
        """Return what the SUT may have missed about the clock: the clock's last refusal in this run."""
        refused = self.backstage.clock_refused
        return [f"the clock let no time pass for {refused}"] if refused else []

    def answering(self) -> AbstractContextManager[None]:
        """Let the systems answer the SUT."""
        return self.backstage.answering()

    def hang_up(self) -> None:
        """Let the systems hang up on a SUT that waits for them."""
        self.backstage.hang_up()

    def let_in_one(self) -> None:
        """Let the systems answer the SUT once."""
        self.backstage.let_in_one()

    def late(self, seconds: float) -> tuple[str, ...]:
        """Return what the SUT asks for within some seconds while the systems do not answer."""
        return self.backstage.late(seconds)

    def close(self) -> None:
        """Leave no port open."""
        if self._backstage is not None:
            self._backstage.stop()


def _worker() -> int:
    """Return the number of this process among those that play the stories side by side."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
