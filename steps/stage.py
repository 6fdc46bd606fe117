"""Where scenarios play: the systems, their clock and ledger, and the SUT; made once, taken back for each scenario."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from syncproof.drivers import driver_of
from syncproof.fakes import FAKES
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import Door, mounted
from syncproof.fakes.trello import Trello
from syncproof.fakes.trello.rules import ALL
from syncproof.ledger import By, Call, Ledger
from syncproof.sut import Sut
from syncproof.sut.contract import sut_environ

if TYPE_CHECKING:
    from syncproof.serve.backstage import Backstage


class Stage:
    """The systems, their doors, one clock, one ledger, and the SUT: in this process, or outside and led in by ports."""

    def __init__(self, sut: Sut, seed: int, lacking: frozenset[str] = frozenset()) -> None:
        self.seed = seed
        self.sut = sut
        self.clock = Clock()
        self.ledger = Ledger()
        trello = Trello(self.clock, self.ledger, seed=seed, capabilities=ALL - lacking)
        others = {name: fake for name, fake in FAKES.items() if name != Trello.name}
        self.fakes = {
            **{name: fake(self.clock, self.ledger, seed=seed) for name, fake in others.items()},
            Trello.name: trello,
        }
        self.doors: Mapping[str, Door] = {}
        self.environ = sut_environ({name: (fake.url, fake.credentials) for name, fake in self.fakes.items()})
        self._backstage: Backstage | None = None
        self._snapshots = {name: fake.snapshot() for name, fake in self.fakes.items()}
        self.driver = driver_of(sut, self.clock.advance, self)

    def clear(self) -> None:
        """Take everything back to how it was before the first scenario, with an empty ledger."""
        self.ledger = Ledger()
        for name, fake in self.fakes.items():
            fake.restore(self._snapshots[name])
            fake.ledger = self.ledger
        for door in self.doors.values():
            door.forget()

    # ── what the driver of a SUT outside is given to see and to do ─────────────────────────────────────────────────

    def serve(self) -> None:
        """Put the systems on ports. Raises BadInput where those cannot be had."""
        from syncproof.serve.backstage import Backstage  # noqa: PLC0415 - a SUT in process needs no server

        if self._backstage is None:
            self.doors = {name: Door(fake) for name, fake in self.fakes.items()}
            port = self.sut.port and self.sut.port + _worker() * len([*self.fakes, "clock"])
            self._backstage = Backstage(self.fakes, self.doors, self.clock, port)
            credentials = {name: fake.credentials for name, fake in self.fakes.items()}
            credentials[Trello.name] = {**credentials[Trello.name], "secret": self._backstage.trello.secret}
            urls = self._backstage.urls
            self.environ = sut_environ({name: (urls[name], credentials[name]) for name in self.fakes})
            self.environ["SYNCPROOF_CLOCK_URL"] = self._backstage.clock_url

    @property
    def backstage(self) -> Backstage:
        """Where the systems are served. Only there once they are."""
        assert self._backstage is not None
        return self._backstage

    def requests(self) -> tuple[int, int]:
        """Return how many requests the SUT has made in this scenario, and how many of them were writes."""
        calls = [event for event in self.ledger[:] if isinstance(event, Call) and event.by is By.SUT]
        return len(calls), sum(call.writes for call in calls)

    def answering(self) -> AbstractContextManager[None]:
        """Let the systems answer a SUT outside."""
        return self.backstage.answering()

    def hang_up(self) -> None:
        """Let the systems hang up on a SUT outside that waits for them."""
        self.backstage.hang_up()

    def let_in_one(self) -> None:
        """Let a SUT outside be answered once."""
        self.backstage.let_in_one()

    def late(self, seconds: float) -> tuple[str, ...]:
        """Return what is asked for within some seconds while nobody is answered."""
        return self.backstage.late(seconds)

    def close(self) -> None:
        """Leave nothing running."""
        self.driver.close()
        if self._backstage is not None:
            self._backstage.stop()


def _worker() -> int:
    """Return the number of this process among those that run the stories side by side."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@contextmanager
def on_stage(stage: Stage) -> Iterator[Stage]:
    """Open the systems' doors: to a SUT outside for good, or else to every HTTP client of this process, for now."""
    if stage.driver.outside:
        stage.serve()
        yield stage
        return
    with mounted(stage.fakes.values()) as stage.doors:
        yield stage
