"""The stage of scenarios: the systems, their clock and ledger, and the SUT; made once, taken back for each scenario."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from syncproof.drivers import driver_of
from syncproof.fakes import ALL_CAPABILITIES, make_systems
from syncproof.fakes.kit.clock import Clock
from syncproof.fakes.kit.mount import Door, mounted
from syncproof.ledger import Ledger
from syncproof.steps.served import ServedSystems
from syncproof.sut import Sut
from syncproof.sut.contract import sut_environ
from syncproof.sut.masking import secrets_of, without, without_credentials


class Stage:
    """The systems, their doors, one clock, one ledger, and the SUT, which is in this process or in another.

    A SUT in another process waits at most `longest` real seconds for an answer that is late or never comes, which may
    change from play to play; the other seconds pass on the clock.
    """

    def __init__(self, sut: Sut, seed: int, lacking: frozenset[str] = frozenset()) -> None:
        self.longest = math.inf
        self.seed = seed
        self.sut = sut
        self.clock = Clock()
        self.ledger = Ledger()
        self.fakes = make_systems(self.clock, self.ledger, seed=seed, capabilities=ALL_CAPABILITIES - lacking)
        self.doors: Mapping[str, Door] = {}
        self.environ = sut_environ({fake.word(): (fake.url, fake.credentials) for fake in self.fakes.values()})
        self._secrets = secrets_of(sut.command or sut.url or "", os.environ) if sut.outside else ()
        self._snapshots = {name: fake.snapshot() for name, fake in self.fakes.items()}
        self.ports = ServedSystems(self)
        self.driver = driver_of(sut, self.clock.advance, self.ports)

    @property
    def credentials(self) -> tuple[str, ...]:
        """The credentials of the systems that the SUT has."""
        return tuple(value for name, value in self.environ.items() if not name.endswith("_URL"))

    def hide(self, text: str) -> str:
        """Return what a SUT says, or made of a record, without its secrets and the systems' credentials."""
        return without(without_credentials(text, self.environ), self._secrets)

    def last_words(self) -> tuple[str, ...]:
        """Return what a SUT in another process printed last, and hints, without secrets; nothing of one in this."""
        return tuple(map(self.hide, self.driver.tail())) if self.driver.outside else ()

    def clear(self) -> None:
        """Take everything back to how it was before the first scenario, with an empty ledger."""
        self.ledger = Ledger()
        for name, fake in self.fakes.items():
            fake.restore(self._snapshots[name])
            fake.ledger = self.ledger
        for door in self.doors.values():
            door.forget()

    def close(self) -> None:
        """Leave nothing running."""
        self.driver.close()
        self.ports.close()


@contextmanager
def on_stage(stage: Stage) -> Iterator[Stage]:
    """Open the systems' doors: to a SUT in another process for good, else to this process's HTTP clients, for now."""
    if stage.driver.outside:
        stage.ports.open()
        yield stage
        return
    with mounted(stage.fakes.values()) as stage.doors:
        yield stage
